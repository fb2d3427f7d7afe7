# SPDX-License-Identifier: Apache-2.0
"""Scans the wire format of graphs and leaves large payloads in the file, so that only structure has to be parsed.

A payload (`tensor_content`, packed values, a long string) is replaced by a reference of 36 bytes: a token that is drawn
anew for every file, the number of the field, the offset and the length. 500 MB of weights take milliseconds and no
memory that way. Wire format: https://protobuf.dev/programming-guides/encoding/
"""

from __future__ import annotations

import mmap
import os
import struct
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias, Union

from cutaway.wire.varints import read_varint

_Inside: TypeAlias = Union["Schema", Literal["values", "bytes"]]
Schema: TypeAlias = dict[int, _Inside]
"""Field number to what is inside: another schema, values of a tensor, or bytes."""

MOST_FIELDS = 1_000_000
"""Fields of the containers that are walked; 2 bytes of file can become 500 bytes of memory."""
MOST_DEPTH = 90
_THRESHOLD = 1024
_RELEASE = 64 << 20
_REFERENCE = struct.Struct("<16sIQQ")
_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5
_TENSOR_CONTENT = 4
_SEVEN_BITS = 0x7F

# Field numbers of tensorflow/core/framework/{tensor,attr_value,node_def,function,graph}.proto.
_TENSOR: Schema = {
    **dict.fromkeys((_TENSOR_CONTENT, 5, 6, 7, 9, 10, 11, 12, 13, 16, 17, 18), "values"),
    8: "bytes",
}
_ATTR: Schema = {2: "bytes", 8: _TENSOR}
_ATTR[1] = {2: "bytes", 8: _TENSOR}
_ENTRY: Schema = {2: _ATTR}
_ATTR[10] = {2: _ENTRY}
_NODE: Schema = {5: _ENTRY}
_FUNCTION: Schema = {3: _NODE, 5: _ENTRY}
_GRAPH: Schema = {1: _NODE, 2: {1: _FUNCTION}}
_META: Schema = {2: _GRAPH}
SCHEMAS: dict[str, Schema] = {"GraphDef": _GRAPH, "MetaGraphDef": _META, "SavedModel": {2: _META}}


class StripError(Exception):
    """The bytes break the wire format, or a tensor holds its values in two places (legal, never seen)."""


class TooManyFieldsError(Exception):
    """Parsing would take far more memory than the file has bytes."""


class Reference(NamedTuple):
    """Where a payload is in the file; field: its number in TensorProto or AttrValue."""

    field: int
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Stripped:
    """Pieces of the file and references between them; `length` is that of all pieces together."""

    pieces: list[bytes]
    length: int
    token: bytes

    def join(self) -> bytes:
        """The message to parse."""
        return b"".join(self.pieces)


@dataclass(slots=True)
class _Scan:
    """What stays the same while one file is walked, and the fields met so far."""

    data: memoryview
    token: bytes
    fields: int = 0
    released: int = 0

    def release(self, position: int) -> None:
        """Let go of mapped pages behind `position` now and then: a look at a byte may map a whole megabyte of them."""
        if position - self.released > _RELEASE and isinstance(self.data.obj, mmap.mmap):
            self.released = position
            if hasattr(mmap, "MADV_DONTNEED"):
                self.data.obj.madvise(mmap.MADV_DONTNEED)


@dataclass(slots=True)
class _Output:
    """What is kept of one message. values: how many references to values of a tensor are among it."""

    pieces: list[bytes] = field(default_factory=list)
    length: int = 0
    values: int = 0

    def add(self, piece: bytes | memoryview) -> None:
        self.pieces.append(bytes(piece))  # a view would map its pages a second time
        self.length += len(piece)


def reference(value: bytes, token: bytes) -> Reference | None:
    """The reference that stands in place of a payload, or None where `value` is the payload."""
    if not token or len(value) != _REFERENCE.size or not value.startswith(token):
        return None
    _, number, offset, length = _REFERENCE.unpack(value)
    return Reference(number, offset, length)


