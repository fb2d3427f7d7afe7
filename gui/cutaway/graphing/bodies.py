# SPDX-License-Identifier: Apache-2.0
"""The main graph and the bodies of functions, each by itself: nodes that get boxes, edges between them, attachments."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field
from functools import cached_property

import numpy

from cutaway.description.graph import CONTROL, Graph
from cutaway.graphing.attaching import Attachments, attach, handle_arguments
from cutaway.graphing.columns import Column, Columns
from cutaway.graphing.order import flow_order

MOST = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Edges:
    """Edges between nodes that have boxes. source, target: nodes; edge: index into the graph's; control: booleans."""

    source: Column
    target: Column
    edge: Column
    control: Column


@dataclass(slots=True)
class Body:
    """One body. number: −1 for the main graph.

    kept: nodes that have boxes. leftover: those of them that are constants and variables which nothing uses.
    arguments, results: its `_Arg` and `_Retval` nodes, in their order.
    """

    number: int
    name: str
    kept: list[int]
    leftover: list[int]
    arguments: list[int]
    results: list[int]
    edges: Edges
    attachments: Attachments
    columns: Columns = field(repr=False)
    _ordered: bool = False

    @property
    def places(self) -> Column:
        """Where each kept node stands in an order in which edges point on (but for those that close a cycle).

        A column over all nodes of the graph; what it says of other bodies' nodes means nothing here.
        """
        if not self._ordered:
            order = flow_order(self.kept, self.edges.source, self.edges.target)
            self.columns.places[order] = numpy.arange(len(order))
            self._ordered = True
        return self.columns.places


class Bodies:
    """All bodies, each made when it is first looked into. plain: constants and variables have boxes of their own."""

    def __init__(self, graph: Graph, *, plain: bool = False) -> None:
        self.columns = Columns(graph)
        self.plain = plain
        self._made: dict[int, Body] = {}
        self._handles: dict[int, frozenset[int]] = {}
        self._totals: dict[int, list[int]] = {}

    def body(self, number: int) -> Body:
        """The main graph (−1) or the body of a function."""
        found = self._made.get(number)
        if found is None:
            found = self._made[number] = self._make(number)
        return found

    def _make(self, number: int) -> Body:
        columns = self.columns
        nodes = columns.nodes_by_body[number + 1]
        chosen = columns.edges_by_body[number + 1]
        source, target = columns.edge_from[chosen], columns.edge_to[chosen]
        control = columns.edge_output[chosen] == CONTROL
        found = attach(
            columns, nodes, (source, target, control, chosen), self.handles(number), plain=self.plain
        )
        arguments, results = columns.op_ids.get("_Arg", -1), columns.op_ids.get("_Retval", -1)
        return Body(
            number,
            columns.graph.functions[number] if number >= 0 else "",
            found.kept,
            found.leftover,
            [int(node) for node in nodes[columns.ops[nodes] == arguments]],
            [int(node) for node in nodes[columns.ops[nodes] == results]],
            Edges(*found.edges),
            found.attachments,
            columns,
        )

    def handles(self, number: int) -> frozenset[int]:
        """Arguments of a function that only pass a variable in: all that takes them reads or writes variables."""
        for each in self._callees_first(number, self._handles):
            self._handles[each] = frozenset()  # while it is found out: a function that calls itself
            self._handles[each] = self._find_handles(each)
        return self._handles[number]

    def _find_handles(self, number: int) -> frozenset[int]:
        return handle_arguments(self.columns, number, self.passes_variable) if number >= 0 else frozenset()

    def passes_variable(self, node: int, slot: int) -> bool:
        """Whether a call hands what enters it at `slot` to functions that use it as a variable."""
        calls = self.columns.calls.get(node)
        if not calls:
            return False
        found = False
        for function, role in calls:
            argument = self.argument(node, function, role, slot)
            if argument is None:
                continue
            if argument not in self._handles.get(function, frozenset()):
                return False
            found = True
        return found

    def argument(self, node: int, function: int, role: str, slot: int) -> int | None:
        """The `_Arg` node that a call's input `slot` becomes inside a function that it calls; None where none does."""
        place = slot - first_slot(self.columns.op(node), role)
        op = self.columns.op_ids.get("_Arg", -1)
        nodes = self.columns.nodes_by_body[function + 1]
        arguments = nodes[self.columns.ops[nodes] == op]
        return int(arguments[place]) if 0 <= place < len(arguments) else None

    def total(self, number: int) -> list[int]:
        """How many nodes of each kind a body has, those of the functions that it calls too, at most MOST each."""
        for each in self._callees_first(number, self._totals):
            total = self.columns.histograms[each + 1].tolist()
            for node in self._callers.get(each, ()):
                for function, _ in self.columns.calls[node]:
                    inner = self._totals.get(function)  # None: it calls itself, and counts once
                    if inner is not None:
                        total = [min(a + b, MOST) for a, b in zip(total, inner, strict=True)]
            self._totals[each] = total
        return self._totals[number]

    def _callees_first(self, number: int, known: Container[int]) -> list[int]:
        """The body and all that it leads to, but for those known, each after those that it calls."""
        order: list[int] = []
        seen: set[int] = set()
        stack: list[tuple[int, bool]] = [(number, False)]
        while stack:
            body, done = stack.pop()
            if done:
                order.append(body)
            elif body not in seen and body not in known:
                seen.add(body)
                stack.append((body, True))
                for node in reversed(self._callers.get(body, [])):
                    stack.extend((function, False) for function, _ in self.columns.calls[node])
        return order

    @cached_property
    def _callers(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for node in self.columns.calls:
            found.setdefault(int(self.columns.function_of[node]), []).append(node)
        return found

    @cached_property
    def uncalled(self) -> list[int]:
        """Functions that nothing in the main graph leads to, without those that another one of them calls."""
        reached: set[int] = set()
        self._reach(-1, reached)
        found = []
        called = {
            function
            for node, calls in self.columns.calls.items()
            for function, _ in calls
            if self.columns.function_of[node] != function
        }
        everything = range(len(self.columns.graph.functions))
        for number in [*(n for n in everything if n not in called), *everything]:
            if number not in reached:
                found.append(number)
                reached.add(number)
                self._reach(number, reached)
        return sorted(found)

    def _reach(self, number: int, reached: set[int]) -> None:
        waiting = [number]
        while waiting:
            for node in self._callers.get(waiting.pop(), ()):
                for function, _ in self.columns.calls[node]:
                    if function not in reached:
                        reached.add(function)
                        waiting.append(function)


def first_slot(op: str, role: str) -> int:
    """Which input of a call becomes the first argument of the function: those before it choose a branch."""
    bare = op.removeprefix("_").removeprefix("Stateless").removeprefix("Xla")
    if bare in {"If", "Case", "IF", "CASE", "STABLEHLO_CASE"}:
        return 1
    if bare in {"While", "WHILE", "STABLEHLO_WHILE"} or bare.endswith("PartitionedCall") or role == "f":
        return 0
    return 0 if bare in {"For", "CALL", "CALL_ONCE", "STABLEHLO_COMPOSITE"} else MOST
