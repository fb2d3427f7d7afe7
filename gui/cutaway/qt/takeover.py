# SPDX-License-Identifier: Apache-2.0
"""The window's ear for later starts, by QLocalServer; `session.sole_window` is what speaks to it."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from cutaway.session import sole_window, wishes
from cutaway.session.wishes import Wish


class Takeover(QObject):
    """Listens for later starts. asked: a `Wish`; one without paths means only to come to the front."""

    asked = Signal(object)

    def __init__(self, parent: QObject, address: Path | None = None) -> None:
        super().__init__(parent)
        self._place = address or sole_window.address()
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._greet)
        if self._place is not None:
            self._listen(self._place)

    @property
    def is_listening(self) -> bool:
        """False where the system has no room for the socket; then every start opens a window of its own."""
        return self._server.isListening()

    def close(self) -> None:
        """Listen no more."""
        self._server.close()

    def _listen(self, place: Path) -> None:
        name = sole_window.pipe(place) if sys.platform == "win32" else str(place)
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
        except OSError:
            return
        if not self._server.listen(name) and sole_window.hand_over(Wish(), place):
            return  # somebody listens there who had no turn
        if not self._server.isListening():
            with contextlib.suppress(OSError):
                place.unlink(missing_ok=True)  # left by a window that was killed: nobody answered there
            self._server.listen(name)

    @Slot()
    def _greet(self) -> None:
        while self._server.hasPendingConnections():
            connection = self._server.nextPendingConnection()
            connection.setReadBufferSize(wishes.LARGEST)
            connection.readyRead.connect(self._hear)
            connection.disconnected.connect(connection.deleteLater)
            if connection.canReadLine():
                self._answer(connection)

    @Slot()
    def _hear(self) -> None:
        connection = self.sender()
        if isinstance(connection, QLocalSocket) and (
            connection.canReadLine() or connection.bytesAvailable() >= wishes.LARGEST
        ):
            self._answer(connection)

    def _answer(self, connection: QLocalSocket) -> None:
        try:
            wish = wishes.decode(bytes(connection.readLine().data()))
        except ValueError:
            connection.abort()
            return
        connection.write(sole_window.ANSWER)
        connection.flush()
        connection.disconnectFromServer()
        self.asked.emit(wish)