def strip(data: memoryview, schema: Schema) -> Stripped:
    """Walk `data` as a message of `schema` (of SCHEMAS).

    Raises StripError where the bytes break the wire format, TooManyFieldsError where there are too many nodes.
    """
    scan = _Scan(data, os.urandom(16))
    try:
        output = _message(scan, schema, (0, len(data)), 0)
    except (IndexError, ValueError) as error:
        raise StripError("the file ends inside a field") from error
    return Stripped(output.pieces, output.length, scan.token)


def varint(number: int) -> bytes:
    """The base-128 form of a number."""
    out = bytearray()
    while number > _SEVEN_BITS:
        out.append(number & _SEVEN_BITS | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def _message(scan: _Scan, schema: Schema, extent: tuple[int, int], depth: int) -> _Output:
    """What is kept of the message that lies at `extent`. Recursion ends at MOST_DEPTH."""
    if depth > MOST_DEPTH:
        raise StripError("messages nest too deep")
    data, output = scan.data, _Output()
    position, end = extent
    room = MOST_FIELDS - scan.fields
    run = position  # where the run of bytes begins that is copied as it is
    while position < end:
        start = position
        room -= 1
        tag = data[position]
        position += 1
        if tag > _SEVEN_BITS:
            tag, position = read_varint(data, start, end)
        if tag & 7 != _BYTES:
            position = _skip(data, tag & 7, position)
            continue
        size = data[position]
        position += 1
        if size > _SEVEN_BITS:
            size, position = read_varint(data, position - 1, end)
        body, position = position, position + size
        if position > end or room < 0:
            break
        inner = schema.get(tag >> 3) if size > _THRESHOLD else None
        if inner is not None:
            output.add(data[run:start])
            scan.fields = MOST_FIELDS - room
            scan.release(start)
            _field(scan, output, tag, inner, (body, position), depth)
            room = MOST_FIELDS - scan.fields
            run = position
    scan.fields = MOST_FIELDS - room
    if room < 0:
        raise TooManyFieldsError
    if position > end:
        raise StripError("a field runs past the end of its message")
    output.add(data[run:end])
    return output


def _field(
    scan: _Scan, output: _Output, tag: int, inner: _Inside, extent: tuple[int, int], depth: int
) -> None:
    """Add a large field: walked where it is a message, else a reference to it."""
    begin, end = extent
    if isinstance(inner, dict):
        found = _message(scan, inner, extent, depth + 1)
        if found.values > 1 or (found.values and _values(scan.data, extent) > 1):
            raise StripError("a tensor holds its values in two places")
        output.add(varint(tag) + varint(found.length))
        output.pieces += found.pieces
        output.length += found.length
        return
    # References to values take the place of `tensor_content`, those to bytes stay in their own field.
    output.values += inner == "values"
    body = _REFERENCE.pack(scan.token, tag >> 3, begin, end - begin)
    own = tag if inner == "bytes" else _TENSOR_CONTENT << 3 | _BYTES
    output.add(varint(own) + varint(len(body)) + body)


def _values(data: memoryview, extent: tuple[int, int]) -> int:
    """How many fields of a tensor hold values: more than one cannot be told by one reference."""
    position, end = extent
    count = 0
    while position < end:
        tag, position = read_varint(data, position, end)
        count += _TENSOR.get(tag >> 3) == "values"
        if tag & 7 == _BYTES:
            size, position = read_varint(data, position, end)
            position += size
        else:
            position = _skip(data, tag & 7, position)
    return count


def _skip(data: memoryview, kind: int, position: int) -> int:
    """The position behind a field of a wire type that holds a number."""
    if kind == _VARINT:
        while data[position] > _SEVEN_BITS:
            position += 1
        return position + 1
    if kind == _FIXED32:
        return position + 4
    if kind == _FIXED64:
        return position + 8
    raise StripError(f"there is no wire type {kind}, which stands before byte {position:,}")
