# SPDX-License-Identifier: Apache-2.0
"""Metadata of .tflite files is written where there was none and beside what there was."""

import zipfile
from pathlib import Path

import pytest

from cutaway.editing import edits, saving
from cutaway.editing.applying import apply_all
from cutaway.editing.graph_known import known_of
from cutaway.editing.refusals import Refusal
from cutaway.formats.opened import silent
from helpers import edited
from helpers.corpus import SAMPLES

SAMPLE = SAMPLES / "hello_world_int8.tflite"


def _saved(source: Path, target: Path, *listed: edits.Edit) -> dict[str, object]:
    model = edited.opened(source)
    saving.save(model, apply_all(edited.draft(model), listed), target, silent)
    metadata: dict[str, object] = edited.opened(target).description.metadata["model_metadata"]
    return metadata


def test_what_was_set_is_read_and_set_again(tmp_path: Path) -> None:
    normal = {"mean": [127.5], "std": [127.5]}
    first = _saved(
        SAMPLE,
        tmp_path / "first.tflite",
        edits.SetMetadata("model.author", "The tests"),
        edits.SetMetadata("inputs.0.description", "An angle"),
        edits.SetMetadata("inputs.0.normalization", normal),
    )
    assert first["author"] == "The tests"
    assert first["inputs"] == [{"description": "An angle", "normalization": normal}]
    second = _saved(
        tmp_path / "first.tflite",
        tmp_path / "second.tflite",
        edits.SetMetadata("model.author", None),
        edits.SetMetadata("model.name", "Sine"),
        edits.SetMetadata("outputs.0.name", "sine"),
    )
    assert "author" not in second
    assert second["name"] == "Sine"
    assert second["inputs"] == first["inputs"]
    assert second["outputs"] == [{"name": "sine"}]


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("model.colour", "red", "no field model.colour"),
        ("inputs.3.name", "x", "no input 3"),
        ("model.name", 3, "has to be a text"),
        ("inputs.0.normalization", {"mean": [1]}, "mean"),
        ("inputs.0.files", [""], "list of names"),
        ("files.../labels.txt", "yes", "no name for a packed file"),
        ("files.labels.txt", 3, "has to be a text"),
        ("files.labels.txt", None, "No file called labels.txt"),
    ],
)
def test_what_cannot_be_set_is_refused(path: str, value: object, words: str) -> None:
    draft = edited.draft(edited.opened(SAMPLE))
    with pytest.raises(Refusal, match=words):
        apply_all(draft, [edits.SetMetadata(path, value)])


def test_other_formats_keep_no_metadata(tmp_path: Path) -> None:
    draft = edited.draft(edited.opened(edited.frozen(tmp_path / "m.pb")))
    with pytest.raises(Refusal, match=r"only \.tflite files"):
        apply_all(draft, [edits.SetMetadata("model.name", "x")])


def test_an_output_that_is_added_gets_an_entry_of_its_own(tmp_path: Path) -> None:
    first = tmp_path / "first.tflite"
    _saved(SAMPLE, first, edits.SetMetadata("outputs.0.description", "Its sine"))
    model = edited.opened(first)
    signature = edited.draft(model).signatures[0]
    listed = [edits.AddOutput(signature.key, "hidden", "0/7")]
    draft = apply_all(edited.draft(model), listed, known_of(model, ()))
    target = tmp_path / "second.tflite"
    saving.save(model, draft, target, silent)
    metadata = edited.opened(target).description.metadata["model_metadata"]
    first_entry, second_entry = metadata["outputs"]
    assert first_entry == {"description": "Its sine"}
    assert second_entry["name"]


def test_labels_are_packed_replaced_and_taken_away(tmp_path: Path) -> None:
    first, second, third = (tmp_path / f"{name}.tflite" for name in ("first", "second", "third"))
    found = _saved(
        SAMPLE,
        first,
        edits.SetMetadata("files.labels.txt", "yes\nno\n"),
        edits.SetMetadata("files.more.bin", {"b64": "AAE="}),
        edits.SetMetadata("outputs.0.files", ["labels.txt"]),
    )
    assert found["associated_files"] == ["labels.txt"]
    model = edited.opened(first)
    assert model.content("labels.txt", 100) == b"yes\nno\n"
    assert model.content("more.bin", 100) == b"\0\1"
    assert [(each.name, each.role) for each in model.description.assets] == [
        ("labels.txt", "labels"),
        ("more.bin", ""),
    ]
    _saved(
        first,
        second,
        edits.SetMetadata("files.labels.txt", "maybe\n"),
        edits.SetMetadata("model.name", "Sine"),
    )
    assert edited.opened(second).content("labels.txt", 100) == b"maybe\n"
    with zipfile.ZipFile(second) as archive:
        assert archive.namelist() == ["more.bin", "labels.txt"]
    _saved(
        second, third, edits.SetMetadata("files.labels.txt", None), edits.SetMetadata("files.more.bin", None)
    )
    assert not zipfile.is_zipfile(third)
    assert edited.opened(third).description.metadata["model_metadata"]["name"] == "Sine"
