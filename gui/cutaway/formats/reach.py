# SPDX-License-Identifier: Apache-2.0
"""What runs when certain nodes of a graph are asked for: the nodes behind them and the functions these call."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, NamedTuple

from cutaway.formats.nodes import Place, node_of
from cutaway.formats.optable import op_table
from cutaway.wire.protobuf import Message


class Reached(NamedTuple):
    """Names of the nodes of the main graph and of the functions that take part."""

    nodes: frozenset[str]
    functions: frozenset[str]

    def holds(self, place: Place) -> bool:
        """Whether the node at `place` takes part; all nodes of a function count once it is called."""
        return place.function in self.functions if place.function else place.node.name in self.nodes


class Reach:
    """Answers for one GraphDef. Walks are loops, and each node and function is entered once: files may hold cycles.

    nodes, ops, inputs: of the main graph by name, the first where a name occurs twice; read out of the message once,
    since every look into it costs more than a look into a dictionary, and each when it is first asked for.
    """

    def __init__(self, graph: Message) -> None:
        nodes = list(graph.node)
        names = [node.name for node in nodes]
        self.nodes: dict[str, Any] = dict(zip(names, nodes, strict=True))
        if len(self.nodes) < len(nodes):
            self.nodes = dict(zip(reversed(names), reversed(nodes), strict=True))
            self.nodes = {name: self.nodes[name] for name in names}
        self.functions: dict[str, Any] = {}
        for function in graph.library.function:
            self.functions.setdefault(function.signature.name, function)
        self._called: dict[str, Counter[str]] = {}
        self._calling: dict[str, bool] = {}

    @cached_property
    def ops(self) -> dict[str, str]:
        """What each node is."""
        return {name: node.op for name, node in self.nodes.items()}

    @cached_property
    def inputs(self) -> dict[str, list[str]]:
        """What each node takes, as its inputs are spelled."""
        return {name: node.input[:] for name, node in self.nodes.items()}

    def behind(self, tensors: Iterable[str], functions: Iterable[str] = ()) -> Reached:
        """All that runs for these tensors (or nodes) and these functions; names that do not exist are passed over."""
        waiting = [name for name in map(node_of, tensors) if name in self.nodes]
        seen = set(waiting)
        called = [name for name in functions if name in self.functions]
        while waiting:
            current = waiting.pop()
            if self._may_call(self.ops[current]):
                called += self._calls(self.nodes[current])
            for tensor in self.inputs[current]:
                name = tensor if tensor in self.nodes else node_of(tensor)
                if name not in seen and name in self.nodes:
                    seen.add(name)
                    waiting.append(name)
        return Reached(frozenset(seen), self._closure(called))

    def _closure(self, names: list[str]) -> frozenset[str]:
        seen: set[str] = set()
        while names:
            name = names.pop()
            if name not in seen:
                seen.add(name)
                names += self.calls_of(name)
        return frozenset(seen)

    def calls_of(self, function: str) -> Counter[str]:
        """The functions that one calls, with how often."""
        if function not in self._called:
            body = self.functions[function].node_def
            callers = (node for node in body if self._may_call(node.op))
            self._called[function] = Counter(name for node in callers for name in self._calls(node))
        return self._called[function]

    def _may_call(self, op: str) -> bool:
        found = self._calling.get(op)
        if found is None:
            found = self._calling[op] = op_table().calls_functions(op)
        return found

    def _calls(self, node: Message) -> Iterator[str]:
        if node.op in self.functions and node.op not in op_table():
            yield node.op
        for value in node.attr.values():
            kind = value.WhichOneof("value")
            if kind == "func" and value.func.name in self.functions:
                yield value.func.name
            elif kind == "list":
                yield from (func.name for func in value.list.func if func.name in self.functions)
