# SPDX-License-Identifier: Apache-2.0
"""A file is there whole, or not at all."""

import errno
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest

from cutaway.errors import DamagedFileError, MissingFileError, RequestError
from cutaway.wire import whole
from helpers.disk_order import DiskOrder


def test_what_was_written_is_there_under_its_name(tmp_path: Path) -> None:
    file = tmp_path / "a.svg"
    assert whole.write(file, lambda target: target.write(b"<svg/>")) == 6
    assert file.read_bytes() == b"<svg/>"
    assert list(tmp_path.iterdir()) == [file]


def test_what_exists_is_replaced_only_where_that_was_said(tmp_path: Path) -> None:
    file = tmp_path / "a.svg"
    file.write_bytes(b"old")
    with pytest.raises(RequestError, match="exists already"):
        whole.write(file, lambda target: target.write(b"new"))
    assert file.read_bytes() == b"old"
    whole.write(file, lambda target: target.write(b"new"), overwrite=True)
    assert file.read_bytes() == b"new"


def test_a_full_disk_leaves_nothing_and_keeps_what_was_there(tmp_path: Path) -> None:
    file = tmp_path / "a.svg"
    file.write_bytes(b"old")

    def fill(target: BinaryIO) -> None:
        target.write(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(RequestError, match="no room left"):
        whole.write(file, fill, overwrite=True)
    assert [each.read_bytes() for each in tmp_path.iterdir()] == [b"old"]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError, match=r"the folder .*nowhere does not exist"):
        whole.write(tmp_path / "nowhere" / "a.svg", lambda target: target.write(b""))


def _make(text: str) -> Callable[[Path], None]:
    def make(place: Path) -> None:
        place.mkdir()
        (place / "file").write_text(text)

    return make


def test_a_folder_is_there_whole(tmp_path: Path) -> None:
    assert whole.put(tmp_path / "model", _make("new")) is None
    assert [each.name for each in tmp_path.iterdir()] == ["model"]


def test_a_folder_that_exists_is_replaced_only_where_that_was_said(tmp_path: Path) -> None:
    whole.put(tmp_path / "model", _make("old"))
    with pytest.raises(RequestError, match="exists already"):
        whole.put(tmp_path / "model", _make("new"))
    assert (tmp_path / "model/file").read_text() == "old"
    whole.put(tmp_path / "model", _make("new"), overwrite=True)
    assert (tmp_path / "model/file").read_text() == "new"
    assert [each.name for each in tmp_path.iterdir()] == ["model"]


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_a_backup_keeps_what_was_there_and_every_earlier_backup(tmp_path: Path, kind: str) -> None:
    def save(text: str) -> Path | None:
        make = _make(text) if kind == "folder" else (lambda place: place.write_text(text))
        return whole.put(tmp_path / "model", make, backup=True)

    def read(path: Path) -> str:
        return (path / "file" if kind == "folder" else path).read_text()

    assert save("first") is None
    second, third = save("second"), save("third")
    assert second == tmp_path / "model.backup"
    assert third == tmp_path / "model.backup-2"
    assert [read(tmp_path / "model"), read(second), read(third)] == ["third", "first", "second"]


def test_what_does_not_pass_the_check_never_gets_the_name(tmp_path: Path) -> None:
    whole.put(tmp_path / "model", _make("old"))

    def check(_: Path) -> None:
        raise DamagedFileError("It cannot be read back.")

    with pytest.raises(DamagedFileError):
        whole.put(tmp_path / "model", _make("new"), check=check, overwrite=True)
    assert (tmp_path / "model/file").read_text() == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["model"]


def test_a_full_disk_leaves_no_folder_behind(tmp_path: Path) -> None:
    def make(place: Path) -> None:
        _make("half")(place)
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(RequestError, match="no room left"):
        whole.put(tmp_path / "model", make)
    assert not list(tmp_path.iterdir())


