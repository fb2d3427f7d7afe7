# SPDX-License-Identifier: Apache-2.0
"""A GraphDef in columns: nodes of the main graph and of all function bodies, with the edges between them."""

from __future__ import annotations

from typing import Any

from cutaway.description.graph import CONTROL, Graph
from cutaway.formats.graphbuilder import GraphBuilder
from cutaway.formats.nodes import output_offsets
from cutaway.formats.optable import Output, op_table
from cutaway.wire.protobuf import Message


def read_columns(graph: Message) -> Graph:
    """All nodes and edges of a GraphDef; arguments and results of functions become `_Arg` and `_Retval` nodes."""
    columns = GraphBuilder()
    _add_main(columns, graph.node)
    signatures = {function.signature.name: function.signature for function in graph.library.function}
    calls = _Calls(columns, graph.library.function)
    calls.note(0, graph.node)
    for function in graph.library.function:
        calls.note(_Body(columns, function, signatures).add(), function.node_def)
    return columns.graph()


class _Calls:
    """Notes which functions the nodes call: by an attribute that names them, or by an op of their name."""

    def __init__(self, columns: GraphBuilder, functions: Message) -> None:
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


def _add_main(columns: GraphBuilder, nodes: Message) -> None:
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

    def __init__(self, columns: GraphBuilder, function: Message, signatures: dict[str, Message]) -> None:
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
