# SPDX-License-Identifier: Apache-2.0
"""The map of a model's graph: pictures of it, kept at hand so that opening a group costs its layout alone."""

from __future__ import annotations

from cutaway.description.picture import Picture
from cutaway.formats.opened import OpenModel
from cutaway.graphing.maps import GraphMap
from cutaway.worker.questions import Call


def picture(call: Call) -> Picture | None:
    """The picture with the groups `opened` open (null: as one first sees it); None where the format has no graph."""
    found = _map(call)
    if found is None:
        return None
    return found.picture(
        call.arguments["opened"],
        direction=call.arguments["direction"],
        anchor=call.arguments["anchor"],
        look=_Look(call, "Laying out"),
    )


def _map(call: Call) -> GraphMap | None:
    model = call.models.open(call.source, call.progress)
    call.progress("Folding the graph", None)
    return call.models.keep("map", lambda: _made(model))


def _made(model: OpenModel) -> GraphMap | None:
    graph = model.graph()
    if graph is None:
        return None
    layers = {layer.name: layer.class_name for layer in model.description.layers or ()}
    return GraphMap(graph, layers=layers)


class _Look:
    """Reports now and then, which is where cancelling takes effect."""

    def __init__(self, call: Call, words: str) -> None:
        self._call = call
        self._words = words

    def __call__(self) -> None:
        self._call.progress(self._words, None)
