# SPDX-License-Identifier: Apache-2.0
"""A folder of files is a batch."""

from pathlib import Path

import numpy
import pytest
from PIL import Image

from cutaway.errors import CutawayError, RequestError
from helpers.filling import array, filled, wanted


def pictures(folder: Path, count: int) -> Path:
    for number in range(count):
        Image.fromarray(numpy.full((4, 4, 3), number, numpy.uint8)).save(folder / f"{number}.png")
    return folder


def test_files_are_samples_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    pictures(tmp_path, 12)
    (tmp_path / "notes.md").write_text("x", encoding="utf-8")
    (tmp_path / ".hidden.png").write_bytes(b"x")
    (tmp_path / "sub").mkdir()
    found = filled(tmp_path, wanted("uint8", (None, 2, 2, 3)))
    assert isinstance(found.value, numpy.ndarray)
    assert found.value[:, 0, 0, 0].tolist() == list(range(12))
    assert found.words == f"12 files of {tmp_path.name}"
    assert "1 other file left out." in found.notes


def test_options_are_those_of_the_files(tmp_path: Path) -> None:
    found = array(pictures(tmp_path, 3), wanted("float32", (None, 4, 4, 3)), scale="1", limit="2")
    assert found.shape == (2, 4, 4, 3)
    assert found.max() == 1


def test_arrays_become_a_batch(tmp_path: Path) -> None:
    for number in range(2):
        numpy.save(tmp_path / f"{number}.npy", numpy.full(3, number, numpy.float32))
    assert array(tmp_path, wanted("float32", (None, 3))).tolist() == [[0, 0, 0], [1, 1, 1]]
    assert array(tmp_path, wanted("float32", (2, 3))).shape == (2, 3)
    with pytest.raises(RequestError, match="takes float32"):
        filled(tmp_path, wanted("float32", (5, 3)))


def test_files_of_different_shapes_are_no_batch(tmp_path: Path) -> None:
    for number in (1, 2):
        numpy.save(tmp_path / f"{number}.npy", numpy.zeros((1, number), numpy.float32))
    with pytest.raises(RequestError, match="so they are no batch"):
        filled(tmp_path, wanted("float32", (None, None)))


def test_a_file_that_fails_is_named(tmp_path: Path) -> None:
    pictures(tmp_path, 1)
    (tmp_path / "2.png").write_bytes(b"no picture")
    with pytest.raises(CutawayError, match=r"2\.png"):
        filled(tmp_path, wanted("uint8", (None, 4, 4, 3)))


def test_a_folder_without_inputs_is_told(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="holds no file that could be an input"):
        filled(tmp_path, wanted("float32", (None,)))
    with pytest.raises(RequestError, match="single value"):
        filled(tmp_path, wanted("float32", ()))
