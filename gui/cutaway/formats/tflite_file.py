# SPDX-License-Identifier: Apache-2.0
"""The structure of a .tflite file in columns: operator codes, subgraphs, buffers, signatures, metadata entries.

Everything that an offset reaches is checked here; indices (of tensors, buffers, operator codes) are kept as the file
has them and judged where they are used, so that a model with one bad index can still be shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy.typing as npt

from cutaway.errors import DamagedFileError, UnsupportedFormatError
from cutaway.formats import tflite_schema as schema
from cutaway.wire.flatbuffers import FlatBuffer, Ints, Table

_SMALLEST = 20  # root offset, identifier, and the least that a vtable and a table take


class OperatorCode(NamedTuple):
    """name: builtin name, or the custom code. kind: builtin, custom or flex (TensorFlow's own kernels)."""

    name: str
    version: int
    kind: str


@dataclass(frozen=True, slots=True)
class Ragged:
    """Vectors of int32 behind one another; vector i is `flat[starts[i]:starts[i + 1]]`."""

    flat: npt.NDArray[Any]
    starts: Ints

    def __getitem__(self, index: int) -> list[int]:
        found: list[int] = self.flat[self.starts[index] : self.starts[index + 1]].tolist()
        return found


@dataclass(frozen=True, slots=True)
class Subgraph:
    """One subgraph. tensors, operators: columns named as in `tflite_schema`. names: those of its tensors."""

    name: str
    inputs: list[int]
    outputs: list[int]
    tensors: dict[str, Ints]
    operators: dict[str, Ints]
    names: list[str]
    shapes: Ragged
    dynamic_shapes: Ragged
    operator_inputs: Ragged
    operator_outputs: Ragged


class SignatureTable(NamedTuple):
    """A SignatureDef: names a caller uses, with indices of tensors in its subgraph."""

    key: str
    subgraph: int
    inputs: list[tuple[str, int]]
    outputs: list[tuple[str, int]]


class ExternalBuffer(NamedTuple):
    """Constant data in another file: its name, where in it the bytes are, and by what name they are packed."""

    file: str
    offset: int
    length: int
    packing: str


@dataclass(frozen=True, slots=True)
class TfliteFile:
    """A .tflite file after its structure was read; `flat` is kept for what is read later."""

    flat: FlatBuffer
    version: int
    description: str
    codes: list[OperatorCode]
    subgraphs: list[Subgraph]
    buffers: dict[str, Ints]
    metadata: list[tuple[str, int]]
    signatures: list[SignatureTable]
    external: dict[int, ExternalBuffer]

    @property
    def buffer_count(self) -> int:
        """Entries of the buffer table."""
        return len(self.buffers["data"])

    def buffer_range(self, index: int) -> tuple[int, int] | None:
        """Where a buffer's bytes are, as (start, length): (0, 0) for an empty one, None outside the file."""
        if not 0 <= index < self.buffer_count:
            return None
        at = int(self.buffers["data"][index])
        if at:
            return at + 4, len(self.flat.vector_at(at, "u1"))
        start, length = int(self.buffers["offset"][index]), int(self.buffers["size"][index])
        if start <= 1:  # schema.fbs: 0 and 1 say that there is no data
            return 0, 0
        return (start, length) if length >= 0 and start + length <= self.flat.size else None

    def buffer(self, index: int) -> memoryview | None:
        """The bytes of a buffer, None where they are outside the file."""
        found = self.buffer_range(index)
        return None if found is None else self.flat.data[found[0] : found[0] + found[1]]


def read(data: memoryview, shown: str, path: Path) -> TfliteFile:
    """Read the structure of a whole file.

    Raises UnsupportedFormatError (another identifier or schema version), DamagedFileError.
    """
    _check_head(data, shown, path)
    flat = FlatBuffer(data, shown, path)
    root = flat.root()
    version = flat.scalar(root, schema.MODEL_VERSION, "I")
    if version != schema.VERSION:
        message = (
            f"{shown} says it follows version {version} of the TensorFlow Lite schema; only version 3 exists."
        )
        raise DamagedFileError(message, hint="Get the file again from where it came.", path=path)
    buffers = flat.columns(flat.positions(root, schema.MODEL_BUFFERS), schema.BUFFER)
    _check_buffers(flat, buffers["data"])
    return TfliteFile(
        flat,
        version,
        flat.string(root, schema.MODEL_DESCRIPTION),
        [_code(flat, table) for table in flat.tables(root, schema.MODEL_CODES)],
        [_subgraph(flat, table) for table in flat.tables(root, schema.MODEL_SUBGRAPHS)],
        buffers,
        [
            (flat.string(table, 0), flat.scalar(table, 1, "I"))
            for table in flat.tables(root, schema.MODEL_METADATA)
        ],
        [_signature(flat, table) for table in flat.tables(root, schema.MODEL_SIGNATURES)],
        _external(flat, root),
    )


def _check_head(data: memoryview, shown: str, path: Path) -> None:
    identifier = bytes(data[4:8])
    if len(data) < _SMALLEST:
        message = f"{shown} is cut off: a TensorFlow Lite file has at least {_SMALLEST} bytes, this one {len(data)}."
        raise DamagedFileError(message, hint="Get the file again from where it came.", path=path)
    if identifier == schema.IDENTIFIER:
        return
    word = identifier.decode("ascii", "backslashreplace")
    if identifier[:3] == schema.IDENTIFIER[:3] and identifier[3:].isdigit():
        message = (
            f"{shown} is of an unknown TensorFlow Lite version: its identifier is {word}, only TFL3 is known."
        )
        raise UnsupportedFormatError(
            message, hint="Get the file again, or convert the model again.", path=path
        )
    message = (
        f"{shown} is damaged, or no TensorFlow Lite file: its bytes 4 to 7 are {word} and should be TFL3."
    )
    raise DamagedFileError(message, hint="Get the file again from where it came.", path=path)


def _check_buffers(flat: FlatBuffer, positions: Ints) -> None:
    present = positions[positions > 0]
    if len(present):
        last = int(present.max())
        flat.vector_at(last, "u1")
        ends = present + 4 + flat.gather(present, "u4")
        flat.need(0, int(ends.max()), "the weights")


def _code(flat: FlatBuffer, table: Table) -> OperatorCode:
    """Old files keep the number in a signed byte, new ones in both places (schema_utils.cc, GetBuiltinCode)."""
    number = max(flat.scalar(table, 3, "i"), flat.scalar(table, 0, "b"))
    version = flat.scalar(table, 2, "i", 1)
    if number == schema.CUSTOM:
        name = flat.string(table, 1)
        return OperatorCode(name, version, "flex" if name.startswith("Flex") else "custom")
    return OperatorCode(schema.operator_table().names.get(number, f"operator {number}"), version, "builtin")


def _subgraph(flat: FlatBuffer, table: Table) -> Subgraph:
    tensors = flat.columns(flat.positions(table, schema.GRAPH_TENSORS), schema.TENSOR)
    operators = flat.columns(flat.positions(table, schema.GRAPH_OPERATORS), schema.OPERATOR)
    return Subgraph(
        flat.string(table, schema.GRAPH_NAME),
        flat.numbers(table, schema.GRAPH_INPUTS, "<i4"),
        flat.numbers(table, schema.GRAPH_OUTPUTS, "<i4"),
        tensors,
        operators,
        [flat.string_at(at) if at else "" for at in tensors["name"].tolist()],
        Ragged(*flat.ragged(tensors["shape"])),
        Ragged(*flat.ragged(tensors["signature"])),
        Ragged(*flat.ragged(operators["inputs"])),
        Ragged(*flat.ragged(operators["outputs"])),
    )


def _signature(flat: FlatBuffer, table: Table) -> SignatureTable:
    def mapping(slot: int) -> list[tuple[str, int]]:
        return [(flat.string(entry, 0), flat.scalar(entry, 1, "I")) for entry in flat.tables(table, slot)]

    return SignatureTable(flat.string(table, 2), flat.scalar(table, 4, "I"), mapping(0), mapping(1))


def _external(flat: FlatBuffer, root: Table) -> dict[int, ExternalBuffer]:
    """Buffers in other files, by their id (ExternalBufferGroup and ExternalBuffer of the schema)."""
    groups = [flat.string(table, 0) for table in flat.tables(root, schema.MODEL_GROUPS)]
    found: dict[int, ExternalBuffer] = {}
    for table in flat.tables(root, schema.MODEL_EXTERNAL):
        group = flat.scalar(table, 1, "I")
        file = groups[group] if group < len(groups) else ""
        found[flat.scalar(table, 0, "I")] = ExternalBuffer(
            file, flat.scalar(table, 2, "Q"), flat.scalar(table, 3, "Q"), flat.string(table, 4)
        )
    return found


def tensor_shape(subgraph: Subgraph, index: int) -> tuple[int | None, ...] | None:
    """Shape of a tensor: the signature's where there is one (−1: unknown), unknown rank where the file says so.

    `has_rank` distinguishes a scalar from an unranked tensor, but converters before 2.9 never set it: a tensor with
    an empty shape is a scalar then.
    """
    sizes = subgraph.dynamic_shapes[index] or subgraph.shapes[index]
    return tuple(None if size < 0 else size for size in sizes)


def static_shape(subgraph: Subgraph, index: int) -> tuple[int, ...]:
    """Shape of a constant; a negative size, which only damaged files have, counts as 0."""
    return tuple(max(size, 0) for size in subgraph.shapes[index])
