# SPDX-License-Identifier: Apache-2.0
"""Signatures and constants of a .tflite file, under the names that a user sees."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from cutaway.description.dtypes import BITS, is_learnt, size_in_bytes
from cutaway.description.signatures import Signature
from cutaway.description.tensors import Quantization, TensorSpec
from cutaway.description.variables import Variable
from cutaway.formats.tflite_file import Subgraph, TfliteFile, static_shape, tensor_shape
from cutaway.formats.tflite_schema import dtype

_MOST_CHANNELS = 1 << 20
_PLACE = re.compile(r"\d+/\d+")


class Place(NamedTuple):
    """A tensor: index of its subgraph and its own index there."""

    subgraph: int
    tensor: int


class Constant(NamedTuple):
    """A tensor with values in the file. shared: other tensors that use the same bytes in the same way."""

    variable: Variable
    place: Place
    shared: tuple[Place, ...]


def tensor_name(subgraphs: list[Subgraph], place: Place) -> str:
    """What the contract calls TENSOR: the tensor's own name, SUBGRAPH/INDEX where it has none."""
    return subgraphs[place.subgraph].names[place.tensor] or f"{place.subgraph}/{place.tensor}"


def signatures(file: TfliteFile) -> tuple[Signature, ...]:
    """The declared signatures, and what the first subgraph takes and gives where none of them can be used for it.

    An interpreter can always be called without a signature, by the tensors of the first subgraph.
    """
    declared = tuple(
        Signature(
            table.key,
            "declared",
            _named(file, table.subgraph, table.inputs),
            _named(file, table.subgraph, table.outputs),
        )
        for table in sorted(file.signatures, key=lambda table: table.key)
    )
    if not file.subgraphs or any(signature.outputs for signature in declared):
        return declared
    first = file.subgraphs[0]
    inferred = Signature(
        "main",
        "inferred",
        _named(file, 0, [(_caller_name(first, index), index) for index in first.inputs]),
        _named(file, 0, [(_caller_name(first, index), index) for index in first.outputs]),
    )
    return (*declared, inferred)


def _caller_name(subgraph: Subgraph, index: int) -> str:
    return subgraph.names[index] if 0 <= index < len(subgraph.names) else str(index)


def _named(file: TfliteFile, subgraph: int, side: list[tuple[str, int]]) -> tuple[TensorSpec, ...]:
    return tuple(_spec(file, name, Place(subgraph, index)) for name, index in side)


def _spec(file: TfliteFile, name: str, place: Place) -> TensorSpec:
    """A tensor that is not there is shown by its numbers, with an unknown type."""
    if not exists(file, place):
        return TensorSpec(name, f"{place.subgraph}/{place.tensor}", "unknown", None)
    graph = file.subgraphs[place.subgraph]
    return TensorSpec(
        name,
        tensor_name(file.subgraphs, place),
        dtype(int(graph.tensors["type"][place.tensor])),
        tensor_shape(graph, place.tensor),
        quantization(file, place),
    )


def exists(file: TfliteFile, place: Place) -> bool:
    """Whether both indices of a place are in range."""
    return 0 <= place.subgraph < len(file.subgraphs) and 0 <= place.tensor < len(
        file.subgraphs[place.subgraph].names
    )


def quantization(file: TfliteFile, place: Place) -> Quantization | None:
    """Scales and zero points of a tensor, None where it has none."""
    at = int(file.subgraphs[place.subgraph].tensors["quantization"][place.tensor])
    if not at:
        return None
    flat = file.flat
    table = flat.table(at)
    scales = flat.vector(table, 2, "<f4")
    if len(scales) > _MOST_CHANNELS:
        flat.damaged(f"a tensor claims scales for {len(scales):,} channels")
    scale = tuple(float(value) for value in scales)
    zero = tuple(flat.numbers(table, 3, "<i8"))
    if not scale:
        return None
    return Quantization(
        scale, zero or (0,) * len(scale), int(flat.scalar(table, 6, "i")) if len(scale) > 1 else None
    )


