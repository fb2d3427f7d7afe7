# SPDX-License-Identifier: Apache-2.0
"""Checkpoints of version 2: an `.index` table of entries and the `.data` shards that hold the bytes.

Layout: tensorflow/core/util/tensor_bundle/tensor_bundle.h and protobuf/tensor_bundle.proto.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cutaway.description import dtypes
from cutaway.description.model import ModelFile
from cutaway.errors import DamagedFileError, MissingFileError
from cutaway.formats import bundle_decode
from cutaway.formats.bundle_entries import (
    BundleEntry,
    Slice,
    place,
    slice_key,
)
from cutaway.formats.bundle_index import QuickEntries, StoredEntry, read_entry, text
from cutaway.wire.files import map_file
from cutaway.wire.sstable import SortedTable
from cutaway.wire.varints import Bytes, fields

if TYPE_CHECKING:
    import numpy

_MOST_SHARDS = 1 << 20
_ABSENT = -1
_VERIFIED_UP_TO = 1 << 24
"""Bytes of a tensor whose checksum is looked at before its values are; takes a millisecond."""
_SHARD_COUNT, _ENDIANNESS = 1, 2  # fields of BundleHeaderProto


class BundleV2:
    """An open checkpoint of version 2. Raises DamagedFileError, MissingFileError, UnsafeFileError."""

    version = 2

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._table = SortedTable(Path(f"{prefix}.index"))
        self._sizes: dict[int, int] = {}
        self._shards: dict[int, memoryview] = {}
        self._count = 0
        self._big_endian = False
        self.entries = self._read()

    def shards(self) -> dict[str, int]:
        """The data files that entries lie in or that stand there, by number: name to size, −1 where it is missing."""
        numbers = set(self._sizes)
        if self._count <= len(self._sizes) + 1024:
            numbers |= {number for number in range(self._count) if self._size(number) != _ABSENT}
        return {self.shard_path(number).name: self._size(number) for number in sorted(numbers)}

    @property
    def index(self) -> tuple[ModelFile, ...]:
        """The file that lists the tensors."""
        return (ModelFile(self._table.path.name, self._table.size),)

    @property
    def shard_count(self) -> int:
        """How many data files the header claims."""
        return self._count

    def shard_path(self, number: int) -> Path:
        """The data file of that number."""
        return Path(f"{self._prefix}.data-{number:05d}-of-{self._count:05d}")

    def part(self, entry: BundleEntry, part: Slice | None) -> numpy.ndarray:
        """The values of a slice, or of the whole where it is in one piece: a read-only view of the mapped shard."""
        stored = part or entry
        raw, where = self._raw(stored)
        try:
            self._verify(raw, entry.dtype, stored)
            return bundle_decode.tensor(raw, entry.dtype, stored.shape, big_endian=self._big_endian)
        except ValueError as error:
            raise self._damaged(where, entry, stored.offset, error) from None

    def scalar_string(self, entry: BundleEntry) -> bytes:
        """The value of a string tensor with one element, without numpy."""
        raw, where = self._raw(entry)
        try:
            self._verify(raw, entry.dtype, entry)
            return bytes(next(bundle_decode.strings(raw, 1)))
        except ValueError as error:
            raise self._damaged(where, entry, entry.offset, error) from None

    def _verify(self, raw: memoryview, dtype: str, stored: BundleEntry | Slice) -> None:
        """Raise ValueError where the bytes have changed since they were saved.

        Large tensors are not verified: a slice of them is to cost a slice. Writers other than TensorFlow leave 0.
        """
        if len(raw) > _VERIFIED_UP_TO or not stored.checksum or (self._big_endian and dtype == "string"):
            return
        if bundle_decode.checksum(raw, dtype, stored.shape) != stored.checksum:
            raise ValueError("the checksum does not fit the values")

    def close(self) -> None:
        """Let go of the mapped files; arrays that are still in use keep theirs."""
        self._shards.clear()

    def _raw(self, stored: BundleEntry | Slice) -> tuple[memoryview, Path]:
        path = self.shard_path(stored.shard)
        if stored.shard not in self._shards:
            if self._size(stored.shard) == _ABSENT:
                message = f"{path.name} is missing, so these values cannot be read."
                raise MissingFileError(message, hint=f"Put it beside {self._table.path.name}.", path=path)
            self._shards[stored.shard] = map_file(path)
        data = self._shards[stored.shard]
        end = stored.offset + stored.bytes
        if stored.offset < 0 or stored.bytes < 0 or end > len(data):
            message = (
                f"{path.name} ends at byte {len(data):,}, but these values are to lie at {stored.offset:,}."
            )
            raise DamagedFileError(message, hint="Copy or download the file again.", path=path)
        return data[stored.offset : end], path

    @staticmethod
    def _damaged(path: Path, entry: BundleEntry, offset: int, why: ValueError) -> DamagedFileError:
        message = f"{path.name} is damaged at byte {offset:,}, in {entry.name}: {why}."
        return DamagedFileError(message, hint="Copy or download the file again.", path=path)

    def _size(self, number: int) -> int:
        size = self._sizes.get(number)
        if size is None:
            if not 0 <= number < self._count:
                raise ValueError(f"it lies in shard {number} of {self._count}")
            try:
                size = self.shard_path(number).stat().st_size
            except OSError:
                size = _ABSENT
            self._sizes[number] = size
        return size

    def _read(self) -> dict[str, BundleEntry]:
        entries: dict[str, BundleEntry] = {}
        unusual: list[tuple[int, bytes, StoredEntry]] = []
        slices: dict[bytes, StoredEntry] = {}
        quick = QuickEntries(entries, self._size)
        header = False
        for offset, pairs in self._table.blocks():
            key = b""
            try:
                if not header:
                    key, value = pairs.pop(0)
                    self._read_header(key, value)
                    header = True
                for key, value in pairs:
                    if quick.add(key, value):
                        continue
                    if key[0]:
                        unusual.append((offset, key, read_entry(value)))
                    else:
                        slices[key] = read_entry(value)
            except ValueError as error:
                raise self._damaged_index(offset, key, error) from None
        if not header:
            raise self._damaged_index(0, b"", ValueError("it has no header"))
        for offset, key, stored in unusual:
            try:
                entry = self._entry(key, stored, slices)
            except ValueError as error:
                raise self._damaged_index(offset, key, error) from None
            entries[entry.name] = entry
        return dict(sorted(entries.items())) if unusual else entries

    def _damaged_index(self, offset: int, key: bytes, error: ValueError) -> DamagedFileError:
        subject = f"the entry of {text(key)[:200]}" if key else "the header"
        message = f"{self._table.path.name} is damaged at byte {offset:,}, in {subject}: {error}."
        return DamagedFileError(message, hint="Copy or download the file again.", path=self._table.path)

    def _read_header(self, key: bytes, value: Bytes) -> None:
        if key:
            raise ValueError("it has no header")
        for field in fields(value, 0, len(value)):
            if field.number == _SHARD_COUNT:
                self._count = field.value
            elif field.number == _ENDIANNESS:
                self._big_endian = field.value == 1
        if not 0 <= self._count <= _MOST_SHARDS:
            raise ValueError(f"{self._count:,} shards are more than there can be")

    def _entry(self, key: bytes, stored: StoredEntry, slices: dict[bytes, StoredEntry]) -> BundleEntry:
        dtype = dtypes.from_tensorflow(stored.dtype)
        name = text(key)
        if not stored.extents:
            available = self._available(stored)
            return BundleEntry(
                name,
                dtype,
                stored.shape,
                stored.bytes,
                stored.shard,
                available,
                (),
                stored.offset,
                stored.checksum,
            )
        parts = tuple(self._slice(key, stored, extents, slices) for extents in stored.extents)
        size = sum(part.bytes for part in parts)
        available = all(part.available for part in parts)
        return BundleEntry(name, dtype, stored.shape, size, parts[0].shard, available, parts)

    def _slice(
        self,
        key: bytes,
        whole: StoredEntry,
        extents: tuple[tuple[int, int], ...],
        slices: dict[bytes, StoredEntry],
    ) -> Slice:
        starts, shape = place(whole.shape, extents)
        stored = slices.get(slice_key(key, extents))
        if stored is None:
            raise ValueError("a slice of it is not in the table")
        if stored.dtype != whole.dtype or stored.shape != shape:
            raise ValueError("a slice of it has another type or shape than the whole says")
        available = self._available(stored)
        return Slice(starts, shape, stored.shard, stored.offset, stored.bytes, stored.checksum, available)

    def _available(self, stored: StoredEntry) -> bool:
        if stored.offset < 0 or stored.bytes < 0:
            raise ValueError("it lies at a negative offset")
        return stored.offset + stored.bytes <= self._size(stored.shard)
