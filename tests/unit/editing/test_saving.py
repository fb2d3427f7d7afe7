# SPDX-License-Identifier: Apache-2.0
"""A model is saved whole beside its place or not at all, and what was not edited is byte for byte what it was."""

import errno
import os
from pathlib import Path
from shutil import copytree

import pytest

from cutaway.editing import edits, saving
from cutaway.editing.applying import apply
from cutaway.errors import CancelledError, CutawayError, RequestError
from cutaway.formats.opened import silent
from cutaway.wire import copying
from helpers import edited
from helpers.disk_order import DiskOrder

RENAMED = edits.RenameInput("serving_default", "a", "z")


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return edited.saved_model(tmp_path / "model", edited.minus_two())


def _tree(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_without_an_edit_every_file_is_the_same(model: Path, tmp_path: Path) -> None:
    opened = edited.opened(model)
    saved = saving.save(opened, edited.draft(opened), tmp_path / "copy", silent)
    assert _tree(tmp_path / "copy") == _tree(model)
    assert saved.bytes == sum(map(len, _tree(model).values()))


def test_an_edit_changes_the_graph_alone_and_drops_its_checksums(model: Path, tmp_path: Path) -> None:
    opened, before = edited.opened(model), _tree(model)
    saving.save(opened, apply(edited.draft(opened), RENAMED), tmp_path / "new", silent)
    after = _tree(tmp_path / "new")
    assert set(before) - set(after) == {"fingerprint.pb"}
    assert {name for name, data in after.items() if before[name] != data} == {"saved_model.pb"}
    assert _tree(model) == before


def test_what_is_there_is_replaced_only_where_that_was_said(model: Path, tmp_path: Path) -> None:
    opened = edited.opened(model)
    (tmp_path / "new").mkdir()
    with pytest.raises(RequestError, match="exists already"):
        saving.save(opened, edited.draft(opened), tmp_path / "new", silent)
    assert not list((tmp_path / "new").iterdir())


def test_saving_over_the_model_itself_keeps_it_as_a_backup(model: Path) -> None:
    opened, before = edited.opened(model), _tree(model)
    with pytest.raises(RequestError, match="exists already"):
        saving.save(opened, apply(edited.draft(opened), RENAMED), model, silent)
    saved = saving.save(opened, apply(edited.draft(opened), RENAMED), model, silent, overwrite=True)
    assert _tree(Path(saved.backup)) == before
    assert [spec.name for spec in edited.opened(model).description.signatures[0].inputs] == ["b", "z"]


def test_a_place_inside_the_model_is_refused(model: Path) -> None:
    opened = edited.opened(model)
    with pytest.raises(RequestError, match="inside the model"):
        saving.save(opened, edited.draft(opened), model / "new", silent)


def test_a_folder_of_versions_keeps_all_of_them(model: Path, tmp_path: Path) -> None:
    versions = tmp_path / "served"
    versions.mkdir()
    for number in ("1", "2"):
        copytree(model, versions / number)
    opened, before = edited.opened(versions), _tree(versions / "2")
    draft = apply(edited.draft(opened), RENAMED)
    saved = saving.save(opened, draft, versions, silent, overwrite=True)
    assert saved.path == str(versions / "2")
    assert _tree(versions / "1") == before
    assert _tree(Path(saved.backup)) == before
    assert {each.name for each in versions.iterdir()} == {"1", "2", "2.backup"}


@pytest.mark.parametrize("where", ["around", "beside"])
def test_a_folder_with_other_things_is_never_replaced(tmp_path: Path, where: str) -> None:
    place = tmp_path / "home"
    source = edited.saved_model((place if where == "around" else tmp_path) / "model", edited.minus_two())
    place.mkdir(exist_ok=True)
    (place / "letters.txt").write_text("Dear Ada")
    opened = edited.opened(source)
    words = "is a folder with"
    with pytest.raises(RequestError, match=words):
        saving.save(opened, apply(edited.draft(opened), RENAMED), place, silent, overwrite=True)
    assert (place / "letters.txt").read_text() == "Dear Ada"


def test_cancelling_leaves_nothing_behind(model: Path, tmp_path: Path) -> None:
    opened = edited.opened(model)

    def cancel(words: str, fraction: float | None) -> None:
        raise CancelledError("The work was cancelled.")

    with pytest.raises(CancelledError):
        saving.save(opened, edited.draft(opened), tmp_path / "new", cancel)
    assert [each.name for each in tmp_path.iterdir()] == ["model"]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EDQUOT])
@pytest.mark.parametrize("overwrite", [False, True])
def test_a_disk_that_gives_out_leaves_the_model_as_it_was(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, overwrite: bool
) -> None:
    opened, before = edited.opened(model), _tree(model)
    draft = apply(edited.draft(opened), RENAMED)
    copied = []

    def fail(source: Path, target: Path, watch: object) -> str:
        copied.append(target)
        target.write_bytes(source.read_bytes()[:1])
        raise OSError(number, os.strerror(number), str(target))

    monkeypatch.setattr(copying, "copy", fail)
    with pytest.raises(CutawayError, match=r"\.$") as raised:
        saving.save(opened, draft, model if overwrite else tmp_path / "new", silent, overwrite=overwrite)
    assert copied
    assert "Errno" not in raised.value.message
    assert [each.name for each in tmp_path.iterdir()] == ["model"]
    assert _tree(model) == before


def test_weights_are_no_hard_links(model: Path, tmp_path: Path) -> None:
    opened = edited.opened(model)
    saving.save(opened, apply(edited.draft(opened), RENAMED), tmp_path / "new", silent)
    assert all(file.stat().st_nlink == 1 for file in (tmp_path / "new").rglob("*") if file.is_file())


def test_what_does_not_read_back_as_it_should_is_not_saved(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = edited.opened(model)
    unchanged = saving.rewritten
    monkeypatch.setattr(saving, "rewritten", lambda model, draft, tags: unchanged(model, edited.draft(model)))
    with pytest.raises(RequestError, match="does not read back"):
        saving.save(opened, apply(edited.draft(opened), RENAMED), tmp_path / "new", silent)
    assert not (tmp_path / "new").exists()


def test_an_edited_model_is_on_the_disk_before_it_has_its_name(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another copy, and one over the model itself, whose old files stay as a backup."""
    opened = edited.opened(model)
    draft = apply(edited.draft(opened), RENAMED)
    order = DiskOrder(monkeypatch)
    saving.save(opened, draft, tmp_path / "copy", silent)
    saving.save(opened, draft, model, silent, overwrite=True)
    backup = f"{model.name}.backup"
    assert {"copy", model.name} <= order.named.keys() <= {"copy", model.name, backup}
    assert order.named["copy"] == order.named[model.name] == []
