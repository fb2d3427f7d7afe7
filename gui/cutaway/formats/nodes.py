# SPDX-License-Identifier: Apache-2.0
"""Nodes of a GraphDef: one walk that counts them all and remembers those that matter, and how their names are read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from cutaway.description import dtypes
from cutaway.description.graph import GraphSummary, Operator
from cutaway.description.tensors import Shape
from cutaway.formats.optable import Output, op_table
from cutaway.wire.protobuf import Message

VARIABLES = frozenset({"VarHandleOp", "VariableV2", "Variable", "AutoReloadVariable", "TemporaryVariable"})
PLACEHOLDERS = frozenset({"Placeholder", "PlaceholderV2", "PlaceholderWithDefault"})


class Place(NamedTuple):
    """A node (a NodeDef) and the function whose body it is in, empty for the main graph."""

    function: str
    node: Any

    @property
    def label(self) -> str:
        """How the node is named to a user: `function/node`, or the node alone."""
        return f"{self.function}/{self.node.name}" if self.function else str(self.node.name)


@dataclass(slots=True)
class Census:
    """What one walk over all nodes found. counts: by op. first: one place of every op. found: all of the wanted."""

    nodes: int = 0
    functions: int = 0
    function_nodes: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    first: dict[str, Place] = field(default_factory=dict)
    found: dict[str, list[Place]] = field(default_factory=dict)

    def places(self, ops: Iterable[str], *, main: bool = False) -> Iterator[Place]:
        """The remembered nodes of these ops; `main`: of the main graph alone."""
        for op in ops:
            for place in self.found.get(op, ()):
                if not (main and place.function):
                    yield place

    def summary(self, own: Iterable[str] = ()) -> GraphSummary:
        """Counts for the description, the most frequent op first. own: names of functions, called like ops."""
        table, own = op_table(), set(own)
        ordered = sorted(self.counts.items(), key=lambda item: (-item[1], item[0]))
        operators = (
            Operator(op, count, (), "builtin" if op in table or op in own else "custom")
            for op, count in ordered
        )
        return GraphSummary(self.nodes, self.functions, self.function_nodes, tuple(operators))


def take_census(graph: Message, wanted: frozenset[str]) -> Census:
    """Walk all nodes of a GraphDef and of its functions once; remember the places of `wanted` ops."""
    census = Census(nodes=len(graph.node), functions=len(graph.library.function))
    _count(census, "", graph.node, wanted)
    for function in graph.library.function:
        census.function_nodes += len(function.node_def)
        _count(census, function.signature.name, function.node_def, wanted)
    return census


def _count(census: Census, function: str, nodes: Iterable[Any], wanted: frozenset[str]) -> None:
    counts, first, found = census.counts, census.first, census.found
    for node in nodes:
        op = node.op
        if op in counts:
            counts[op] += 1
        else:
            counts[op] = 1
            first[op] = Place(function, node)
        if op in wanted:
            found.setdefault(op, []).append(Place(function, node))


def node_of(tensor: str) -> str:
    """The node that a tensor or an input names: `a` of `a:1`, `a:out:0` and `^a`."""
    return tensor.removeprefix("^").partition(":")[0]


def shape_of(shape: Message) -> Shape:
    """The shape as the description spells it: negative sizes are unknown."""
    if shape.unknown_rank:
        return None
    return tuple(dim.size if dim.size >= 0 else None for dim in shape.dim)


def text(value: bytes) -> str:
    """Bytes of an attribute as text for people; what is not UTF-8 is spelled out."""
    return value.decode("utf-8", "backslashreplace")


def attr_text(node: Message, name: str) -> str:
    """A string attribute of a node, empty where it has none."""
    value = node.attr.get(name)
    return text(value.s) if value is not None else ""


def attr_shape(node: Message, name: str = "shape") -> Shape:
    """A shape attribute of a node, None where it has none."""
    value = node.attr.get(name)
    return shape_of(value.shape) if value is not None and value.WhichOneof("value") == "shape" else None


def output_dtype(node: Message, index: int = 0) -> str:
    """The type of a node's output, `unknown` where neither the node nor the table of ops tells."""
    position = 0
    for output in op_table().outputs(node.op):
        kinds = _types(node, output)
        if index < position + len(kinds):
            return dtypes.from_tensorflow(kinds[index - position])
        position += len(kinds)
    return dtypes.from_tensorflow(_likely_type(node))


def output_shape(node: Message, index: int = 0) -> Shape:
    """The shape of a node's output as the file noted it, None where it did not."""
    noted = node.attr.get("_output_shapes")
    if noted is not None and index < len(noted.list.shape):
        return shape_of(noted.list.shape[index])
    return attr_shape(node) if node.op in PLACEHOLDERS else None


def output_count(node: Message) -> int:
    """How many tensors a node gives; for an op that the table does not know, as many as the file notes types for."""
    table = op_table()
    if node.op in table:
        return sum(len(_types(node, output)) for output in table.outputs(node.op))
    noted = [node.attr[name].list for name in ("_output_types", "_output_shapes") if name in node.attr]
    return max((max(len(listed.type), len(listed.shape)) for listed in noted), default=1)


def output_offsets(node: Message, outputs: tuple[Output, ...]) -> dict[str, int]:
    """Where each output argument of a node begins among its tensors: function bodies name them `node:argument:0`."""
    offsets, position = {}, 0
    for output in outputs:
        offsets[output.name] = position
        position += len(_types(node, output)) if output.many or output.number else 1
    return offsets


def _types(node: Message, output: Output) -> list[int]:
    value = node.attr.get(output.attr) if output.attr else None
    if output.many:
        return list(value.list.type) if value is not None else []
    kind = (value.type if value is not None else 0) or output.dtype
    if not output.number:
        return [kind]
    count = node.attr.get(output.number)
    return [kind] * min(max(count.i if count is not None else 0, 0), _MOST_TENSORS)


def _likely_type(node: Message) -> int:
    """The type of an op that the table does not know, by the names that ops commonly give the attribute."""
    for name in ("T", "dtype", "Tout", "out_type", "DstT"):
        value = node.attr.get(name)
        if value is not None and value.type:
            return int(value.type)
    return 0


_MOST_TENSORS = 1 << 16
"""Of one output; what a file claims beyond it is not believed."""
