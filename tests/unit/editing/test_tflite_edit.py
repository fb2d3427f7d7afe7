# SPDX-License-Identifier: Apache-2.0
"""Edited .tflite files keep their weights where they are, also far behind and in other files, and what is packed."""

import io
import struct
import zipfile
from pathlib import Path

import numpy
import pytest

from cutaway.editing import edits, saving
from cutaway.editing.applying import apply_all
from cutaway.editing.graph_known import known_of
from cutaway.editing.refusals import Refusal
from cutaway.errors import RequestError
from cutaway.formats.opened import OpenModel, silent
from helpers import edited, lite
from helpers.corpus import SAMPLES
from helpers.flat import Node, Scalar, Table, Tables, Text, build

DEQUANTIZE = 6
SAMPLE = SAMPLES / "hello_world_int8.tflite"


def _saved(source: Path, target: Path, *listed: edits.Edit) -> OpenModel:
    model = edited.opened(source)
    draft = apply_all(edited.draft(model), listed, known_of(model, ()))
    saving.save(model, draft, target, silent)
    return edited.opened(target)


def _key(path: Path) -> str:
    return edited.opened(path).description.signatures[0].key


def _values(model: OpenModel) -> dict[str, bytes]:
    return {
        each.name: numpy.asarray(model.array(each.name)).tobytes() for each in model.description.constants
    }


def test_weights_and_all_else_stay_behind_the_new_tables(tmp_path: Path) -> None:
    key = _key(SAMPLE)
    made = _saved(SAMPLE, tmp_path / "new.tflite", edits.DuplicateSignature(key, "twin"))
    assert {each.key for each in made.description.signatures} == {key, "twin"}
    assert _values(made) == _values(edited.opened(SAMPLE))
    assert (tmp_path / "new.tflite").read_bytes().endswith(SAMPLE.read_bytes()[8:])


def test_packed_files_are_still_found(tmp_path: Path) -> None:
    packed = io.BytesIO(SAMPLE.read_bytes())
    with zipfile.ZipFile(packed, "a") as archive:
        archive.writestr("labels.txt", "yes\nno\n")
        archive.writestr("more.txt", "x" * 1000)
    source = tmp_path / "packed.tflite"
    source.write_bytes(packed.getvalue())
    made = _saved(source, tmp_path / "new.tflite", edits.RenameSignature(_key(source), "other"))
    assert made.content("labels.txt", 100) == b"yes\nno\n"
    data = (tmp_path / "new.tflite").read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.read("more.txt") == b"x" * 1000
        entry = archive.getinfo("labels.txt")
        assert data[entry.header_offset : entry.header_offset + 4] == b"PK\x03\x04"


def test_a_part_between_chosen_tensors_shares_the_weights(tmp_path: Path) -> None:
    model = edited.opened(SAMPLE)
    graph = model.file.subgraphs[0]  # type: ignore[attr-defined]
    middle = graph.operator_outputs[0][0]
    part = edits.AddSignature("part", {"x": f"0/{middle}"}, {"y": f"0/{graph.outputs[0]}"})
    made = _saved(SAMPLE, tmp_path / "new.tflite", part)
    assert len(made.file.subgraphs) == 2  # type: ignore[attr-defined]
    assert len(made.file.subgraphs[1].operators["code"]) == len(graph.operators["code"]) - 1  # type: ignore[attr-defined]
    assert (tmp_path / "new.tflite").stat().st_size < SAMPLE.stat().st_size + 2000


SIGNATURE = edited.opened(SAMPLE).description.signatures[0]
KEY, INPUT = SIGNATURE.key, SIGNATURE.inputs[0].name


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (edits.AddSignature("x", {}, {"y": "0/9999"}), "no tensor 0/9999"),
        (edits.SetDefault(KEY, INPUT, [[0]]), "no place for defaults"),
        (edits.CastInput(KEY, INPUT, "float32"), "is quantised"),
        (edits.RemoveInput(KEY, INPUT, [[0]]), "no place for the value"),
    ],
)
def test_what_cannot_be_is_refused(tmp_path: Path, edit: edits.Edit, words: str) -> None:
    with pytest.raises(Refusal, match=words):
        _saved(SAMPLE, tmp_path / "new.tflite", edit)
    assert not (tmp_path / "new.tflite").exists()


def test_the_head_is_that_of_a_model(tmp_path: Path) -> None:
    _saved(SAMPLE, tmp_path / "new.tflite", edits.RenameSignature(_key(SAMPLE), "other"))
    data = (tmp_path / "new.tflite").read_bytes()
    assert data[4:8] == b"TFL3"
    assert struct.unpack_from("<I", data)[0] < len(data) - SAMPLE.stat().st_size + 8


