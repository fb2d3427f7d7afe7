# SPDX-License-Identifier: Apache-2.0
"""Changes a flatbuffer by putting new tables in front of it: all that is not on the way to a change stays as it is.

Offsets of a flatbuffer lead forward only and are counted from where they stand, so tables that move together keep
theirs, and a new table in front may lead to any old one. The root and what lies between it and a change are written
anew there; weights, unknown fields of other tables, and what follows the flatbuffer are views of the old bytes.
Layout: https://flatbuffers.dev/internals
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from cutaway.wire.flatbuffers import FlatBuffer, Table

HEAD = 8
"""Bytes before the first table: the offset of the root, and the identifier."""


@dataclass(frozen=True, slots=True)
class Old:
    """What is at a position of the old bytes."""

    at: int


@dataclass(frozen=True, slots=True)
class Scalar:
    """Bytes that stand in the table itself."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Vector:
    """Elements of one size in bytes; text ends with a zero that is not counted."""

    data: bytes
    size: int
    is_text: bool = False


@dataclass(frozen=True, slots=True)
class New:
    """A table: fields by slot."""

    fields: Mapping[int, Node] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Many:
    """A vector of tables."""

    items: Sequence[Node]


Node: TypeAlias = Old | Scalar | Vector | New | Many


def text(value: str) -> Vector:
    """A string."""
    return Vector(value.encode("utf-8"), 1, is_text=True)


def integers(values: Sequence[int]) -> Vector:
    """A vector of int32."""
    return Vector(struct.pack(f"<{len(values)}i", *values), 4)


def scalar(code: str, value: float) -> Scalar:
    """A number by its `struct` code."""
    return Scalar(struct.pack("<" + code, value))


def copied(flat: FlatBuffer, table: Table, offsets: Sequence[int], known: int) -> dict[int, Node]:
    """The fields of an old table. offsets: slots that lead elsewhere. known: how many slots the schema has.

    Of a field beyond these the schema tells nothing; it is taken for an offset where it leads to what could be one.
    """
    length = struct.unpack_from(
        "<H", flat.data, table.at - struct.unpack_from("<i", flat.data, table.at)[0] + 2
    )[0]
    ends = sorted({distance for distance in table.slots if distance} | {length})
    found: dict[int, Node] = {}
    for slot, distance in enumerate(table.slots):
        if not distance:
            continue
        end = next(each for each in ends if each > distance)
        size = max(width for width in (1, 2, 4, 8) if width <= end - distance)
        at = table.at + distance
        if slot in offsets or (slot >= known and size >= 4 and _leads_somewhere(flat, at)):
            found[slot] = Old(flat.follow(table, slot))
        else:
            found[slot] = Scalar(bytes(flat.data[at : at + size]))
    return found


def _leads_somewhere(flat: FlatBuffer, at: int) -> bool:
    distance = int(struct.unpack_from("<I", flat.data, at)[0])
    target = at + distance
    if distance < 8 or target % 4 or target + 4 > flat.size:
        return False
    vtable = target - int(struct.unpack_from("<i", flat.data, target)[0])
    if 4 <= vtable <= flat.size - 4:
        length, width = struct.unpack_from("<HH", flat.data, vtable)
        if length >= 4 and length % 2 == 0 and width >= 4 and vtable + length <= flat.size:
            return True
    return target + 4 + int(struct.unpack_from("<I", flat.data, target)[0]) <= flat.size


def front(root: New, align: int) -> bytes:
    """The bytes that go between the head and the old content, a multiple of `align` of them.

    The caller writes the head: the root is where `root_at` says. Raises ValueError where an offset would be too long.
    """
    return _Writing(align).write(root)


def root_at(made: bytes) -> int:
    """Position of the root in a file that begins with a head and these bytes: they end with it."""
    return int(struct.unpack("<I", made[-4:])[0])


class _Writing:
    """The region while it grows. waiting: places of offsets that lead into the old bytes, which move by its length."""

    def __init__(self, align: int) -> None:
        self.align = align
        self.out = bytearray()
        self.waiting: list[tuple[int, int]] = []

    def write(self, root: New) -> bytes:
        at = self._table(root)
        self.out.extend(bytes(-(len(self.out) + 4) % self.align))
        self.out.extend(struct.pack("<I", HEAD + at))
        for place, old in self.waiting:
            self._point(place, old + len(self.out) - HEAD)
        return bytes(self.out)

    def _point(self, place: int, target: int) -> None:
        """Let the offset at a place of the region lead to another place of it, or beyond it."""
        distance = target - place
        if not 0 < distance < 1 << 31:
            raise ValueError("a place in the file is more than 2 GB behind what leads there")
        struct.pack_into("<I", self.out, place, distance)

    def _pad(self, size: int, ahead: int = 0) -> None:
        """Have what comes after `ahead` more bytes aligned; the region itself begins at a multiple of 8."""
        self.out.extend(bytes(-(len(self.out) + ahead) % size))

    def _lead(self, place: int, node: Node) -> None:
        if isinstance(node, Old):
            self.waiting.append((place, node.at))
        else:
            self._point(place, self._node(node))

    def _node(self, node: Node) -> int:
        match node:
            case New():
                return self._table(node)
            case Many(items):
                self._pad(4)
                at = len(self.out)
                self.out.extend(struct.pack("<I", len(items)) + bytes(4 * len(items)))
                for number, item in enumerate(items):
                    self._lead(at + 4 + 4 * number, item)
                return at
            case Vector(data, size, is_text):
                self._pad(max(size, 4), 4)
                at = len(self.out)
                self.out.extend(struct.pack("<I", len(data) // size) + data + bytes(int(is_text)))
                return at
        raise TypeError("a number has no place of its own")

    def _table(self, table: New) -> int:
        slots = max(table.fields, default=-1) + 1
        ordered = sorted(table.fields.items(), key=lambda item: -_width(item[1]))
        places: dict[int, int] = {}
        end = 4
        for slot, node in ordered:
            width = _width(node)
            end += -end % width
            places[slot] = end
            end += width
        self._pad(2)
        vtable = len(self.out)
        self.out.extend(struct.pack("<HH", 4 + 2 * slots, end))
        self.out.extend(struct.pack(f"<{slots}H", *(places.get(slot, 0) for slot in range(slots))))
        self._pad(8)
        at = len(self.out)
        self.out.extend(struct.pack("<i", at - vtable) + bytes(end - 4))
        for slot, node in ordered:
            if isinstance(node, Scalar):
                self.out[at + places[slot] : at + places[slot] + len(node.data)] = node.data
        for slot, node in ordered:
            if not isinstance(node, Scalar):
                self._lead(at + places[slot], node)
        return at


def _width(node: Node) -> int:
    return len(node.data) if isinstance(node, Scalar) else 4
