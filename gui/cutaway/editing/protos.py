# SPDX-License-Identifier: Apache-2.0
"""Makes the messages that edits add to a graph: nodes, constants, shapes, types."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from cutaway.description import dtypes
from cutaway.description.tensors import Shape
from cutaway.wire.protobuf import Message, message_class

if TYPE_CHECKING:
    import numpy

_NUMBERS = {name: number for number, name in dtypes.TENSORFLOW.items()}


def number(dtype: str) -> int:
    """TensorFlow's number of a type; 0 where it is not known."""
    return _NUMBERS.get(dtype, 0)


def set_shape(message: Message, shape: Shape) -> None:
    """Write a shape into a TensorShapeProto in place of what it was."""
    message.Clear()
    if shape is None:
        message.unknown_rank = True
        return
    message.SetInParent()
    for size in shape:
        message.dim.add(size=-1 if size is None else size)


def node(owner: Message, name: str, op: str, *inputs: str, **types: int) -> Message:
    """Add a node to a GraphDef or a FunctionDef. types: attributes that are types."""
    nodes = owner.node_def if hasattr(owner, "node_def") else owner.node
    made = nodes.add(name=name, op=op, input=inputs)
    for key, value in types.items():
        made.attr[key].type = value
    return made


def tensor(value: numpy.ndarray, dtype: str) -> Message:
    """A TensorProto with the values of an array of that type; bytes in object arrays for strings."""
    made = message_class("TensorProto")(dtype=number(dtype))
    set_shape(made.tensor_shape, value.shape)
    if dtype == "string":
        made.string_val.extend(value.reshape(-1).tolist())
    else:
        made.tensor_content = value.tobytes()
    return made


def constant(owner: Message, name: str, value: numpy.ndarray, dtype: str) -> Message:
    """Add a Const to a GraphDef or a FunctionDef."""
    made = node(owner, name, "Const", dtype=number(dtype))
    made.attr["value"].tensor.CopyFrom(tensor(value, dtype))
    return made


def set_types(made: Message, key: str, types: Iterable[int]) -> None:
    """Write a list of types into an attribute in place of what it was."""
    made.attr[key].Clear()
    made.attr[key].list.SetInParent()
    made.attr[key].list.type.extend(types)


def unique(name: str, taken: set[str]) -> str:
    """The name, with a number where it is taken; it is taken from now on."""
    found, count = name, 0
    while found in taken:
        count += 1
        found = f"{name}_{count}"
    taken.add(found)
    return found


def word(text: str) -> str:
    """A name as nodes of a graph may be called."""
    return "".join(each if each.isascii() and (each.isalnum() or each in "_.") else "_" for each in text)
