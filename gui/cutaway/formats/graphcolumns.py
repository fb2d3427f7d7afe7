# SPDX-License-Identifier: Apache-2.0
"""A GraphDef in columns: nodes of the main graph and of all function bodies, with the edges between them."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from typing import Any

from cutaway.description.graph import CONTROL, Graph
from cutaway.formats.nodes import output_offsets
from cutaway.formats.optable import Output, op_table
from cutaway.wire.protobuf import Message

_MOST_DANGLING = 100


@dataclass(slots=True)
class _Columns:
    """The graph while it is being built."""

    names: list[str] = field(default_factory=list)
    op_ids: dict[str, int] = field(default_factory=dict)
    ops: array[int] = field(default_factory=lambda: array("i"))
    functions: list[str] = field(default_factory=list)
    function_of: array[int] = field(default_factory=lambda: array("i"))
    edge_from: array[int] = field(default_factory=lambda: array("i"))
    edge_to: array[int] = field(default_factory=lambda: array("i"))
    edge_output: array[int] = field(default_factory=lambda: array("i"))
    edge_input: array[int] = field(default_factory=lambda: array("i"))
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
        """Note an input that names no node."""
        if len(self.dangling) < _MOST_DANGLING:
            self.dangling.append((node, name))


def read_columns(graph: Message) -> Graph:
    """All nodes and edges of a GraphDef; arguments and results of functions become `_Arg` and `_Retval` nodes."""
    columns = _Columns()
    _add_main(columns, graph.node)
    signatures = {function.signature.name: function.signature for function in graph.library.function}
    calls = _Calls(columns, graph.library.function)
    calls.note(0, graph.node)
    for function in graph.library.function:
        calls.note(_Body(columns, function, signatures).add(), function.node_def)
    return Graph(
        columns.names,
        list(columns.op_ids),
        columns.ops,
        columns.functions,
        columns.function_of,
        columns.edge_from,
        columns.edge_to,
        columns.edge_output,
        columns.edge_input,
        columns.dangling,
        columns.calls,
    )


class _Calls:
    """Notes which functions the nodes call: by an attribute that names them, or by an op of their name."""

    def __init__(self, columns: _Columns, functions: Message) -> None:
        self.columns = columns
        self.numbers: dict[str, int] = {}
        for number, function in enumerate(functions):
            self.numbers.setdefault(function.signature.name, number)
        self.calling: dict[str, bool] = {}

    def note(self, begin: int, nodes: Message) -> None:
        """Note the calls of these nodes."""
        if not self.numbers:
            return
        calling, table = self.calling, op_table()
        for index, node in enumerate(nodes, begin):
            calls = calling.get(node.op)
            if calls is None:
                calls = calling[node.op] = node.op in self.numbers or table.calls_functions(node.op)
            if calls:
                self._note(index, node)

    def _note(self, index: int, node: Message) -> None:
        found = [(node.op, "f")] if node.op in self.numbers else []
        for role in sorted(node.attr):
            value = node.attr[role]
            kind = value.WhichOneof("value")
            if kind == "func":
                found.append((value.func.name, role))
            elif kind == "list":
                found.extend((function.name, role) for function in value.list.func)
        self.columns.calls.extend(
            (index, self.numbers[name], role) for name, role in found if name in self.numbers
        )


def _add_main(columns: _Columns, nodes: Message) -> None:
    """Inputs of the main graph are `node`, `node:output` and `^node`."""
    index: dict[str, int] = {}
    for node in nodes:
        index.setdefault(node.name, columns.add(node.name, node.op, -1))
    find = index.get
    for target, node in enumerate(nodes):
        for slot, name in enumerate(node.input):
            source = find(name)
            output = 0
            if source is None:
                output, source = _split(name, index)
            if source is None:
                columns.miss(node.name, name)
            else:
                columns.connect(source, output, target, slot)


def _split(name: str, index: dict[str, int]) -> tuple[int, int | None]:
    if name.startswith("^"):
        return CONTROL, index.get(name[1:])
    node, _, output = name.rpartition(":")
    return (
        (int(output), index.get(node))
        if output.isdecimal() and len(output) < len("2147483648")
        else (0, None)
    )


class _Body:
    """One function. Its inputs are `argument` and `node:output name:index`, control edges `^node`."""

    def __init__(self, columns: _Columns, function: Message, signatures: dict[str, Message]) -> None:
        self.columns = columns
        self.function = function
        self.signatures = signatures
        self.number = len(columns.functions)
        self.index: dict[str, int] = {}
        self.ops: dict[str, Any] = {}
        self.offsets: dict[str, dict[str, int]] = {}

    def add(self) -> int:
        """Add its nodes and edges to the columns; gives the index of the first that is no argument."""
        signature, columns = self.function.signature, self.columns
        columns.functions.append(signature.name)
        for argument in signature.input_arg:
            self.index.setdefault(argument.name, columns.add(argument.name, "_Arg", self.number))
        begin = len(columns.names)
        for node in self.function.node_def:
            self.index.setdefault(node.name, columns.add(node.name, node.op, self.number))
            self.ops.setdefault(node.name, node)
        for target, node in enumerate(self.function.node_def, begin):
            for slot, name in enumerate(node.input):
                self._connect(name, target, slot)
        returned = self.function.ret
        for argument in signature.output_arg:
            target = columns.add(argument.name, "_Retval", self.number)
            if argument.name in returned:
                self._connect(returned[argument.name], target, 0)
        return begin

    def _connect(self, name: str, target: int, slot: int) -> None:
        if name.startswith("^"):
            source, output = self.index.get(name[1:]), CONTROL
        else:
            owner, _, rest = name.partition(":")
            source, output = self.index.get(owner), self._output(owner, rest) if rest else 0
        if source is None:
            self.columns.miss(f"{self.function.signature.name}/{self.columns.names[target]}", name)
        else:
            self.columns.connect(source, output, target, slot)

    def _output(self, owner: str, rest: str) -> int:
        """The position of `output name:index` among the tensors of the node `owner`."""
        argument, _, number = rest.rpartition(":")
        index = int(number) if number.isdecimal() and len(number) < len("2147483648") else 0
        node = self.ops.get(owner)
        if node is None or not argument:
            return index
        if owner not in self.offsets:
            self.offsets[owner] = output_offsets(node, self._outputs(node.op))
        return self.offsets[owner].get(argument, 0) + index

    def _outputs(self, op: str) -> tuple[Output, ...]:
        called = self.signatures.get(op)
        if called is None:
            return op_table().outputs(op)
        return tuple(
            Output(arg.name, arg.type, arg.type_attr, arg.number_attr, bool(arg.type_list_attr))
            for arg in called.output_arg
        )
