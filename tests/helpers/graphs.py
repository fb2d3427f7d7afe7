# SPDX-License-Identifier: Apache-2.0
"""Builds graphs, functions and SavedModels message by message, for tests of their readers; see also `shaped_graphs`."""

from __future__ import annotations

from pathlib import Path

from cutaway.wire.protobuf import Decoded, Message, message_class

FLOAT, INT32, STRING, INT64, RESOURCE = 1, 3, 7, 9, 20


def graph() -> Message:
    """An empty GraphDef."""
    return message_class("GraphDef")()


def node(owner: Message, name: str, op: str, *inputs: str, **attrs: Message) -> Message:
    """Add a node to a GraphDef or a FunctionDef. attrs: a DataType number, a text, a shape, or a TensorProto."""
    nodes = owner.node_def if hasattr(owner, "node_def") else owner.node
    made = nodes.add(name=name, op=op, input=inputs)
    for key, value in attrs.items():
        attr = made.attr[key]
        if isinstance(value, bool):
            attr.b = value
        elif isinstance(value, int) and key in (
            "N",
            "num",
            "num_split",
            "key_index",
            "value_index",
            "offset",
        ):
            attr.i = value
        elif isinstance(value, int):
            attr.type = value
        elif isinstance(value, str):
            attr.s = value.encode()
        elif isinstance(value, list):
            for size in value:
                attr.shape.dim.add(size=size)
        else:
            attr.tensor.CopyFrom(value)
    return made


def calling(made: Message, attr: str, function: str) -> Message:
    """Let an attribute of a node name a function."""
    made.attr[attr].func.name = function
    return made


def tensor(dtype: int, shape: list[int], content: bytes = b"", **values: object) -> Message:
    """A TensorProto. values: its fields (`float_val`, …)."""
    made = message_class("TensorProto")(dtype=dtype, tensor_content=content, **values)
    for size in shape:
        made.tensor_shape.dim.add(size=size)
    return made


def function(owner: Message, name: str, inputs: dict[str, int], outputs: dict[str, int]) -> Message:
    """Add a function without nodes to the library of a GraphDef."""
    made = owner.library.function.add()
    made.signature.name = name
    for argument, dtype in inputs.items():
        made.signature.input_arg.add(name=argument, type=dtype)
    for argument, dtype in outputs.items():
        made.signature.output_arg.add(name=argument, type=dtype)
    return made


def meta_graph(of: Message | None = None, *tags: str) -> Message:
    """A MetaGraphDef of a GraphDef, with tags."""
    made = message_class("MetaGraphDef")()
    made.meta_info_def.tags.extend(tags)
    if of is not None:
        made.graph_def.CopyFrom(of)
    return made


def signature(
    meta: Message, key: str, inputs: dict[str, str], outputs: dict[str, str], dtype: int = FLOAT
) -> Message:
    """Declare a signature: names to tensors, all of one type and of unknown rank."""
    made = meta.signature_def[key]
    for side, names in ((made.inputs, inputs), (made.outputs, outputs)):
        for name, where in names.items():
            side[name].name = where
            side[name].dtype = dtype
            side[name].tensor_shape.unknown_rank = True
    return made


def saved_model(folder: Path, *metas: Message) -> Path:
    """Write a SavedModel of these MetaGraphDefs and give its folder."""
    made = message_class("SavedModel")(saved_model_schema_version=1)
    for meta in metas:
        made.meta_graphs.add().CopyFrom(meta)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "saved_model.pb").write_bytes(made.SerializeToString())
    return folder


def decoded(message: Message) -> Decoded:
    """A message as if it had been read from a file, without references."""
    return Decoded(message, memoryview(b""))