_KILLED = """
import os, signal, sys
from pathlib import Path
from cutaway.wire import renaming, whole

def make(place):
    place.mkdir()
    (place / "file").write_text("half")
    if sys.argv[2] == "making":
        os.kill(os.getpid(), signal.SIGKILL)

if sys.argv[2] == "taking":
    renaming._renameat2 = lambda: None
    rename = Path.rename
    def dying(self, target):
        rename(self, target)
        os.kill(os.getpid(), signal.SIGKILL)
    Path.rename = dying

whole.put(Path(sys.argv[1]), make, overwrite=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is nothing like SIGKILL")
@pytest.mark.parametrize("moment", ["making", "taking"])
def test_what_a_killed_program_left_is_put_right_by_the_next(tmp_path: Path, moment: str) -> None:
    target = tmp_path / "model"
    whole.put(target, _make("old"))
    dead = subprocess.run([sys.executable, "-c", _KILLED, str(target), moment], check=False)
    assert dead.returncode == -9
    seen: list[str] = []

    def make(place: Path) -> None:
        seen.append((target / "file").read_text())
        _make("new")(place)

    whole.put(target, make, overwrite=True)
    assert seen == ["old"]
    assert (target / "file").read_text() == "new"
    assert [each.name for each in tmp_path.iterdir()] == ["model"]


def test_what_another_program_is_writing_is_left_alone(tmp_path: Path) -> None:
    target = tmp_path / "model"

    def make(place: Path) -> None:
        _make("outer")(place)
        whole.put(target, _make("inner"))
        assert (place / "file").read_text() == "outer"

    whole.put(target, make, overwrite=True)
    assert (target / "file").read_text() == "outer"


_LEFT = """
import os, signal, sys
from pathlib import Path
from cutaway.wire import whole

with whole.workplace(Path(sys.argv[1])) as place:
    (place / "half").write_text("half a model")
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is nothing like SIGKILL")
def test_the_workplace_of_a_killed_program_goes_with_the_next_in_its_folder(tmp_path: Path) -> None:
    dead = subprocess.run([sys.executable, "-c", _LEFT, str(tmp_path / "model.onnx")], check=False)
    assert dead.returncode == -9
    assert [each.suffix for each in sorted(tmp_path.iterdir())] == [".lock", ".making"]
    mine = tmp_path / ".mine.0123abcd.making"
    mine.mkdir()
    with whole.workplace(tmp_path / "other.tflite") as place:
        assert {each.name for each in tmp_path.iterdir()} == {mine.name, place.name, f"{place.name[:-6]}lock"}
    assert list(tmp_path.iterdir()) == [mine]  # nothing claims it, so it may be anybody's


@pytest.mark.skipif(sys.platform == "win32", reason="there is nothing like SIGKILL")
def test_what_a_killed_program_had_begun_goes_with_any_other_write_in_its_folder(tmp_path: Path) -> None:
    dead = subprocess.run([sys.executable, "-c", _KILLED, str(tmp_path / "model"), "making"], check=False)
    assert dead.returncode == -9
    assert list(tmp_path.iterdir())
    whole.write(tmp_path / "a.svg", lambda target: target.write(b"<svg/>"))
    assert [each.name for each in tmp_path.iterdir()] == ["a.svg"]


def test_workplaces_side_by_side_leave_each_other_alone(tmp_path: Path) -> None:
    with whole.workplace(tmp_path / "model") as first:
        (first / "file").write_text("first")
        with whole.workplace(tmp_path / "model") as second:
            assert first != second
        whole.sweep(tmp_path)
        assert (first / "file").read_text() == "first"
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(sys.platform == "win32", reason="there is nothing like SIGKILL")
def test_what_was_moved_aside_is_never_swept_away(tmp_path: Path) -> None:
    target = tmp_path / "model"
    whole.put(target, _make("old"))
    subprocess.run([sys.executable, "-c", _KILLED, str(target), "taking"], check=False)
    with whole.workplace(tmp_path / "other"):
        pass
    whole.put(target, _make("new"), overwrite=True)
    assert [each.name for each in tmp_path.iterdir()] == ["model"]


def test_all_of_a_folder_is_brought_to_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order = DiskOrder(monkeypatch)
    (tmp_path / "model/variables").mkdir(parents=True)
    files = [tmp_path / "model/saved_model.pb", tmp_path / "model/variables/variables.index"]
    for file in files:
        file.write_bytes(b"x")
    whole.bring_to_disk(tmp_path / "model")
    wanted = {file.stat().st_ino for file in (*files, tmp_path / "model", tmp_path / "model/variables")}
    assert wanted <= order.synced


def test_a_file_is_on_the_disk_before_it_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = DiskOrder(monkeypatch)
    for overwrite in (False, True):
        whole.write(tmp_path / "a.svg", lambda target: target.write(b"<svg/>"), overwrite=overwrite)
    assert order.named == {"a.svg": []}
    assert tmp_path.stat().st_ino in order.synced


def test_a_folder_with_other_things_than_a_model_is_told(tmp_path: Path) -> None:
    place = tmp_path / "home"
    place.mkdir()
    whole.check_folder(place)
    (place / "letters.txt").write_text("Dear Ada")
    with pytest.raises(RequestError, match="home is a folder with other things than a model in it"):
        whole.check_folder(place)
    (place / "1").mkdir()
    (place / "1" / "saved_model.pb").write_bytes(b"")
    whole.check_folder(place)
