# SPDX-License-Identifier: Apache-2.0
"""Texts and numbers from text files and tables."""

from pathlib import Path

import pytest

from cutaway.errors import MissingFileError, RequestError
from helpers.filling import array, filled, wanted


def written(folder: Path, text: str, name: str = "x.txt") -> Path:
    (folder / name).write_text(text, encoding="utf-8", newline="")
    return folder / name


def test_a_text_is_one_string_or_one_a_line(tmp_path: Path) -> None:
    file = written(tmp_path, "first line\nsecond line\n")
    assert array(file, wanted("string", ())) == b"first line\nsecond line"
    assert array(file, wanted("string", (1,))).tolist() == [b"first line\nsecond line"]
    assert array(file, wanted("string", (None,))).tolist() == [b"first line", b"second line"]
    assert array(file, wanted("string", (None,)), split="whole").tolist() == [b"first line\nsecond line\n"]
    assert array(file, wanted("string", (None, 1))).tolist() == [[b"first line"], [b"second line"]]


def test_numbers_stand_apart_by_spaces_and_commas(tmp_path: Path) -> None:
    file = written(tmp_path, "1, 2 3\n4 5 6\n")
    assert array(file, wanted("float32", (None, 3))).tolist() == [[1, 2, 3], [4, 5, 6]]
    assert array(file, wanted("int32", (6,))).tolist() == [1, 2, 3, 4, 5, 6]
    assert array(file, wanted("int32", (1, 3, 2))).tolist() == [[[1, 2], [3, 4], [5, 6]]]


def test_typed_text_is_a_string_or_numbers() -> None:
    assert array("text:hello world", wanted("string", (1,))).tolist() == [b"hello world"]
    assert array("text:1 2 3", wanted("float32", (None, 3))).tolist() == [[1, 2, 3]]
    assert array("text:0.5", wanted("float32", ())) == 0.5
    assert array("text:true false", wanted("bool", (2,))).tolist() == [True, False]
    assert array("text:1+2j", wanted("complex64", (1,))).tolist() == [1 + 2j]
    assert array("text:9223372036854775807", wanted("int64", (1,))).tolist() == [9223372036854775807]


def test_what_is_no_number_is_told(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match=r"“two” in x\.txt is no number"):
        filled(written(tmp_path, "1 two 3"), wanted("float32", (3,)))


def test_a_file_that_is_too_large_or_no_file_is_told(tmp_path: Path) -> None:
    file = tmp_path / "x.txt"
    with file.open("wb") as stream:
        stream.truncate(1 << 30)
    with pytest.raises(RequestError, match="at most"):
        filled(file, wanted("string", ()))
    (tmp_path / "folder.txt").mkdir()
    with pytest.raises(RequestError, match="no file"):
        filled(tmp_path / "folder.txt", wanted("string", (1,)))
    with pytest.raises(MissingFileError, match="does not exist"):
        filled(tmp_path / "y.txt", wanted("string", ()))


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_a_table_has_rows_and_columns(tmp_path: Path, separator: str) -> None:
    text = "a,b\n1,2.5\n3,4\n".replace(",", separator)
    found = filled(written(tmp_path, text, "x.csv"), wanted("float32", (None, 2)))
    assert found.value.tolist() == [[1, 2.5], [3, 4]]  # type: ignore[union-attr]
    assert "taken for names" in found.notes[0]


def test_a_table_may_be_arranged_as_the_input_is(tmp_path: Path) -> None:
    file = written(tmp_path, "1,2,3,4\n5,6,7,8\n", "x.csv")
    assert array(file, wanted("float32", (1, 2, 2, 2))).shape == (1, 2, 2, 2)
    assert array(file, wanted("float32", (None, 2, 4))).shape == (1, 2, 4)


def test_a_header_can_be_told(tmp_path: Path) -> None:
    file = written(tmp_path, "1,2\n3,4\n", "x.csv")
    assert array(file, wanted("float32", (None, 2))).shape == (2, 2)
    assert array(file, wanted("float32", (None, 2)), header="yes").tolist() == [[3, 4]]
    texts = written(tmp_path, "a;b\nc;d\n", "x.csv")
    assert array(texts, wanted("string", (None, 2))).tolist() == [[b"a", b"b"], [b"c", b"d"]]


def test_a_column_is_a_list(tmp_path: Path) -> None:
    assert array(written(tmp_path, "name\n1\n2\n", "x.csv"), wanted("int32", (None,))).tolist() == [1, 2]


@pytest.mark.parametrize(
    ("text", "words"), [("1,2\n3\n", "from 1 to 2 cells"), ("1,x\n3,4\n", "no number"), ("1,2\0\n", "is no")]
)
def test_a_table_that_is_none_is_told(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(RequestError, match=words):
        filled(written(tmp_path, text, "x.csv"), wanted("float32", (None, 2)))


def test_a_table_in_another_encoding_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes(b"\xff\xfe1")
    with pytest.raises(RequestError, match="UTF-8"):
        filled(tmp_path / "x.csv", wanted("float32", (1,)))


@pytest.mark.parametrize(("source", "words"), [("", "No source"), ("rnadom", "neither a source nor a file")])
def test_what_is_no_source_is_told(source: str, words: str) -> None:
    with pytest.raises(RequestError, match=words):
        filled(source, wanted("float32", (1,)))


def test_an_unknown_ending_is_told(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="no file that could be an input"):
        filled(written(tmp_path, "x", "x.docx"), wanted("float32", (1,)))
