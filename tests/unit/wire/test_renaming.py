# SPDX-License-Identifier: Apache-2.0
"""Names are given in one step, with and without the system call that exchanges two."""

from pathlib import Path

import pytest

from cutaway.wire import renaming


@pytest.fixture(params=[True, False], ids=["exchange", "aside"])
def _system(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if not request.param:
        monkeypatch.setattr(renaming, "_renameat2", lambda: None)


def _folder(path: Path, text: str) -> Path:
    path.mkdir()
    (path / "file").write_text(text)
    return path


@pytest.mark.usefixtures("_system")
def test_a_folder_takes_the_name_of_another(tmp_path: Path) -> None:
    old, new = _folder(tmp_path / "model", "old"), _folder(tmp_path / "made", "new")
    renaming.take_over(new, old, tmp_path / "aside")
    assert (tmp_path / "model/file").read_text() == "new"
    assert (tmp_path / "aside/file").read_text() == "old"
    assert not new.exists()


@pytest.mark.usefixtures("_system")
def test_a_name_that_is_taken_is_not_taken_over(tmp_path: Path) -> None:
    old, new = _folder(tmp_path / "model", "old"), _folder(tmp_path / "made", "new")
    with pytest.raises(FileExistsError):
        renaming.take_free(new, old)
    assert (old / "file").read_text() == "old"
    renaming.take_free(new, tmp_path / "free")
    assert (tmp_path / "free/file").read_text() == "new"


def test_what_cannot_take_over_leaves_all_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(renaming, "_renameat2", lambda: None)
    old = _folder(tmp_path / "model", "old")
    with pytest.raises(FileNotFoundError):
        renaming.take_over(tmp_path / "nothing", old, tmp_path / "aside")
    assert (old / "file").read_text() == "old"
