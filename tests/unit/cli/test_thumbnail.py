# SPDX-License-Identifier: Apache-2.0
"""`cutaway thumbnail` draws a model of any kind as small as a file manager wants it."""

import struct
from pathlib import Path

import pytest

from cutaway.cli.main import run


@pytest.mark.parametrize("name", ["hello_world_int8.tflite", "regression_checkpoint"])
def test_a_model_becomes_a_square_picture(samples: Path, tmp_path: Path, name: str) -> None:
    picture = tmp_path / "small.png"
    picture.write_bytes(b"there already")
    assert run(["thumbnail", str(samples / name), "--out", str(picture), "--size", "96"], lambda _: 0) == 0
    data = picture.read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack_from(">II", data, 16) == (96, 96)


def test_an_address_is_taken_for_its_path(samples: Path, tmp_path: Path) -> None:
    link = tmp_path / "a b.tflite"
    link.symlink_to(samples / "hello_world_int8.tflite")
    picture = tmp_path / "small.png"
    assert run(["thumbnail", link.as_uri(), "--out", str(picture)], lambda _: 0) == 0
    assert picture.exists()


def test_what_is_no_model_has_no_picture(
    samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["thumbnail", str(samples / "README.md"), "--out", str(tmp_path / "x.png")], lambda _: 0) == 1
    assert "README.md" in capsys.readouterr().err
    assert not (tmp_path / "x.png").exists()


@pytest.mark.parametrize(
    "words", [[], ["--out", "x.png", "--size", "0"], ["--out", "x.png", "--size", "9000"]]
)
def test_wrong_usage_is_told(words: list[str]) -> None:
    assert run(["thumbnail", "model.h5", *words], lambda _: 0) == 2
