# SPDX-License-Identifier: Apache-2.0
"""Messages of HDF5's object headers: element types, shapes, where the values are, filters.

Layouts: HDF5 File Format Specification 3.0, section IV.A.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from cutaway.wire.hdf5_bytes import UNDEFINED, Bytes, little
from cutaway.wire.hdf5_heaps import LocalHeap

DATASPACE, LINK_INFO, DATATYPE, LINK, EXTERNAL, LAYOUT = 0x01, 0x02, 0x03, 0x06, 0x07, 0x08
FILTERS, ATTRIBUTE, CONTINUATION, SYMBOL_TABLE, ATTRIBUTE_INFO = 0x0B, 0x0C, 0x10, 0x11, 0x15

MOST_DIMENSIONS = 32  # H5S_MAX_RANK
_MOST_BLOCKS = 10_000
_MOST_MESSAGES = 1 << 16
_NOTHING = memoryview(b"")

Order: TypeAlias = Literal["<", ">"]
Kind: TypeAlias = Literal["number", "text", "variable text", "other"]
Place: TypeAlias = Literal["contiguous", "compact", "chunked", "virtual", "external", "nowhere"]


class Message(NamedTuple):
    """One message of an object header. shared: its data is the address of another object."""

    type: int
    shared: bool
    data: memoryview


@dataclass(frozen=True, slots=True)
class ElementType:
    """name: numpy's spelling. bytes: of one element. order: `<` or `>`."""

    name: str
    bytes: int
    kind: Kind
    order: Order = "<"


@dataclass(frozen=True, slots=True)
class Storage:
    """Where values are. address: in the file, None where nothing is stored. data: values kept in the header.

    size: stored bytes where the file says it. files: other files that hold the values (never opened).
    """

    place: Place
    address: int | None = None
    size: int = 0
    data: memoryview = _NOTHING
    files: tuple[str, ...] = ()


def messages(file: Bytes, address: int) -> list[Message]:
    """All messages of the object header at `address`, continuation blocks included."""
    start = bytes(file.at(address, 4, "an object header"))
    if start == b"OHDR":
        blocks, step = _first_block_2(file, address)
    elif start[0] == 1:
        size = little(file.at(address + 8, 4, "an object header"))
        blocks, step = [file.at(address + 16, size, "an object header")], 0
    else:
        raise file.damaged(f"there is no object header at byte {address:,}")
    found: list[Message] = []
    seen = {address}
    for block in blocks:  # grows while it is walked
        for message in _version_2(block, step) if step else _version_1(block):
            if message.type != CONTINUATION:
                found.append(message)
                if len(found) > _MOST_MESSAGES:
                    raise file.damaged(f"the object header at byte {address:,} has no end")
                continue
            if len(message.data) < 16:
                raise file.damaged(f"the object header at byte {address:,} is cut off")
            place, size = struct.unpack_from("<QQ", message.data)
            if place in seen or len(seen) > _MOST_BLOCKS:
                raise file.damaged(f"the object header at byte {address:,} leads back to itself")
            seen.add(place)
            more = file.at(place, size, "the continuation of an object header")
            blocks.append(more[4:-4] if step else more)
    return found


def _first_block_2(file: Bytes, address: int) -> tuple[list[memoryview], int]:
    flags = file.at(address + 5, 1, "an object header")[0]
    start = address + 6 + (16 if flags & 0x20 else 0) + (4 if flags & 0x10 else 0)
    width = 1 << (flags & 3)
    size = little(file.at(start, width, "an object header"))
    return [file.at(start + width, size, "an object header")], 6 if flags & 4 else 4


def _version_1(block: memoryview) -> Iterator[Message]:
    offset = 0
    while offset + 8 <= len(block):
        kind, size, flags = struct.unpack_from("<HHB", block, offset)
        yield Message(kind, bool(flags & 2), block[offset + 8 : offset + 8 + size])
        offset += 8 + size


def _version_2(block: memoryview, step: int) -> Iterator[Message]:
    offset = 0
    while offset + step <= len(block):
        kind, size, flags = struct.unpack_from("<BHB", block, offset)
        yield Message(kind, bool(flags & 2), block[offset + step : offset + step + size])
        offset += step + size


def shape(data: memoryview) -> tuple[int, ...] | None:
    """Dimensions of a dataspace message, () for a scalar, None for "no values at all". struct.error if cut off."""
    version, rank = struct.unpack_from("<BB", data)
    if rank > MOST_DIMENSIONS or version not in (1, 2):
        raise struct.error("a shape of unknown form")
    if version == 2 and data[3] == 2:
        return None
    return struct.unpack_from(f"<{rank}Q", data, 8 if version == 1 else 4)


