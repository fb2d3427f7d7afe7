# SPDX-License-Identifier: Apache-2.0
"""One window for a user on a screen: a second start hands its paths to the window that is open, and ends.

Over a socket in the user's state folder, which others may not write into. The standard library's sockets and not
QtNetwork, whose library asks for Kerberos to be installed; Python has none of this kind on Windows, where every start
opens a window of its own.
"""

from __future__ import annotations

import hashlib
import json
import os
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QSocketNotifier, Signal, Slot

from cutaway import paths

_ANSWER = b"taken\n"
_PATIENCE_SECONDS = 1.0
_LARGEST = 1_000_000
_LONGEST_PATH = 100  # sun_path has 104 bytes on macOS, 108 on Linux


def hand_over(wanted: Sequence[str], address: Path | None = None) -> bool:
    """Ask an open window to open these; False where there is none, or none that answers within a second."""
    place = address or _address()
    if place is None:
        return False
    message = json.dumps([os.path.abspath(Path(path).expanduser()) for path in wanted])  # noqa: PTH100 (links stay)
    try:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(_PATIENCE_SECONDS)
            connection.connect(str(place))
            connection.sendall(message.encode("ascii") + b"\n")
            return connection.recv(len(_ANSWER)) == _ANSWER
    except OSError:
        return False


class Takeover(QObject):
    """Listens for later starts. asked: paths to open (`list[str]`); none means only to come to the front."""

    asked = Signal(list)

    def __init__(self, parent: QObject, address: Path | None = None) -> None:
        super().__init__(parent)
        self._place = address or _address()
        self._listener: socket.socket | None = None
        if self._place is not None:
            self._listen(self._place)

    def close(self) -> None:
        """Listen no more."""
        if self._listener is not None and self._place is not None:
            self._notifier.setEnabled(False)
            self._listener.close()
            self._listener = None
            self._place.unlink(missing_ok=True)

    def _listen(self, place: Path) -> None:
        listener = socket.socket(socket.AF_UNIX)
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.unlink(missing_ok=True)  # left by a window that was killed: nobody answered there
            before = os.umask(0o177)
            try:
                listener.bind(str(place))
            finally:
                os.umask(before)
            listener.listen()
        except OSError:
            listener.close()
            return
        self._listener = listener
        self._notifier = QSocketNotifier(listener.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._answer)

    @Slot()
    def _answer(self) -> None:
        if self._listener is None:
            return
        try:
            connection, _ = self._listener.accept()
            with connection:
                connection.settimeout(_PATIENCE_SECONDS)
                wanted = _read(connection)
                connection.sendall(_ANSWER)
        except (OSError, ValueError):
            return
        self.asked.emit(wanted)


def _read(connection: socket.socket) -> list[str]:
    """The paths of one line. Raises ValueError for anything else."""
    data = b""
    while not data.endswith(b"\n") and len(data) < _LARGEST:
        piece = connection.recv(1 << 16)
        if not piece:
            break
        data += piece
    found = json.loads(data)
    if not isinstance(found, list) or not all(isinstance(path, str) for path in found):
        raise ValueError("these are no paths")
    return found


def _address() -> Path | None:
    """Where this user's window on this screen listens; None where the system has no such sockets."""
    if sys.platform == "win32":
        return None
    screen = f"{os.environ.get('WAYLAND_DISPLAY', '')}|{os.environ.get('DISPLAY', '')}"
    name = hashlib.sha256(screen.encode("utf-8", "surrogateescape")).hexdigest()[:12]
    place = paths.state() / f"window-{name}.socket"
    return place if len(os.fsencode(place)) <= _LONGEST_PATH else None
