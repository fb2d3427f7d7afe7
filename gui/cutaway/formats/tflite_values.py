# SPDX-License-Identifier: Apache-2.0
"""Values of the constants in a .tflite file: views of the mapping where the layout allows, unpacked arrays else."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, NoReturn

import ml_dtypes
import numpy as np
import numpy.typing as npt

from cutaway.description.dtypes import BITS, elements, size_in_bytes
from cutaway.errors import DamagedFileError, RequestError
from cutaway.formats.arrays import numpy_dtype, of_strings
from cutaway.formats.tflite_file import TfliteFile, static_shape
from cutaway.formats.tflite_schema import dtype
from cutaway.formats.tflite_tensors import Place, quantization
from cutaway.wire.flatbuffers import FlatBuffer, Ints, Table

_WORD = 4

MOST_SPARSE = 1 << 26
"""Elements that a sparse tensor may have when it is spread out; a few bytes can claim any number of them."""

MOST_INITIAL = 1 << 28
"""Elements of a state that are shown before a first call; it costs nothing to make, but statistics walk over it."""

_PACKED = {
    "int2": (2, ml_dtypes.int2),
    "uint2": (2, ml_dtypes.uint2),
    "int4": (4, ml_dtypes.int4),
    "uint4": (4, ml_dtypes.uint4),
}


def values(file: TfliteFile, place: Place, data: memoryview, name: str) -> npt.NDArray[Any]:
    """The constant at `place` as an array of its shape, from the stored bytes `data`.

    Raises RequestError (nothing that has values, or too large to spread out), DamagedFileError.
    """
    graph = file.subgraphs[place.subgraph]
    kind = dtype(int(graph.tensors["type"][place.tensor]))
    shape = static_shape(graph, place.tensor)
    sparsity = int(graph.tensors["sparsity"][place.tensor])
    if kind != "string" and kind not in BITS:
        message = f"{name} of {file.flat.name} is of type {kind}, which has no values that could be shown."
        raise RequestError(message, path=file.flat.path)
    if sparsity:
        found = _Sparse(file.flat, file.flat.table(sparsity), shape, name).spread(data, kind)
    elif kind == "string":
        found = strings(data, shape, file.flat, name)
    else:
        found = dense(data, kind, shape, file.flat, name)
    found.flags.writeable = False
    return found


def initial(file: TfliteFile, place: Place, name: str) -> npt.NDArray[Any]:
    """What a tensor that is kept between calls starts with: zero, or for int8 its zero point, without memory for it.

    Source: ResetVariableTensors in tensorflow/lite/core/subgraph.cc.
    """
    graph = file.subgraphs[place.subgraph]
    kind = dtype(int(graph.tensors["type"][place.tensor]))
    shape = static_shape(graph, place.tensor)
    if kind not in BITS or kind in _PACKED or elements(shape) > MOST_INITIAL:
        message = f"{name} of {file.flat.name} is kept between calls and has no values before the first one."
        raise RequestError(message, path=file.flat.path)
    scaled = quantization(file, place) if kind == "int8" else None
    value = scaled.zero_point[0] if scaled else 0
    return np.broadcast_to(np.array(value).astype(numpy_dtype(kind)), shape)


def dense(
    data: memoryview, kind: str, shape: tuple[int, ...], flat: FlatBuffer, name: str
) -> npt.NDArray[Any]:
    """Elements in C order; types under 8 bits are packed with the first element in the lowest bits."""
    need = size_in_bytes(kind, shape)
    if need > len(data):
        _damaged(
            flat,
            f"{name} of shape {list(shape)} and type {kind} needs {need:,} bytes, but {len(data):,} are stored",
        )
    if kind in _PACKED:
        return _unpack(np.frombuffer(data, np.uint8, need), kind, elements(shape)).reshape(shape)
    if kind == "bool":
        truth: npt.NDArray[Any] = np.frombuffer(data, np.uint8, need) != 0
        return truth.reshape(shape)
    flat_view: npt.NDArray[Any] = np.frombuffer(data, numpy_dtype(kind), elements(shape))
    return flat_view.reshape(shape)


def _unpack(raw: npt.NDArray[np.uint8], kind: str, count: int) -> npt.NDArray[Any]:
    bits, element = _PACKED[kind]
    each = 8 // bits
    shifted = raw[:, None] << (8 - bits * np.arange(1, each + 1, dtype=np.uint8))
    signed = not kind.startswith("u")
    spread = shifted.view(np.int8) >> (8 - bits) if signed else shifted >> (8 - bits)
    found: npt.NDArray[Any] = spread.reshape(-1)[:count].astype(element)
    return found


def strings(data: memoryview, shape: tuple[int, ...], flat: FlatBuffer, name: str) -> npt.NDArray[Any]:
    """Strings as objects of bytes.

    Layout (string_util.h): their count, the offset of each and of the end, and the strings.
    """
    if len(data) < _WORD:
        _damaged(flat, f"{name} has no room for the count of its strings")
    count = int.from_bytes(data[:4], "little")
    if 8 + 4 * count > len(data) or count != elements(shape):
        _damaged(flat, f"{name} of shape {list(shape)} claims {count:,} strings in {len(data):,} bytes")
    ends = np.frombuffer(data, "<u4", count + 1, 4).astype(np.int64)
    if len(ends) and (int(ends.max()) > len(data) or (np.diff(ends) < 0).any()):
        _damaged(flat, f"the strings of {name} lie outside its buffer")
    return of_strings((data[start:end] for start, end in pairwise(ends.tolist())), shape)


def _damaged(flat: FlatBuffer, what: str) -> NoReturn:
    raise DamagedFileError(f"{flat.name} is damaged: {what}.", hint="Get the file again.", path=flat.path)


class _Sparse:
    """SparsityParameters of the schema: the dimensions in the order they are stored, each dense or compressed.

    A dimension beyond the tensor's rank is inside a block: `block_map` says of which dimension.
    Source: the format of the TACO compiler, as tensorflow/lite/.../sparsity/format_converter.cc reads it.
    """

    def __init__(self, flat: FlatBuffer, table: Table, shape: tuple[int, ...], name: str) -> None:
        self.flat = flat
        self.name = name
        self.shape = shape
        self.order: list[int] = flat.numbers(table, 0, "<i4")
        self.block_map: list[int] = flat.numbers(table, 1, "<i4")
        self.levels = flat.tables(table, 2)
        rank = len(shape)
        sound = sorted(self.order) == list(range(rank + len(self.block_map))) and len(self.levels) == len(
            self.order
        )
        if not sound or any(not 0 <= dim < rank for dim in self.block_map):
            _damaged(flat, f"the sparsity of {name} does not fit its shape {list(shape)}")

    def spread(self, data: memoryview, kind: str) -> npt.NDArray[Any]:
        """The dense array, zero where nothing is stored."""
        if elements(self.shape) > MOST_SPARSE:
            message = f"{self.name} is sparse and too large to spread out: {elements(self.shape):,} elements."
            raise RequestError(message, path=self.flat.path)
        position, coordinates = self._walk()
        stored = dense(data, kind, (int(position.max()) + 1 if len(position) else 0,), self.flat, self.name)
        where = self._original(coordinates)
        found: npt.NDArray[Any] = np.zeros(self.shape, stored.dtype)
        for index, size in zip(where, self.shape, strict=True):
            if len(index) and int(index.max()) >= size:
                _damaged(self.flat, f"the sparsity of {self.name} names elements outside its shape")
        found[tuple(where)] = stored[position]
        return found

    def _walk(self) -> tuple[Ints, list[Ints]]:
        """Places in the stored values, and their coordinate in every stored dimension."""
        position = np.zeros(1, np.int64)
        coordinates: list[Ints] = []
        for level in self.levels:
            parent, coordinate, position = self._step(level, position)
            coordinates = [*(known[parent] for known in coordinates), coordinate]
        return position, coordinates

    def _step(self, level: Table, position: Ints) -> tuple[Ints, Ints, Ints]:
        if int(self.flat.scalar(level, 0, "b")) == 0:
            size = max(int(self.flat.scalar(level, 1, "i")), 0)
            self._bounded(len(position) * size)
            parent = np.repeat(np.arange(len(position)), size)
            coordinate = np.tile(np.arange(size), len(position))
            return parent, coordinate, position[parent] * size + coordinate
        segments, indices = self._indices(level, 2), self._indices(level, 4)
        if not len(position) or int(position.max()) + 1 >= len(segments):
            _damaged(self.flat, f"the sparsity of {self.name} has too few segments")
        counts = segments[position + 1] - segments[position]
        if (counts < 0).any() or (segments < 0).any() or int(segments.max()) > len(indices):
            _damaged(self.flat, f"the segments of {self.name} are out of order")
        self._bounded(int(counts.sum()))
        parent = np.repeat(np.arange(len(position)), counts)
        within = np.arange(len(parent)) - np.repeat(np.cumsum(counts) - counts, counts)
        place = segments[position][parent] + within
        return parent, indices[place], place

    def _bounded(self, count: int) -> None:
        if count > MOST_SPARSE:
            _damaged(self.flat, f"the sparsity of {self.name} describes {count:,} elements")

    def _indices(self, level: Table, slot: int) -> Ints:
        """A vector of the union SparseIndexVector: of 32, 16 or 8 bits."""
        width = {1: "<i4", 2: "<u2", 3: "u1"}.get(int(self.flat.scalar(level, slot, "B")))
        table = self.flat.child(level, slot + 1)
        if width is None or table is None:
            _damaged(self.flat, f"the sparsity of {self.name} lacks its indices")
        return self.flat.vector(table, 0, width).astype(np.int64)

    def _original(self, coordinates: list[Ints]) -> list[Ints]:
        """Coordinates in the tensor's own dimensions: block × its size + place inside the block."""
        of = dict(zip(self.order, coordinates, strict=True))
        size = {
            dim: int(self.flat.scalar(self.levels[level], 1, "i")) for level, dim in enumerate(self.order)
        }
        found = [of[dim] for dim in range(len(self.shape))]
        for number, dim in enumerate(self.block_map):
            block = len(self.shape) + number
            found[dim] = found[dim] * size[block] + of[block]
        return found
