# SPDX-License-Identifier: Apache-2.0
"""Stored bytes of a checkpoint's tensor as values; numpy is imported only where arrays are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cutaway.description import dtypes
from cutaway.formats import arrays
from cutaway.wire import checksums
from cutaway.wire.varints import Bytes, fields, read_varint

if TYPE_CHECKING:
    import numpy

MOST_STRINGS = 1 << 24
"""Each takes 8 bytes and more of memory for one of the file."""
_BLOCK = 1 << 20
_MORE = 128
"""Bytes from here on say that another byte of the integer follows."""
_MOST_BYTES = 10


def tensor(raw: memoryview, dtype: str, shape: tuple[int, ...], *, big_endian: bool) -> numpy.ndarray:
    """The values in `raw` as a read-only view of it; strings as an object array of bytes.

    Raises ValueError where the bytes do not fit the shape, and where the type has no values (resource, variant).
    """
    if dtype == "string":
        count = _countable(dtypes.elements(shape), len(raw))
        found = arrays.of_strings(strings(raw, count), shape)
        found.flags.writeable = False
        return found
    kind = _known_dtype(dtype)
    return arrays.of_numbers(raw, kind.newbyteorder(">") if big_endian else kind, shape)


def strings(raw: memoryview, count: int) -> Iterator[memoryview]:
    """The elements of a string tensor: their lengths, a checksum of those, then their bytes. Raises ValueError."""
    position = 0
    lengths = []
    for _ in range(_countable(count, len(raw))):
        length, position = read_varint(raw, position, len(raw))
        lengths.append(length)
    position += 4
    for length in lengths:
        if position + length > len(raw):
            raise ValueError("a string runs past the end of its tensor")
        yield raw[position : position + length]
        position += length


def _countable(count: int, available: int) -> int:
    """`count`, where as many strings can lie in so many bytes and be held in memory."""
    if count > available:
        raise ValueError(f"its shape takes {count:,} strings and only {available:,} bytes are stored")
    if count > MOST_STRINGS:
        raise ValueError(f"{count:,} strings are more than can be held in memory at once")
    return count


def checksum(raw: memoryview, dtype: str, shape: tuple[int, ...]) -> int:
    """The masked CRC-32C that a bundle stores for these bytes (tensor_bundle.cc). Raises ValueError.

    Strings are summed up as if their lengths were written as uint32, and as uint64 past 4 GB.
    """
    if dtype != "string":
        return checksums.masked(raw)
    lengths = bytearray()
    position = 0
    for _ in range(_countable(dtypes.elements(shape), len(raw))):
        length, position = read_varint(raw, position, len(raw))
        lengths += length.to_bytes(4 if length < 1 << 32 else 8, "little")
    return checksums.masked(bytes(lengths) + raw[position:])


_FIXED = {"float32": 5, "float64": 6, "complex64": 9, "complex128": 12}
_VARINTS = {"float16": 13, "bfloat16": 13, "int64": 10, "bool": 11, "uint32": 16, "uint64": 17}
_OTHER_INTEGERS, _STRINGS, _CONTENT = 7, 8, 4
"""Where TensorProto (tensorflow/core/framework/tensor.proto) keeps its values, by their type."""


def tensor_proto(data: Bytes, start: int, end: int, dtype: str, shape: tuple[int, ...]) -> numpy.ndarray:
    """The values of the TensorProto in `data[start:end]`, read-only, a view where they stand as they are.

    Raises ValueError where they are not as many as the shape takes, or of a type without values.
    """
    if dtype == "string":
        found = _string_values(_chunks(data, start, end, _STRINGS), shape)
    elif dtype in _FIXED:
        found = _fixed(_chunks(data, start, end, _FIXED[dtype], _CONTENT), shape, dtype)
    else:
        content = _chunks(data, start, end, _CONTENT)
        number = _VARINTS.get(dtype, _OTHER_INTEGERS)
        found = (
            _fixed(content, shape, dtype)
            if content
            else _varints(_chunks(data, start, end, number), shape, dtype)
        )
    found.flags.writeable = False
    return found


def _chunks(data: Bytes, start: int, end: int, *numbers: int) -> list[memoryview]:
    """The bytes of a repeated field; packed or not, they are the same."""
    view = memoryview(data)
    return [view[field.start : field.end] for field in fields(data, start, end) if field.number in numbers]


def _joined(chunks: list[memoryview]) -> memoryview:
    return chunks[0] if len(chunks) == 1 else memoryview(b"".join(chunks))


def _known_dtype(name: str) -> numpy.dtype:
    kind = arrays.numpy_dtype(name)
    if kind is None:
        raise ValueError(f"values of type {name} can only be read by TensorFlow")
    return kind


def _fixed(chunks: list[memoryview], shape: tuple[int, ...], dtype: str) -> numpy.ndarray:
    return arrays.of_numbers(_joined(chunks), _known_dtype(dtype), shape)


def _string_values(chunks: list[memoryview], shape: tuple[int, ...]) -> numpy.ndarray:
    count = dtypes.elements(shape)
    if len(chunks) != count:
        raise ValueError(f"its shape takes {count:,} strings and {len(chunks):,} are stored")
    return arrays.of_strings(chunks, shape)


def _varints(chunks: list[memoryview], shape: tuple[int, ...], dtype: str) -> numpy.ndarray:
    """Integers of variable length, decoded a megabyte at a time; 16-bit floats are stored by their bits."""
    import numpy

    count = dtypes.elements(shape)
    kind = _known_dtype(dtype)
    stored = numpy.dtype("<u2") if dtype in {"float16", "bfloat16"} else kind
    raw = numpy.frombuffer(_joined(chunks), numpy.uint8)
    ends = sum(int(numpy.count_nonzero(raw[at : at + _BLOCK] < _MORE)) for at in range(0, raw.size, _BLOCK))
    if ends != count or (raw.size and raw[-1] >= _MORE):
        raise ValueError(f"its shape takes {count:,} numbers and {ends:,} are stored")
    found = numpy.empty(count, stored)
    position = done = 0
    while position < raw.size:
        block = raw[position : position + _BLOCK]
        last = numpy.flatnonzero(block < _MORE)
        if not last.size:
            raise ValueError("an integer of variable length does not end")
        found[done : done + last.size] = _decode_varints(block, last).astype(stored)
        position += int(last[-1]) + 1
        done += last.size
    return found.view(kind).reshape(shape)


def _decode_varints(block: numpy.ndarray, last: numpy.ndarray) -> numpy.ndarray:
    """The int64 values whose last bytes are at `last` in `block` (uint8)."""
    import numpy

    first = numpy.concatenate(([0], last[:-1] + 1))
    sizes = last - first + 1
    if sizes.max() > _MOST_BYTES:
        raise ValueError("an integer of variable length does not end")
    values = numpy.zeros(last.size, numpy.uint64)
    for step in range(int(sizes.max())):
        longer = sizes > step
        values[longer] |= (block[first[longer] + step].astype(numpy.uint64) & 127) << (7 * step)
    return values.view(numpy.int64)
