# SPDX-License-Identifier: Apache-2.0
"""The first start has the turn to be the window until its process ends, however that ends."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from cutaway.session import sole_window
from cutaway.session.sole_window import Turn
from cutaway.session.wishes import Wish

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the tests speak to a socket of Unix")
_FIRST = """
import sys, time
from pathlib import Path
from cutaway.session.sole_window import Turn
from cutaway.session.wishes import Wish
turn = Turn(Path(sys.argv[1]))
print(turn.take(Wish()), flush=True)
time.sleep(60)
"""


def test_nobody_listens(tmp_path: Path) -> None:
    assert not sole_window.hand_over(Wish(("x",)), tmp_path / "socket")


def test_a_start_waits_for_one_that_has_the_turn_and_is_freed_by_its_crash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "window.socket"
    first = subprocess.Popen([sys.executable, "-c", _FIRST, str(place)], stdout=subprocess.PIPE, text=True)
    with first:
        assert first.stdout is not None
        assert first.stdout.readline() == "True\n"
        monkeypatch.setattr(sole_window, "_STARTING_SECONDS", 0.2)
        later = Turn(place)
        assert later.take(Wish())
        assert later._lock is None  # a window beside the one that hangs
        first.send_signal(signal.SIGKILL)
    next_one = Turn(place)
    assert next_one.take(Wish())
    assert next_one._lock is not None
    next_one.give_back()


@pytest.fixture
def short() -> Iterator[Path]:
    """A folder whose path leaves room for the name of a socket, which those of tests do not always."""
    with tempfile.TemporaryDirectory(prefix="c", dir="/tmp") as folder:
        yield Path(folder)


def test_a_folder_too_deep_for_a_socket_is_no_failure(
    tmp_path: Path, short: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / ("deep" * 30)))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "nowhere"))
    monkeypatch.setattr(tempfile, "tempdir", str(short))
    found = sole_window.address()
    assert found is not None
    assert found.parent.stat().st_mode & 0o777 == 0o700
    found.parent.chmod(0o777)  # where others may write, nobody listens
    assert sole_window.address() is None
    assert not sole_window.hand_over(Wish(("x",)))
    assert Turn().take(Wish())


def test_the_sessions_own_folder_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    tmp_path.chmod(0o700)
    found = sole_window.address()
    assert found is not None
    assert len(os.fsencode(tmp_path)) > 60 or found.parent == tmp_path / "cutaway"
