# SPDX-License-Identifier: Apache-2.0
"""A second start hands its wish to the window that is open."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cutaway.qt.takeover import Takeover
from cutaway.session import sole_window
from cutaway.session.wishes import Wish
from helpers.windows import Stage, names

pytestmark = [
    pytest.mark.skipif(os.name == "nt", reason="the tests speak to a socket of Unix"),
    pytest.mark.usefixtures("qapp"),
]
_HAND = """
import sys
from pathlib import Path
from cutaway.session import sole_window
from cutaway.session.wishes import Wish
done = sole_window.hand_over(Wish(tuple(sys.argv[2:]), action="file.open"), Path(sys.argv[1]))
assert not any(name.startswith("PySide6") for name in sys.modules)
sys.exit(not done)
"""


@pytest.fixture
def address(tmp_path: Path) -> Path:
    """Where a window of this test listens."""
    return tmp_path / "socket"


@pytest.fixture
def listener(qapp: QApplication, address: Path) -> Iterator[Takeover]:
    """An ear for later starts."""
    made = Takeover(qapp, address)
    assert made.is_listening
    yield made
    made.close()
    made.deleteLater()


def test_paths_arrive_absolute_and_only_the_user_may_write(
    qtbot: QtBot, listener: Takeover, address: Path, tmp_path: Path
) -> None:
    assert address.stat().st_mode & 0o077 == 0
    later = subprocess.Popen([sys.executable, "-c", _HAND, str(address), "model.h5", "/a/b"], cwd=tmp_path)
    with qtbot.waitSignal(listener.asked, timeout=20_000) as heard:
        pass
    assert heard.args == [Wish((str(tmp_path / "model.h5"), "/a/b"), action="file.open")]
    assert later.wait(20) == 0
    listener.close()
    assert not address.exists()


def test_what_a_killed_window_left_is_no_obstacle(qapp: QApplication, address: Path) -> None:
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(address))  # closing leaves the file, as a crash does
    assert not sole_window.hand_over(Wish(), address)
    made = Takeover(qapp, address)
    assert made.is_listening
    made.close()
    made.deleteLater()


@pytest.mark.parametrize("message", [b"\n", b'{"a": 1}\n', b"[1, 2]\n", b"\xff\n", b"[" * 5000 + b"\n"])
def test_anything_else_is_not_heard(qtbot: QtBot, listener: Takeover, address: Path, message: bytes) -> None:
    heard: list[object] = []
    listener.asked.connect(heard.append)
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(str(address))
        connection.sendall(message)
        connection.settimeout(0.01)

        def is_hung_up() -> bool:
            try:
                return connection.recv(10) == b""
            except TimeoutError:
                return False
            except ConnectionResetError:
                return True

        qtbot.waitUntil(is_hung_up)
    assert heard == []


def test_the_window_opens_what_it_takes_over_and_does_what_is_asked(stage: Stage, qtbot: QtBot) -> None:
    stage.window.showMinimized()
    stage.window.take_over(Wish(("/models/a",), action="view.outline", activation="of the launcher"))
    assert not stage.window.isMinimized()
    assert names(stage) == ["a"]
    assert os.environ.pop("XDG_ACTIVATION_TOKEN") == "of the launcher"
    stage.window.do("no.such")
    assert "no.such" in stage.window.notices.cards[0].message


def test_a_file_that_macos_hands_over_is_a_wish() -> None:
    """QFileOpenEvent is how Finder says which file was double-clicked."""
    script = (
        "import sys; from pathlib import Path; from PySide6.QtGui import QFileOpenEvent;"
        "from cutaway.qt import app;"
        "from cutaway.session.settings import Settings;"
        "made = app._application(['x'], Settings(Path(sys.argv[1]))); heard = [];"
        "made.file_asked.connect(heard.append);"
        "made.sendEvent(made, QFileOpenEvent('/models/a b.h5')); print(heard[0].paths)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "none.json"], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.strip() == "('/models/a b.h5',)"
