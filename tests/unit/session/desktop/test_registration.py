# SPDX-License-Identifier: Apache-2.0
"""`cutaway desktop` says how the registration stands, and its exit status does too."""

import json
import os
import sys
from pathlib import Path

import pytest

from cutaway.cli.main import run
from cutaway.session.desktop import programs

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the other systems register elsewhere")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A user's folders, empty."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def cutaway(*words: str) -> int:
    return run(["desktop", *words], lambda _: 0)


def test_install_status_and_remove(capsys: pytest.CaptureFixture[str]) -> None:
    assert cutaway("status") == 1
    assert "not registered" in capsys.readouterr().out
    assert cutaway("install") == 0
    assert "is registered" in capsys.readouterr().out
    assert cutaway("status", "--json") == 0
    told = json.loads(capsys.readouterr().out)["desktop"]
    assert told["complete"]
    assert told["there"] > 20
    assert cutaway("remove") == 0
    assert f"{told['there']} entries" in capsys.readouterr().out
    assert cutaway("remove") == 0
    assert "no registration" in capsys.readouterr().out


@pytest.mark.parametrize("words", [(), ("uninstall",), ("install", "remove")])
def test_another_word_is_wrong_usage(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert cutaway(*words) == 2
    assert "install, remove or status" in capsys.readouterr().err


def test_an_appimage_is_started_by_its_own_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("APPIMAGE", "/home/a/Cutaway.AppImage")
    assert programs.of_this().window == ("/home/a/Cutaway.AppImage",)


def test_a_wheel_is_started_by_the_commands_beside_its_interpreter(tmp_path: Path) -> None:
    bare = programs.of_this(str(tmp_path / "python"))
    assert bare.window == (str(tmp_path / "python"), "-m", "cutaway")
    ending = ".exe" if os.name == "nt" else ""
    for name in ("cutaway", "cutaway-gui"):
        (tmp_path / (name + ending)).touch()
    assert programs.of_this(str(tmp_path / "python")).window == (str(tmp_path / f"cutaway-gui{ending}"),)
