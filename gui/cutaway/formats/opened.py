# SPDX-License-Identifier: Apache-2.0
"""What every reader takes and gives: a request to open, and the open model that answers questions about itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias

from cutaway.description.graph import Graph
from cutaway.description.model import ModelDescription

if TYPE_CHECKING:
    import numpy

Progress: TypeAlias = Callable[[str, float | None], None]
"""Called with a few words and a fraction in 0..1 (None: unknown); raises `CancelledError` where one has cancelled."""


def silent(words: str, fraction: float | None) -> None:
    """Progress for those who do not watch."""


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """path: the file or folder to read, as `detect` found it. shown: what the user opened, for messages.

    tags: chooses a MetaGraph (empty: the first). version: chooses a version folder (empty: the newest).
    window: start and length of the model inside `path`, where it is a .tflite member that an archive stores as it is.
    """

    path: Path
    shown: str
    tags: tuple[str, ...] = ()
    version: str = ""
    window: tuple[int, int] | None = None


class OpenModel(Protocol):
    """An open model. Files stay mapped until `close`; nothing is read that nobody asked for."""

    @property
    def description(self) -> ModelDescription:
        """What the model is; the same object at every call."""

    def graph(self) -> Graph | None:
        """The graph in columns, or None where the format has none."""

    def array(self, name: str) -> numpy.ndarray:
        """Values of a variable or constant by its name: a read-only view of the mapped file wherever the layout allows.

        Strings are object arrays of bytes; types under 8 bits are unpacked to ml_dtypes' one-byte form.
        Raises RequestError (no such name), DamagedFileError, MissingFileError.
        """

    def content(self, name: str, limit: int) -> bytes:
        """The first `limit` bytes of the asset of that name. Raises RequestError, MissingFileError, UnsafeFileError."""

    def entries(self, name: str, limit: int) -> list[tuple[str, str]]:
        """The first `limit` rows of the lookup table of that name, keys and values as text."""

    def close(self) -> None:
        """Unmap all files."""


Opener: TypeAlias = Callable[[OpenRequest, Progress], OpenModel]
"""Every reader module has `open_model`, of this type. Raises ModelError or RequestError."""