def constants(file: TfliteFile) -> list[Constant]:
    """Tensors of rank 1 or more with values in the file, those that share their bytes counted once.

    Names are unique: a tensor's own name where no other tensor has it, else SUBGRAPH/INDEX.
    """
    first: dict[tuple[int, int, int, tuple[int, ...]], Place] = {}
    shared: dict[Place, list[Place]] = {}
    for number, graph in enumerate(file.subgraphs):
        for index in _with_values(file, graph):
            shape = static_shape(graph, index)
            if shape:
                columns = graph.tensors
                key = (
                    int(columns["buffer"][index]),
                    int(columns["external"][index]),
                    int(columns["type"][index]),
                    shape,
                )
                place = first.setdefault(key, Place(number, index))
                shared.setdefault(place, []).append(Place(number, index))
    counts = _name_counts(file)
    return [
        Constant(_variable(file, place, counts), place, tuple(others[1:])) for place, others in shared.items()
    ]


def states(file: TfliteFile) -> list[Constant]:
    """Tensors that keep their values from one call to the next (`is_variable`); they usually start at zero."""
    counts = _name_counts(file)
    places = [
        Place(number, index)
        for number, graph in enumerate(file.subgraphs)
        for index, kept in enumerate(graph.tensors["variable"].tolist())
        if kept
    ]
    return [
        Constant(_variable(file, place, counts)._replace(role="other", trainable=False), place, ())
        for place in places
    ]


def _name_counts(file: TfliteFile) -> Counter[str]:
    return Counter(name for graph in file.subgraphs for name in graph.names)


def _with_values(file: TfliteFile, graph: Subgraph) -> list[int]:
    buffers, count = graph.tensors["buffer"], file.buffer_count
    data, offset = file.buffers["data"], file.buffers["offset"]
    kept, externals = graph.tensors["variable"].tolist(), graph.tensors["external"].tolist()
    found = []
    for index, (buffer, external) in enumerate(zip(buffers.tolist(), externals, strict=True)):
        if kept[index]:
            continue
        elsewhere = external and external in file.external
        if elsewhere or (0 < buffer < count and (_length(file, int(data[buffer])) or offset[buffer] > 1)):
            found.append(index)
    return found


def _length(file: TfliteFile, at: int) -> int:
    return len(file.flat.vector_at(at, "u1")) if at else 0


def _variable(file: TfliteFile, place: Place, counts: Counter[str]) -> Variable:
    graph = file.subgraphs[place.subgraph]
    name = graph.names[place.tensor]
    unique = name and counts[name] == 1 and not _PLACE.fullmatch(name)
    kind = dtype(int(graph.tensors["type"][place.tensor]))
    shape = static_shape(graph, place.tensor)
    stored, available = _stored(file, graph, place.tensor)
    starts_at_zero = graph.tensors["variable"][place.tensor] and available and not stored
    if kind in BITS and not graph.tensors["sparsity"][place.tensor] and not starts_at_zero:
        available = available and stored >= size_in_bytes(kind, shape)
    return Variable(
        name if unique else f"{place.subgraph}/{place.tensor}",
        name,
        kind,
        shape,
        stored,
        "weight" if _is_weight(file, place, kind) else "constant",
        None,
        available,
    )


def _is_weight(file: TfliteFile, place: Place, kind: str) -> bool:
    """Floats, and integers that stand for real numbers; biases of quantised layers are int32 with a scale."""
    if not kind.startswith(("int", "uint")):
        return is_learnt(kind)
    found = quantization(file, place)
    return found is not None and bool(found.scale)


def _stored(file: TfliteFile, graph: Subgraph, index: int) -> tuple[int, bool]:
    """Stored bytes of a constant, and whether they are in this file."""
    external = file.external.get(int(graph.tensors["external"][index]))
    if external is not None and graph.tensors["external"][index]:
        return external.length, False
    buffer = int(graph.tensors["buffer"][index])
    found = file.buffer_range(buffer)
    if found is not None:
        return found[1], True
    return (int(file.buffers["size"][buffer]) if buffer < file.buffer_count else 0), False
