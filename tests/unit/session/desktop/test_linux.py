# SPDX-License-Identifier: Apache-2.0
"""The registration of a user is whole, is told as it stands, and goes without a trace."""

import os
import sys
from pathlib import Path

import pytest

from cutaway import APP_ID, paths
from cutaway.errors import RequestError
from cutaway.session.desktop import linux
from cutaway.session.desktop.programs import INSTALLED, Programs

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="this is Linux' registration")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's folders, empty."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home" / "share"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "home" / "state"))
    (tmp_path / "home").mkdir()
    return tmp_path / "home"


def everything(folder: Path) -> list[str]:
    return sorted(str(each.relative_to(folder)) for each in folder.rglob("*"))


def test_what_is_installed_is_there_and_goes_completely(home: Path) -> None:
    assert linux.status(INSTALLED) == linux.Registered((), ())
    done = linux.install(INSTALLED)
    assert not done.missing
    assert home / "share" / "applications" / f"{APP_ID}.desktop" in done.files
    assert all(file.is_file() for file in done.files)
    assert linux.remove().files == tuple(sorted(done.files))
    assert everything(home) == ["state", "state/cutaway"]
    assert linux.remove() == linux.Registered((), ())


def test_what_others_have_stays_as_it_was(home: Path) -> None:
    other = home / "share" / "applications" / "other.desktop"
    other.parent.mkdir(parents=True)
    other.write_text("[Desktop Entry]\nType=Application\nName=Other\nExec=true\n")
    before = everything(home / "share")
    linux.install(INSTALLED)
    linux.install(INSTALLED)
    linux.remove()
    left = set(everything(home / "share")) - {"applications/mimeinfo.cache"}
    assert left == set(before)


def test_another_installation_is_told_apart(home: Path) -> None:
    linux.install(INSTALLED)
    moved = linux.status(Programs(("/opt/cutaway-gui",), ("/opt/cutaway",)))
    assert {file.name for file in moved.missing} == {
        f"{APP_ID}.desktop",
        f"zz-{APP_ID}-offered.desktop",
        f"{APP_ID}.thumbnailer",
    }


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_told(home: Path) -> None:
    home.chmod(0o500)
    with pytest.raises(RequestError, match="could not be written"):
        linux.install(INSTALLED)


def test_a_file_in_the_way_is_told_and_what_was_written_can_be_taken_back(home: Path) -> None:
    (home / "share").mkdir()
    (home / "share" / "mime").write_text("in the way")
    with pytest.raises(RequestError, match="could not be written") as raised:
        linux.install(INSTALLED)
    assert "cutaway desktop remove" in raised.value.hint
    linux.remove()
    assert everything(home / "share") == ["mime"]
    assert not (paths.state() / "desktop.json").exists()
