# SPDX-License-Identifier: Apache-2.0
"""A graph in columns while a reader makes it, node by node and edge by edge."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field

from cutaway.description.graph import Graph

_MOST_DANGLING = 100


def _integers() -> array[int]:
    return array("i")


@dataclass(slots=True)
class GraphBuilder:
    """The columns of a `Graph` as they grow; the main graph is function −1. dangling: no more than can be shown."""

    names: list[str] = field(default_factory=list)
    op_ids: dict[str, int] = field(default_factory=dict)
    ops: array[int] = field(default_factory=_integers)
    functions: list[str] = field(default_factory=list)
    function_of: array[int] = field(default_factory=_integers)
    edge_from: array[int] = field(default_factory=_integers)
    edge_to: array[int] = field(default_factory=_integers)
    edge_output: array[int] = field(default_factory=_integers)
    edge_input: array[int] = field(default_factory=_integers)
    dangling: list[tuple[str, str]] = field(default_factory=list)
    calls: list[tuple[int, int, str]] = field(default_factory=list)

    def add(self, name: str, op: str, function: int) -> int:
        """Add a node and give its index."""
        self.names.append(name)
        self.ops.append(self.op_ids.setdefault(op, len(self.op_ids)))
        self.function_of.append(function)
        return len(self.names) - 1

    def connect(self, source: int, output: int, target: int, slot: int) -> None:
        """Add an edge."""
        self.edge_from.append(source)
        self.edge_output.append(output)
        self.edge_to.append(target)
        self.edge_input.append(slot)

    def miss(self, node: str, name: str) -> None:
        """Note an input that names nothing there is."""
        if len(self.dangling) < _MOST_DANGLING:
            self.dangling.append((node, name))

    def graph(self) -> Graph:
        """The graph that was built."""
        return Graph(
            self.names,
            list(self.op_ids),
            self.ops,
            self.functions,
            self.function_of,
            self.edge_from,
            self.edge_to,
            self.edge_output,
            self.edge_input,
            self.dangling,
            self.calls,
        )
