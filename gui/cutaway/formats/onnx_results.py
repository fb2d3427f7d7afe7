# SPDX-License-Identifier: Apache-2.0
"""Reads .onnx files that a conversion wrote: inputs, outputs, weights and the graph, without a descriptor.

Field numbers are those of onnx.proto3 (github.com/onnx/onnx, IR version 8).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cutaway.description.graph import Graph, GraphSummary, Operator
from cutaway.description.model import ModelDescription, ModelFile
from cutaway.description.signatures import DEFAULT_KEY, Signature
from cutaway.description.tensors import TensorSpec
from cutaway.description.variables import Role, Variable
from cutaway.errors import DamagedFileError, MissingFileError, RequestError
from cutaway.formats.graphbuilder import GraphBuilder
from cutaway.wire.files import map_file
from cutaway.wire.varints import Field, fields, read_varint, signed

if TYPE_CHECKING:
    import numpy

ENDING = ".onnx"
MARK = "converted_by"
"""Key of the metadata by which a result is known."""

_DTYPES = {
    1: "float32",
    2: "uint8",
    3: "int8",
    4: "uint16",
    5: "int16",
    6: "int32",
    7: "int64",
    8: "string",
    9: "bool",
    10: "float16",
    11: "float64",
    12: "uint32",
    13: "uint64",
    14: "complex64",
    15: "complex128",
    16: "bfloat16",
}
_WEIGHTS = frozenset(("float32", "float16", "float64", "bfloat16", "int8", "uint8"))
_PACKED = {4: "float32", 5: "int32", 7: "int64", 10: "float64", 11: "uint64"}
_GRAPH, _OPSET, _METADATA = 7, 8, 14
_EXTERNAL = 13
"""TensorProto.external_data."""


class Tensor(NamedTuple):
    """A weight. start, end: where its values are; `raw` bytes, or a packed list of the type that `listed` names.

    is_outside: they are in another file.
    """

    dtype: str
    shape: tuple[int, ...]
    start: int
    end: int
    listed: str
    is_outside: bool = False


def is_result(path: Path) -> bool:
    """Whether a file is an .onnx that a conversion of Cutaway wrote, which says so in its metadata."""
    if path.suffix.lower() != ENDING or not path.is_file():
        return False
    data = map_file(path)
    try:
        return any(
            found.number == _METADATA and MARK.encode() in bytes(data[found.start : found.end])
            for found in fields(data, 0, len(data))
        )
    except ValueError:
        return False
    finally:
        data.release()


def open_result(path: Path) -> OnnxResult:
    """Open an .onnx. Raises DamagedFileError."""
    try:
        return OnnxResult(path)
    except (ValueError, UnicodeDecodeError, IndexError, KeyError):
        raise DamagedFileError(
            f"{path.name} is damaged: it is no whole ONNX file.", hint="Convert the model again.", path=path
        ) from None


class OnnxResult:
    """Implements `formats.opened.OpenModel`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._data = map_file(path)
        self._tensors: dict[str, Tensor] = {}
        self._inside = 0
        self._takers: dict[str, str] = {}
        top = list(fields(self._data, 0, len(self._data)))
        place = next(found for found in top if found.number == _GRAPH)
        self._builder = GraphBuilder()
        inner = list(fields(self._data, place.start, place.end))
        for found in inner:
            if found.number == 5:
                self._read_tensor(found)
        counts = self._read_nodes(inner, -1)
        inputs = [self._port(found) for found in inner if found.number == 11]
        outputs = tuple(self._port(found) for found in inner if found.number == 12)
        given = tuple(spec for spec in inputs if spec.name not in self._tensors)
        self._description = ModelDescription(
            "onnx",
            str(path),
            str(path),
            self._opset(top),
            {
                self._text(top, 2) or "onnx": self._text(top, 3).partition(" ")[0]
            },  # tf2onnx adds a commit, or None
            (Signature(DEFAULT_KEY, "declared", given, outputs),),
            constants=tuple(self._variable(name) for name in self._tensors if self._tensors[name].shape),
            graph=GraphSummary(
                sum(op.count for op in counts), len(self._builder.functions), self._inside, counts
            ),
            files=(ModelFile(path.name, len(self._data)),),
        )

    @property
    def description(self) -> ModelDescription:
        """What the model is."""
        return self._description

    def graph(self) -> Graph | None:
        """The graph; bodies of loops and branches are functions."""
        return self._builder.graph()

    def array(self, name: str) -> numpy.ndarray:
        """A weight by its name. Raises RequestError, DamagedFileError, MissingFileError (it lies in another file)."""
        found = self._tensors.get(name)
        if found is None:
            raise RequestError(f"There is no weight called {name}.", hint="Choose one that is listed.")
        if found.is_outside:
            raise MissingFileError(
                f"The values of {name} lie in another file, which is not read.",
                hint="Export the model into one file.",
                path=self._path,
            )
        try:
            return self._values(found)
        except (ValueError, TypeError, IndexError):
            message = (
                f"{self._path.name} is damaged: the values of {name} are not those of its shape and type."
            )
            raise DamagedFileError(message, hint="Export the model again.", path=self._path) from None

    def _values(self, found: Tensor) -> numpy.ndarray:
        import numpy

        data = self._data[found.start : found.end]
        if found.listed and found.listed not in ("float32", "float64"):
            values, position = [], found.start
            while position < found.end:
                value, position = read_varint(self._data, position, found.end)
                values.append(signed(value))
            return numpy.array(values).astype(found.dtype).reshape(found.shape)
        kind: numpy.dtype = numpy.dtype(found.listed or found.dtype)
        read: numpy.ndarray = numpy.frombuffer(data, kind).reshape(found.shape)
        return read

    def content(self, name: str, limit: int) -> bytes:
        """There are no assets: raises RequestError."""
        raise RequestError(f"There is no file called {name} of which {limit} bytes could be shown.")

    def entries(self, name: str, limit: int) -> list[tuple[str, str]]:
        """Tables are parts of the graph: raises RequestError."""
        raise RequestError(f"There is no table called {name} of which {limit} rows could be shown.")

    def close(self) -> None:
        """Unmap the file."""
        self._data.release()

    # --- parts ---

    def _text(self, found: list[Field], number: int) -> str:
        place = next((each for each in found if each.number == number), None)
        return "" if place is None else self._string(place)

    def _string(self, place: Field) -> str:
        return bytes(self._data[place.start : place.end]).decode()

    def _opset(self, top: list[Field]) -> str:
        for found in top:
            if found.number == _OPSET:
                parts = {each.number: each for each in fields(self._data, found.start, found.end)}
                if 2 in parts and (1 not in parts or parts[1].start == parts[1].end):
                    return f"opset {parts[2].value}"
        return ""

    def _read_tensor(self, place: Field) -> None:
        shape: list[int] = []
        dtype, name, start, end, listed = "unknown", "", 0, 0, ""
        is_outside = False
        for found in fields(self._data, place.start, place.end):
            if found.number == 1:
                shape += self._integers(found)
            elif found.number == 2:
                dtype = _DTYPES.get(found.value, "unknown")
            elif found.number == 8:
                name = self._string(found)
            elif found.number == 9:
                start, end, listed = found.start, found.end, ""
            elif found.number in _PACKED:
                start, end, listed = found.start, found.end, _PACKED[found.number]
            elif found.number == _EXTERNAL:
                is_outside = True
        self._tensors[name] = Tensor(dtype, tuple(shape), start, end, listed, is_outside)

    def _integers(self, place: Field) -> Iterator[int]:
        """Packed ones; onnx.proto3 packs them, and so does everything that writes it."""
        position = place.start
        while position < place.end:
            value, position = read_varint(self._data, position, place.end)
            yield signed(value)

    def _variable(self, name: str) -> Variable:
        found = self._tensors[name]
        role: Role = "weight" if found.dtype in _WEIGHTS else "constant"
        path = name if "/" in name else self._takers.get(name, name)
        size, is_there = found.end - found.start, not found.is_outside
        return Variable(name, path, found.dtype, found.shape, size, role, available=is_there)

    def _port(self, place: Field) -> TensorSpec:
        name, dtype = "", "unknown"
        shape: tuple[int | None, ...] | None = None
        for found in fields(self._data, place.start, place.end):
            if found.number == 1:
                name = self._string(found)
            elif found.number == 2:
                for kind in fields(self._data, found.start, found.end):
                    if kind.number == 1:
                        dtype, shape = self._tensor_type(kind)
        return TensorSpec(name, name, dtype, shape)

    def _tensor_type(self, place: Field) -> tuple[str, tuple[int | None, ...] | None]:
        dtype, shape = "unknown", None
        for found in fields(self._data, place.start, place.end):
            if found.number == 1:
                dtype = _DTYPES.get(found.value, "unknown")
            elif found.number == 2:
                shape = tuple(
                    self._dimension(each)
                    for each in fields(self._data, found.start, found.end)
                    if each.number == 1
                )
        return dtype, shape

    def _dimension(self, place: Field) -> int | None:
        found = {each.number: each.value for each in fields(self._data, place.start, place.end)}
        size = signed(found[1]) if 1 in found else -1
        return size if size >= 0 else None

    def _read_nodes(self, inner: list[Field], function: int) -> tuple[Operator, ...]:
        """Nodes with the edges between them; graphs in their attributes become functions."""
        givers: dict[str, tuple[int, int]] = {}
        waiting: list[tuple[int, list[str]]] = []
        counts: Counter[str] = Counter()
        for place, found in enumerate(each for each in inner if each.number == 1):
            parts = list(fields(self._data, found.start, found.end))
            op = self._text(parts, 4)
            counts[op] += 1
            name = self._text(parts, 3) or f"{op}_{place}"
            index = self._builder.add(name, op, function)
            outputs = [self._string(each) for each in parts if each.number == 2]
            givers.update({output: (index, slot) for slot, output in enumerate(outputs)})
            waiting.append((index, [self._string(each) for each in parts if each.number == 1]))
            self._read_bodies(parts, name, index)
        for index, inputs in waiting:
            for slot, giver in enumerate(inputs):
                if giver in self._tensors:
                    self._takers.setdefault(giver, self._builder.names[index])
                if giver in givers:
                    source, output = givers[giver]
                    self._builder.connect(source, output, index, slot)
        if function >= 0:
            self._inside += len(waiting)
            return ()
        return tuple(Operator(op, count) for op, count in sorted(counts.items()))

    def _read_bodies(self, parts: list[Field], name: str, index: int) -> None:
        for attribute in (each for each in parts if each.number == 5):
            inner = list(fields(self._data, attribute.start, attribute.end))
            for body in (each for each in inner if each.number == 6):
                role = self._text(inner, 1)
                self._builder.functions.append(f"{name}/{role}")
                number = len(self._builder.functions) - 1
                self._builder.calls.append((index, number, role))
                self._read_nodes(list(fields(self._data, body.start, body.end)), number)
