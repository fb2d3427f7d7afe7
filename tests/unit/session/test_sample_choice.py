# SPDX-License-Identifier: Apache-2.0
"""Samples for a comparison out of folders and files."""

from __future__ import annotations

from pathlib import Path

import numpy
import pytest

from cutaway.errors import MissingFileError
from cutaway.session.sample_choice import first_file, samples_of
from helpers import example_models


def test_a_folder_gives_a_sample_for_each_file_as_many_as_are_wanted(tmp_path: Path) -> None:
    for number in range(4):
        numpy.save(tmp_path / f"{number}.npy", numpy.zeros(3))
    found = samples_of(str(tmp_path), example_models.saved_model(), "", 3, 5)
    assert (found.count, found.seed, found.words) == (3, 5, f"3 samples of {tmp_path.name}")
    assert [next(iter(each.values())).source for each in found.choices] == [
        str(tmp_path / f"{number}.npy") for number in range(3)
    ]


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError, match="gone does not exist"):
        samples_of(str(tmp_path / "gone"), example_models.saved_model(), "", 3, 0)


def test_files_are_read_with_the_options_of_their_input(tmp_path: Path) -> None:
    numpy.save(tmp_path / "0.npy", numpy.zeros(3))
    model = example_models.saved_model()
    name = next(each for each in model.signatures if not each.runs_on_load).inputs[0].name
    found = samples_of(str(tmp_path), model, "", 1, 0, {name: {"scale": "0.5"}})
    assert dict(found.choices[0][name].options) == {"scale": "0.5"}


def test_the_first_file_is_found_in_a_folder_for_each_class(tmp_path: Path) -> None:
    assert first_file(str(tmp_path)) == ""
    for name in ("dog", "cat"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "1.png").touch()
    assert first_file(str(tmp_path)) == str(tmp_path / "cat" / "1.png")
    assert first_file(str(tmp_path / "dog" / "1.png")) == str(tmp_path / "dog" / "1.png")
    assert first_file(str(tmp_path / "gone.png")) == ""
