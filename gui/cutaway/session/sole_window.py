# SPDX-License-Identifier: Apache-2.0
"""One window for a user on a screen: whose turn it is to be that window, and how a later start hands it its wish.

The window listens (`qt.takeover`) on a socket in a folder of the user's, which others may not write to, or on a named
pipe of Windows. A later start speaks to it without Qt, so that it is gone in a tenth of a second.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import socket
import stat
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from cutaway import APP_NAME, paths
from cutaway.session import store
from cutaway.session.wishes import Wish

ANSWER = b"taken\n"
_PATIENCE_SECONDS = 1.0
_STARTING_SECONDS = 4.0
_STEP_SECONDS = 0.05
_LONGEST_PATH = 100  # sun_path has 104 bytes on macOS, 108 on Linux
_ANY_PROCESS = -1  # ASFW_ANY, winuser.h


class Turn:
    """Whose turn it is to be the window: the first start has it until its process ends, however that ends."""

    def __init__(self, place: Path | None = None) -> None:
        self._place = place or address()
        self._lock: IO[bytes] | None = None

    def take(self, wish: Wish) -> bool:
        """Be the window (True), or have the one that is open take the wish over (False).

        Where another start has the turn and does not listen yet, it is waited for; where it never does, this becomes
        a window beside it, which later starts do not find.
        """
        if self._place is None:
            return True
        end = time.monotonic() + _STARTING_SECONDS
        while True:
            if hand_over(wish, self._place):
                return False
            if self._lock is None:
                self._lock = store.claimed(_lock_file(self._place))
            if self._lock is not None or time.monotonic() > end:
                return True
            time.sleep(_STEP_SECONDS)

    def give_back(self) -> None:
        """Let another start be the window."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None


def hand_over(wish: Wish, place: Path | None = None) -> bool:
    """Ask an open window for this; False where there is none, or none that answers within a second."""
    place = place or address()
    if place is None:
        return False
    message = wish.absolute().encode()
    try:
        return (_over_pipe if sys.platform == "win32" else _over_socket)(place, message) == ANSWER
    except OSError:
        return False


def _over_socket(place: Path, message: bytes) -> bytes:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(_PATIENCE_SECONDS)
        connection.connect(str(place))
        connection.sendall(message)
        return connection.recv(len(ANSWER))


def _over_pipe(place: Path, message: bytes) -> bytes:
    """Likewise on Windows, where a window may come to the front only if the program in front allows that."""
    import ctypes

    getattr(ctypes, "windll").user32.AllowSetForegroundWindow(_ANY_PROCESS)  # noqa: B009 (exists on Windows alone)
    with Path(pipe(place)).open("r+b", buffering=0) as connection:
        connection.write(message)
        return connection.read(len(ANSWER)) or b""


def pipe(place: Path) -> str:
    """The named pipe that stands for a place; the user's folder in it keeps users apart."""
    return rf"\\.\pipe\{APP_NAME}-{hashlib.sha256(str(place).encode()).hexdigest()[:16]}"


def _lock_file(place: Path) -> Path:
    return place.with_suffix(".turn")


def address() -> Path | None:
    """Where this user's window on this screen listens; None where no place is short enough for a socket."""
    screen = f"{os.environ.get('WAYLAND_DISPLAY', '')}|{os.environ.get('DISPLAY', '')}"
    name = hashlib.sha256(screen.encode("utf-8", "surrogateescape")).hexdigest()[:12]
    for folder in _folders():
        place = folder / f"window-{name}.socket"
        if len(os.fsencode(place)) <= _LONGEST_PATH or sys.platform == "win32":
            return place
    return None


def _folders() -> Iterator[Path]:
    """Folders of the user's alone, the best first.

    The session's own is on this machine and goes with the session, while a home may be shared between machines.
    """
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    if runtime.startswith("/") and _is_private(Path(runtime)):
        yield Path(runtime) / APP_NAME.lower()
    yield paths.state()
    if sys.platform != "win32":
        temporary = Path(tempfile.gettempdir()) / f"{APP_NAME.lower()}-{os.getuid()}"
        with contextlib.suppress(OSError):
            temporary.mkdir(mode=0o700, exist_ok=True)
        if _is_private(temporary):
            yield temporary


def _is_private(folder: Path) -> bool:
    """Whether it is a folder of this user's that nobody else may write to."""
    try:
        found = folder.lstat()
    except OSError:
        return False
    is_own = sys.platform == "win32" or found.st_uid == os.getuid()
    return stat.S_ISDIR(found.st_mode) and is_own and not found.st_mode & 0o022
