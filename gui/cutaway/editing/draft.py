# SPDX-License-Identifier: Apache-2.0
"""A model while it is edited: signatures as callers will see them, each part with where in the file it comes from."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from cutaway.description.model import ModelDescription
from cutaway.description.signatures import Origin, Signature
from cutaway.description.tensors import Shape, TensorSpec

FORMATS = ("saved_model", "tflite", "frozen_graph")
"""Formats whose signatures can be edited."""


@dataclass(frozen=True, slots=True)
class Cast:
    """What stands between a caller's type and the model's. scale, offset: see `edits.CastInput` and `CastOutput`."""

    scale: float = 1.0
    offset: float = 0.0


@dataclass(frozen=True, slots=True)
class Port:
    """An input or output.

    spec: as callers see it. source: its name in the file's signature that this one is based on, empty for a tensor that
    was chosen from the graph. dtype, shape: the model's own. cast: None where callers use the model's own type.
    default: of one value, or empty.
    """

    spec: TensorSpec
    source: str
    dtype: str
    shape: Shape
    cast: Cast | None = None
    default: tuple[Any, ...] = ()

    @property
    def name(self) -> str:
        """The name that callers use."""
        return self.spec.name


@dataclass(frozen=True, slots=True)
class Fed:
    """An input that always has one value, so that callers do not give it."""

    port: Port
    value: Any


@dataclass(frozen=True, slots=True)
class DraftSignature:
    """A signature. base: key of the file's signature that it was made from, empty for one between chosen tensors."""

    key: str
    base: str
    inputs: tuple[Port, ...]
    outputs: tuple[Port, ...]
    fed: tuple[Fed, ...] = ()
    origin: Origin = "declared"
    method: str = ""
    runs_on_load: bool = False
    rank: int = 0
    description: str = ""

    def described(self) -> Signature:
        """As a reader of the edited model would describe it."""
        return Signature(
            self.key,
            self.origin,
            tuple(port.spec for port in self.inputs),
            tuple(port.spec for port in self.outputs),
            self.method,
            self.runs_on_load,
            self.rank,
            self.description,
        )


@dataclass(frozen=True, slots=True)
class Draft:
    """A model with its edits. description: as it was read. notes: fields of the metadata that were set, by path."""

    description: ModelDescription
    signatures: tuple[DraftSignature, ...]
    notes: dict[str, Any] = field(default_factory=dict)

    @property
    def is_changed(self) -> bool:
        """Whether anything has to be written."""
        return bool(self.notes) or self.signatures != begin(self.description).signatures

    def edited(self) -> ModelDescription:
        """The description with the signatures as they are now."""
        return replace(
            self.description, signatures=tuple(signature.described() for signature in self.signatures)
        )

    def signature(self, key: str) -> DraftSignature | None:
        """The signature of that key."""
        return next((found for found in self.signatures if found.key == key), None)


def begin(description: ModelDescription) -> Draft:
    """The draft without an edit."""
    return Draft(description, tuple(map(_drafted, description.signatures)))


def _drafted(signature: Signature) -> DraftSignature:
    return DraftSignature(
        signature.key,
        signature.key,
        tuple(map(_port, signature.inputs)),
        tuple(map(_port, signature.outputs)),
        (),
        signature.origin,
        signature.method,
        signature.runs_on_load,
        signature.rank,
        signature.description,
    )


def _port(spec: TensorSpec) -> Port:
    return Port(spec, spec.name, spec.dtype, spec.shape)
