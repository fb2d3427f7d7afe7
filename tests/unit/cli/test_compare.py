# SPDX-License-Identifier: Apache-2.0
"""`cutaway compare` as scripts and people meet it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy
import pytest

from helpers.commands import cutaway
from helpers.corpus import SAMPLES
from helpers.keras_files import entrance, graph, layer, write_h5

LITE = SAMPLES / "hello_world_int8.tflite"


def dense(folder: Path, name: str, change: float = 0.0) -> Path:
    kernel = numpy.arange(12, dtype=numpy.float32).reshape(4, 3)
    kernel[2, 1] += change
    layers = [entrance("x", 4), layer("Dense", "dense", "x", units=3, activation="linear", use_bias=False)]
    return write_h5(folder / name, graph(layers, ["dense"]), {"dense": {"dense/kernel:0": kernel}})


def test_a_copy_is_the_same(tmp_path: Path) -> None:
    copy = tmp_path / "copy.tflite"
    shutil.copy(LITE, copy)
    outcome = cutaway("compare", LITE, copy, "--no-run", "--json")
    assert outcome.status == 0, outcome.stderr
    answer = outcome.json()
    assert (answer["schema"], answer["source"], answer["target"]) == (1, str(LITE), str(copy))
    assert answer["description"] == []
    assert answer["weights"]["matched"] == answer["weights"]["equal"] > 0
    assert answer["structure"]["only_source"] == answer["structure"]["only_target"] == []
    assert answer["proof"]["verdict"] == "not_run"


def test_a_changed_weight_ends_with_3_and_within_the_tolerance_with_0(tmp_path: Path) -> None:
    first, second = dense(tmp_path, "one.h5"), dense(tmp_path, "two.h5", 0.25)
    outcome = cutaway("compare", first, second, "--weights-only", "--json")
    assert outcome.status == 3
    (found,) = outcome.json()["weights"]["items"]
    assert (found["source"]["title"], found["max_abs"]) == ("dense/kernel", 0.25)
    assert outcome.json()["refused"] == ["dense/kernel"]
    assert cutaway("compare", first, second, "--weights-only", "--tolerance", "0.1").status == 0


def test_people_are_told_what_changed_and_get_a_report(tmp_path: Path) -> None:
    first, second = dense(tmp_path, "one.h5"), dense(tmp_path, "two.h5", 0.25)
    page, data = tmp_path / "report.html", tmp_path / "report.json"
    outcome = cutaway("compare", first, second, "--no-run", "--report", page)
    assert "1 weight matched, 0 of them equal." in outcome.stdout
    assert "dense/kernel" in outcome.stdout
    assert "dense/kernel" in page.read_text(encoding="utf-8")
    cutaway("compare", first, second, "--no-run", "--report", data)
    assert json.loads(data.read_text(encoding="utf-8"))["weights"]["items"][0]["max_abs"] == 0.25
    assert cutaway("compare", first, second, "--no-run", "--report", page).status == 1


def test_both_are_asked_what_was_said(tmp_path: Path) -> None:
    copy = tmp_path / "copy.tflite"
    shutil.copy(LITE, copy)
    name = cutaway("show", LITE, "--json").json()["signatures"][0]["inputs"][0]["name"]
    outcome = cutaway("compare", LITE, copy, "--input", f"{name}=value:[[3]]", "--json")
    assert outcome.status == 0, outcome.stderr
    proof = outcome.json()["proof"]
    assert (proof["verdict"], proof["samples"], proof["inputs"]) == ("pass", 1, f"{name}: value:[[3]]")
    assert proof["outputs"][0]["equal"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([str(LITE)], "takes the paths of two models; one is given"),
        ([str(LITE)] * 3, "3 are given"),
        ([str(LITE), str(LITE), "--tolerance", "much"], "--tolerance much is no number"),
        ([str(LITE), str(LITE), "--report", "a.txt"], "does not end in .html or .json"),
    ],
)
def test_what_is_wrong_with_the_command_line_is_said(arguments: list[str], sentence: str) -> None:
    outcome = cutaway("compare", *arguments)
    assert outcome.status == 2
    assert sentence in outcome.stderr


def test_a_missing_model_is_named(tmp_path: Path) -> None:
    outcome = cutaway("compare", LITE, tmp_path / "gone.tflite", "--json")
    assert outcome.status == 1
    assert outcome.json()["error"]["kind"] == "MissingFileError"
