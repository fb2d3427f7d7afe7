# SPDX-License-Identifier: Apache-2.0
"""What a .tflite file tells about itself: its metadata entries, and the files packed behind it.

TFLITE_METADATA is a flatbuffer of its own (identifier M001, metadata_schema.fbs), CONVERSION_METADATA another
(conversion_metadata.fbs); min_runtime_version is text padded with zeros, LiteRtStamp two such texts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from cutaway.description.assets import Asset
from cutaway.errors import ModelError
from cutaway.formats.tflite_file import TfliteFile
from cutaway.wire.flatbuffers import FlatBuffer, Table
from cutaway.wire.zips import Archive

_MOST_METADATA = 1 << 24
_MOST_TENSORS = 1000

_SOURCES = {
    1: "SavedModel",
    2: "Keras model",
    3: "concrete functions",
    4: "GraphDef",
    5: "session",
    6: "JAX",
    7: "PyTorch",
}
_OPTIMIZATIONS = {
    1001: "float16 weights",
    1002: "dynamic range quantization",
    1003: "full integer quantization",
    1004: "int16 activations",
    2000: "quantization-aware training",
    3001: "random sparsity",
    3002: "block sparsity",
    3003: "structured sparsity",
}
_ROLES = {
    1: "description",
    2: "labels",
    3: "labels",
    4: "score calibration",
    5: "vocabulary",
    6: "search index",
}
_CONTENTS = {1: "feature", 2: "image", 3: "bounding boxes", 4: "audio"}
_COLORS = {1: "RGB", 2: "grayscale"}
_NORMALIZATION, _THRESHOLD = 1, 3


@dataclass(slots=True)
class TensorNotes:
    """What the metadata says of one input or output. parts: JSON values for the description's metadata."""

    name: str = ""
    description: str = ""
    parts: dict[str, Any] = field(default_factory=dict)

    def sentence(self) -> str:
        """A line for people: the name, what it is, and how values have to be prepared."""
        said = (
            f"{self.name}: {self.description}"
            if self.name and self.description
            else self.name or self.description
        )
        normal = self.parts.get("normalization")
        if not normal:
            return said
        prepared = f"Normalized with mean {_spelled(normal['mean'])} and deviation {_spelled(normal['std'])}."
        return f"{said.rstrip('.')}. {prepared}" if said else prepared


def _spelled(values: list[float | None]) -> str:
    return ", ".join(f"{value:g}" if value is not None else "unknown" for value in values)


@dataclass(slots=True)
class Told:
    """Everything that the metadata entries say. values: JSON for the description; notes of the first subgraph's ends.

    roles: what associated files are for, by name. unreadable: entries that are damaged, with the reason.
    """

    values: dict[str, Any] = field(default_factory=dict)
    producer: dict[str, str] = field(default_factory=dict)
    inputs: list[TensorNotes] = field(default_factory=list)
    outputs: list[TensorNotes] = field(default_factory=list)
    roles: dict[str, str] = field(default_factory=dict)
    accelerator: str = ""
    unreadable: list[tuple[str, str]] = field(default_factory=list)


def tell(file: TfliteFile) -> Told:
    """Read all metadata entries. A damaged one is listed as unreadable; the others still count."""
    told = Told()
    others: dict[str, int] = {}
    for name, index in file.metadata:
        data = file.buffer(index)
        if data is None or len(data) > _MOST_METADATA:
            told.unreadable.append(
                (name, "its buffer is not in the file" if data is None else "it is too large")
            )
            continue
        reader = _READERS.get(name)
        if reader is None or not len(data):
            others[name] = len(data)
            continue
        try:
            reader(bytes(data), told)
        except ModelError as error:
            told.unreadable.append((name, error.message.rstrip(".")))
    if others:
        told.values["other_metadata"] = others
    return told


def _runtime(data: bytes, told: Told) -> None:
    version = _text(data)
    if version:
        told.values["min_runtime_version"] = version


def _text(data: bytes) -> str:
    return data.split(b"\0", 1)[0].decode("utf-8", "replace").strip()


def _stamp(data: bytes, told: Told) -> None:
    words = [word.decode("utf-8", "replace") for word in re.split(rb"\0+", data) if word]
    told.accelerator = " ".join(words[:2])
    told.values["compiled_for"] = told.accelerator


def _precision(data: bytes, told: Told) -> None:
    told.values["reduced_precision_support"] = _text(data)


def _conversion(data: bytes, told: Told) -> None:
    flat = FlatBuffer(data, "CONVERSION_METADATA")
    root = flat.root()
    environment, options = flat.child(root, 0), flat.child(root, 1)
    found: dict[str, Any] = {}
    if environment is not None:
        version = flat.string(environment, 0)
        if version:
            told.producer["tensorflow"] = version
            found["tensorflow_version"] = version
        found["source"] = _SOURCES.get(flat.scalar(environment, 2, "i"), "unknown")
        found["converter_api"] = flat.scalar(environment, 1, "I")
    if options is not None:
        modes = flat.numbers(options, 0, "<i4")
        found["optimizations"] = [_OPTIMIZATIONS.get(mode, f"mode {mode}") for mode in modes]
        found["allow_custom_ops"] = bool(flat.scalar(options, 1, "B"))
        found["select_tf_ops"] = bool(flat.scalar(options, 2, "B"))
        found["force_select_tf_ops"] = bool(flat.scalar(options, 3, "B"))
    told.values["conversion"] = found


