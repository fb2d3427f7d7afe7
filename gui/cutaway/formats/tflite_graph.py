# SPDX-License-Identifier: Apache-2.0
"""The operators of a .tflite file: how often each occurs, and all of them as a graph in columns."""

from __future__ import annotations

from collections import Counter

from cutaway.description.graph import Graph, GraphSummary, Operator
from cutaway.formats import tflite_schema as schema
from cutaway.formats.graphbuilder import GraphBuilder
from cutaway.formats.tflite_file import OperatorCode, Subgraph, TfliteFile

_ROLES: dict[str, tuple[str, ...]] = {
    "IF": ("then_branch", "else_branch"),
    "WHILE": ("cond", "body"),
    "STABLEHLO_WHILE": ("cond", "body"),
}


def code(file: TfliteFile, index: int) -> OperatorCode:
    """The operator code of an index, one that says so where the index is out of range."""
    if 0 <= index < len(file.codes):
        return file.codes[index]
    return OperatorCode(f"unknown operator code {index}", 0, "unknown")


def spelled(found: OperatorCode) -> str:
    """The op's name in tables of ops: custom ones carry a prefix, since they may be called like a builtin one."""
    return f"CUSTOM:{found.name}" if found.kind in {"custom", "flex"} else found.name


def summary(file: TfliteFile) -> GraphSummary:
    """Counts over all subgraphs; the most frequent operator first."""
    counts: Counter[int] = Counter()
    for graph in file.subgraphs:
        counts.update(graph.operators["code"].tolist())
    merged: dict[tuple[str, str], tuple[int, set[int]]] = {}
    for index, count in counts.items():
        found = code(file, index)
        total, versions = merged.get((spelled(found), found.kind), (0, set()))
        merged[spelled(found), found.kind] = total + count, versions | {found.version}
    operators = [
        Operator(name, count, tuple(sorted(versions)), kind)
        for (name, kind), (count, versions) in merged.items()
    ]
    operators.sort(key=lambda operator: (-operator.count, operator.name))
    return GraphSummary(sum(counts.values()), 0, 0, tuple(operators))


class _Subgraphs:
    """Adds subgraphs to the columns of a graph."""

    def __init__(self, file: TfliteFile, columns: GraphBuilder) -> None:
        self.file = file
        self.columns = columns

    def add(self, graph: Subgraph, function: int) -> None:
        """Arguments, operators and results of one subgraph, with the edges between them."""
        taken: Counter[str] = Counter()
        made_by: dict[int, tuple[int, int]] = {}
        for slot, tensor in enumerate(graph.inputs):
            made_by[tensor] = (
                self.columns.add(_unique(_name(graph, tensor, f"input {slot}"), taken), "_Arg", function),
                0,
            )
        targets = []
        for index, number in enumerate(graph.operators["code"].tolist()):
            outputs = graph.operator_outputs[index]
            op = spelled(code(self.file, number))
            node = self.columns.add(
                _unique(_name(graph, outputs[0] if outputs else -1, f"{op}#{index}"), taken), op, function
            )
            made_by.update((tensor, (node, slot)) for slot, tensor in enumerate(outputs))
            targets.append(node)
            if op in schema.CALLS:
                self._call(graph, index, op, node)
        for index, node in enumerate(targets):
            self._connect(graph, node, graph.operator_inputs[index], made_by)
        for slot, tensor in enumerate(graph.outputs):
            name = _unique(f"{_name(graph, tensor, f'output {slot}')}:result", taken)
            self._connect(graph, self.columns.add(name, "_Retval", function), [tensor], made_by)

    def _call(self, graph: Subgraph, index: int, op: str, node: int) -> None:
        """Note the subgraphs that an operator's options name; the first subgraph is no function."""
        at = int(graph.operators["options2" if op.startswith("STABLEHLO") else "options"][index])
        if not at:
            return
        options = self.file.flat.table(at)
        for slot, role in zip(schema.CALLS[op], _ROLES.get(op, ("f",)), strict=True):
            called = self.file.flat.scalar(options, slot, "i")
            if 0 < called < len(self.file.subgraphs):
                self.columns.calls.append((node, called - 1, role))

    def _connect(
        self, graph: Subgraph, node: int, inputs: list[int], made_by: dict[int, tuple[int, int]]
    ) -> None:
        for slot, tensor in enumerate(inputs):
            source = made_by.get(tensor)
            if source is not None:
                self.columns.connect(source[0], source[1], node, slot)
            elif not -1 <= tensor < len(graph.names):  # −1: optional, left out
                self.columns.miss(self.columns.names[node], str(tensor))


def _name(graph: Subgraph, tensor: int, fallback: str) -> str:
    return (graph.names[tensor] if 0 <= tensor < len(graph.names) else "") or fallback


def _unique(name: str, taken: Counter[str]) -> str:
    """Operators have no names: they go by their first output, numbered where two share one."""
    found = name
    while found in taken:
        taken[name] += 1
        found = f"{name} ({taken[name]})"
    taken[found] = 1
    return found


def graph(file: TfliteFile) -> Graph:
    """All operators in file order; the first subgraph is the main graph, the others are functions."""
    columns = GraphBuilder()
    columns.functions += [
        subgraph.name or f"subgraph {number}" for number, subgraph in enumerate(file.subgraphs)
    ][1:]
    subgraphs = _Subgraphs(file, columns)
    for number, subgraph in enumerate(file.subgraphs):
        subgraphs.add(subgraph, number - 1)
    return columns.graph()
