# SPDX-License-Identifier: Apache-2.0
"""Values in JSON, typed or in files."""

from pathlib import Path

import numpy
import pytest

from cutaway.errors import RequestError
from cutaway.sampling.values import Ragged
from helpers.filling import array, filled, wanted


@pytest.mark.parametrize(
    ("text", "dtype", "shape", "expected"),
    [
        ("1.5", "float32", (), 1.5),
        ("[1, 2]", "int64", (2,), [1, 2]),
        ("[[1, 2.5], [3, 4]]", "float32", (None, 2), [[1, 2.5], [3, 4]]),
        ("[true, false]", "bool", (2,), [True, False]),
        ('"words"', "string", (1,), [b"words"]),
        ('["a", "b"]', "string", (None,), [b"a", b"b"]),
        ('["1+2j"]', "complex64", (1,), [1 + 2j]),
        ('[{"b64": "AAE="}]', "string", (1,), [b"\x00\x01"]),
        ("[9223372036854775807]", "int64", (1,), [9223372036854775807]),
        ("[18446744073709551615]", "uint64", (1,), [18446744073709551615]),
        ("[]", "float32", (None,), []),
        ("[[], []]", "float32", (2, None), [[], []]),
        ("[NaN, Infinity]", "float32", (2,), None),
        ('["NaN", "-Infinity"]', "float32", (2,), None),
    ],
)
def test_typed_json_becomes_the_input(
    text: str, dtype: str, shape: tuple[int | None, ...], expected: object
) -> None:
    found = array(f"value:{text}", wanted(dtype, shape))
    assert found.dtype == (object if dtype == "string" else dtype)
    assert expected is None or found.tolist() == expected


@pytest.mark.parametrize(
    ("text", "dtype", "words"),
    [
        ("[1, 2", "float32", "no JSON"),
        ("[null]", "float32", "null"),
        ('["a"]', "float32", "a text in it"),
        ("[1, [2]]", "float32", "beside each other"),
        ("[[1], [2, 3]]", "float32", "takes float32"),
        ("[" * 5000, "float32", "no JSON"),
        ("[" * 40 + "]" * 40, "float32", "beside each other"),
        ('[{"b64": "?"}]', "string", "base64"),
        ("[1" + "0" * 40 + "]", "int64", "beyond what the type holds"),
        ("[1" + "0" * 400 + "]", "float32", "no type holds"),
        ("[1.5]", "int64", "no whole numbers"),
    ],
)
def test_what_is_no_value_is_told(text: str, dtype: str, words: str) -> None:
    with pytest.raises(RequestError, match=words):
        filled(f"value:{text}", wanted(dtype, (None,)))


def test_rows_of_unequal_length_are_ragged() -> None:
    found = filled("value:[[[1], [2, 3]], []]", wanted("int32", (None, None, None))).value
    assert isinstance(found, Ragged)
    assert found.values.tolist() == [1, 2, 3]
    assert [split.tolist() for split in found.splits] == [[0, 2, 2], [0, 1, 3]]


@pytest.mark.parametrize(
    "text",
    [
        "[1, 2]",
        '{"x": [1, 2]}',
        '{"inputs": {"x": [1, 2], "y": [0]}}',
        '{"instances": [{"x": 1}, {"x": 2}]}',
        '{"instances": [1, 2]}',
        '{"0": [1, 2]}',
    ],
)
def test_a_file_may_hold_one_input_or_many(tmp_path: Path, text: str) -> None:
    (tmp_path / "in.json").write_text(text, encoding="utf-8")
    assert array(tmp_path / "in.json", wanted("float32", (None,))).tolist() == [1, 2]


def test_a_key_chooses(tmp_path: Path) -> None:
    (tmp_path / "in.json").write_text('{"x": [1], "other": [2]}', encoding="utf-8")
    assert array(tmp_path / "in.json", wanted("float32", (1,)), key="other").tolist() == [2]


@pytest.mark.parametrize(
    ("raw", "words"), [(b"{", "no JSON"), (b"\xff", "UTF-8"), (b'{"y": 1}', "nothing for")]
)
def test_a_file_without_a_value_is_told(tmp_path: Path, raw: bytes, words: str) -> None:
    (tmp_path / "in.json").write_bytes(raw)
    with pytest.raises(RequestError, match=words):
        filled(tmp_path / "in.json", wanted("float32", (1,)))


def test_rows_of_an_object_are_no_surprise() -> None:
    assert array('value:[{"b64": "YQ=="}, "b"]', wanted("string", (2,))).tolist() == [b"a", b"b"]
    assert numpy.isnan(array('value:["NaN"]', wanted("float32", (1,)))).all()
