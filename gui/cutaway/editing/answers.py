# SPDX-License-Identifier: Apache-2.0
"""What a child answers about edits: how the model would look, what stands in their way, what was written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from cutaway.editing.draft import DraftSignature
from cutaway.editing.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Problem:
    """Why an edit cannot be made. number: of the edit in its list. signature, port: what it concerns, else empty."""

    number: int
    message: str
    hint: str = ""
    signature: str = ""
    port: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """The signatures after all edits that can be made, and what is wrong with the others."""

    signatures: tuple[DraftSignature, ...]
    notes: dict[str, Any] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Saved:
    """What was written.

    bytes: of all files; shared: those of them that take the same place on the disk as the original's. source_bytes: of
    the model that was edited. backup: where the model that had the name is now, empty without one. sentences: of the
    edits, in their order. signatures: as they are now, each with where it comes from, for a proof.
    """

    path: str
    format: str
    bytes: int
    source_bytes: int
    seconds: float
    shared: int = 0
    backup: str = ""
    sentences: tuple[str, ...] = ()
    signatures: tuple[DraftSignature, ...] = ()


@dataclass(frozen=True, slots=True)
class Loaded:
    """A SavedModel under the loaders of TensorFlow.

    failures: what a loader said that does not take it, by its name. shown: by `saved_model_cli`, empty if it fails.
    """

    failures: dict[str, str]
    shown: str


def problem(refusal: Refusal) -> Problem:
    """The refusal as a record."""
    return Problem(refusal.number, refusal.message, refusal.hint, refusal.signature, refusal.port)
