# SPDX-License-Identifier: Apache-2.0
"""Reports are told from models by their names and their beginning."""

from pathlib import Path

import pytest

from cutaway.conversion import report
from cutaway.session import report_names
from helpers.fake_conversions import converted


def test_a_saved_report_is_known_in_both_of_its_forms(tmp_path: Path) -> None:
    found = converted("tflite", "/models/a.tflite")
    (tmp_path / "a.json").write_text(report.text(found), encoding="utf-8")
    (tmp_path / "a.html").write_text(report.html(found), encoding="utf-8")
    assert report_names.is_report(str(tmp_path / "a.json"))
    assert report_names.is_report(str(tmp_path / "a.html"))


@pytest.mark.parametrize(
    ("name", "text"), [("a.json", '{"class_name": "Sequential"}'), ("a.h5", "source_bytes")]
)
def test_what_is_a_model_is_no_report(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert not report_names.is_report(str(tmp_path / name))


def test_what_is_not_there_is_none(tmp_path: Path) -> None:
    assert not report_names.is_report(str(tmp_path / "a.json"))
    assert not report_names.is_report(str(tmp_path / "a.html"))
