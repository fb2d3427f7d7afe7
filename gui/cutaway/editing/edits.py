# SPDX-License-Identifier: Apache-2.0
"""Everything that can be edited, one frozen record for each operation of the edits file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from cutaway.description.tensors import Shape
from cutaway.editing.draft import DraftSignature

Json: TypeAlias = Any
"""A value as JSON has it: a number, a text, true or false, or lists of them; null."""
Side: TypeAlias = Literal["input", "output"]


@dataclass(frozen=True, slots=True)
class RenameSignature:
    """The signature is called by another key."""

    signature: str
    to: str


@dataclass(frozen=True, slots=True)
class DuplicateSignature:
    """The signature can be called by a second key, and edited under it by itself."""

    signature: str
    to: str


@dataclass(frozen=True, slots=True)
class DeleteSignature:
    """The signature is gone; the graph behind it stays."""

    signature: str


@dataclass(frozen=True, slots=True)
class MakeDefault:
    """The signature becomes `serving_default`; one that was it takes the other's key."""

    signature: str


@dataclass(frozen=True, slots=True)
class AddSignature:
    """A new signature between tensors of the graph. inputs, outputs: names to tensors."""

    signature: str
    inputs: dict[str, str]
    outputs: dict[str, str]


@dataclass(frozen=True, slots=True)
class RenameInput:
    """Callers give the input by another name."""

    signature: str
    name: str
    to: str


@dataclass(frozen=True, slots=True)
class RenameOutput:
    """Callers get the output by another name."""

    signature: str
    name: str
    to: str


@dataclass(frozen=True, slots=True)
class ReorderInputs:
    """The inputs come in this order, in formats that keep one."""

    signature: str
    order: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReorderOutputs:
    """The outputs come in this order, in formats that keep one."""

    signature: str
    order: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AddInput:
    """A tensor of the graph is given by callers, and no longer computed."""

    signature: str
    name: str
    tensor: str


@dataclass(frozen=True, slots=True)
class RemoveInput:
    """The input always has this value, and callers no longer give it."""

    signature: str
    name: str
    value: Json


@dataclass(frozen=True, slots=True)
class AddOutput:
    """A tensor of the graph is given to callers, too."""

    signature: str
    name: str
    tensor: str


@dataclass(frozen=True, slots=True)
class RemoveOutput:
    """The output is not given any more."""

    signature: str
    name: str


@dataclass(frozen=True, slots=True)
class SetShape:
    """Sizes are fixed or freed (None). side: needed where an input and an output share the name."""

    signature: str
    name: str
    shape: Shape
    side: Side | None = None


@dataclass(frozen=True, slots=True)
class CastInput:
    """Callers give another type: the model gets `value × scale + offset` in its own. Its own type again: no cast."""

    signature: str
    name: str
    dtype: str
    scale: float = 1.0
    offset: float = 0.0


@dataclass(frozen=True, slots=True)
class CastOutput:
    """Callers get `value × scale + offset` in another type. The model's own type again: no cast."""

    signature: str
    name: str
    dtype: str
    scale: float = 1.0
    offset: float = 0.0


@dataclass(frozen=True, slots=True)
class SetDefault:
    """The input may be left out, and has this value then; None takes the default away."""

    signature: str
    name: str
    value: Json


@dataclass(frozen=True, slots=True)
class SetMetadata:
    """A field of the metadata has this value; None takes it away. path: `model.author`, `inputs.image.description`."""

    path: str
    value: Json


@dataclass(frozen=True, slots=True)
class Restore:
    """Signatures and notes are what they were: the inverse of what takes something away; in no file."""

    signatures: tuple[DraftSignature, ...]
    notes: dict[str, Any]


Edit: TypeAlias = (
    RenameSignature
    | DuplicateSignature
    | DeleteSignature
    | MakeDefault
    | AddSignature
    | RenameInput
    | RenameOutput
    | ReorderInputs
    | ReorderOutputs
    | AddInput
    | RemoveInput
    | AddOutput
    | RemoveOutput
    | SetShape
    | CastInput
    | CastOutput
    | SetDefault
    | SetMetadata
    | Restore
)

OPERATIONS: dict[str, type] = {
    "rename_signature": RenameSignature,
    "duplicate_signature": DuplicateSignature,
    "delete_signature": DeleteSignature,
    "make_default": MakeDefault,
    "add_signature": AddSignature,
    "rename_input": RenameInput,
    "rename_output": RenameOutput,
    "reorder_inputs": ReorderInputs,
    "reorder_outputs": ReorderOutputs,
    "add_input": AddInput,
    "remove_input": RemoveInput,
    "add_output": AddOutput,
    "remove_output": RemoveOutput,
    "set_shape": SetShape,
    "cast_input": CastInput,
    "cast_output": CastOutput,
    "set_default": SetDefault,
    "set_metadata": SetMetadata,
}
"""Operations by the word that the edits file has for each."""

WORDS = {cls: word for word, cls in OPERATIONS.items()}
