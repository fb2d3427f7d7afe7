# SPDX-License-Identifier: Apache-2.0
"""Sorted tables of keys and values in LevelDB's layout, as TensorFlow's checkpoints use them.

Layout: tensorflow/core/lib/io/table_format.txt and leveldb/doc/table_format.md. Blocks of prefix-compressed entries,
each followed by a compression byte and a checksum; an index block; a footer of 48 bytes that points to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, NoReturn, TypeAlias

from cutaway.errors import DamagedFileError
from cutaway.wire import checksums, snappy
from cutaway.wire.files import map_file
from cutaway.wire.varints import Bytes, read_varint

MAGIC = 0xDB4775248B80FB57.to_bytes(8, "little")
Pair: TypeAlias = tuple[bytes, Bytes]
FOOTER = 48
_TRAILER = 5  # compression byte, masked CRC-32C of the content and of that byte
_PLAIN, _SNAPPY = 0, 1
_VIEW_FROM = 1 << 16
"""Blocks of this size are not copied: in V1 checkpoints they hold whole tensors."""
_MOST_KEY_BYTES = 1 << 27
_ENTRY_BYTES = 64
"""Keys repeat their prefix for nothing on disk: what they, and entries as such, may sum up to in memory."""


class _Handle(NamedTuple):
    offset: int
    size: int


class SortedTable:
    """An open table. Raises DamagedFileError, with the offset, wherever the file breaks the layout."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._data = map_file(path)
        if len(self._data) < FOOTER or self._data[-8:] != MAGIC:
            self._damaged(max(0, len(self._data) - 8), "it does not end like a table of a checkpoint")
        self._index = self._read_index()

    def blocks(self) -> Iterator[tuple[int, list[Pair]]]:
        """The offset of each block with its keys and values, in the order of the keys, which never repeat."""
        last: bytes | None = None
        spent = 0
        for _, handle in self._index:
            pairs = self._entries(handle)
            if not pairs:
                continue
            if last is not None and pairs[0][0] <= last:
                self._damaged(handle.offset, "its keys are not in order")
            last = pairs[-1][0]
            spent += sum(len(key) + _ENTRY_BYTES for key, _ in pairs)
            if spent > _MOST_KEY_BYTES:
                self._damaged(handle.offset, "it has more or longer keys than any checkpoint")
            yield handle.offset, pairs

    def find(self, wanted: bytes) -> Bytes | None:
        """The value of a key, or None; reads one block."""
        for last, handle in self._index:
            if wanted <= last:
                return next((value for key, value in self._entries(handle) if key == wanted), None)
        return None

    @property
    def size(self) -> int:
        """Bytes of the file."""
        return len(self._data)

    def _read_index(self) -> list[tuple[bytes, _Handle]]:
        footer = bytes(self._data[-FOOTER:])
        try:
            position = 0
            numbers = []
            for _ in range(4):  # offset and size of the meta index, then of the index
                number, position = read_varint(footer, position, FOOTER - 8)
                numbers.append(number)
            handle = _Handle(numbers[2], numbers[3])
            return [(key, self._handle(value)) for key, value in self._entries(handle)]
        except ValueError as error:
            self._damaged(len(self._data) - FOOTER, f"its index cannot be read: {error}")

    @staticmethod
    def _handle(value: Bytes) -> _Handle:
        offset, position = read_varint(value, 0, len(value))
        size, _ = read_varint(value, position, len(value))
        return _Handle(offset, size)

    def _entries(self, handle: _Handle) -> list[Pair]:
        block = self._block(handle)
        try:
            return _block_entries(block)
        except ValueError as error:
            self._damaged(handle.offset, str(error))

    def _block(self, handle: _Handle) -> Bytes:
        offset, end = handle.offset, handle.offset + handle.size
        if end + _TRAILER > len(self._data):
            self._damaged(offset, f"a block of {handle.size:,} bytes runs past the end of the file")
        stored = int.from_bytes(self._data[end + 1 : end + _TRAILER], "little")
        if checksums.masked(self._data[offset : end + 1]) != stored:
            self._damaged(offset, "the checksum of a block does not fit its content")
        raw = self._data[offset:end]
        kind = self._data[end]
        if kind == _PLAIN:
            return raw if handle.size >= _VIEW_FROM else bytes(raw)
        if kind != _SNAPPY:
            self._damaged(end, f"a block is compressed by method {kind}, which does not exist")
        try:
            return snappy.decompress(raw)
        except ValueError as error:
            self._damaged(offset, str(error))

    def _damaged(self, offset: int, why: str) -> NoReturn:
        message = f"{self.path.name} is damaged at byte {offset:,}: {why}."
        raise DamagedFileError(
            message, hint="Copy or download the checkpoint again; it may have been cut off.", path=self.path
        )


def _block_entries(block: Bytes) -> list[Pair]:
    """Keys and values of a block. Each entry: bytes shared with the key before, own bytes, bytes of the value."""
    size = len(block)
    restarts = int.from_bytes(block[size - 4 :], "little") if size >= 4 else -1
    end = size - 4 - 4 * restarts
    if restarts < 0 or end < 0:
        raise ValueError("a block is too short for its restart points")
    position, key, last, spent = 0, b"", b"", 0
    pairs: list[Pair] = []
    while position < end:
        if position + 3 <= end and (block[position] | block[position + 1] | block[position + 2]) < 128:
            shared, own, length = block[position], block[position + 1], block[position + 2]
            position += 3
        else:
            shared, position = read_varint(block, position, end)
            own, position = read_varint(block, position, end)
            length, position = read_varint(block, position, end)
        value = position + own
        if shared > len(key) or value + length > end:
            raise ValueError("an entry of a block runs past its bounds")
        key = key[:shared] + bytes(block[position:value])
        if key <= last and pairs:
            raise ValueError("the keys of a block are not in order")
        position = value + length
        spent += len(key) + _ENTRY_BYTES
        if spent > _MOST_KEY_BYTES:
            raise ValueError("a block has more or longer keys than any checkpoint")
        last = key
        pairs.append((key, block[value:position]))
    return pairs
