# SPDX-License-Identifier: Apache-2.0
"""A saved report tells what was asked, what it gave, and how to do it again."""

from pathlib import Path

import pytest

from cutaway.conversion import report
from cutaway.conversion.recipe import Recipe
from cutaway.errors import DamagedFileError
from cutaway.session import reports
from helpers.fake_conversions import converted

ASKED = Recipe("tflite", {"quantization": "float16"}, source="/models/a")


@pytest.mark.parametrize("name", ["a.json", "a.html"])
def test_a_report_comes_back_from_both_forms(tmp_path: Path, name: str) -> None:
    found = converted("tflite", "/models/a.tflite", "fail", layers=2)
    file = tmp_path / name
    file.write_text(
        report.text(found, ASKED) if name.endswith("json") else report.html(found, ASKED), encoding="utf-8"
    )
    read = reports.read(str(file))
    assert read.found == found
    assert ("Numbers", "float16") in read.options()
    assert read.command.startswith("cutaway convert /models/a --to tflite")


def test_one_that_does_not_say_what_was_asked_has_no_options(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text(report.text(converted("tflite", "/models/a.tflite")), encoding="utf-8")
    read = reports.read(str(file))
    assert read.options() == []
    assert not read.command


def test_a_damaged_one_is_told_in_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_text(report.html(converted("tflite", "/models/a.tflite"))[:-200], encoding="utf-8")
    with pytest.raises(DamagedFileError, match="is no report"):
        reports.read(str(file))
