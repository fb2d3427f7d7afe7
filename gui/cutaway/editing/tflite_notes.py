# SPDX-License-Identifier: Apache-2.0
"""Writes fields of a .tflite file's metadata (metadata_schema.fbs, identifier M001), made anew where there is none.

What was there stays, in the same way as in the model's own tables: the new ones are put in front of it.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Any, TypeAlias

from cutaway.editing.draft import Draft
from cutaway.editing.notes import TENSOR_TEXTS, TEXTS
from cutaway.formats import tflite_schema as schema
from cutaway.formats.tflite_file import TfliteFile
from cutaway.wire import flatfront
from cutaway.wire.flatbuffers import FlatBuffer, Table
from cutaway.wire.flatfront import Many, New, Node, Old, Vector

NAME = "TFLITE_METADATA"
_MODEL_OFFSETS, _MODEL_SLOTS = tuple(range(8)), 8
_GRAPH_OFFSETS, _GRAPH_SLOTS = tuple(range(8)), 8
_TENSOR_OFFSETS, _TENSOR_SLOTS = tuple(range(7)), 7
_GRAPHS, _INPUTS, _OUTPUTS, _UNITS = 3, 2, 3, 4
_NORMALIZATION, _FILES = 1, 6
_LABELS = 2
"""AssociatedFileType.TENSOR_AXIS_LABELS."""


Ends: TypeAlias = tuple[Sequence[int], Sequence[int]] | None
"""Tensors that go into the first subgraph and come out of it once it is edited; None where they stay."""


def buffer(file: TfliteFile, draft: Draft, ends: Ends = None) -> bytes:
    """The bytes of the metadata with the notes of the draft, and one entry for each of the ends."""
    index = next((index for name, index in file.metadata if name == NAME), -1)
    old = file.buffer(index) if index >= 0 else None
    data = bytes(old) if old is not None else b""
    flat = FlatBuffer(data, NAME) if len(data) >= 8 else None
    root = flat.root() if flat is not None else None
    made = flatfront.front(_model(file, draft, flat, root, ends), 16)
    return struct.pack("<I", flatfront.root_at(made)) + b"M001" + made + data[flatfront.HEAD :]


def _model(file: TfliteFile, draft: Draft, flat: FlatBuffer | None, root: Table | None, ends: Ends) -> New:
    fields = _copied(flat, root, _MODEL_OFFSETS, _MODEL_SLOTS)
    graphs = flat.tables(root, _GRAPHS) if flat is not None and root is not None else []
    for path, value in draft.notes.items():
        kind, _, word = path.partition(".")
        if kind == "model":
            _set(fields, TEXTS[word], value)
    if ends is not None or any(path.startswith(("inputs.", "outputs.")) for path in draft.notes):
        first = _copied(flat, graphs[0] if graphs else None, _GRAPH_OFFSETS, _GRAPH_SLOTS)
        for slot, side, count in _sides(file):
            made = _tensors(draft, flat, graphs[:1], slot, side, count)
            first[slot] = Many(made if ends is None else _placed(file, made, side, ends))
        others: list[Node] = [Old(graph.at) for graph in graphs[1:]]
        fields[_GRAPHS] = Many([New(first), *others])
    return New(fields)


def _placed(
    file: TfliteFile, made: Sequence[Node], side: str, ends: tuple[Sequence[int], Sequence[int]]
) -> list[Node]:
    """Entries in the order of the edited ends; a tensor that had none gets one with its name.

    What a cast put in the place of an end keeps that end's entry.
    """
    graph = file.subgraphs[0]
    old = list(graph.inputs if side == "inputs" else graph.outputs)
    new = list(ends[0] if side == "inputs" else ends[1])
    found: list[Node] = []
    for place, index in enumerate(new):
        if index in old:
            found.append(made[old.index(index)])
        elif place < len(old) and old[place] not in new:
            found.append(made[place])
        else:
            name = graph.names[index] if index < len(graph.names) else ""
            found.append(New({0: flatfront.text(name)}))
    return found


def _sides(file: TfliteFile) -> list[tuple[int, str, int]]:
    graph = file.subgraphs[0]
    return [(_INPUTS, "inputs", len(graph.inputs)), (_OUTPUTS, "outputs", len(graph.outputs))]


def _tensors(
    draft: Draft, flat: FlatBuffer | None, graphs: Sequence[Table], slot: int, side: str, count: int
) -> list[Node]:
    """One table for each input or output of the first subgraph."""
    there = flat.tables(graphs[0], slot) if flat is not None and graphs else []
    made: list[Node] = []
    for place in range(count):
        wanted = {path: value for path, value in draft.notes.items() if path.startswith(f"{side}.{place}.")}
        if not wanted and place < len(there):
            made.append(Old(there[place].at))
            continue
        fields = _copied(flat, there[place] if place < len(there) else None, _TENSOR_OFFSETS, _TENSOR_SLOTS)
        for path, value in wanted.items():
            word = path.rpartition(".")[2]
            if word in TENSOR_TEXTS:
                _set(fields, TENSOR_TEXTS[word], value)
            elif word == "normalization":
                _normalize(fields, value)
            else:
                _set_files(fields, value)
        made.append(New(fields))
    return made


def _copied(
    flat: FlatBuffer | None, table: Table | None, offsets: Sequence[int], known: int
) -> dict[int, Node]:
    return flatfront.copied(flat, table, offsets, known) if flat is not None and table is not None else {}


def _set(fields: dict[int, Node], slot: int, value: Any) -> None:  # noqa: ANN401 - of JSON
    fields.pop(slot, None)
    if value is not None:
        fields[slot] = flatfront.text(value)


def _normalize(fields: dict[int, Node], value: Any) -> None:  # noqa: ANN401 - of JSON
    """The one process unit that says how values are prepared."""
    fields.pop(_UNITS, None)
    if value is not None:
        options = New({0: _floats(value["mean"]), 1: _floats(value["std"])})
        fields[_UNITS] = Many([New({0: flatfront.scalar("B", _NORMALIZATION), 1: options})])


def _floats(values: Sequence[float]) -> Vector:
    return Vector(struct.pack(f"<{len(values)}f", *values), 4)


def _set_files(fields: dict[int, Node], value: Any) -> None:  # noqa: ANN401 - of JSON
    fields.pop(_FILES, None)
    if value is not None:
        fields[_FILES] = Many(
            [New({0: flatfront.text(name), 2: flatfront.scalar("b", _LABELS)}) for name in value]
        )


def noted(
    file: TfliteFile, draft: Draft, fields: dict[int, Node], buffers: list[Node], ends: Ends = None
) -> None:
    """Put the metadata into the fields of the model: a new buffer, and the entry that names it."""
    buffers.append(New({0: Vector(buffer(file, draft, ends), 1)}))
    fields[schema.MODEL_BUFFERS] = Many(buffers)
    flat = FlatBuffer(file.flat.data, file.flat.name, file.flat.path)
    entries: list[Node] = [
        Old(at)
        for (name, _), at in zip(
            file.metadata, flat.positions(flat.root(), schema.MODEL_METADATA).tolist(), strict=True
        )
        if name != NAME
    ]
    entries.append(New({0: flatfront.text(NAME), 1: flatfront.scalar("I", len(buffers) - 1)}))
    fields[schema.MODEL_METADATA] = Many(entries)
