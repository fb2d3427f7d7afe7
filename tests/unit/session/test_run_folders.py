# SPDX-License-Identifier: Apache-2.0
"""Folders of runs are the user's alone, and go with the session."""

import stat
from pathlib import Path

import pytest

from cutaway.session.run_folders import RunFolders


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return tmp_path


def test_every_run_has_a_folder_in_that_of_its_model() -> None:
    folders = RunFolders()
    first, second = Path(folders.make()), Path(folders.make())
    assert first != second
    assert first.parent == second.parent == Path(folders.root)
    assert stat.S_IMODE(first.stat().st_mode) == 0o700
    folders.close()


def test_removing_one_leaves_the_others() -> None:
    folders = RunFolders()
    first, second = Path(folders.make()), Path(folders.make())
    (first / "out").mkdir()
    folders.remove(str(first))
    assert not first.exists()
    assert second.exists()
    folders.close()


def test_a_folder_of_others_is_left_alone(place: Path) -> None:
    folders = RunFolders()
    folders.make()
    other = place / "precious"
    other.mkdir()
    folders.remove(str(other))
    assert other.exists()
    folders.close()


def test_all_go_at_the_end(place: Path) -> None:
    folders = RunFolders()
    folders.make()
    folders.close()
    assert list(place.iterdir()) == []
