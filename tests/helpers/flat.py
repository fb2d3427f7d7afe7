# SPDX-License-Identifier: Apache-2.0
"""Builds flatbuffers by hand, so that tests can also build ones that no library would write."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Scalar:
    """A number by its `struct` code."""

    code: str
    value: float


@dataclass(frozen=True)
class Vector:
    """Numbers by their `struct` code; also bytes, as code `B`."""

    code: str
    values: Sequence[float] | bytes


@dataclass(frozen=True)
class Text:
    """A string, or bytes that are none."""

    value: str | bytes


@dataclass(frozen=True)
class Table:
    """Fields by slot; None stands for one that is absent."""

    fields: dict[int, Node | None]


@dataclass(frozen=True)
class Tables:
    """A vector of tables or strings."""

    items: Sequence[Table | Text]


Node = Scalar | Vector | Text | Table | Tables


def build(root: Table, identifier: bytes = b"TFL3") -> bytes:
    """Return the bytes of a flatbuffer with that root."""
    out = bytearray(8)
    out[4:8] = identifier
    struct.pack_into("<I", out, 0, _emit(out, root))
    return bytes(out) + bytes(-len(out) % 4)


def _pad(out: bytearray, to: int) -> None:
    out.extend(bytes(-len(out) % to))


def _emit(out: bytearray, node: Node) -> int:
    """Write a node behind what there is and return its place."""
    if isinstance(node, Table):
        return _emit_table(out, node)
    if isinstance(node, Tables):
        return _emit_tables(out, node)
    _pad(out, 4)
    if isinstance(node, Text):
        raw = node.value.encode() if isinstance(node.value, str) else node.value
        place = len(out)
        out.extend(struct.pack("<I", len(raw)) + raw + b"\0")
        return place
    if isinstance(node, Scalar):
        raise TypeError("a scalar lies inside its table")
    if struct.calcsize(node.code) == 8:
        out.extend(bytes(4 if len(out) % 8 == 0 else 0))  # the elements are aligned, not the count
    place = len(out)
    out.extend(struct.pack("<I", len(node.values)))
    out.extend(struct.pack(f"<{len(node.values)}{node.code}", *node.values))
    return place


def _emit_table(out: bytearray, node: Table) -> int:
    fields = {slot: value for slot, value in node.fields.items() if value is not None}
    places: dict[int, int] = {}
    length = 4
    for slot, value in sorted(fields.items()):
        size = struct.calcsize(value.code) if isinstance(value, Scalar) else 4
        length += -length % size
        places[slot] = length
        length += size
    _pad(out, 4)
    slots = [places.get(slot, 0) for slot in range(max(fields, default=-1) + 1)]
    vtable = len(out)
    out.extend(struct.pack(f"<HH{len(slots)}H", 4 + 2 * len(slots), length, *slots))
    _pad(out, 8)
    out.extend(bytes(4) if any(isinstance(v, Scalar) and v.code in "qQd" for v in fields.values()) else b"")
    place = len(out)
    out.extend(struct.pack("<i", place - vtable) + bytes(length - 4))
    for slot, value in fields.items():
        at = place + places[slot]
        if isinstance(value, Scalar):
            struct.pack_into("<" + value.code, out, at, value.value)
        else:
            struct.pack_into("<I", out, at, _emit(out, value) - at)
    return place


def _emit_tables(out: bytearray, node: Tables) -> int:
    _pad(out, 4)
    place = len(out)
    out.extend(struct.pack("<I", len(node.items)) + bytes(4 * len(node.items)))
    for index, item in enumerate(node.items):
        at = place + 4 + 4 * index
        struct.pack_into("<I", out, at, _emit(out, item) - at)
    return place
