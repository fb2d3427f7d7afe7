# SPDX-License-Identifier: Apache-2.0
"""Finds the tensors of a SavedModel that an edit names: `CALL/INNER CALL/NODE:INDEX`, as the graph is searched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cutaway.description import dtypes
from cutaway.description.tensors import Shape
from cutaway.editing.refusals import Refusal
from cutaway.editing.savedmodel_source import CALLS, MetaSource
from cutaway.formats.nodes import output_count, output_dtype, output_offsets, output_shape, shape_of
from cutaway.formats.optable import op_table
from cutaway.wire.protobuf import Message

_DEEPEST = 64


@dataclass(frozen=True, slots=True)
class Spot:
    """A tensor. path: calls from the main graph inwards. node: its own, or an argument of the innermost function.

    ref: how the innermost body names it, `node:output:0`, an argument by its name alone, `node:0` in the main graph.
    """

    path: tuple[str, ...]
    node: str
    index: int
    dtype: str
    shape: Shape
    ref: str


def find(source: MetaSource, tensor: str, signature: str = "", port: str = "") -> Spot:
    """The tensor of that spelling. Raises Refusal."""
    name, colon, number = tensor.rpartition(":")
    if not colon or not number.isdecimal() or len(number) > 6:
        name, number = tensor, "0"
    found = next(_main(source, name, int(number)), None)
    if isinstance(found, Spot):
        return found
    if found is not None:
        message = f"{tensor} is computed inside {found}, which has a value of it for each turn or for one branch only."
        hint = "Choose what comes out of it."
        raise Refusal(message, hint=hint, signature=signature, port=port)
    message = f"There is no tensor {tensor} in the graph."
    hint = "Search the graph for it, and spell it as it stands there."
    raise Refusal(message, hint=hint, signature=signature, port=port)


def _main(source: MetaSource, name: str, index: int) -> Iterator[Spot | str]:
    node = source.nodes.get(name)
    if node is not None and index < max(output_count(node), 1):
        yield Spot((), name, index, output_dtype(node, index), output_shape(node, index), f"{name}:{index}")
    for call in _prefixes(source.nodes, name):
        yield from _inside(source, source.nodes[call], name[len(call) + 1 :], index, (call,))


def _prefixes(nodes: dict[str, Message], name: str) -> Iterator[str]:
    """Names of nodes that the name begins with, the shortest first."""
    end = name.find("/")
    while end >= 0:
        if name[:end] in nodes:
            yield name[:end]
        end = name.find("/", end + 1)


def callee(source: MetaSource, node: Message) -> str:
    """The function that a node calls once, empty where it calls none."""
    if node.op in CALLS:
        name = str(node.attr["f"].func.name)
        return name if name in source.functions else ""
    return str(node.op) if node.op in source.functions and node.op not in op_table() else ""


def _inside(
    source: MetaSource, call: Message, rest: str, index: int, path: tuple[str, ...]
) -> Iterator[Spot | str]:
    if len(path) > _DEEPEST:
        return
    name = callee(source, call)
    if not name:
        if any(value.WhichOneof("value") == "func" for value in call.attr.values()):
            yield path[-1]
        return
    function = source.functions[name]
    arguments = [argument.name for argument in function.signature.input_arg]
    if rest in arguments and index == 0:
        yield _argument(function, arguments.index(rest), path)
    nodes = {node.name: node for node in function.node_def}
    node = nodes.get(rest)
    ref = reference(source, node, index) if node is not None else ""
    if node is not None and ref:
        yield Spot(path, rest, index, _dtype(source, node, index), output_shape(node, index), f"{rest}:{ref}")
    for inner in _prefixes(nodes, rest):
        yield from _inside(source, nodes[inner], rest[len(inner) + 1 :], index, (*path, inner))


def _argument(function: Message, place: int, path: tuple[str, ...]) -> Spot:
    argument = function.signature.input_arg[place]
    noted = function.arg_attr[place].attr if place in function.arg_attr else {}
    shapes = noted["_output_shapes"].list.shape if "_output_shapes" in noted else []
    shape = shape_of(shapes[0]) if len(shapes) else None
    return Spot(path, argument.name, 0, dtypes.from_tensorflow(argument.type), shape, argument.name)


def _dtype(source: MetaSource, node: Message, index: int) -> str:
    name = callee(source, node)
    if name and node.op not in CALLS:
        return dtypes.from_tensorflow(source.functions[name].signature.output_arg[index].type)
    return output_dtype(node, index)


def is_reference(node: Message, index: int) -> bool:
    """Whether an output is a variable of TensorFlow 1 itself and not its value: no function can give such a tensor.

    TensorFlow's registry has such outputs for ops whose name begins with Ref, and calls those of all others so.
    """
    listed = op_table().outputs(node.op)
    names = [output.name for output in listed[index : index + 1]]
    return node.op.startswith("Ref") or names in (["ref"], ["output_ref"])


def reference(source: MetaSource, node: Message, index: int) -> str:
    """How the body of a function names an output of one of its nodes, without the node; empty where it has none."""
    name = callee(source, node)
    if name and node.op not in CALLS:
        outputs = source.functions[name].signature.output_arg
        return f"{outputs[index].name}:0" if index < len(outputs) else ""
    if node.op not in op_table():
        return ""
    offsets = output_offsets(node, op_table().outputs(node.op))
    if index >= output_count(node):
        return ""
    begun = [(output, start) for output, start in offsets.items() if start <= index]
    if not begun:
        return ""
    output, start = begun[-1]  # those before it that begin there too have no tensor at all
    return f"{output}:{index - start}"
