# SPDX-License-Identifier: Apache-2.0
"""How results of a conversion are called: by which signature, and bare graphs by which tensors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from cutaway.description.conversion import Made
from cutaway.description.signatures import Signature, for_callers
from cutaway.description.tensors import TensorSpec
from cutaway.errors import RequestError


def alike(signatures: Sequence[Signature], key: str) -> Signature:
    """The signature of that key, else the one that callers use first. Raises RequestError."""
    called = {signature.key: signature for signature in signatures}
    found = called.get(key) or next(iter(for_callers(signatures)), None)
    if found is None:
        raise RequestError("The result has no signature that could be called.")
    return found


def frozen(signature: Signature, made: Made) -> tuple[Signature, dict[str, object]]:
    """The signature that was frozen, by the result's names, and what a run has to be told of it."""

    def ports(specs: Sequence[TensorSpec], names: Mapping[str, str]) -> tuple[TensorSpec, ...]:
        named = [spec for spec in specs if spec.name in names]
        return tuple(replace(spec, name=names[spec.name], tensor=f"{names[spec.name]}:0") for spec in named)

    called = replace(
        signature,
        inputs=ports(signature.inputs, made.inputs),
        outputs=ports(signature.outputs, made.outputs),
    )
    return called, ports_of(called)


def ports_of(signature: Signature) -> dict[str, object]:
    """What a run of a bare graph has to be told of a signature that the graph does not declare."""
    sides = (("inputs", signature.inputs), ("outputs", signature.outputs))
    return {side: {spec.name: spec.tensor for spec in specs} for side, specs in sides}
