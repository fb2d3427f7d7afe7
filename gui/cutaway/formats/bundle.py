# SPDX-License-Identifier: Apache-2.0
"""Checkpoints of TensorFlow (tensor bundles), version 1 and 2: what lies in them, and the values one by one.

Listing needs neither numpy nor protobuf; values are read-only views of the mapped files wherever the layout allows.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from cutaway.description import dtypes
from cutaway.description.model import ModelFile
from cutaway.errors import DamagedFileError, MissingFileError, RequestError, UnsupportedFormatError
from cutaway.formats.bundle_decode import MOST_STRINGS
from cutaway.formats.bundle_entries import BundleEntry, Slice
from cutaway.formats.bundle_v1 import BundleV1
from cutaway.formats.bundle_v2 import BundleV2

if TYPE_CHECKING:
    import numpy

__all__ = ["Bundle", "BundleEntry", "Slice"]


class Bundle:
    """An open checkpoint. `open` makes it; `close` lets go of its files."""

    def __init__(self, stored: BundleV1 | BundleV2, prefix: str, shown: str) -> None:
        self._stored = stored
        self.prefix = prefix
        self.shown = shown
        self.version = stored.version
        self.entries: dict[str, BundleEntry] = stored.entries
        """By name, in the order of the file (sorted in version 2)."""

    @classmethod
    def open(cls, prefix: Path | str, shown: str) -> Bundle:
        """Open what `prefix` names: `prefix.index` with its shards, or the tables of version 1.

        A folder stands for the empty prefix inside it (`.index`, `.data-00000-of-00001`). shown: what the user
        opened. Raises MissingFileError, DamagedFileError, UnsafeFileError.
        """
        path = os.fspath(prefix)
        if not os.path.lexists(f"{path}.index") and Path(path).is_dir():
            path = os.path.join(path, "")  # noqa: PTH118 - the empty prefix is what pathlib would drop
        stored = BundleV2(path) if os.path.lexists(f"{path}.index") else BundleV1(path)
        return cls(stored, path, shown)

    @property
    def files(self) -> tuple[ModelFile, ...]:
        """The files it consists of, missing ones included."""
        shards = self._stored.shards().items()
        data = (ModelFile(name, max(size, 0), exists=size >= 0) for name, size in shards)
        return (*self._stored.index, *data)

    @property
    def shard_count(self) -> int:
        """Over how many data files the values are spread."""
        return self._stored.shard_count

    def missing_shards(self) -> list[str]:
        """Names of the data files that are not there and hold values."""
        return [name for name, size in self._stored.shards().items() if size < 0]

    def array(self, name: str) -> numpy.ndarray:
        """Values by name, read-only: a view of the mapped file, or a new array where slices are put together.

        Strings are object arrays of bytes; types under 8 bits have ml_dtypes' one-byte form. Raises RequestError (no
        such name), UnsupportedFormatError (a type that only TensorFlow can read), MissingFileError, DamagedFileError.
        """
        entry = self._entry(name)
        if entry.dtype != "string" and entry.dtype not in dtypes.BITS:
            message = f"{name} is of type {entry.dtype}, whose values only TensorFlow can read."
            raise UnsupportedFormatError(message, path=self.shown)
        if entry.dtype == "string" and MOST_STRINGS < dtypes.elements(entry.shape) <= entry.bytes:
            message = (
                f"{name} holds {dtypes.elements(entry.shape):,} strings, more than can be shown at once."
            )
            raise UnsupportedFormatError(message, path=self.shown)
        if not entry.slices:
            return self._stored.part(entry, None)
        if len(entry.slices) == 1 and entry.slices[0].shape == entry.shape:
            return self._stored.part(entry, entry.slices[0])
        return self._assembled(entry)

    def string(self, name: str) -> bytes:
        """The value of a scalar string, without numpy in version 2. Raises as `array` does."""
        entry = self._entry(name)
        if entry.dtype != "string" or dtypes.elements(entry.shape) != 1:
            raise RequestError(f"{name} is no single string.", path=self.shown)
        return self._stored.scalar_string(entry)

    def close(self) -> None:
        """Let go of the mapped files; arrays that are still in use keep theirs."""
        self._stored.close()

    def _entry(self, name: str) -> BundleEntry:
        entry = self.entries.get(name)
        if entry is None:
            hint = "cutaway variables lists the names."
            raise RequestError(
                f"There is no variable {name} in {Path(self.shown).name}.", hint=hint, path=self.shown
            )
        return entry

    def _assembled(self, entry: BundleEntry) -> numpy.ndarray:
        """A partitioned tensor in one piece; memory is taken only once every slice was found in its file."""
        import numpy

        parts = [(part, self._stored.part(entry, part)) for part in entry.slices]
        if sum(values.size for _, values in parts) != dtypes.elements(entry.shape):
            missing = self.missing_shards()
            if missing:
                message = f"{missing[0]} is missing, and it holds slices of {entry.name}."
                raise MissingFileError(message, hint="Put it beside the other files.", path=self.prefix)
            message = f"The slices of {entry.name} in {Path(self.shown).name} do not cover it."
            raise DamagedFileError(message, hint="Copy or download the file again.", path=self.shown)
        whole = numpy.zeros(entry.shape, parts[0][1].dtype)
        for part, values in parts:
            spans = zip(part.starts, part.shape, strict=True)
            whole[tuple(slice(start, start + length) for start, length in spans)] = values
        whole.flags.writeable = False
        return whole
