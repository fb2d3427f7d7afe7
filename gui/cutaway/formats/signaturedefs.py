# SPDX-License-Identifier: Apache-2.0
"""Signatures as SavedModels declare them, and as the older SessionBundles did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from cutaway.description import dtypes
from cutaway.description.signatures import Signature
from cutaway.description.tensors import TensorSpec
from cutaway.formats.nodes import output_dtype, output_shape, shape_of
from cutaway.wire.protobuf import Message

INIT_KEY = "__saved_model_init_op"
_SPLITS = ("int32", "int64")


def read_signatures(meta: Message) -> tuple[Signature, ...]:
    """The declared signatures of a MetaGraphDef, by key."""
    declared = meta.signature_def
    return tuple(read_signature(key, declared[key]) for key in sorted(declared))


def with_row_splits(signatures: tuple[Signature, ...], ragged: Mapping[str, int]) -> tuple[Signature, ...]:
    """The signatures with what is told of ragged arguments, which they take by their parts.

    ragged: how many axes of an argument differ from row to row. TensorFlow passes the values under the name of the
    argument, and the row splits, the outermost first, under that name with a number behind it: `ids`, `ids_1`.
    """
    owners = {f"{name}_{number + 1}": name for name, axes in ragged.items() for number in range(axes)}
    return (
        tuple(replace(each, inputs=_split(each.inputs, owners)) for each in signatures)
        if owners
        else signatures
    )


def _split(inputs: tuple[TensorSpec, ...], owners: Mapping[str, str]) -> tuple[TensorSpec, ...]:
    there = {spec.name for spec in inputs}
    cut = {
        spec.name: owners[spec.name]
        for spec in inputs
        if owners.get(spec.name) in there and spec.dtype in _SPLITS and len(spec.shape or ()) == 1
    }
    return tuple(
        replace(spec, splits_of=cut[spec.name], description=f"Row splits of {cut[spec.name]}.")
        if spec.name in cut
        else spec
        for spec in inputs
    )


def read_signature(key: str, signature: Message) -> Signature:
    """One SignatureDef; arguments by name, since the file keeps no order."""
    inputs = tuple(_spec(name, signature.inputs[name], signature) for name in sorted(signature.inputs))
    outputs = tuple(_spec(name, signature.outputs[name]) for name in sorted(signature.outputs))
    runs = key == INIT_KEY
    description = (
        "Loaders run this themselves to prepare the model; it is not meant to be called." if runs else ""
    )
    return Signature(
        key, "declared", inputs, outputs, signature.method_name, runs_on_load=runs, description=description
    )


def _spec(name: str, info: Message, signature: Message = None) -> TensorSpec:
    tensor, words = info.name, ""
    encoding = info.WhichOneof("encoding")
    if encoding == "coo_sparse":
        sparse = info.coo_sparse
        tensor = sparse.values_tensor_name
        words = f"SparseTensor: indices {sparse.indices_tensor_name}, shape {sparse.dense_shape_tensor_name}"
    elif encoding == "composite_tensor":
        parts = [part.name for part in info.composite_tensor.components]
        tensor = parts[0] if parts else ""
        kind = info.composite_tensor.type_spec.type_spec_class_name or "Composite tensor"
        words = f"{kind.removesuffix('Spec')}: {', '.join(parts)}"
    if signature is not None and name in signature.defaults:
        words = f"{words}; has a default" if words else "Has a default, so it may be left out."
    return TensorSpec(
        name, tensor, dtypes.from_tensorflow(info.dtype), shape_of(info.tensor_shape), description=words
    )


def read_session_bundle(signatures: Message, nodes: dict[str, Message]) -> tuple[Signature, ...]:
    """Signatures of a SessionBundle (`tensorflow.serving.Signatures`); nodes: of its graph by name, for the types."""
    named = signatures.named_signatures
    found = [_old(key, named[key], nodes) for key in sorted(named)]
    if signatures.HasField("default_signature"):
        found.insert(0, _old("default", signatures.default_signature, nodes))
    generic = {key: named[key].generic_signature.map for key in ("inputs", "outputs") if key in named}
    if len(generic) == len(("inputs", "outputs")):
        # By convention these two are the halves of one signature.
        found = [signature for signature in found if signature.key not in generic]
        found.append(_joined("inputs → outputs", generic["inputs"], generic["outputs"], nodes))
    return tuple(found)


def _old(key: str, signature: Message, nodes: dict[str, Message]) -> Signature:
    kind = signature.WhichOneof("type") or "generic_signature"
    if kind == "generic_signature":
        return _joined(key, signature.generic_signature.map, {}, nodes)
    body = getattr(signature, kind)
    roles = ("output",) if kind == "regression_signature" else ("classes", "scores")
    outputs = {role: getattr(body, role) for role in roles if body.HasField(role)}
    return _joined(key, {"input": body.input}, outputs, nodes, kind.removesuffix("_signature"))


def _joined(
    key: str, inputs: Message, outputs: Message, nodes: dict[str, Message], method: str = ""
) -> Signature:
    def specs(bindings: Message) -> tuple[TensorSpec, ...]:
        return tuple(_bound(name, bindings[name].tensor_name, nodes) for name in sorted(bindings))

    return Signature(
        key, "declared", specs(inputs), specs(outputs), method, description="Of a SessionBundle."
    )


def _bound(name: str, tensor: str, nodes: dict[str, Any]) -> TensorSpec:
    owner, _, index = tensor.partition(":")
    node = nodes.get(owner)
    if node is None:
        return TensorSpec(name, tensor, "unknown", None)
    number = int(index) if index.isdecimal() else 0
    return TensorSpec(name, tensor, output_dtype(node, number), output_shape(node, number))
