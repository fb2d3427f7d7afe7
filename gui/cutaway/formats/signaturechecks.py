# SPDX-License-Identifier: Apache-2.0
"""Finds signatures that cannot work: tensors that are not in the graph, types that do not exist, references."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from cutaway.description.findings import Finding
from cutaway.description.signatures import Signature
from cutaway.formats.graphchecks import short
from cutaway.formats.nodes import node_of
from cutaway.wire.protobuf import Message

_REFERENCE = 100
"""DataType numbers above it are TensorFlow 1's references to variables."""
_LAST_REFERENCE = 132


def check_signatures(
    meta: Message, signatures: Sequence[Signature], nodes: Container[str]
) -> Iterator[Finding]:
    """Findings about declared signatures of a MetaGraphDef. nodes: names of those in its graph."""
    for signature in signatures:
        key = short(signature.key)
        for spec in (*signature.inputs, *signature.outputs):
            where = short(spec.tensor)
            if node_of(spec.tensor) not in nodes:
                message = f"{short(spec.name)} of the signature {key} is the tensor {where}, which is not in the graph."
                if not spec.tensor:
                    message = f"{short(spec.name)} of the signature {key} names no tensor of the graph."
                yield Finding("missing-tensor", "warning", message, where)
            if spec.dtype.startswith("dtype("):
                message = f"{short(spec.name)} of the signature {key} has an unknown type, {spec.dtype}."
                yield Finding("unknown-dtype", "warning", message, where)
    yield from _references(meta, [signature.key for signature in signatures])


def _references(meta: Message, keys: list[str]) -> Iterator[Finding]:
    """One finding for all signatures that give variables themselves."""
    giving = [
        key
        for key in keys
        if key in meta.signature_def
        and any(
            _REFERENCE < info.dtype <= _LAST_REFERENCE for info in meta.signature_def[key].outputs.values()
        )
    ]
    if giving:
        more = f" and {len(giving) - 1} more" if len(giving) > 1 else ""
        message = (
            f"The signature {short(giving[0])}{more} gives a reference to a variable, which TensorFlow 2 cannot; "
            "TensorFlow Serving and the loader of TensorFlow 1 can."
        )
        yield Finding("reference-output", "warning", message, short(giving[0]))