def test_weights_behind_the_tables_are_found_where_they_are_now(tmp_path: Path) -> None:
    weights = numpy.arange(6, dtype="<f4").tobytes()
    graph = lite.Graph([lite.Tensor("x"), lite.Tensor("w", buffer=1), lite.Tensor("z")], inputs=(0,))

    def built(offset: int) -> bytes:
        stored = Table({1: Scalar("Q", offset), 2: Scalar("Q", len(weights))})
        return lite.Model([graph], buffers=[stored]).build()

    source = tmp_path / "model.tflite"
    source.write_bytes(built(len(built(1 << 20))) + weights)
    made = _saved(source, tmp_path / "new.tflite", edits.RenameSignature("main", "serving_default"))
    assert made.array("w").tobytes() == weights
    assert (len((tmp_path / "new.tflite").read_bytes()) - source.stat().st_size) % 4096 == 0


def test_weights_in_another_file_are_found_beside_it_and_nowhere_else(tmp_path: Path) -> None:
    weights = numpy.arange(6, dtype="<f4").tobytes()
    (tmp_path / "weights.bin").write_bytes(weights)
    stored = {0: Scalar("I", 7), 1: Scalar("I", 0), 2: Scalar("Q", 0), 3: Scalar("Q", len(weights))}
    graph = lite.Graph([lite.Tensor("x"), lite.Tensor("w", external=7), lite.Tensor("z")], inputs=(0,))
    groups = [Table({0: Text("weights.bin")})]
    source = lite.Model([graph], groups=groups, external=[Table({**stored})]).write(tmp_path / "model.tflite")
    rename = edits.RenameSignature("main", "serving_default")
    made = _saved(source, tmp_path / "new.tflite", rename, edits.SetShape("serving_default", "x", (None, 3)))
    assert made.array("w").tobytes() == weights
    (tmp_path / "elsewhere").mkdir()
    with pytest.raises(RequestError, match=r"has weights in weights\.bin beside it"):
        _saved(source, tmp_path / "elsewhere" / "new.tflite", rename)
    assert not list((tmp_path / "elsewhere").iterdir())


def test_weights_that_are_unpacked_are_no_output(tmp_path: Path) -> None:
    """LiteRT's XNNPACK kernels unpack them for themselves: the tensor in the file stays all zeros."""
    tensors = [
        lite.Tensor("x"),
        lite.Tensor("packed", type=lite.INT8, buffer=1, quantization=((0.5,), (0,), 0)),
        lite.Tensor("unpacked"),
        lite.Tensor("y"),
    ]
    operators = [lite.Op(0, (1,), (2,)), lite.Op(1, (0, 2), (3,))]
    graph = lite.Graph(tensors, operators, inputs=(0,), outputs=(3,))
    codes = [lite.Code(DEQUANTIZE), lite.Code(lite.ADD)]
    source = lite.Model([graph], codes, buffers=[bytes(range(6))]).write(tmp_path / "model.tflite")
    with pytest.raises(Refusal, match="unpacked is weights that DEQUANTIZE unpacks"):
        _saved(source, tmp_path / "new.tflite", edits.AddOutput("main", "w", "unpacked"))


def test_fields_of_a_newer_schema_stay(tmp_path: Path) -> None:
    model = lite.Model()
    fields: dict[int, Node | None] = {
        0: Scalar("I", 3),
        1: Tables([code.table() for code in model.codes]),
        2: Tables([graph.table() for graph in model.graphs]),
        4: Tables([lite.buffer(b"")]),
        12: Text("of a newer schema"),
        13: Scalar("I", 7),
    }
    source = tmp_path / "model.tflite"
    source.write_bytes(build(Table(fields)))
    made = _saved(source, tmp_path / "new.tflite", edits.RenameSignature("main", "serving_default"))
    flat = made.file.flat  # type: ignore[attr-defined]
    assert flat.string(flat.root(), 12) == "of a newer schema"
    assert flat.scalar(flat.root(), 13, "I") == 7


def test_a_signature_that_takes_and_gives_nothing_can_be_called_by_another_key(tmp_path: Path) -> None:
    source = lite.Model([lite.Graph([], [], (), ())]).write(tmp_path / "empty.tflite")
    key = _key(source)
    made = _saved(source, tmp_path / "new.tflite", edits.DuplicateSignature(key, "twin"))
    assert "twin" in {each.key for each in made.description.signatures}
