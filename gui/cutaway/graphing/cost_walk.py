# SPDX-License-Identifier: Apache-2.0
"""Walks back from the outputs of a signature and adds up what all that is computed for them costs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from cutaway.description.costs import Costs, NodeCost
from cutaway.description.graph import Graph
from cutaway.description.tensors import Shape
from cutaway.graphing import costs

ShapeOf = Callable[[int, int], Shape]
_CHOICES = frozenset({"If", "StatelessIf", "Case", "StatelessCase", "IF"})
_DEEPEST = 100


@dataclass(slots=True)
class _Body:
    """What one body costs when it is run once, with how often each node is met."""

    met: Counter[int] = field(default_factory=Counter)
    macs: int = 0
    flops: int = 0


class CostWalk:
    """shape_of: of an output, by node and number. attributes: of a node, as text (`equation` of Einsum).

    weights: shapes that an operator takes from outside the graph's edges (constants of a .tflite), by node and slot.
    """

    def __init__(
        self,
        graph: Graph,
        shape_of: ShapeOf,
        attributes: Callable[[int], dict[str, str]],
        weights: Callable[[int], dict[int, Shape]],
    ) -> None:
        self.graph = graph
        self._shape_of = shape_of
        self._attributes = attributes
        self._weights = weights
        self._inputs: dict[int, list[tuple[int, int, int]]] = {}
        edges = zip(graph.edge_from, graph.edge_output, graph.edge_to, graph.edge_input, strict=True)
        for source, output, target, slot in edges:
            self._inputs.setdefault(target, []).append((slot, source, output))
        self._calls: dict[int, list[int]] = {}
        for node, function, _ in graph.calls:
            self._calls.setdefault(node, []).append(function)
        self._results: dict[int, list[int]] = {}
        for node, function in enumerate(graph.function_of):
            if function >= 0 and self._op(node) == "_Retval":
                self._results.setdefault(function, []).append(node)
        self._bodies: dict[int, _Body] = {}
        self._known: dict[int, costs.Cost | None] = {}

    def of(self, key: str, ends: Iterable[int]) -> Costs:
        """The costs of all that the nodes `ends` of the main graph need."""
        body = self._walk(ends, 0)
        rows, unknown = [], 0
        for node, calls in body.met.items():
            found = self._cost(node)
            if found is None:
                unknown += 1
            elif found.flops:
                function = self.graph.function_of[node]
                place = self.graph.functions[function] if function >= 0 else ""
                rows.append(
                    NodeCost(
                        self.graph.names[node],
                        self._op(node),
                        found.macs * calls,
                        found.flops * calls,
                        place,
                        calls,
                    )
                )
        rows.sort(key=lambda row: (-row.flops, row.name))
        return Costs(key, tuple(rows), body.macs, body.flops, unknown)

    def _walk(self, ends: Iterable[int], depth: int) -> _Body:
        body = _Body()
        waiting = list(ends)
        seen = set(waiting)
        while waiting:
            node = waiting.pop()
            self._meet(node, body, depth)
            for slot, source, _ in self._inputs.get(node, ()):
                if source not in seen and slot >= 0:
                    seen.add(source)
                    waiting.append(source)
        return body

    def _meet(self, node: int, body: _Body, depth: int) -> None:
        called = self._calls.get(node)
        if called and depth < _DEEPEST:
            inner = [self._body(function, depth) for function in called]
            if self._op(node) in _CHOICES:
                inner = [max(inner, key=lambda each: each.flops)]
            for each in inner:
                body.met.update(each.met)
                body.macs += each.macs
                body.flops += each.flops
        elif costs.is_counted(self._op(node)):
            body.met[node] += 1
            found = self._cost(node) or costs.FREE
            body.macs += found.macs
            body.flops += found.flops

    def _body(self, function: int, depth: int) -> _Body:
        known = self._bodies.get(function)
        if known is None:
            self._bodies[function] = _Body()  # a function that calls itself counts once
            known = self._bodies[function] = self._walk(self._results.get(function, []), depth + 1)
        return known

    def _cost(self, node: int) -> costs.Cost | None:
        """None where a shape is missing."""
        if node not in self._known:
            given = {
                slot: self._shape_of(source, output) for slot, source, output in self._inputs.get(node, ())
            }
            given = {slot: shape for slot, shape in given.items() if slot >= 0} | self._weights(node)
            inputs = [given.get(slot) for slot in range(max(given, default=-1) + 1)]
            try:
                found: costs.Cost | None = costs.cost(
                    self._op(node), inputs, [self._shape_of(node, 0)], self._attributes(node)
                )
            except costs.Unknown:
                found = None
            self._known[node] = found
        return self._known[node]

    def _op(self, node: int) -> str:
        return self.graph.op_names[self.graph.ops[node]]
