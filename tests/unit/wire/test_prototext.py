# SPDX-License-Identifier: Apache-2.0
"""Messages written as text."""

import re
from pathlib import Path

import pytest

from cutaway.errors import DamagedFileError, UnsupportedFormatError
from cutaway.wire import prototext


def _file(tmp_path: Path, text: str | bytes) -> Path:
    file = tmp_path / "g.pbtxt"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def test_comments_and_unknown_fields_are_passed_over(tmp_path: Path) -> None:
    text = '# RUN: convert %s\nnode { name: "a" op: "NoOp" of_tomorrow: 3 }\n'
    assert prototext.load("GraphDef", _file(tmp_path, text)).message.node[0].name == "a"


def test_a_mistake_is_told_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(
        DamagedFileError, match=re.escape("g.pbtxt is damaged: it cannot be read as a GraphDef in line 2")
    ):
        prototext.load("GraphDef", _file(tmp_path, 'node { name: "a"\n op: }\n'))


def test_bytes_that_are_no_text_are_told_with_their_place(tmp_path: Path) -> None:
    with pytest.raises(DamagedFileError, match="not UTF-8 text at byte 7"):
        prototext.load("GraphDef", _file(tmp_path, b"node { \xff }"))


def test_absurd_nesting_is_told(tmp_path: Path) -> None:
    text = 'node { attr { key: "a" value { ' + "func { attr { value { " * 2000
    with pytest.raises(DamagedFileError):
        prototext.load("GraphDef", _file(tmp_path, text))


def test_text_that_would_take_minutes_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prototext, "MOST_BYTES", 10)
    with pytest.raises(UnsupportedFormatError, match="reads up to 10 of it"):
        prototext.load("GraphDef", _file(tmp_path, "node { } node { }"))
