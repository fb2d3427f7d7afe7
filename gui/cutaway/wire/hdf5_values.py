# SPDX-License-Identifier: Apache-2.0
"""Values of HDF5 datasets: views of the mapped file where the layout allows, unpacked chunks elsewhere.

Layouts: HDF5 File Format Specification 3.0, sections III.A.1 (index of chunks) and IV.A.2.i (data layout).
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cutaway.errors import UnsafeFileError, UnsupportedFormatError
from cutaway.wire import hdf5_messages as wire
from cutaway.wire.hdf5 import Dataset, Hdf5
from cutaway.wire.hdf5_bytes import Bytes, little
from cutaway.wire.hdf5_heaps import MOST_NODES

if TYPE_CHECKING:
    import numpy

_FILL_VALUE = 0x05
_DEFLATE, _SHUFFLE, _CHECKSUM = 1, 2, 3
_NODE = struct.Struct("<4sBBH16x")
_MOST_EXPANSION = 1100  # deflate packs at most 1032 to 1
_FREE_BYTES = 1 << 20
_LARGEST_ELEMENT = 1 << 20


@dataclass(frozen=True, slots=True)
class Chunks:
    """How a dataset is cut up. shape: of a chunk, in elements. skipped: per chunk, a bit for each filter left out."""

    shape: tuple[int, ...]
    filters: tuple[int, ...]


def array(model: Hdf5, dataset: Dataset, dtype: str = "") -> numpy.ndarray[Any, Any]:
    """The values, shaped as the dataset says; read-only.

    dtype: numpy's or ml_dtypes' name where the file's own is too coarse (16 bits that are bfloat16).
    Raises UnsafeFileError where they are in another file, UnsupportedFormatError for types and filters that are not
    read, DamagedFileError where they do not lie in the file.
    """
    file, kept = model.file, dataset.storage
    if kept.place in ("virtual", "external"):
        raise UnsafeFileError(
            f"The values of {dataset.path} are in another file than {file.name}, so they are not read.",
            hint="Save the model again with its values inside the file.",
            path=file.name,
        )
    if dataset.element.bytes > _LARGEST_ELEMENT:
        raise _unread(file, dataset, f"elements of {dataset.element.bytes:,} bytes")
    with model.rules(dataset.address):
        return _array(model, dataset, dtype)


def _array(model: Hdf5, dataset: Dataset, dtype: str) -> numpy.ndarray[Any, Any]:
    import numpy

    file, kept = model.file, dataset.storage
    element = _dtype(dtype or dataset.element.name, dataset)
    if element.itemsize != dataset.element.bytes:
        raise _unread(file, dataset, f"elements of {dataset.element.bytes} bytes")
    if element.itemsize > 1 and not dtype:
        element = element.newbyteorder(dataset.element.order)
    if kept.place == "compact":
        return _shaped(model, dataset, kept.data, element)
    if kept.address is None or kept.place == "nowhere":
        return numpy.broadcast_to(_fill_value(model, dataset, element), dataset.shape)
    if kept.place == "contiguous":
        data = file.at(kept.address, dataset.bytes, f"the values of {dataset.path}")
        return _shaped(model, dataset, data, element)
    return _unpacked(model, dataset, element)


def _dtype(name: str, dataset: Dataset) -> numpy.dtype[Any]:
    import numpy

    size, kind = dataset.element.bytes, dataset.element.kind
    if kind == "text":
        return numpy.dtype(f"S{size}")
    if name.startswith(("bfloat", "float8")):
        import ml_dtypes

        return numpy.dtype(getattr(ml_dtypes, name, f"V{size}"))
    try:
        return numpy.dtype(name if kind == "number" or name != dataset.element.name else f"V{size}")
    except TypeError:
        return numpy.dtype(f"V{size}")


def _shaped(
    model: Hdf5, dataset: Dataset, data: memoryview, element: numpy.dtype[Any]
) -> numpy.ndarray[Any, Any]:
    import numpy

    if len(data) < dataset.bytes:
        raise model.file.damaged(f"{dataset.path} has fewer values than its shape says")
    if not dataset.bytes:
        return numpy.zeros(dataset.shape, element)
    found = numpy.frombuffer(data[: dataset.bytes], element).reshape(dataset.shape)
    found.flags.writeable = False
    return found


def _fill_value(model: Hdf5, dataset: Dataset, element: numpy.dtype[Any]) -> numpy.ndarray[Any, Any]:
    """The value of elements that are stored nowhere, as an array without dimensions."""
    import numpy

    for message in model.messages(dataset.address):
        if message.type == _FILL_VALUE:
            data = message.data
            start = 4 if data[0] < 3 else 2
            defined = bool(data[3] if data[0] < 3 else data[1] & 0x20)
            size = little(data[start : start + 4]) if defined else 0
            if size == element.itemsize and len(data) >= start + 4 + size:
                return numpy.frombuffer(data[start + 4 : start + 4 + size], element).reshape(())
    return numpy.zeros((), element)


def _unpacked(model: Hdf5, dataset: Dataset, element: numpy.dtype[Any]) -> numpy.ndarray[Any, Any]:
    import numpy

    file, shape = model.file, dataset.shape
    if dataset.bytes > _FREE_BYTES + _MOST_EXPANSION * len(file):
        raise file.damaged(
            f"{dataset.path} claims {dataset.bytes:,} bytes, more than {len(file):,} can be unpacked to"
        )
    chunks = _layout(model, dataset)
    found = numpy.full(shape, _fill_value(model, dataset, element), element)
    size = element.itemsize
    for length in chunks.shape:
        size *= length
    if size > max(4 * dataset.bytes, _FREE_BYTES) + _MOST_EXPANSION * len(file):
        raise file.damaged(f"the chunks of {dataset.path} are larger than the file allows")
    for offsets, skipped, stored in _chunk_index(file, dataset, len(shape)):
        data = _unfiltered(file, dataset, chunks, stored, skipped, size)
        chunk = numpy.frombuffer(data, element).reshape(chunks.shape)
        inside = tuple(slice(0, max(end - at, 0)) for at, end in zip(offsets, shape, strict=True))
        target = tuple(slice(at, at + step) for at, step in zip(offsets, chunks.shape, strict=True))
        found[target] = chunk[inside]
    found.flags.writeable = False
    return found


def _layout(model: Hdf5, dataset: Dataset) -> Chunks:
    rank = len(dataset.shape)
    filters: tuple[int, ...] = ()
    shape: tuple[int, ...] = ()
    for message in model.messages(dataset.address):
        if message.type == wire.FILTERS:
            filters = wire.filter_ids(message.data)
        elif message.type == wire.LAYOUT:
            version = message.data[0]
            if version > 3:
                raise _unread(model.file, dataset, "the chunk index of HDF5 1.10 and later")
            start = 11 if version == 3 else 16
            shape = struct.unpack_from(f"<{rank}I", message.data, start)
    unknown = set(filters) - {_DEFLATE, _SHUFFLE, _CHECKSUM}
    if unknown:
        raise _unread(model.file, dataset, f"HDF5 filter number {min(unknown)}")
    if not shape or 0 in shape:
        raise model.file.damaged(f"{dataset.path} has chunks without elements")
    return Chunks(shape, filters)


def _chunk_index(
    file: Bytes, dataset: Dataset, rank: int
) -> Iterator[tuple[tuple[int, ...], int, memoryview]]:
    """Offsets in elements, mask of skipped filters and stored bytes of every chunk."""
    entry = struct.Struct(f"<II{rank}Q8xQ")
    waiting = [dataset.storage.address or 0]
    seen: set[int] = set()
    while waiting:
        node = waiting.pop()
        if node in seen or len(seen) > MOST_NODES:
            raise file.damaged(f"the chunk index of {dataset.path} leads back to itself")
        seen.add(node)
        file.expect(b"TREE", node, "chunk index")
        _, kind, level, used = file.unpack(_NODE, node, "a chunk index")
        if kind != 1:
            raise file.damaged(f"the chunk index of {dataset.path} is of another kind")
        for fields in entry.iter_unpack(file.at(node + _NODE.size, used * entry.size, "a chunk index")):
            size, skipped, *offsets, child = fields
            if level:
                waiting.append(child)
            elif child not in seen:
                seen.add(child)
                yield tuple(offsets), skipped, file.at(child, size, f"a chunk of {dataset.path}")


def _unfiltered(
    file: Bytes, dataset: Dataset, chunks: Chunks, stored: memoryview, skipped: int, size: int
) -> bytes:
    data = bytes(stored)
    for place, number in reversed(list(enumerate(chunks.filters))):
        if skipped >> place & 1:
            continue
        if number == _CHECKSUM:
            data = data[:-4]
        elif number == _DEFLATE:
            try:
                data = zlib.decompressobj().decompress(data, size + 4)
            except zlib.error as error:
                raise file.damaged(f"a chunk of {dataset.path} cannot be unpacked ({error})") from None
        else:
            data = _unshuffled(data, dataset.element.bytes)
    if len(data) != size:
        raise file.damaged(f"a chunk of {dataset.path} has {len(data):,} bytes instead of {size:,}")
    return data


def _unshuffled(data: bytes, width: int) -> bytes:
    """Undo the shuffle filter: the first bytes of all elements, then the second bytes, and so on."""
    import numpy

    whole = len(data) // width * width
    planes = numpy.frombuffer(data[:whole], numpy.uint8).reshape(width, -1)
    return planes.T.tobytes() + data[whole:]


def _unread(file: Bytes, dataset: Dataset, what: str) -> UnsupportedFormatError:
    return UnsupportedFormatError(
        f"The values of {dataset.path} in {file.name} use {what}, which Cutaway does not read.",
        path=file.name,
    )
