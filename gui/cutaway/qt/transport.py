# SPDX-License-Identifier: Apache-2.0
"""Children over QProcess and a QTimer as the engine's clock: nothing in the window waits, and no thread is needed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QByteArray, QObject, QProcess, QProcessEnvironment, QTimer, Slot

from cutaway.events import Event
from cutaway.session.transports import STDERR_TAIL, Command, Ending

_TICK_MS = 60
_CLOSE_MS = 2000


class ProcessTransport(QObject):
    """One child; the engine's `Transport`."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.received: Event[[bytes]] = Event()
        self.ended: Event[[Ending]] = Event()
        self._tail = b""
        self._is_closed = False
        self._process = QProcess(self)
        self._process.setProcessChannelMode(QProcess.ProcessChannelMode.SeparateChannels)
        self._process.readyReadStandardOutput.connect(self._read)
        self._process.readyReadStandardError.connect(self._listen)
        self._process.finished.connect(self._finish)
        self._process.errorOccurred.connect(self._fail)

    def start(self, command: Command) -> None:
        """Start the child; that it could not be started is told by `ended`."""
        environment = QProcessEnvironment()
        for name, value in command.environment.items():
            environment.insert(name, value)
        self._process.setProcessEnvironment(environment)
        self._process.setProgram(command.arguments[0])
        self._process.setArguments(list(command.arguments[1:]))
        self._process.start()

    def send(self, pieces: Sequence[bytes | memoryview]) -> None:
        """Hand the bytes to Qt, which writes them when the child reads."""
        if self._process.state() is QProcess.ProcessState.NotRunning:
            return
        for piece in pieces:
            self._process.write(QByteArray(bytes(piece)))

    def kill(self) -> None:
        """End the child at once."""
        self._process.kill()

    def close(self) -> None:
        """End the child, wait for it, and say nothing about it."""
        self._is_closed = True
        if self._process.state() is not QProcess.ProcessState.NotRunning:
            self._process.kill()
            self._process.waitForFinished(_CLOSE_MS)
        self.deleteLater()

    @Slot()
    def _read(self) -> None:
        data = self._process.readAllStandardOutput().data()
        if data and not self._is_closed:
            self.received.emit(bytes(data))

    @Slot()
    def _listen(self) -> None:
        self._tail = (self._tail + bytes(self._process.readAllStandardError().data()))[-STDERR_TAIL:]

    @Slot(int, QProcess.ExitStatus)
    def _finish(self, code: int, status: QProcess.ExitStatus) -> None:
        self._read()
        self._listen()
        is_crash = status is QProcess.ExitStatus.CrashExit
        self._tell(
            Ending(
                None if is_crash else code, code if is_crash else None, self._tail.decode("utf-8", "replace")
            )
        )

    @Slot(QProcess.ProcessError)
    def _fail(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            # Qt may say so from inside `start`, where the engine must not be called.
            QTimer.singleShot(0, self, self._not_started)

    @Slot()
    def _not_started(self) -> None:
        self._tell(Ending(None, started=False, reason=self._process.errorString()))

    def _tell(self, ending: Ending) -> None:
        if not self._is_closed:
            self.ended.emit(ending)
            self.deleteLater()


class TimerTicker(QObject):
    """The engine's `Ticker`."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._tick: Callable[[], None] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._call)

    def start(self, tick: Callable[[], None]) -> None:
        """Begin to tick; one that ticks already goes on."""
        self._tick = tick
        if not self._timer.isActive():
            self._timer.start()

    def stop(self) -> None:
        """Wake nobody any more."""
        self._timer.stop()

    @Slot()
    def _call(self) -> None:
        if self._tick is not None:
            self._tick()
