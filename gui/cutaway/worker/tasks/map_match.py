# SPDX-License-Identifier: Apache-2.0
"""Matches the maps of two models, node by node, so that a window can show both side by side."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from cutaway.comparing import structure
from cutaway.comparing.units import Unit
from cutaway.description import wording
from cutaway.description.comparison import Box, BoxPair, MapMatch
from cutaway.description.model import ModelDescription
from cutaway.formats.opened import OpenModel
from cutaway.graphing.layers import layer_nodes
from cutaway.worker.models import open_file
from cutaway.worker.questions import Call
from cutaway.worker.tasks.comparing import weights_of
from cutaway.worker.tasks.graph_index import Index, index_of
from cutaway.worker.tasks.graphs import index_of_graph


def match_maps(call: Call) -> MapMatch:
    """Match with the map of the model at `second` (path, tags, version), which is closed again.

    Nothing where one of them has no map. Raises ModelError, RequestError.
    """
    path, tags, version = call.arguments["second"]
    first = call.models.open(call.source, call.progress)
    index = index_of_graph(call)
    second = open_file((path, tuple(tags), version), call.progress)
    try:
        other = index_of(second)
        if index is None or other is None:
            return MapMatch()
        call.progress("Matching the graphs", None)
        return _matched(first, second, index, other, partial(call.progress, "Matching the graphs", None))
    finally:
        second.close()


def _matched(
    first: OpenModel, second: OpenModel, one: Index, two: Index, look: Callable[[], None]
) -> MapMatch:
    ones, others = (structure.units_of(weights_of(model)) for model in (first, second))
    found = structure.matched(ones, others)
    here = _boxes(ones[1], one, first.description, look)
    there = _boxes(others[1], two, second.description, look)
    pairs = (
        BoxPair(_known(each.first, here), _known(each.second, there), each.match) for each in found.pairs
    )
    return MapMatch(
        tuple(pair for pair in pairs if pair.first and pair.second),
        _known([name for name, _ in found.only_first], here),
        _known([name for name, _ in found.only_second], there),
    )


def _known(names: list[str] | tuple[str, ...], boxes: Mapping[str, Box]) -> tuple[Box, ...]:
    return tuple(boxes[name] for name in names if name in boxes)


def _boxes(
    units: list[Unit], index: Index, description: ModelDescription, look: Callable[[], None]
) -> dict[str, Box]:
    """By the names of units the boxes of the map; layers that only hold others have none."""
    every = description.layers or ()
    layers = {layer.name: node for node, layer in enumerate(layer_nodes(every))}
    shapes = {
        layer.name: wording.shape(layer.output_shape) for layer in every if layer.output_shape is not None
    }
    found = {}
    for unit in units:
        look()
        node = unit.node if unit.node >= 0 else layers.get(unit.name, -1)
        if node >= 0:
            place = index.places.of(node)
            found[unit.name] = Box(
                index.graph.names[node],
                index.function(node),
                unit.kind,
                (*place.opened, place.key),
                tuple(index.attached(node)),
                unit.shape() if unit.node >= 0 else shapes.get(unit.name, ""),
            )
    return found
