# SPDX-License-Identifier: Apache-2.0
"""What a checkpoint says of its tensors: entries, the slices of partitioned ones, and the keys those slices have."""

from __future__ import annotations

import re
from typing import NamedTuple, TypeAlias

from cutaway.wire.varints import Bytes, fields, signed

Shape: TypeAlias = tuple[int, ...]
WHOLE = -1
"""Length of an extent that covers its dimension (TensorSliceProto leaves it out)."""


_DIMENSION = 2  # TensorShapeProto.dim
_LENGTH = 2  # TensorSliceProto.Extent.length


class Slice(NamedTuple):
    """A part of a tensor. starts, shape: where it lies in the whole. shard: number of the file.

    offset, bytes, checksum (masked CRC-32C): its stored bytes; offset is 0 in V1, where slices are found by key.
    """

    starts: Shape
    shape: Shape
    shard: int
    offset: int
    bytes: int
    checksum: int
    available: bool


class BundleEntry(NamedTuple):
    """A tensor of a checkpoint. bytes: stored size, all slices together. slices: empty where it is in one piece.

    shard: number of the data file (of the first slice where there are several). available: False where a data file is
    missing or ends before the values do.
    """

    name: str
    dtype: str
    shape: Shape
    bytes: int
    shard: int
    available: bool
    slices: tuple[Slice, ...] = ()
    offset: int = 0
    checksum: int = 0


def read_shape(data: Bytes, start: int, end: int) -> Shape:
    """The dimensions of a TensorShapeProto in `data[start:end]`. Raises ValueError where one is negative."""
    sizes = []
    for dimension in fields(data, start, end):
        if dimension.number != _DIMENSION:
            continue
        size = 0
        for field in fields(data, dimension.start, dimension.end):
            if field.number == 1:
                size = signed(field.value)
        if size < 0:
            raise ValueError(f"a shape has a dimension of {size}")
        sizes.append(size)
    return tuple(sizes)


def read_extents(data: Bytes, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The (start, length) pairs of a TensorSliceProto; length is `WHOLE` where the slice covers the dimension."""
    extents = []
    for extent in fields(data, start, end):
        if extent.number != 1:
            continue
        first, length = 0, WHOLE
        for field in fields(data, extent.start, extent.end):
            if field.number == 1:
                first = signed(field.value)
            elif field.number == _LENGTH:
                length = signed(field.value)
        # tensor_slice.cc: an extent without length is full, whatever its start says.
        extents.append((first, length) if length != WHOLE else (0, WHOLE))
    return tuple(extents)


def place(shape: Shape, extents: tuple[tuple[int, int], ...]) -> tuple[Shape, Shape]:
    """Starts and shape of a slice in a tensor of `shape`. Raises ValueError where it does not lie inside."""
    if len(shape) != len(extents):
        raise ValueError(f"a slice has {len(extents)} dimensions and its tensor {len(shape)}")
    starts, lengths = [], []
    for size, (first, length) in zip(shape, extents, strict=True):
        covered = size if length == WHOLE else length
        if first < 0 or covered < 0 or first + covered > size:
            raise ValueError(f"a slice lies outside its tensor of shape {shape}")
        starts.append(first)
        lengths.append(covered)
    return tuple(starts), tuple(lengths)


def slice_key(name: bytes, extents: tuple[tuple[int, int], ...]) -> bytes:
    """The key under which a table holds a slice (tensorflow/core/util/saved_tensor_slice_util.cc)."""
    escaped = re.sub(rb"[\x00\xff]", lambda found: _ESCAPED[found[0]], name)
    parts = [_ordered(0), escaped, b"\x00\x01", _ordered(len(extents))]
    for first, length in extents:
        parts += (_ordered_signed(first), _ordered_signed(length))
    return b"".join(parts)


_ESCAPED = {b"\x00": b"\x00\xff", b"\xff": b"\xff\x00"}
# tensorflow/core/lib/strings/ordered_code.cc: bytes that sort as the numbers do.
_HEADERS = (
    b"",
    b"\x80",
    b"\xc0",
    b"\xe0",
    b"\xf0",
    b"\xf8",
    b"\xfc",
    b"\xfe",
    b"\xff",
    b"\xff\x80",
    b"\xff\xc0",
)


def _ordered(number: int) -> bytes:
    content = number.to_bytes((number.bit_length() + 7) // 8, "big")
    return bytes([len(content)]) + content


def _ordered_signed(number: int) -> bytes:
    magnitude = ~number if number < 0 else number
    size = 1 + magnitude.bit_length() // 7
    content = bytearray(number.to_bytes(max(size, 2), "big", signed=True)[-size:])
    for position, bits in enumerate(_HEADERS[size]):
        content[position] ^= bits
    return bytes(content)
