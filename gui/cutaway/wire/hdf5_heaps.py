# SPDX-License-Identifier: Apache-2.0
"""Heaps and B-trees of HDF5: where it keeps names, links, attributes and strings.

Layouts: HDF5 File Format Specification 3.0, sections III.A (B-trees) and III.D to III.G (heaps).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from cutaway.wire.hdf5_bytes import UNDEFINED, Bytes, bytes_for, little

_NODE = struct.Struct("<4sBBH16x")
_LOCAL_HEAP = struct.Struct("<4sB3xQ8xQ")
_GLOBAL_HEAP = struct.Struct("<4sB3xQ")
_GLOBAL_OBJECT = struct.Struct("<HH4xQ")
_FRACTAL_HEAP = struct.Struct("<4sBHHBI96xHQQHHQH")
_TREE_2 = struct.Struct("<4sBBIHHBBQHQ")
_TREE_2_NODE = 10  # signature, version, type and checksum of every node

MOST_NODES = 1_000_000
_LONGEST_NAME = 1 << 16


class LocalHeap:
    """Names of a group's members, joined into one segment and found by offset."""

    def __init__(self, file: Bytes, address: int) -> None:
        file.expect(b"HEAP", address, "local heap")
        _, _, size, segment = file.unpack(_LOCAL_HEAP, address, "local heap")
        self._file = file
        self._data = file.at(segment, size, "the names of a group")

    def text(self, offset: int) -> str:
        """The zero-ended name at `offset`."""
        name = bytes(self._data[offset : offset + _LONGEST_NAME])
        end = name.find(b"\0")
        if end < 0:
            raise self._file.damaged("a name runs past the heap that holds it")
        return name[:end].decode("utf-8", "backslashreplace")


def group_leaves(file: Bytes, address: int) -> Iterator[int]:
    """Addresses of the symbol table nodes that a version 1 B-tree of a group leads to, in its order."""
    seen: set[int] = set()
    waiting = [(address, -1)]
    while waiting:
        node, wanted = waiting.pop()
        if node in seen or len(seen) > MOST_NODES:
            raise file.damaged("the index of a group leads back to itself")
        seen.add(node)
        file.expect(b"TREE", node, "index of a group")
        _, kind, level, used = file.unpack(_NODE, node, "the index of a group")
        if kind != 0 or (wanted >= 0 and level != wanted):
            raise file.damaged(f"the index of a group at byte {node:,} is of another kind")
        entries = file.at(node + _NODE.size, 16 * used, "the index of a group")
        children = [child for _, child in struct.iter_unpack("<QQ", entries)]
        if level:
            waiting.extend((child, level - 1) for child in reversed(children))
        else:
            yield from children


class GlobalHeaps:
    """Strings of variable length; each collection is read once."""

    def __init__(self, file: Bytes) -> None:
        self._file = file
        self._collections: dict[int, dict[int, memoryview]] = {}

    def get(self, address: int, index: int) -> memoryview:
        """The object `index` of the collection at `address`."""
        found = self._collections.get(address)
        if found is None:
            found = self._collections[address] = self._read(address)
        if index not in found:
            raise self._file.damaged(f"a text is missing from the heap at byte {address:,}")
        return found[index]

    def _read(self, address: int) -> dict[int, memoryview]:
        self._file.expect(b"GCOL", address, "heap of texts")
        _, _, size = self._file.unpack(_GLOBAL_HEAP, address, "a heap of texts")
        data = self._file.at(address, size, "a heap of texts")
        found: dict[int, memoryview] = {}
        offset = _GLOBAL_HEAP.size
        while offset + _GLOBAL_OBJECT.size <= len(data):
            index, _, length = _GLOBAL_OBJECT.unpack_from(data, offset)
            if index == 0:
                break
            offset += _GLOBAL_OBJECT.size
            if offset + length > len(data):
                raise self._file.damaged(f"a text runs past the heap at byte {address:,}")
            found[index] = data[offset : offset + length]
            offset += (length + 7) // 8 * 8
        return found


class FractalHeap:
    """Links and attributes of objects that have many of them, found by an id of 7 or 8 bytes."""

    def __init__(self, file: Bytes, address: int) -> None:
        file.expect(b"FRHP", address, "fractal heap")
        fields = file.unpack(_FRACTAL_HEAP, address, "a fractal heap")
        _, _, _, filters, _, most, self._width, self._first, self._direct, bits, _, self._root, self._rows = (
            fields
        )
        if filters or not self._width or not self._first:
            raise file.damaged(f"the fractal heap at byte {address:,} is of a kind that is not read")
        self._file: Bytes = file
        self._offset_bytes = (bits + 7) // 8
        self._length_bytes = bytes_for(min(self._direct, most))

    def get(self, name: bytes) -> memoryview:
        """The object with the id `name`: one inside the heap, or one inside the id itself."""
        kind = name[0] >> 4 & 3
        if kind == 2:
            return memoryview(name)[1 : 2 + (name[0] & 15)]
        if kind != 0:
            raise self._file.damaged("an attribute is stored in a way that is not read")
        cut = 1 + self._offset_bytes
        offset, length = little(name[1:cut]), little(name[cut : cut + self._length_bytes])
        return self._file.at(self._locate(offset), length, "an object of a fractal heap")

    def _locate(self, offset: int) -> int:
        block: int = self._root
        rows: int = self._rows
        for _ in range(64):
            if rows == 0:
                return block + offset
            for row in range(rows):
                size = self._first << max(row - 1, 0)
                if offset < size * self._width:
                    break
                offset -= size * self._width
            else:
                break
            entry = block + 13 + self._offset_bytes + 8 * (row * self._width + offset // size)
            block = little(self._file.at(entry, 8, "a fractal heap"))
            offset %= size
            rows = 0 if size <= self._direct else (size // (self._first * self._width)).bit_length()
        raise self._file.damaged("a fractal heap leads nowhere")


def records(file: Bytes, address: int) -> Iterator[bytes]:
    """Every record of a version 2 B-tree, in no particular order."""
    file.expect(b"BTHD", address, "index of links or attributes")
    fields = file.unpack(_TREE_2, address, "an index of links or attributes")
    _, _, _, node_size, size, depth, _, _, root, used, _ = fields
    if not size or node_size <= _TREE_2_NODE or depth > 16:
        raise file.damaged(f"the index at byte {address:,} makes no sense")
    most = (node_size - _TREE_2_NODE) // size
    count_bytes, totals, reach = bytes_for(most), [0], most
    for level in range(1, depth + 1):
        pointer = 8 + count_bytes + totals[level - 1]
        inner = max((node_size - _TREE_2_NODE - pointer) // (size + pointer), 0)
        reach = (inner + 1) * reach + inner
        totals.append(bytes_for(reach))
    waiting = [(root, used, depth)] if root != UNDEFINED else []
    seen: set[int] = set()
    while waiting:
        node, used, level = waiting.pop()
        if node in seen or len(seen) > MOST_NODES:
            raise file.damaged("an index of links or attributes leads back to itself")
        seen.add(node)
        file.expect(b"BTIN" if level else b"BTLF", node, "node of an index")
        data = file.at(node + 6, used * size, "a node of an index")
        yield from (bytes(data[at : at + size]) for at in range(0, used * size, size))
        if level:
            pointer = 8 + count_bytes + totals[level - 1]
            table = file.at(node + 6 + used * size, (used + 1) * pointer, "a node of an index")
            for at in range(0, len(table), pointer):
                child, count = little(table[at : at + 8]), little(table[at + 8 : at + 8 + count_bytes])
                waiting.append((child, count, level - 1))
