# SPDX-License-Identifier: Apache-2.0
"""A graph's columns as arrays, and what follows from them for the main graph and all functions together."""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise
from typing import Any, TypeAlias

import numpy
import numpy.typing as npt

from cutaway.description.graph import Graph
from cutaway.description.picture import OP_KINDS
from cutaway.graphing.kinds import kind_of

Column: TypeAlias = npt.NDArray[Any]


class Columns:
    """The graph's columns as arrays, and what follows from them for all bodies together."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.ops = _array(graph.ops)
        self.function_of = _array(graph.function_of)
        self.edge_from = _array(graph.edge_from)
        self.edge_to = _array(graph.edge_to)
        self.edge_output = _array(graph.edge_output)
        self.edge_input = _array(graph.edge_input)
        self.kinds = numpy.array([kind_of(op) for op in graph.op_names] or [0], numpy.int32)
        self.op_ids = {op: number for number, op in enumerate(graph.op_names)}
        self.scopes = _scopes(graph.names)
        self.places = numpy.zeros(len(graph.names), numpy.int64)
        self.border = [self.op_ids[op] for op in ("_Arg", "_Retval") if op in self.op_ids]
        """Ops that are in no count: they are the border of a function, and do nothing."""
        self.calls: dict[int, list[tuple[int, str]]] = {}
        for node, function, role in graph.calls:
            self.calls.setdefault(node, []).append((function, role))

    @cached_property
    def nodes_by_body(self) -> list[Column]:
        """Nodes of the main graph (0) and of each function (its number + 1), in file order."""
        return _grouped(self.function_of, len(self.graph.functions) + 1)

    @cached_property
    def edges_by_body(self) -> list[Column]:
        """Edges likewise."""
        if not len(self.edge_from):
            return [numpy.zeros(0, numpy.int64)] * (len(self.graph.functions) + 1)
        return _grouped(self.function_of[self.edge_from], len(self.graph.functions) + 1)

    @cached_property
    def histograms(self) -> Column:
        """How many nodes of each kind each body has, without those of the functions that it calls: bodies × kinds."""
        kinds = self.kinds[self.ops] if len(self.ops) else numpy.zeros(0, numpy.int32)
        counted = ~numpy.isin(self.ops, self.border)
        flat = ((self.function_of.astype(numpy.int64) + 1) * len(OP_KINDS) + kinds)[counted]
        size = (len(self.graph.functions) + 1) * len(OP_KINDS)
        return numpy.bincount(flat, minlength=size).reshape(-1, len(OP_KINDS))

    def op(self, node: int) -> str:
        """The op of a node."""
        found: str = self.graph.op_names[self.ops[node]]
        return found


def _array(column: Any) -> Column:  # noqa: ANN401 - an array, or a memoryview
    return numpy.frombuffer(column, numpy.int32) if len(column) else numpy.zeros(0, numpy.int32)


def _grouped(keys: Column, groups: int) -> list[Column]:
    """Indices that have the key −1, 0, …, in their order."""
    order = numpy.argsort(keys, kind="stable")
    bounds = numpy.searchsorted(keys[order], numpy.arange(-1, groups))
    return [order[begin:end] for begin, end in pairwise(bounds)]


def _scopes(names: list[str]) -> list[str]:
    """Names as scopes go by: fused operators of TensorFlow Lite are called after all that they came from."""
    return [name.partition(";")[0] if ";" in name else name for name in names]
