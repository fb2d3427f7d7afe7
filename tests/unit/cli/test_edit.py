# SPDX-License-Identifier: Apache-2.0
"""`cutaway edit` as scripts and people meet it."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from cutaway.description.pages import data_of
from helpers.commands import cutaway, show
from helpers.corpus import SAMPLES

LITE = SAMPLES / "hello_world_int8.tflite"


def _edits(folder: Path, *listed: dict[str, object]) -> Path:
    file = folder / "edits.json"
    file.write_text(json.dumps({"schema": 1, "edits": listed}))
    return file


def _first(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = show(path)["signatures"][0]
    return found


def test_a_model_is_edited_and_proven(tmp_path: Path) -> None:
    signature = _first(LITE)
    rename = {
        "op": "rename_input",
        "signature": signature["key"],
        "name": signature["inputs"][0]["name"],
        "to": "x",
    }
    file, target = _edits(tmp_path, rename), tmp_path / "new.tflite"
    page = tmp_path / "report.html"
    answer = cutaway("edit", LITE, "--edits", file, "--output", target, "--report", page, "--json").json()
    assert answer["schema"] == 1
    assert answer["target"] == "tflite"
    assert answer["bytes"] == target.stat().st_size
    assert answer["source_bytes"] == LITE.stat().st_size
    assert answer["edits"][0].startswith("Rename the input")
    assert answer["proof"]["verdict"] == "pass"
    assert answer["proof"]["outputs"][0]["equal"]
    assert [(each["loader"], each["verdict"]) for each in answer["proof"]["loaders"]] == [("LiteRT", "pass")]
    assert json.loads(data_of(page.read_text())) == answer
    assert [each["name"] for each in _first(target)["inputs"]] == ["x"]


def test_what_is_there_stays_unless_that_was_said(tmp_path: Path) -> None:
    target = tmp_path / "new.tflite"
    target.write_bytes(b"old")
    file = _edits(tmp_path)
    refused = cutaway("edit", LITE, "--edits", file, "--output", target, "--no-proof", "--json")
    assert refused.status == 1
    assert refused.json()["error"]["kind"] == "RequestError"
    assert target.read_bytes() == b"old"
    done = cutaway("edit", LITE, "--edits", file, "--output", target, "--no-proof", "--overwrite")
    assert done.status == 0
    assert target.read_bytes() == LITE.read_bytes()


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("--output", "out"), 2, "edit needs --edits FILE."),
        (("--edits", "edits.json"), 2, "edit needs --output FILE."),
        (("--edits", "nowhere.json", "--output", "out"), 1, "cannot be read"),
    ],
)
def test_what_is_missing_is_said(tmp_path: Path, arguments: tuple[str, ...], status: int, words: str) -> None:
    outcome = cutaway("edit", LITE, *arguments)
    assert outcome.status == status
    assert words in outcome.stderr


def test_an_edit_that_cannot_be_is_a_sentence(tmp_path: Path) -> None:
    note: dict[str, object] = {"op": "set_metadata", "path": "model.author", "value": "Ada"}
    file = _edits(tmp_path, note, {"op": "delete_signature", "signature": "nothing"})
    outcome = cutaway("edit", LITE, "--edits", file, "--output", tmp_path / "new.tflite")
    assert outcome.status == 1
    assert "Edit 2 (delete_signature) cannot be made: There is no signature nothing." in outcome.stderr
    assert not (tmp_path / "new.tflite").exists()


def test_formats_without_signatures_to_edit_say_so(tmp_path: Path) -> None:
    file = _edits(tmp_path, {"op": "delete_signature", "signature": "x"})
    outcome = cutaway(
        "edit", SAMPLES / "resnet8_cifar10.h5", "--edits", file, "--output", tmp_path / "new.h5"
    )
    assert outcome.status == 1
    assert "is no SavedModel, .tflite file or frozen graph" in outcome.stderr


def test_a_model_in_an_archive_is_edited_beside_it_and_never_in_its_place(tmp_path: Path) -> None:
    archive = tmp_path / "models.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.write(LITE, "model.tflite")
    before = archive.read_bytes()
    signature = _first(archive)
    name = signature["inputs"][0]["name"]
    file = _edits(
        tmp_path, {"op": "rename_input", "signature": signature["key"], "name": name, "to": "renamed"}
    )
    refused = cutaway("edit", archive, "--edits", file, "--output", archive, "--overwrite")
    assert refused.status == 1
    assert "models.zip is an archive, and the edited model would take its place." in refused.stderr
    target = tmp_path / "new.tflite"
    answer = cutaway("edit", archive, "--edits", file, "--output", target, "--json").json()
    assert answer["proof"]["verdict"] == "pass"
    assert [each["name"] for each in _first(target)["inputs"]] == ["renamed"]
    assert archive.read_bytes() == before
