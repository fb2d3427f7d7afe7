# SPDX-License-Identifier: Apache-2.0
"""Reads OpenVINO IR that a conversion wrote, an .xml and its .bin: inputs, outputs, weights and the graph.

The elements are those of docs.openvino.ai ("Operation Sets", "IR format", version 11).
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as Tree

from cutaway.description.graph import Graph, GraphSummary, Operator
from cutaway.description.model import ModelDescription, ModelFile
from cutaway.description.signatures import DEFAULT_KEY, Signature
from cutaway.description.tensors import TensorSpec
from cutaway.description.variables import Role, Variable
from cutaway.errors import DamagedFileError, RequestError
from cutaway.formats.graphbuilder import GraphBuilder
from cutaway.wire.files import map_file

if TYPE_CHECKING:
    import numpy

ENDING = ".xml"
MARK = "converted_by"
"""Element of `rt_info` by which a result is known; `cutaway` beside it has the names of its signature."""

_DTYPES = {
    "f16": "float16",
    "f32": "float32",
    "f64": "float64",
    "bf16": "bfloat16",
    "boolean": "bool",
    "string": "string",
    **{
        f"{sign}{bits}": f"{word}{bits}"
        for sign, word in (("i", "int"), ("u", "uint"))
        for bits in (8, 16, 32, 64)
    },
}
_PRECISIONS = {
    "FP16": "f16",
    "FP32": "f32",
    "FP64": "f64",
    "BF16": "bf16",
    "BOOL": "boolean",
    "STRING": "string",
}
_WEIGHTS = frozenset(("float32", "float16", "float64", "bfloat16", "int8", "uint8"))
_COMMA = re.compile(r"(?<!\\),")
_LARGEST = 1 << 28
_TAIL = 1 << 16


def is_result(path: Path) -> bool:
    """Whether a file is IR that a conversion of Cutaway wrote, which says so at its end."""
    if path.suffix.lower() != ENDING or not path.is_file():
        return False
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - _TAIL))
        return size <= _LARGEST and f'<{MARK} value="Cutaway'.encode() in file.read()


def open_result(path: Path) -> OpenvinoResult:
    """Open an .xml. Raises DamagedFileError."""
    try:
        return OpenvinoResult(path)
    except (ValueError, KeyError, TypeError, AttributeError, SyntaxError, OSError):
        message = f"{path.name} is damaged: it is no whole OpenVINO IR, or its .bin is not beside it."
        raise DamagedFileError(message, hint="Convert the model again.", path=path) from None


class OpenvinoResult:
    """Implements `formats.opened.OpenModel`."""

    def __init__(self, path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        if "<!DOCTYPE" in text:
            raise ValueError(path)  # no writer of IR declares entities
        root = Tree.fromstring(text)  # noqa: S314 - without entities there is nothing to blow up
        weights = path.with_suffix(".bin")
        self._data = map_file(weights)
        self._places: dict[str, tuple[int, int]] = {}
        self._specs: dict[str, TensorSpec] = {}
        self._constants: list[Variable] = []
        self._builder = GraphBuilder()
        counts = self._read(root, -1)
        inside = len(self._builder.names) - sum(op.count for op in counts)
        self._description = ModelDescription(
            "openvino",
            str(path),
            str(path),
            f"version {root.attrib['version']}",
            {"openvino": _told(root, "info")},
            (Signature(DEFAULT_KEY, "declared", self._named(root, "inputs"), self._named(root, "outputs")),),
            constants=tuple(self._constants),
            graph=GraphSummary(sum(op.count for op in counts), len(self._builder.functions), inside, counts),
            files=(ModelFile(path.name, path.stat().st_size), ModelFile(weights.name, len(self._data))),
        )

    @property
    def description(self) -> ModelDescription:
        """What the model is."""
        return self._description

    def graph(self) -> Graph | None:
        """The graph; bodies of loops and branches are functions."""
        return self._builder.graph()

    def array(self, name: str) -> numpy.ndarray:
        """A weight by its name. Raises RequestError."""
        import numpy

        found = next((each for each in self._constants if each.name == name), None)
        if found is None:
            raise RequestError(f"There is no weight called {name}.", hint="Choose one that is listed.")
        start, end = self._places[name]
        return numpy.frombuffer(self._data[start:end], _numpy_type(found.dtype)).reshape(found.shape or ())

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

    def _named(self, root: Tree.Element, side: str) -> tuple[TensorSpec, ...]:
        """The ports that the conversion named, in the signature's order."""
        return tuple(self._specs[name] for name in json.loads(_told(root, f"cutaway/{side}")))

    def _read(self, graph: Tree.Element, function: int) -> tuple[Operator, ...]:
        """Layers with the edges between them; bodies become functions."""
        places: dict[str, int] = {}
        first: dict[str, int] = {}
        counts: Counter[str] = Counter()
        for layer in graph.iterfind("layers/layer"):
            counts[layer.attrib["type"]] += 1
            place = self._builder.add(layer.attrib["name"], layer.attrib["type"], function)
            places[layer.attrib["id"]] = place
            first[layer.attrib["id"]] = len(layer.findall("input/port"))
            self._read_layer(layer, place, is_outside=function < 0)
        for edge in graph.iterfind("edges/edge"):
            giver, taker = edge.attrib["from-layer"], edge.attrib["to-layer"]
            slot = int(edge.attrib["from-port"]) - first[giver]  # ports are counted on from the inputs
            self._builder.connect(places[giver], slot, places[taker], int(edge.attrib["to-port"]))
        return tuple(Operator(op, count) for op, count in sorted(counts.items()))

    def _read_layer(self, layer: Tree.Element, place: int, *, is_outside: bool) -> None:
        if is_outside:
            for port in layer.iterfind("output/port"):
                for name in _names(port):
                    self._specs[name] = TensorSpec(name, name, _precision(port), _shape(port))
            if layer.attrib["type"] == "Const":
                self._read_constant(layer)
        for role in ("body", "then_body", "else_body"):
            body = layer.find(role)
            if body is not None:
                self._builder.functions.append(f"{layer.attrib['name']}/{role}")
                number = len(self._builder.functions) - 1
                self._builder.calls.append((place, number, role))
                self._read(body, number)

    def _read_constant(self, layer: Tree.Element) -> None:
        data = layer.find("data")
        dtype = "" if data is None else _DTYPES.get(data.attrib["element_type"], "")
        if data is None or not dtype or dtype == "string" or not data.attrib["shape"]:
            return
        name = layer.attrib["name"]
        shape = tuple(int(size) for size in data.attrib["shape"].split(","))
        start, size = int(data.attrib["offset"]), int(data.attrib["size"])
        if start + size > len(self._data):
            raise ValueError(name)
        self._places[name] = (start, start + size)
        role: Role = "weight" if dtype in _WEIGHTS else "constant"
        self._constants.append(Variable(name, name, dtype, shape, size, role))


def _told(root: Tree.Element, path: str) -> str:
    found = root.find(f"rt_info/{path}")
    return "" if found is None else found.attrib["value"]


def _names(port: Tree.Element) -> Iterator[str]:
    """Names of the port's tensor; commas in a name are escaped."""
    for name in _COMMA.split(port.attrib.get("names", "")):
        if name:
            yield name.replace("\\,", ",")


def _precision(port: Tree.Element) -> str:
    told = port.attrib.get("precision", "")
    return _DTYPES.get(_PRECISIONS.get(told, told.lower()), "unknown")


def _shape(port: Tree.Element) -> tuple[int | None, ...] | None:
    """None where the rank is not known; nothing tells that from a scalar, so a port without sizes is a scalar."""
    sizes = (int(each.text or 0) for each in port.iterfind("dim"))
    return tuple(size if size >= 0 else None for size in sizes)


def _numpy_type(dtype: str) -> numpy.dtype:
    import numpy

    if dtype != "bfloat16":
        return numpy.dtype(dtype)
    import ml_dtypes

    found: numpy.dtype = numpy.dtype(ml_dtypes.bfloat16)
    return found
