# SPDX-License-Identifier: Apache-2.0
"""Variable-length integers and the fields of protobuf messages, read without a descriptor and without numpy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

Bytes: TypeAlias = bytes | memoryview

_MOST_BITS = 63


def read_varint(data: Bytes, position: int, end: int) -> tuple[int, int]:
    """The unsigned integer at `position` and the position behind it. Raises ValueError at `end` or past 64 bits."""
    value = shift = 0
    while True:
        if position >= end or shift > _MOST_BITS:
            raise ValueError("an integer of variable length does not end")
        byte = data[position]
        position += 1
        value |= (byte & 127) << shift
        if byte < 128:
            return value & 0xFFFFFFFFFFFFFFFF, position
        shift += 7


def signed(value: int) -> int:
    """A varint as protobuf's int64 means it."""
    return value - (1 << 64) if value >> 63 else value


class Field(NamedTuple):
    """A field of a message. value: the integer of a varint field, else 0. start, end: where its bytes are."""

    number: int
    value: int
    start: int
    end: int


def fields(data: Bytes, start: int, end: int) -> Iterator[Field]:
    """The fields of the message in `data[start:end]`, in file order. Raises ValueError where they run past `end`."""
    position = start
    while position < end:
        key, position = read_varint(data, position, end)
        first, value = position, 0
        match key & 7:
            case 0:
                value, position = read_varint(data, position, end)
            case 1:
                position += 8
            case 2:
                length, first = read_varint(data, position, end)
                position = first + length
            case 5:
                position += 4
            case other:
                raise ValueError(f"a field has the wire type {other}, which does not exist")
        if position > end:
            raise ValueError("a field runs past the end of its message")
        yield Field(key >> 3, value, first, position)
