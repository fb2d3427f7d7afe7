# SPDX-License-Identifier: Apache-2.0
"""Version folders, as TensorFlow Serving keeps them."""

from pathlib import Path

import pytest

from cutaway.errors import MissingFileError, RequestError
from cutaway.formats.versions import choose, list_versions


def _folder(tmp_path: Path, *names: str) -> Path:
    for name in names:
        (tmp_path / name).mkdir()
        (tmp_path / name / "saved_model.pb").touch()
    return tmp_path


def test_the_newest_comes_first_by_number(tmp_path: Path) -> None:
    folder = _folder(tmp_path, "9", "10", "0001", "latest", "1.5")
    (folder / "77").mkdir()
    assert list_versions(folder) == ("10", "9", "0001")


def test_one_is_chosen_by_its_name_or_its_number(tmp_path: Path) -> None:
    folder = _folder(tmp_path, "0001", "2")
    assert choose(folder, "") == ("2", ("2", "0001"))
    assert choose(folder, "1")[0] == "0001"
    assert choose(folder, "0001")[0] == "0001"


def test_one_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="has no version 3: there are 2"):
        choose(_folder(tmp_path, "2"), "3")
    with pytest.raises(RequestError, match="it has no version folders"):
        choose(tmp_path / "2", "3")


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError):
        list_versions(tmp_path / "gone")
