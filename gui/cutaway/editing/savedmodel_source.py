# SPDX-License-Identifier: Apache-2.0
"""A SavedModel's graph file as it is edited: its messages, and where in the bytes each of them was written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from cutaway.editing.refusals import Refusal
from cutaway.wire import protobuf
from cutaway.wire.protobuf import Decoded, Message
from cutaway.wire.varints import fields

META_GRAPH, GRAPH_DEF, SIGNATURE_DEF, OBJECT_GRAPH = 2, 2, 5, 7
NODE, LIBRARY, FUNCTION = 1, 2, 1
"""Field numbers of SavedModel, MetaGraphDef, GraphDef and FunctionDefLibrary (tensorflow/core/{protobuf,framework})."""
CALLS = ("StatefulPartitionedCall", "PartitionedCall")


@dataclass(frozen=True, slots=True)
class Calling:
    """How the main graph calls a signature of TensorFlow 2. key: of that signature.

    node: the call. wrapper: the function that it calls. arguments, results: names of the signature's inputs in the
    order of the wrapper's arguments, and of its outputs with their place among the results. captures: tensors of the
    main graph that follow the arguments. bare, concrete: what the object graph says of the wrapper.
    """

    key: str
    node: Message
    wrapper: Message
    arguments: list[str]
    results: dict[str, int]
    captures: list[str]
    bare: Message
    concrete: Message


@dataclass
class MetaSource:
    """One MetaGraph. decoded: the file. number: which of its MetaGraphs. message: that MetaGraphDef."""

    decoded: Decoded
    number: int
    message: Message
    _parsed: dict[str, Message] = field(default_factory=dict)

    @cached_property
    def data(self) -> memoryview:
        """The bytes of the whole file in binary form."""
        if self.is_text:
            return memoryview(self.decoded.message.SerializeToString(deterministic=True))
        return self.decoded.data

    @cached_property
    def is_text(self) -> bool:
        """Whether the file is text, which has no bytes of its own for a message."""
        return bytes(self.decoded.data[:1]) != b"\x08"

    @cached_property
    def nodes(self) -> dict[str, Message]:
        """Nodes of the main graph by name."""
        return {node.name: node for node in self.message.graph_def.node}

    @cached_property
    def functions(self) -> dict[str, Message]:
        """Functions of the library by name; large constants in them are references into the file."""
        return {function.signature.name: function for function in self.message.graph_def.library.function}

    @cached_property
    def _function_bytes(self) -> dict[str, memoryview]:
        found: dict[str, memoryview] = {}
        for meta in list(_inside(self.data, META_GRAPH))[self.number : self.number + 1]:
            for graph in _inside(meta, GRAPH_DEF):
                for library in _inside(graph, LIBRARY):
                    for function in _inside(library, FUNCTION):
                        found.setdefault(_function_name(function), function)
        return found

    def whole_function(self, name: str) -> Message:
        """A function with all its values, to be copied."""
        if name not in self._parsed:
            body = self._function_bytes[name]
            self._parsed[name] = protobuf.message_class("FunctionDef").FromString(body)
        return self._parsed[name]

    @cached_property
    def signature_map(self) -> int:
        """Number of the object that holds the signatures for `tf.saved_model.load`, −1 where there is none."""
        nodes = self.message.object_graph_def.nodes
        for child in nodes[0].children if len(nodes) else ():
            if child.local_name == "signatures" and 0 <= child.node_id < len(nodes):
                return int(child.node_id)
        return -1

    def calling(self, key: str) -> Calling | None:
        """How the signature is called; None in a model of TensorFlow 1, which knows it by the main graph alone.

        Raises Refusal where the object graph says something else than the main graph.
        """
        if self.signature_map < 0:
            return None
        objects = self.message.object_graph_def
        children = objects.nodes[self.signature_map].children
        number = next((child.node_id for child in children if child.local_name == key), -1)
        bare = objects.nodes[number].bare_concrete_function if 0 <= number < len(objects.nodes) else None
        name = bare.concrete_function_name if bare is not None else ""
        signature = self.message.signature_def[key]
        owners = {info.name.rpartition(":")[0] for info in signature.outputs.values()}
        node = self.nodes.get(next(iter(owners))) if len(owners) == 1 else None
        if (
            bare is None
            or node is None
            or node.op not in CALLS
            or node.attr["f"].func.name != name
            or name not in self.functions
            or name not in objects.concrete_functions
        ):
            message = (
                f"The signature {key} is called by its loaders in two different ways, so it is not edited."
            )
            raise Refusal(message, hint="Save the model again with TensorFlow.", signature=key)
        by_tensor = {info.name: argument for argument, info in signature.inputs.items()}
        given = [tensor for tensor in node.input if not tensor.startswith("^")]
        count = len(signature.inputs)
        arguments = [
            by_tensor.get(tensor if ":" in tensor else f"{tensor}:0", "") for tensor in given[:count]
        ]
        if sorted(arguments) != sorted(signature.inputs):
            message = f"The inputs of the signature {key} do not lead to its function one by one."
            raise Refusal(message, hint="Save the model again with TensorFlow.", signature=key)
        return Calling(
            key,
            node,
            self.functions[name],
            arguments,
            {output: _index(info.name) for output, info in signature.outputs.items()},
            given[count:],
            bare,
            objects.concrete_functions[name],
        )


def calling_of(source: MetaSource, tensors: Sequence[str], signature: str) -> Calling | None:
    """The call of the main graph that computes these tensors; None in a model of TensorFlow 1.

    Raises Refusal where there is none, or where the tensors are of several calls.
    """
    if source.signature_map < 0:
        return None
    found: dict[str, Calling] = {}
    for key in sorted(source.message.signature_def):
        if key.startswith("__saved_model_"):
            continue
        calling = source.calling(key)
        given = {info.name for info in source.message.signature_def[key].inputs.values()}
        if calling is not None and all(
            tensor in given or tensor.partition(":")[0] == calling.node.name or _is_inside(tensor, calling)
            for tensor in tensors
        ):
            found.setdefault(calling.node.name, calling)
    if not found:
        message = f"The tensors of {signature} are not all computed by one call of the model."
        hint = "Choose tensors inside the call of one signature."
        raise Refusal(message, hint=hint, signature=signature)
    return next(iter(found.values()))


def _is_inside(tensor: str, calling: Calling) -> bool:
    return tensor.startswith(f"{calling.node.name}/")


def _index(tensor: str) -> int:
    index = tensor.rpartition(":")[2]
    return int(index) if index.isdecimal() else 0


def _inside(data: memoryview, number: int) -> Iterator[memoryview]:
    for found in fields(data, 0, len(data)):
        if found.number == number:
            yield data[found.start : found.end]


def _function_name(data: memoryview) -> str:
    """FunctionDef.signature.name: two first fields."""
    for signature in _inside(data, 1):
        for name in _inside(signature, 1):
            return str(name, "utf-8", "replace")
    return ""
