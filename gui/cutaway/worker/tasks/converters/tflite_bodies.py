# SPDX-License-Identifier: Apache-2.0
"""Finds what is computed in the loops and branches of a .tflite, apart from what is computed once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_PLACES = ("condSubgraphIndex", "bodySubgraphIndex", "thenSubgraphIndex", "elseSubgraphIndex")
"""Fields of WhileOptions and IfOptions (tflite/schema/schema.fbs) that name subgraphs."""


def tensors(data: bytes) -> tuple[str, ...]:
    """Names of the tensors that operators of conditions, bodies and branches give, however deep they are."""
    from ai_edge_litert.tools import flatbuffer_utils

    model: Any = flatbuffer_utils.read_model_from_bytearray(bytearray(data))
    found: dict[str, None] = {}
    for number in sorted(_reached(model)):
        graph = model.subgraphs[number]
        for operator in graph.operators:
            found.update(dict.fromkeys(graph.tensors[index].name.decode() for index in operator.outputs))
    return tuple(found)


def _reached(model: Any) -> set[int]:  # noqa: ANN401 - a ModelT
    """Numbers of the subgraphs that loops and branches of any subgraph run."""
    return {
        number for graph in model.subgraphs for operator in graph.operators for number in _run_by(operator)
    }


def _run_by(operator: Any) -> Iterator[int]:  # noqa: ANN401 - an OperatorT
    for place in _PLACES:
        number = getattr(operator.builtinOptions, place, None)
        if number is not None:
            yield int(number)
