# SPDX-License-Identifier: Apache-2.0
"""Compares the model that was asked about with another one, by what readers tell of both."""

from __future__ import annotations

from collections import Counter
from functools import cache, partial
from typing import TYPE_CHECKING

from cutaway.comparing import description, structure, weights
from cutaway.comparing.values import Weights
from cutaway.description.comparison import Compared, Difference, Structure
from cutaway.description.tensors import Quantization
from cutaway.worker.models import open_file
from cutaway.worker.questions import Call

if TYPE_CHECKING:
    from cutaway.formats.opened import OpenModel
    from cutaway.worker.tasks.graph_index import Details


def compare(call: Call) -> Compared:
    """Compare with the model at `second` (path, tags, version), which is closed again.

    Arguments: `second`; `weights_only`, whether structure and descriptions are left out. Raises ModelError,
    RequestError.
    """
    path, tags, version = call.arguments["second"]
    weights_only = bool(call.arguments.get("weights_only"))
    first = call.models.open(call.source, call.progress)
    second = open_file((path, tuple(tags), version), call.progress)
    try:
        ones, others = weights_of(first), weights_of(second)
        told = () if weights_only else _described(ones, others)
        found = Structure("none") if weights_only else structure.compare(ones, others)
        return Compared(told, *weights.compare(ones, others, call.progress), found)
    finally:
        second.close()


def _described(first: Weights, second: Weights) -> tuple[Difference, ...]:
    """What the descriptions say otherwise; of files of two kinds, operators are counted that are run in each."""
    one, other = first.model.description, second.model.description
    run = None
    if one.format != other.format and one.graph is not None and other.graph is not None:
        counts = [Counter(unit.kind for unit in structure.units_of(side)[1]) for side in (first, second)]
        run = counts[0], counts[1]
    return description.compare(one, other, run)


def weights_of(model: OpenModel) -> Weights:
    """The weights of an open model, with the scales by which a .tflite stores them, and the shapes of its nodes."""
    from cutaway.formats.noted import NotedModel
    from cutaway.formats.scalars import scalars
    from cutaway.formats.tflite import TfliteModel

    own = model.inner if isinstance(model, NotedModel) else model
    scales = own.scales if isinstance(own, TfliteModel) else _no_scales
    return Weights(model, scales, _Shapes(own).of, scalars=cache(partial(scalars, own)))


class _Shapes:
    """What nodes of an open model give, looked up where it is asked for."""

    def __init__(self, model: OpenModel) -> None:
        self._model = model
        self._details: Details | None = None
        self._is_known = False

    def of(self, node: int) -> str:
        """The shape of its first output, without the type; empty where it is not known."""
        from cutaway.worker.tasks.graph_index import details_of

        if not self._is_known:
            graph = self._model.graph()
            self._details = details_of(self._model, graph) if graph is not None else None
            self._is_known = True
        return self._details.tensor(node, 0).partition(" ")[2] if self._details is not None else ""


def _no_scales(name: str) -> Quantization | None:  # noqa: ARG001 - the same shape as the other
    """Formats other than .tflite store real numbers."""
    return None
