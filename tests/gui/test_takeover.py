# SPDX-License-Identifier: Apache-2.0
"""A second start hands its paths to the window that is open."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cutaway.qt import takeover
from cutaway.qt.takeover import Takeover

pytestmark = [
    pytest.mark.skipif(os.name == "nt", reason="Python has no such sockets on Windows"),
    pytest.mark.usefixtures("qapp"),
]
_HAND = """
import sys
from pathlib import Path
from cutaway.qt import takeover
sys.exit(not takeover.hand_over(sys.argv[2:], Path(sys.argv[1])))
"""


def test_nobody_listens(tmp_path: Path) -> None:
    assert not takeover.hand_over(["x"], tmp_path / "socket")


def test_paths_arrive_absolute_and_only_the_user_may_write(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    address = tmp_path / "state" / "socket"
    listener = Takeover(qapp, address)
    assert address.stat().st_mode & 0o777 == 0o600
    later = subprocess.Popen([sys.executable, "-c", _HAND, str(address), "model.h5", "/a/b"], cwd=tmp_path)
    with qtbot.waitSignal(listener.asked, timeout=20_000) as heard:
        pass
    assert heard.args == [[str(tmp_path / "model.h5"), "/a/b"]]
    assert later.wait(20) == 0
    listener.close()
    assert not address.exists()
    listener.deleteLater()


def test_what_a_killed_window_left_is_no_obstacle(qapp: QApplication, tmp_path: Path) -> None:
    address = tmp_path / "socket"
    address.touch()
    assert not takeover.hand_over([], address)
    listener = Takeover(qapp, address)
    assert address.is_socket()
    listener.close()
    listener.deleteLater()


@pytest.mark.parametrize("message", [b"\n", b'{"a": 1}\n', b"[1, 2]\n", b"\xff\n"])
def test_anything_else_is_not_heard(qapp: QApplication, tmp_path: Path, message: bytes) -> None:
    import socket

    address = tmp_path / "socket"
    listener = Takeover(qapp, address)
    heard: list[object] = []
    listener.asked.connect(heard.append)
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(str(address))
        connection.sendall(message)
        listener._answer()
    assert heard == []
    listener.close()
    listener.deleteLater()


def test_a_folder_too_deep_for_a_socket_is_no_failure(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / ("deep" * 30)))
    assert not takeover.hand_over([json.dumps("x")])
    listener = Takeover(qapp)
    listener.close()
    listener.deleteLater()