def _model(data: bytes, told: Told) -> None:
    flat = FlatBuffer(data, "TFLITE_METADATA")
    root = flat.root()
    names = {"name": 0, "description": 1, "version": 2, "author": 4, "license": 5, "min_parser_version": 7}
    found: dict[str, Any] = {name: flat.string(root, slot) for name, slot in names.items()}
    _files(flat, root, 6, told)
    graphs = flat.tables(root, 3)
    for graph in graphs:
        _files(flat, graph, 4, told)
    if graphs:
        told.inputs = [_tensor(flat, table, told) for table in _first(flat.tables(graphs[0], 2))]
        told.outputs = [_tensor(flat, table, told) for table in _first(flat.tables(graphs[0], 3))]
        found["inputs"] = [notes.parts for notes in told.inputs]
        found["outputs"] = [notes.parts for notes in told.outputs]
    if told.roles:
        found["associated_files"] = sorted(told.roles)
    told.values["model_metadata"] = {name: value for name, value in found.items() if value}


def _first(tables: list[Table]) -> Iterator[Table]:
    yield from tables[:_MOST_TENSORS]


def _files(flat: FlatBuffer, table: Table, slot: int, told: Told) -> None:
    for file in flat.tables(table, slot):
        told.roles[flat.string(file, 0)] = _ROLES.get(flat.scalar(file, 2, "b"), "")


def _tensor(flat: FlatBuffer, table: Table, told: Told) -> TensorNotes:
    _files(flat, table, 6, told)
    parts: dict[str, Any] = {"name": flat.string(table, 0), "description": flat.string(table, 1)}
    content = flat.child(table, 3)
    if content is not None:
        parts |= _content(flat, content)
    for unit in flat.tables(table, 4):
        options = flat.child(unit, 1)
        if options is not None and flat.scalar(unit, 0, "B") == _NORMALIZATION:
            parts["normalization"] = {"mean": _floats(flat, options, 0), "std": _floats(flat, options, 1)}
    stats = flat.child(table, 5)
    if stats is not None:
        parts["max"], parts["min"] = _floats(flat, stats, 0), _floats(flat, stats, 1)
    files = [flat.string(file, 0) for file in flat.tables(table, 6)]
    if files:
        parts["files"] = files
    return TensorNotes(
        parts["name"], parts["description"], {name: value for name, value in parts.items() if value}
    )


def _floats(flat: FlatBuffer, table: Table, slot: int) -> list[float | None]:
    """Floats for JSON, which knows no infinity."""
    values = [float(value) for value in flat.vector(table, slot, "<f4")]
    return [round(value, 6) if abs(value) < float("inf") else None for value in values]


def _content(flat: FlatBuffer, content: Table) -> dict[str, Any]:
    kind = flat.scalar(content, 0, "B")
    found: dict[str, Any] = {"content": _CONTENTS.get(kind, "")}
    properties = flat.child(content, 1)
    if properties is not None and _CONTENTS.get(kind) == "image":
        found["color_space"] = _COLORS.get(flat.scalar(properties, 0, "b"), "")
    if properties is not None and _CONTENTS.get(kind) == "audio":
        found["sample_rate"] = flat.scalar(properties, 0, "I")
    return found


_READERS: dict[str, Callable[[bytes, Told], None]] = {
    "min_runtime_version": _runtime,
    "CONVERSION_METADATA": _conversion,
    "TFLITE_METADATA": _model,
    "LiteRtStamp": _stamp,
    "reduced_precision_support": _precision,
}


def appended(file: TfliteFile) -> Archive | None:
    """The zip archive behind the flatbuffer, None where there is none (or it is damaged beyond its list)."""
    if bytes(file.flat.data[-66_000:]).rfind(b"PK\x05\x06") < 0:
        return None
    try:
        return Archive(file.flat.data, file.flat.name)
    except ModelError:
        return None


def assets(archive: Archive | None, told: Told) -> tuple[Asset, ...]:
    """The associated files: those in the archive, and those that are named but missing."""
    members = {member.name: member for member in archive.members} if archive else {}
    found = [
        Asset(name, member.size, _role(name, told.roles), not member.leaves)
        for name, member in members.items()
    ]
    missing = [
        Asset(name, 0, role, available=False) for name, role in told.roles.items() if name not in members
    ]
    return tuple(sorted([*found, *missing], key=lambda asset: asset.name))


def _role(name: str, roles: dict[str, str]) -> str:
    """What the metadata says, else what the name says: older tools packed labels without saying so."""
    said = roles.get(name, "")
    if not said and re.search(r"label|classes", name, re.IGNORECASE):
        return "labels"
    return said or ("vocabulary" if re.search(r"vocab", name, re.IGNORECASE) else "")
