# SPDX-License-Identifier: Apache-2.0
"""Signatures of TensorFlow 1: names for tensors of the main graph, and the nodes that stand before and behind these.

What feeds an input other than its callers (a cast, a constant) does so through its placeholder, which becomes one with
a default: a signature that gives the placeholder itself is as it was.
"""

from __future__ import annotations

from typing import NoReturn

from cutaway.editing import protos
from cutaway.editing.casts import cast_ref
from cutaway.editing.draft import DraftSignature, Fed, Port
from cutaway.editing.refusals import Refusal
from cutaway.editing.savedmodel_changes import Changes
from cutaway.editing.savedmodel_source import MetaSource
from cutaway.editing.savedmodel_tensors import find, is_reference
from cutaway.editing.values import array
from cutaway.wire.protobuf import Message, message_class

_PLACEHOLDERS = ("Placeholder", "PlaceholderV2", "PlaceholderWithDefault")


class Naming:
    """One signature of the main graph while it is written."""

    def __init__(
        self, source: MetaSource, base: Message | None, wanted: DraftSignature, taken: set[str]
    ) -> None:
        self.source = source
        self.base = base
        self.wanted = wanted
        self.taken = taken
        self.graph = message_class("GraphDef")()

    def write(self, changes: Changes) -> None:
        """Put the signature into the changes, under its key. Raises Refusal."""
        signature = message_class("SignatureDef")(method_name=self.wanted.method)
        for port in (*self.wanted.inputs, *self.wanted.outputs):
            if (port.cast is not None or port.default) and len(self._old(port)) > 1:
                self._refuse_parts(port)
        for port in self.wanted.inputs:
            info = signature.inputs[port.name]
            self._start(info, port, is_input=True)
            if port.cast is not None:
                info.name = self._cast_input(changes, port, info.name)
                info.dtype = protos.number(port.spec.dtype)
            if port.default:
                value = array(self.wanted.key, port, port.default[0])
                self._feed(changes, port, info.name, self._constant(port, value))
                signature.defaults[port.name].CopyFrom(protos.tensor(value, port.spec.dtype))
            elif port.spec.shape != port.shape:
                self._widen(changes, port, info.name)
        for fed in self.wanted.fed:
            self._fix(changes, fed)
        for port in self.wanted.outputs:
            info = signature.outputs[port.name]
            self._start(info, port, is_input=False)
            if port.cast is not None:
                info.name = self._cast_output(port, info.name)
                info.dtype = protos.number(port.spec.dtype)
        self._check_fed(changes)
        changes.added_nodes.extend(self.graph.node)
        changes.signatures[self.wanted.key] = signature

    def _check_fed(self, changes: Changes) -> None:
        """Refuse where an output needs a placeholder that nobody feeds."""
        nodes = {**self.source.nodes, **changes.nodes}
        fed = {_tensor(tensor) for port in self.wanted.inputs for tensor in self._old(port)}
        waiting = [_tensor(tensor) for port in self.wanted.outputs for tensor in self._old(port)]
        seen = set(fed)
        while waiting:
            tensor = waiting.pop()
            node = nodes.get(tensor.removeprefix("^").partition(":")[0])
            if tensor in seen or node is None:
                continue
            seen.add(tensor)
            if node.op in _PLACEHOLDERS[:2]:
                message = f"The outputs of {self.wanted.key} cannot be computed without feeding {node.name}."
                raise Refusal(message, hint="Take it as an input, too.", signature=self.wanted.key)
            waiting += [ref if ref.startswith("^") else _tensor(ref) for ref in node.input]

    def _old(self, port: Port) -> list[str]:
        """The tensors of the graph that a port is, before any cast: one, or the parts of a sparse or ragged one."""
        if self.base is None or not port.source:
            return [find(self.source, port.spec.tensor, self.wanted.key, port.name).ref]
        side = self.base.inputs if port in self.wanted.inputs else self.base.outputs
        return _parts(side[port.source])

    def _refuse_parts(self, port: Port) -> NoReturn:
        message = (
            f"{port.name} is a sparse or ragged tensor of several parts, which go in and out as they are."
        )
        hint = "It can neither be cast nor have a value or a default; its name can be changed."
        raise Refusal(message, hint=hint, signature=self.wanted.key, port=port.name)

    def _start(self, info: Message, port: Port, *, is_input: bool) -> None:
        """What the file says of the port, with its new shape."""
        if self.base is not None and port.source:
            info.CopyFrom((self.base.inputs if is_input else self.base.outputs)[port.source])
        else:
            info.name, info.dtype = self._spot(port, is_input=is_input), protos.number(port.dtype)
        if port.spec.shape != port.shape or not port.source:
            protos.set_shape(info.tensor_shape, port.spec.shape)

    def _spot(self, port: Port, *, is_input: bool) -> str:
        """A tensor of the main graph, or what it refers to; one inside a function the graph cannot give: Refusal."""
        spot = find(self.source, port.spec.tensor, self.wanted.key, port.name)
        if spot.path:
            message = (
                f"{port.spec.tensor} is inside a function, of which TensorFlow 1 gives only the results."
            )
            raise Refusal(message, signature=self.wanted.key, port=port.name)
        if is_input or not is_reference(self.source.nodes[spot.node], spot.index):
            return spot.ref
        name = protos.unique(f"{protos.word(self.wanted.key)}_{protos.word(port.name)}", self.taken)
        protos.node(self.graph, name, "Identity", spot.ref.removesuffix(":0"), T=protos.number(port.dtype))
        return f"{name}:0"

    def _cast_input(self, changes: Changes, port: Port, tensor: str) -> str:
        name = protos.unique(f"{protos.word(self.wanted.key)}_{protos.word(port.name)}", self.taken)
        made = protos.node(self.graph, name, "Placeholder", dtype=protos.number(port.spec.dtype))
        protos.set_shape(made.attr["shape"].shape, port.spec.shape)
        ref = cast_ref(self.graph, name, name, protos.number(port.dtype), port, is_input=True)
        self._feed(changes, port, tensor, ref)
        return f"{name}:0"

    def _cast_output(self, port: Port, tensor: str) -> str:
        name = protos.unique(f"{protos.word(self.wanted.key)}_{protos.word(port.name)}", self.taken)
        ref = cast_ref(self.graph, name, tensor, protos.number(port.dtype), port, is_input=False)
        kind = protos.number(port.spec.dtype)
        made = protos.node(self.graph, name, "Identity", ref.removesuffix(":0"), T=kind)
        return f"{made.name}:0"

    def _constant(self, port: Port, value: object) -> str:
        name = protos.unique(f"{protos.word(self.wanted.key)}_{protos.word(port.name)}/value", self.taken)
        made = protos.constant(self.graph, name, value, port.spec.dtype)  # type: ignore[arg-type]
        return str(made.name)

    def _fix(self, changes: Changes, fed: Fed) -> None:
        """Feed a constant to what callers gave before."""
        port = fed.port
        if self.base is not None and port.source and len(_parts(self.base.inputs[port.source])) > 1:
            self._refuse_parts(port)
        tensor = (
            self.base.inputs[port.source].name if self.base is not None and port.source else port.spec.tensor
        )
        ref = self._constant(port, array(self.wanted.key, port, fed.value))
        if port.cast is not None:
            ref = cast_ref(self.graph, ref, ref, protos.number(port.dtype), port, is_input=True)
        self._feed(changes, port, tensor, ref)

    def _feed(self, changes: Changes, port: Port, tensor: str, ref: str) -> None:
        """Let `ref` be what a placeholder has where nobody gives it."""
        name = tensor.partition(":")[0]
        made = next((node for node in self.graph.node if node.name == name), None)
        node = made if made is not None else self.source.nodes.get(name)
        if node is None or node.op not in _PLACEHOLDERS:
            message = f"{port.name} is not a placeholder but {tensor}, which the graph computes."
            raise Refusal(message, signature=self.wanted.key, port=port.name)
        if made is None and (name in changes.nodes or node.op == "PlaceholderWithDefault"):
            message = f"The placeholder {name} has a default already, or another signature gives it one."
            hint = "Edit one of the two signatures only."
            raise Refusal(message, hint=hint, signature=self.wanted.key, port=port.name)
        new = made if made is not None else message_class("NodeDef").FromString(node.SerializeToString())
        new.op = "PlaceholderWithDefault"
        new.input.append(ref)
        if "shape" not in new.attr:
            new.attr["shape"].shape.unknown_rank = True
        if made is None:
            changes.nodes[name] = new

    def _widen(self, changes: Changes, port: Port, tensor: str) -> None:
        """Let a placeholder take the sizes that are free now; it would refuse them by a shape of its own."""
        name = tensor.partition(":")[0]
        node = changes.nodes.get(name, self.source.nodes.get(name))
        if node is None or node.op not in _PLACEHOLDERS or "shape" not in node.attr:
            return
        old = node.attr["shape"].shape
        shape = port.spec.shape
        if old.unknown_rank or (shape is not None and len(shape) != len(old.dim)):
            return
        new = message_class("NodeDef").FromString(node.SerializeToString())
        if shape is None:
            protos.set_shape(new.attr["shape"].shape, None)
        else:
            for dim, size in zip(new.attr["shape"].shape.dim, shape, strict=True):
                dim.size = -1 if size is None else dim.size
        new.attr.pop("_output_shapes", None)
        changes.nodes[name] = new


def _parts(info: Message) -> list[str]:
    """The tensors behind a TensorInfo (tensorflow/core/protobuf/meta_graph.proto): its `encoding` is one of three."""
    encoding = info.WhichOneof("encoding")
    if encoding == "coo_sparse":
        sparse = info.coo_sparse
        return [sparse.values_tensor_name, sparse.indices_tensor_name, sparse.dense_shape_tensor_name]
    if encoding == "composite_tensor":
        return [part.name for part in info.composite_tensor.components]
    return [info.name]


def _tensor(name: str) -> str:
    return name if ":" in name else f"{name}:0"
