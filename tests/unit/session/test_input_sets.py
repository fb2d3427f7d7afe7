# SPDX-License-Identifier: Apache-2.0
"""Choices of inputs are kept in files, with the model that they were made for."""

import json
from pathlib import Path

import pytest

from cutaway.description.running import InputChoice
from cutaway.errors import DamagedFileError, MissingFileError
from cutaway.session import input_sets
from cutaway.session.run_plan import RunPlan


def example(folder: Path) -> RunPlan:
    choices = {
        "x": InputChoice(str(folder / "pictures" / "cat.png"), {"resize": "crop"}),
        "y": InputChoice("value:[1, 2]"),
        "z": InputChoice("/elsewhere/z.npy"),
    }
    return RunPlan("serving_default", choices, {"x": {0: 4}}, seed=7)


def test_a_set_comes_back_as_it_was(tmp_path: Path) -> None:
    assert input_sets.save(example(tmp_path), "abc", tmp_path / "set.json")
    assert input_sets.load(RunPlan(), tmp_path / "set.json") == (example(tmp_path), "abc")


def test_what_is_no_input_stays_as_it_was_planned(tmp_path: Path) -> None:
    input_sets.save(example(tmp_path), "abc", tmp_path / "set.json")
    found, _ = input_sets.load(RunPlan(taps=("a:0",), repeat=5), tmp_path / "set.json")
    assert (found.taps, found.repeat) == (("a:0",), 5)


def test_files_beside_a_set_move_with_it(tmp_path: Path) -> None:
    input_sets.save(example(tmp_path), "abc", tmp_path / "set.json")
    told = json.loads((tmp_path / "set.json").read_text(encoding="utf-8"))
    assert told["inputs"]["x"]["source"] == "pictures/cat.png"
    moved = tmp_path / "moved"
    moved.mkdir()
    (tmp_path / "set.json").rename(moved / "set.json")
    found, _ = input_sets.load(RunPlan(), moved / "set.json")
    assert found.inputs["x"].source == str(moved / "pictures" / "cat.png")
    assert found.inputs["z"].source == "/elsewhere/z.npy"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"schema": 2, "model": "", "signature": "x", "inputs": {}, "dimensions": {}, "seed": 0}',
        '{"schema": 1, "model": "", "signature": "x", "inputs": {"x": 3}, "dimensions": {}, "seed": 0}',
        '{"schema": 1, "model": "", "signature": "x", "inputs": {}, "dimensions": {}, "seed": "many"}',
    ],
)
def test_a_file_that_is_no_set_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "set.json").write_text(text, encoding="utf-8")
    with pytest.raises(DamagedFileError, match=r"set\.json is no set of inputs"):
        input_sets.load(RunPlan(), tmp_path / "set.json")


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError, match="does not exist"):
        input_sets.load(RunPlan(), tmp_path / "set.json")


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert not input_sets.save(example(tmp_path), "abc", tmp_path / "file" / "set.json")
