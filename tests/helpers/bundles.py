# SPDX-License-Identifier: Apache-2.0
"""Writes small checkpoints of version 1 and 2, byte by byte and without TensorFlow, so that tests can break them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import cramjam
import numpy
from numpy.typing import ArrayLike

from cutaway.description import dtypes
from cutaway.formats.bundle_entries import slice_key
from cutaway.wire.checksums import masked

MAGIC = 0xDB4775248B80FB57.to_bytes(8, "little")
NUMBERS = {name: number for number, name in dtypes.TENSORFLOW.items()}
OBJECT_GRAPH = "_CHECKPOINTABLE_OBJECT_GRAPH"


def varint(number: int) -> bytes:
    """Encode an integer as protobuf and LevelDB do; negative ones as 64 bits."""
    number &= (1 << 64) - 1
    written = bytearray()
    while number > 127:
        written.append(number & 127 | 128)
        number >>= 7
    return bytes([*written, number])


def number(place: int, value: int) -> bytes:
    """Encode a varint field; 0 is left out, as proto3 does."""
    return varint(place << 3) + varint(value) if value else b""


def message(place: int, *parts: bytes) -> bytes:
    """Encode a field of bytes: a string, a message, packed numbers."""
    content = b"".join(parts)
    return varint(place << 3 | 2) + varint(len(content)) + content


def shape_proto(shape: Iterable[int]) -> bytes:
    """Encode the content of a TensorShapeProto."""
    return b"".join(message(2, number(1, size)) for size in shape)


def slice_proto(extents: Iterable[tuple[int, int]]) -> bytes:
    """Encode the content of a TensorSliceProto; length −1 is the whole dimension."""
    return b"".join(message(1, number(1, start), number(2, max(length, 0))) for start, length in extents)


def table(
    entries: dict[bytes, bytes], *, block_size: int = 4096, compressed: bool = False, restart_every: int = 16
) -> bytes:
    """Write a sorted table (LevelDB's layout, as tensorflow/core/lib/io writes it)."""
    written, index = bytearray(), {}
    pending: dict[bytes, bytes] = {}
    size = 0

    def flush() -> None:
        if pending:
            index[max(pending)] = _put_block(written, _block(pending, restart_every), compressed=compressed)
            pending.clear()

    for key in sorted(entries):
        pending[key] = entries[key]
        size += len(key) + len(entries[key])
        if size >= block_size:
            flush()
            size = 0
    flush()
    meta = _put_block(written, _block({}), compressed=False)
    root = _put_block(written, _block(index), compressed=False)
    return bytes(written + (meta + root).ljust(40, b"\0") + MAGIC)


def _put_block(written: bytearray, content: bytes, *, compressed: bool) -> bytes:
    handle_start = len(written)
    raw = bytes(cramjam.snappy.compress_raw(content)) if compressed else content
    kind = bytes([compressed])
    written += raw + kind + masked(raw + kind).to_bytes(4, "little")
    return varint(handle_start) + varint(len(raw))


def _block(entries: dict[bytes, bytes], restart_every: int = 16) -> bytes:
    written, restarts, last = bytearray(), [], b""
    for place, (key, value) in enumerate(entries.items()):
        shared = 0
        if place % restart_every == 0:
            restarts.append(len(written))
        else:
            shared = _shared(key, last)
        written += varint(shared) + varint(len(key) - shared) + varint(len(value)) + key[shared:] + value
        last = key
    restarts = restarts or [0]
    return bytes(written) + b"".join(at.to_bytes(4, "little") for at in (*restarts, len(restarts)))


def _shared(key: bytes, last: bytes) -> int:
    """Count the bytes that two keys begin with."""
    both = min(len(key), len(last))
    same = numpy.frombuffer(key[:both], numpy.uint8) == numpy.frombuffer(last[:both], numpy.uint8)
    return both if same.all() else int(same.argmin())


def stored(values: ArrayLike, dtype: str = "") -> tuple[str, tuple[int, ...], bytes, int]:
    """Give dtype, shape, bytes and checksum of values as a bundle stores them; strings by an array of bytes."""
    array = numpy.asarray(values, object if dtype == "string" else None)
    if array.dtype != object:
        raw = numpy.ascontiguousarray(array).tobytes()
        return dtype or array.dtype.name, array.shape, raw, masked(raw)
    texts: list[bytes] = array.reshape(-1).tolist()
    lengths = b"".join(len(text).to_bytes(4, "little") for text in texts)
    tail = masked(lengths).to_bytes(4, "little") + b"".join(texts)
    raw = b"".join(varint(len(text)) for text in texts) + tail
    return "string", array.shape, raw, masked(lengths + tail)


def entry(dtype: str, shape: Iterable[int], shard: int, offset: int, size: int, checksum: int) -> bytes:
    """Encode a BundleEntryProto of a tensor in one piece."""
    return b"".join(
        (
            number(1, NUMBERS[dtype]),
            message(2, shape_proto(shape)),
            number(3, shard),
            number(4, offset),
            number(5, size),
            b"\x35" + checksum.to_bytes(4, "little"),
        )
    )


@dataclass
class BundleV2:
    """Collects tensors, then writes `prefix.index` and its shards."""

    shards: int = 1
    big_endian: bool = False
    entries: dict[bytes, bytes] = field(default_factory=dict)
    data: dict[int, bytearray] = field(default_factory=dict)

    def add(self, name: str, values: ArrayLike, *, shard: int = 0, dtype: str = "") -> "BundleV2":
        """Add a tensor in one piece."""
        self.entries[name.encode()] = self._store(values, shard, dtype)
        return self

    def add_parts(self, name: str, values: ArrayLike, axis: int, parts: int) -> "BundleV2":
        """Add a tensor cut into slices along an axis, one shard after another."""
        array = numpy.asarray(values)
        first, slices = 0, b""
        for place, part in enumerate(numpy.array_split(array, parts, axis)):
            extents = [(0, -1)] * array.ndim
            extents[axis] = (first, part.shape[axis])
            first += part.shape[axis]
            slices += message(7, slice_proto(extents))
            self.entries[slice_key(name.encode(), tuple(extents))] = self._store(
                part, place % self.shards, ""
            )
        whole = number(1, NUMBERS[array.dtype.name]) + message(2, shape_proto(array.shape))
        self.entries[name.encode()] = whole + slices
        return self

    def _store(self, values: ArrayLike, shard: int, dtype: str) -> bytes:
        kind, shape, raw, checksum = stored(values, dtype)
        data = self.data.setdefault(shard, bytearray())
        offset = len(data)
        data += raw
        return entry(kind, shape, shard, offset, len(raw), checksum)

    def index(self, *, compressed: bool = False, block_size: int = 4096) -> bytes:
        """Encode the index file."""
        header = number(1, self.shards) + number(2, self.big_endian) + message(3, number(1, 1))
        return table({b"": header, **self.entries}, compressed=compressed, block_size=block_size)

    def write(self, folder: Path, name: str = "model.ckpt", *, compressed: bool = False) -> Path:
        """Write all files and give the prefix; an empty name gives the empty prefix."""
        (folder / f"{name}.index").write_bytes(self.index(compressed=compressed))
        for shard in range(self.shards):
            path = folder / f"{name}.data-{shard:05d}-of-{self.shards:05d}"
            path.write_bytes(self.data.get(shard, b""))
        return folder / name


_FIELDS = {"float32": 5, "float64": 6, "complex64": 9, "int64": 10, "bool": 11, "float16": 13}


def tensor_proto(values: ArrayLike) -> bytes:
    """Encode a TensorProto with its values in the field of their type, as version 1 does."""
    array = numpy.asarray(values)
    if array.dtype == object:
        return b"".join(message(8, text) for text in array.reshape(-1).tolist())
    place = _FIELDS.get(array.dtype.name, 7)
    if array.dtype.name in {"float32", "float64", "complex64"}:
        return message(place, array.tobytes())
    whole = array.view(numpy.uint16) if array.dtype == numpy.float16 else array
    return message(place, *(varint(int(value)) for value in whole.reshape(-1)))


def v1_tables(
    tensors: dict[str, list[tuple[tuple[int, ...], tuple[tuple[int, int], ...], ArrayLike]]],
    *,
    compressed: bool = True,
) -> bytes:
    """Write a table of version 1. tensors: name to (whole shape, extents, values) of each slice."""
    entries, meta = {}, b""
    for name, slices in tensors.items():
        values = numpy.asarray(slices[0][2])
        kind = "string" if values.dtype == object else values.dtype.name
        saved = message(1, name.encode()) + message(2, shape_proto(slices[0][0])) + number(3, NUMBERS[kind])
        for _, extents, part in slices:
            saved += message(4, slice_proto(extents))
            data = (
                message(1, name.encode()) + message(2, slice_proto(extents)) + message(3, tensor_proto(part))
            )
            entries[slice_key(name.encode(), extents)] = message(2, data)
        meta += message(1, saved)
    return table({b"": message(1, meta), **entries}, compressed=compressed)


def v1_whole(**tensors: ArrayLike) -> bytes:
    """Write a table of version 1 with tensors in one piece."""
    arrays = {name: numpy.asarray(values) for name, values in tensors.items()}
    return v1_tables(
        {name: [(array.shape, ((0, -1),) * array.ndim, array)] for name, array in arrays.items()}
    )
