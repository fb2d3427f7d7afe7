# SPDX-License-Identifier: Apache-2.0
"""Checkpoints of version 1: one or more sorted tables that hold the tensors themselves, slice by slice.

Layout: tensorflow/core/util/saved_tensor_slice.proto and tensor_slice_writer.cc.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cutaway.description import dtypes
from cutaway.description.model import ModelFile
from cutaway.errors import DamagedFileError, MissingFileError
from cutaway.formats import bundle_decode
from cutaway.formats.bundle_entries import (
    BundleEntry,
    Shape,
    Slice,
    place,
    read_extents,
    read_shape,
    slice_key,
)
from cutaway.wire.sstable import SortedTable
from cutaway.wire.varints import Bytes, Field, fields

if TYPE_CHECKING:
    import numpy

_SHARD = re.compile(r"-(\d{5})-of-(\d{5})$")
_META, _DATA = 1, 2  # fields of SavedTensorSlices


class _Saved(NamedTuple):
    """A SavedSliceMeta: a tensor, and the slices of it in one of the tables."""

    name: bytes
    dtype: int
    shape: Shape
    extents: tuple[tuple[tuple[int, int], ...], ...]


class BundleV1:
    """An open checkpoint of version 1. Raises DamagedFileError, MissingFileError, UnsafeFileError."""

    version = 1
    index: tuple[ModelFile, ...] = ()

    def __init__(self, prefix: str) -> None:
        self._paths = table_paths(prefix)
        if not self._paths:
            name = Path(prefix).name
            message = f"There is neither {name}.index nor a file of a version 1 checkpoint called {name}."
            raise MissingFileError(message, hint="Check the path.", path=prefix)
        self._tables = {number: SortedTable(path) for number, path in enumerate(self._paths) if path.exists()}
        self._keys: dict[tuple[str, Slice], bytes] = {}
        self.entries = self._read()

    def shards(self) -> dict[str, int]:
        """The tables by name: their size, −1 where one is missing."""
        return {
            path.name: self._tables[number].size if number in self._tables else -1
            for number, path in enumerate(self._paths)
        }

    @property
    def shard_count(self) -> int:
        """How many tables there are to be."""
        return len(self._paths)

    def part(self, entry: BundleEntry, part: Slice | None) -> numpy.ndarray:
        """The values of a slice: a read-only view of the mapped table where they are stored as they are."""
        found = part or entry.slices[0]
        table = self._tables[found.shard]
        try:
            value = _present(table.find(self._keys[entry.name, found]), "its values are not in the table")
            data = _only(value, _only(value, Field(0, 0, 0, len(value)), _DATA), 3)
            return bundle_decode.tensor_proto(value, data.start, data.end, entry.dtype, found.shape)
        except ValueError as error:
            message = f"{table.path.name} is damaged, in {entry.name}: {error}."
            raise DamagedFileError(
                message, hint="Copy or download the file again.", path=table.path
            ) from None

    def scalar_string(self, entry: BundleEntry) -> bytes:
        """The value of a string tensor with one element."""
        value: bytes = self.part(entry, None).reshape(-1)[0]
        return value

    def close(self) -> None:
        """Let go of the mapped files; arrays that are still in use keep theirs."""
        self._tables.clear()

    def _read(self) -> dict[str, BundleEntry]:
        entries: dict[str, BundleEntry] = {}
        for number, table in self._tables.items():
            try:
                value = _present(table.find(b""), "it has no list of tensors")
                for saved in _read_meta(value):
                    self._add(entries, saved, number)
            except ValueError as error:
                message = f"{table.path.name} is damaged: {error}."
                raise DamagedFileError(
                    message, hint="Copy or download the file again.", path=table.path
                ) from None
        complete = len(self._tables) == len(self._paths)
        return {name: _checked(entry, complete=complete) for name, entry in entries.items()}

    def _add(self, entries: dict[str, BundleEntry], saved: _Saved, shard: int) -> None:
        name = saved.name.decode("utf-8", "backslashreplace")
        dtype = dtypes.from_tensorflow(saved.dtype)
        before = entries.get(name)
        if before is not None and (before.dtype, before.shape) != (dtype, saved.shape):
            raise ValueError(f"{name} has two types or shapes")
        parts = list(before.slices) if before else []
        for extents in saved.extents:
            starts, shape = place(saved.shape, extents)
            part = Slice(starts, shape, shard, 0, dtypes.size_in_bytes(dtype, shape), 0, available=True)
            self._keys[name, part] = slice_key(saved.name, extents)
            parts.append(part)
        size = sum(part.bytes for part in parts)
        first = parts[0].shard if parts else shard
        entries[name] = BundleEntry(
            name, dtype, saved.shape, size, first, available=True, slices=tuple(parts)
        )


def table_paths(prefix: str) -> list[Path]:
    """The files of the version 1 checkpoint that `prefix` names, missing shards included; none where there is none."""
    path = Path(prefix)
    if path.is_file():
        shard = _SHARD.search(path.name)
        if shard is None:
            return [path]
        path = path.with_name(path.name[: shard.start()])
    if not path.parent.is_dir():
        return []
    counts = [
        int(found[2])
        for name in path.parent.glob(f"{_escaped(path.name)}-[0-9][0-9][0-9][0-9][0-9]-of-*")
        if (found := _SHARD.search(name.name))
    ]
    return [
        path.with_name(f"{path.name}-{number:05d}-of-{counts[0]:05d}")
        for number in range(max(counts, default=0))
    ]


def _escaped(name: str) -> str:
    return re.sub(r"([*?[])", r"[\1]", name)


def _present(value: Bytes | None, otherwise: str) -> Bytes:
    if value is None:
        raise ValueError(otherwise)
    return value


def _only(data: Bytes, message: Field, number: int) -> Field:
    """The last field of that number in a message, as protobuf has it. Raises ValueError where there is none."""
    found = None
    for field in fields(data, message.start, message.end):
        if field.number == number:
            found = field
    if found is None:
        raise ValueError(f"field {number} of its record is not there")
    return found


def _read_meta(value: Bytes) -> list[_Saved]:
    """The tensors of a SavedTensorSliceMeta. Raises ValueError."""
    meta = _only(value, Field(0, 0, 0, len(value)), _META)
    return [_read_saved(value, field) for field in fields(value, meta.start, meta.end) if field.number == 1]


def _read_saved(value: Bytes, message: Field) -> _Saved:
    name, dtype = b"", 0
    shape: Shape = ()
    extents = []
    for field in fields(value, message.start, message.end):
        match field.number:
            case 1:
                name = bytes(value[field.start : field.end])
            case 2:
                shape = read_shape(value, field.start, field.end)
            case 3:
                dtype = field.value
            case 4:
                extents.append(read_extents(value, field.start, field.end))
    return _Saved(name, dtype, shape, tuple(extents))


def _checked(entry: BundleEntry, *, complete: bool) -> BundleEntry:
    """The entry, available where its slices cover all of it."""
    covered = sum(dtypes.elements(part.shape) for part in entry.slices)
    whole = covered >= dtypes.elements(entry.shape) and bool(entry.slices)
    return entry._replace(available=whole or (complete and bool(entry.slices)))