def element_type(data: memoryview) -> ElementType:
    """What a datatype message says. struct.error if it is cut off."""
    first, bits, more, _, size = struct.unpack_from("<BBBBI", data)
    kind = first & 15
    order: Order = ">" if bits & 1 else "<"
    if kind in (0, 1) and size not in (1, 2, 4, 8):
        return ElementType(f"void{8 * size}", size, "other")
    if kind == 0:
        return ElementType(f"{'int' if bits & 8 else 'uint'}{8 * size}", size, "number", order)
    if kind == 1:
        return ElementType(_float_name(size, data), size, "number", order)
    if kind == 3:
        return ElementType("string", size, "text")
    if kind == 6 and size in (8, 16) and bits == 2 and bytes(data[8:10]) == b"r\0":
        return ElementType(f"complex{8 * size}", size, "number")
    if kind == 8:
        base = element_type(data[8:])
        names = bytes(data[8:]).split(b"FALSE\0", 1)
        boolean = bits | more << 8 == 2 and size == 1 and len(names) == 2
        return ElementType("bool" if boolean else base.name, size, base.kind, base.order)
    if kind == 9 and bits & 15 == 1:
        return ElementType("string", 16, "variable text")
    return ElementType(f"void{8 * size}", size, "other")


def _float_name(size: int, data: memoryview) -> str:
    exponent, mantissa = (data[13], data[15]) if len(data) >= 16 else (0, 0)
    if size == 2 and exponent == 8:
        return "bfloat16"
    if size == 1:  # ml_dtypes has variants of these; only an attribute of the dataset could tell which
        return f"float8_e{exponent}m{mantissa}"
    return f"float{8 * size}"


def storage(file: Bytes, found: list[Message]) -> Storage:
    """Where the values of a dataset are. struct.error if a message is cut off."""
    external = next((message.data for message in found if message.type == EXTERNAL), None)
    if external is not None:
        return Storage("external", files=_external_files(file, external))
    data = next((message.data for message in found if message.type == LAYOUT), None)
    if data is None:
        return Storage("nowhere")
    version = data[0]
    if version in (1, 2):
        return _old_layout(data)
    place = data[1]
    if place == 0:
        size = little(data[2:4])
        return Storage("compact", size=size, data=data[4 : 4 + size])
    if place == 1:
        address, size = struct.unpack_from("<QQ", data, 2)
        return Storage("contiguous", None if address == UNDEFINED else address, size)
    if place == 2:
        return Storage("chunked", _chunk_index(data))
    return Storage("virtual" if place == 3 else "nowhere")


def _old_layout(data: memoryview) -> Storage:
    place = data[2]
    if place == 0:
        start = 8 + 4 * data[1]
        size = little(data[start : start + 4])
        return Storage("compact", size=size, data=data[start + 4 : start + 4 + size])
    (address,) = struct.unpack_from("<Q", data, 8)
    return Storage("contiguous" if place == 1 else "chunked", None if address == UNDEFINED else address)


def _chunk_index(data: memoryview) -> int | None:
    if data[0] != 3:
        return 0
    (address,) = struct.unpack_from("<Q", data, 3)
    return None if address == UNDEFINED else int(address)


def _external_files(file: Bytes, data: memoryview) -> tuple[str, ...]:
    used, heap_address = struct.unpack_from("<6xHQ", data)
    heap = LocalHeap(file, heap_address)
    slots = [struct.unpack_from("<Q", data, 16 + 24 * index)[0] for index in range(used)]
    return tuple(heap.text(offset) for offset in slots)


def filter_ids(data: memoryview) -> tuple[int, ...]:
    """Numbers of the filters that chunks went through, in writing order. struct.error if cut off."""
    version, count = struct.unpack_from("<BB", data)
    offset = 8 if version == 1 else 2
    found = []
    for _ in range(count):
        (number,) = struct.unpack_from("<H", data, offset)
        named = version == 1 or number >= 256
        name = struct.unpack_from("<H", data, offset + 2)[0] if named else 0
        offset += 4 if named else 2
        _, values = struct.unpack_from("<HH", data, offset)
        offset += 4 + ((name + 7) // 8 * 8 if version == 1 else name) + 4 * values
        if version == 1 and values % 2:
            offset += 4
        found.append(number)
    return tuple(found)
