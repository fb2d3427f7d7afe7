# SPDX-License-Identifier: Apache-2.0
"""The structure of an HDF5 file: groups, attributes and datasets, without following anything that leaves it.

HDF5's own C library hangs on some damaged files (HDFGroup/hdf5#1707) and opens whatever file an external link names;
this reader needs neither it nor numpy, takes milliseconds, and every address it follows is checked.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from math import prod
from typing import Literal, NamedTuple, TypeAlias

from cutaway.errors import DamagedFileError, UnsupportedFormatError
from cutaway.wire import hdf5_messages as wire
from cutaway.wire.hdf5_bytes import SIGNATURE, UNDEFINED, Bytes
from cutaway.wire.hdf5_heaps import FractalHeap, GlobalHeaps, LocalHeap, group_leaves, records
from cutaway.wire.hdf5_messages import ElementType, Message, Storage

MOST_OBJECTS = 1_000_000
_LONGEST_PATH = 4096
_MOST_NAMES = 64 << 20  # characters of all paths together
_LARGEST_FILE = 1 << 50

Value: TypeAlias = "str | int | float | list[str] | list[int] | list[float] | None"
"""Of an attribute; None where its type is not read."""

_SYMBOLS = struct.Struct("<4sBxH")
_SYMBOL = struct.Struct("<QQI4xI12x")
_NUMBERS = {  # numpy's names to the letters of `struct`
    "bool": "?",
    "int8": "b",
    "int16": "h",
    "int32": "i",
    "int64": "q",
    "uint8": "B",
    "uint16": "H",
    "uint32": "I",
    "uint64": "Q",
    "float16": "e",
    "float32": "f",
    "float64": "d",
}


class Link(NamedTuple):
    """A member of a group. address: of a hard link. target: what a soft or external link names; never followed."""

    name: str
    kind: Literal["hard", "soft", "external"]
    address: int = 0
    target: str = ""
    order: int = 0


@dataclass(frozen=True, slots=True)
class Dataset:
    """An array in the file. path: group names joined with `/`, without a leading one.

    shape: (0,) where it has no values. element: its type. storage: where the values are. address: of its object header.
    """

    path: str
    address: int
    shape: tuple[int, ...]
    element: ElementType
    storage: Storage

    @property
    def bytes(self) -> int:
        """Size of the values when they are unpacked."""
        return prod(self.shape) * self.element.bytes


@dataclass(slots=True)
class Contents:
    """Everything that hard links reach.

    groups: path to address of the header; the root is "". away: links that are not followed, by path.
    """

    groups: dict[str, int] = field(default_factory=dict)
    datasets: list[Dataset] = field(default_factory=list)
    away: list[tuple[str, Link]] = field(default_factory=list)


class Hdf5:
    """An HDF5 file in memory or mapped. name: what messages call it.

    Raises UnsupportedFormatError where it is no HDF5 or of a form that is not read, DamagedFileError where it is cut
    off or breaks the rules; so do all methods.
    """

    def __init__(self, view: memoryview, name: str) -> None:
        self.file, self.root = _superblock(view, name)
        self._texts = GlobalHeaps(self.file)

    def messages(self, address: int) -> list[Message]:
        """The messages of the object header at `address`."""
        with self.rules(address):
            return wire.messages(self.file, address)

    def links(self, address: int) -> list[Link]:
        """Members of the group at `address`, in the order of their making where the file keeps it, else by name."""
        with self.rules(address):
            return self._links(wire.messages(self.file, address))

    def attributes(self, address: int) -> dict[str, Value]:
        """Attributes of the object at `address`; bytes of a text that are no UTF-8 become hexadecimal escapes."""
        with self.rules(address):
            found = {}
            for message in wire.messages(self.file, address):
                if message.type == wire.ATTRIBUTE and not message.shared:
                    name, value = self._attribute(message.data)
                    found[name] = value
                elif message.type == wire.ATTRIBUTE_INFO:
                    found.update(self._attribute(data) for data in self._dense(message.data, 2, slice(0, 8)))
            return found

    def contents(self) -> Contents:
        """Walk the whole file along hard links, each object once."""
        found = Contents(groups={"": self.root})
        seen = {self.root}
        waiting = [("", self.links(self.root))]
        letters = 0
        while waiting:
            path, links = waiting.pop()
            below = []
            for link in links:
                full = f"{path}/{link.name}" if path else link.name
                letters += len(full)
                if len(full) > _LONGEST_PATH or letters > _MOST_NAMES:
                    raise self.file.damaged(
                        "its names are longer, or its groups deeper, than any program makes them"
                    )
                if link.kind != "hard":
                    found.away.append((full, link))
                elif link.address not in seen:
                    seen.add(link.address)
                    inner = self._object(found, full, link.address)
                    if inner:
                        below.append((full, inner))
            waiting.extend(reversed(below))
            if len(seen) + len(found.away) > MOST_OBJECTS:
                raise self.file.damaged(f"it holds more than {MOST_OBJECTS:,} objects")
        return found

    def _object(self, found: Contents, path: str, address: int) -> list[Link]:
        """Enter one object; the members of a group, none of a dataset."""
        with self.rules(address):
            told = wire.messages(self.file, address)
            dataset = self._dataset(path, address, told)
            if dataset is not None:
                found.datasets.append(dataset)
                return []
            found.groups[path] = address
            return self._links(told)

    def _dataset(self, path: str, address: int, found: list[Message]) -> Dataset | None:
        """The dataset that these messages describe, or None for a group or a named type."""
        space = next((message for message in found if message.type == wire.DATASPACE), None)
        if space is None:
            return None
        element = self._element(next((m for m in found if m.type == wire.DATATYPE), None))
        shape = wire.shape(space.data)
        if shape is None:
            return Dataset(path, address, (0,), element, Storage("nowhere"))
        return Dataset(path, address, shape, element, wire.storage(self.file, found))

    def _links(self, told: list[Message]) -> list[Link]:
        found: list[Link] = []
        for message in told:
            if message.type == wire.SYMBOL_TABLE:
                found.extend(self._symbols(*struct.unpack_from("<QQ", message.data)))
            elif message.type == wire.LINK:
                found.append(_link(message.data))
            elif message.type == wire.LINK_INFO:
                found.extend(self._dense_links(message.data))
        return sorted(found, key=lambda link: (link.order, link.name))

    @contextmanager
    def rules(self, address: int) -> Iterator[None]:
        """Turn what unpacking notices of the object at `address` into a DamagedFileError."""
        try:
            yield
        except (struct.error, IndexError, ValueError) as error:
            raise self.file.damaged(f"the object at byte {address:,} makes no sense ({error})") from error

    def _element(self, message: Message | None) -> ElementType:
        if message is None:
            return ElementType("unknown", 0, "other")
        if not message.shared:
            return wire.element_type(message.data)
        version, kind = message.data[0], message.data[1]
        if version == 3 and kind != 2:  # in the file's heap of shared messages, which Keras never makes
            return ElementType("unknown", 0, "other")
        (address,) = struct.unpack_from("<Q", message.data, 8 if version == 1 else 2)
        named = wire.messages(self.file, address)
        plain = next((m for m in named if m.type == wire.DATATYPE and not m.shared), None)
        return self._element(plain)

    def _symbols(self, tree: int, heap_address: int) -> Iterator[Link]:
        heap = LocalHeap(self.file, heap_address)
        for leaf in group_leaves(self.file, tree):
            self.file.expect(b"SNOD", leaf, "table of a group's members")
            _, _, count = self.file.unpack(_SYMBOLS, leaf, "a table of members")
            table = self.file.at(leaf + _SYMBOLS.size, count * _SYMBOL.size, "a table of members")
            for name, address, cached, value in _SYMBOL.iter_unpack(table):
                if cached == 2:
                    yield Link(heap.text(name), "soft", target=heap.text(value))
                else:
                    yield Link(heap.text(name), "hard", address)

    def _dense_links(self, data: memoryview) -> Iterator[Link]:
        return (_link(link) for link in self._dense(data, 8, slice(4, 11)))

    def _dense(self, data: memoryview, order_bytes: int, place: slice) -> Iterator[memoryview]:
        """Objects of the heap that an info message names; `place` is where a record of its index holds their ids."""
        start = 2 + (order_bytes if data[1] & 1 else 0)
        heap_address, index = struct.unpack_from("<QQ", data, start)
        if UNDEFINED in (heap_address, index):
            return
        heap = FractalHeap(self.file, heap_address)
        for record in records(self.file, index):
            yield heap.get(record[place])

    def _attribute(self, data: memoryview) -> tuple[str, Value]:
        version, flags, name_size, type_size, space_size = struct.unpack_from("<BBHHH", data)
        start, padding = (9, 1) if version == 3 else (8, 8 if version == 1 else 1)
        name = bytes(data[start : start + name_size]).split(b"\0", 1)[0].decode("utf-8", "backslashreplace")
        type_at = start + _padded(name_size, padding)
        space_at = type_at + _padded(type_size, padding)
        if version > 1 and flags & 3:
            return name, None
        element = wire.element_type(data[type_at:space_at])
        dimensions = wire.shape(data[space_at:])
        values = data[space_at + _padded(space_size, padding) :]
        return name, None if dimensions is None else self._value(element, dimensions, values)

    def _value(self, element: ElementType, dimensions: tuple[int, ...], data: memoryview) -> Value:
        count = prod(dimensions)
        if count * max(element.bytes, 1) > len(data):
            raise struct.error("an attribute is longer than its message")
        found: list[str] | list[int] | list[float]
        if element.kind == "number" and element.name in _NUMBERS:
            found = list(struct.unpack_from(f"{element.order}{count}{_NUMBERS[element.name]}", data))
        elif element.kind == "text":
            size = element.bytes
            found = [_text(bytes(data[at : at + size])) for at in range(0, count * size, size)]
        elif element.kind == "variable text":
            found = self._variable_texts(data[: count * 16])
        else:
            return None
        return found if dimensions else found[0]

    def _variable_texts(self, data: memoryview) -> list[str]:
        """Each is its length and its place in a heap; together they are no longer than the file."""
        found = []
        total = 0
        for length, address, index in struct.iter_unpack("<IQI", data):
            there = length and address not in (0, UNDEFINED)
            text = _text(bytes(self._texts.get(address, index)[:length])) if there else ""
            total += len(text)
            if total > len(self.file):
                raise struct.error("an attribute repeats its texts")
            found.append(text)
        return found


def _superblock(view: memoryview, name: str) -> tuple[Bytes, int]:
    """The file from its base address on, and the address of the root group's header."""
    start = 0
    while bytes(view[start : start + 8]) != SIGNATURE:
        start = start * 2 if start else 512
        if start + 8 > len(view):
            raise UnsupportedFormatError(
                f"{name} is no HDF5 file: its signature is missing.",
                hint="Check that the right file was chosen and that its download was complete.",
                path=name,
            )
    whole = Bytes(view, name)
    version = whole.at(start, 9, "the superblock")[8]
    if version not in (0, 1, 2, 3):
        raise whole.damaged(f"HDF5 has no superblock version {version}")
    old = version < 2
    sizes = whole.at(start + (13 if old else 9), 2, "the superblock")
    if bytes(sizes) != b"\x08\x08":
        raise UnsupportedFormatError(
            f"{name} is an HDF5 file with addresses of {sizes[0] * 8} bits, which Cutaway does not read.",
            path=name,
        )
    at = start + {0: 24, 1: 28}.get(version, 12)
    base, _, end, fourth = whole.unpack(struct.Struct("<QQQQ"), at, "the superblock")
    if base > start:
        raise whole.damaged("its superblock points behind itself")
    if end > _LARGEST_FILE:
        raise whole.damaged(f"its first bytes tell a size of {end:,} bytes")
    if end > len(view):
        raise DamagedFileError(
            f"{name} is cut off: it should have {end:,} bytes and has {len(view):,}.",
            hint="Copy or download the file again.",
            path=name,
        )
    root = whole.unpack(struct.Struct("<Q"), at + 40, "the superblock")[0] if old else fourth
    return Bytes(view[base:], name, max(len(view) - end, 0)), root


def _link(data: memoryview) -> Link:
    """A link message. struct.error if it is cut off."""
    flags, offset = data[1], 2
    kind = 0
    if flags & 8:
        kind, offset = data[offset], offset + 1
    order = 0
    if flags & 4:
        (order,) = struct.unpack_from("<q", data, offset)
        offset += 8
    offset += 1 if flags & 16 else 0
    width = 1 << (flags & 3)
    size = int.from_bytes(data[offset : offset + width], "little")
    offset += width
    name = _text(bytes(data[offset : offset + size]))
    offset += size
    if kind == 0:
        return Link(name, "hard", struct.unpack_from("<Q", data, offset)[0], order=order)
    (length,) = struct.unpack_from("<H", data, offset)
    value = bytes(data[offset + 2 : offset + 2 + length])
    if kind == 1:
        return Link(name, "soft", target=_text(value), order=order)
    file_name, _, inner = value[1:].rstrip(b"\0").partition(b"\0")
    return Link(name, "external", target=f"{_text(file_name)}:{_text(inner)}", order=order)


def _text(data: bytes) -> str:
    return data.rstrip(b"\0").decode("utf-8", "backslashreplace")


def _padded(size: int, multiple: int) -> int:
    return -(-size // multiple) * multiple
