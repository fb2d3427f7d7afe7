# SPDX-License-Identifier: Apache-2.0
"""The last resort: what no one caught and what Qt complains about goes to a log and a notice, not to a terminal."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler

from cutaway import APP_NAME, paths

_LOG = logging.getLogger("cutaway")
_LARGEST_LOG = 1_000_000
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class Failures(QObject):
    """happened: a sentence and its details, for a notice. Emitted from any thread, received on the window's."""

    happened = Signal(str, str)

    def install(self) -> None:
        """Catch from now on what nobody else catches."""
        _write_to_file()
        sys.excepthook = self._python
        threading.excepthook = self._thread
        qInstallMessageHandler(_qt)

    def remove(self) -> None:
        """Give the hooks back."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        qInstallMessageHandler(None)

    def _python(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            return  # the signal's own handler quits
        details = "".join(traceback.format_exception(kind, error, trace))
        _LOG.error("%s", details)
        self.happened.emit(
            f"Something went wrong inside {APP_NAME} ({kind.__name__}). What you see may be incomplete.",
            details,
        )

    def _thread(self, happened: threading.ExceptHookArgs) -> None:
        if happened.exc_value is not None:
            self._python(happened.exc_type, happened.exc_value, happened.exc_traceback)


def _qt(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    _LOG.log(_LEVELS.get(kind, logging.WARNING), "Qt, %s: %s", context.category or "default", text)


def _write_to_file() -> None:
    """Log into the user's state folder; where that cannot be written, nowhere."""
    _LOG.propagate = False
    if _LOG.handlers:
        return
    try:
        handler: logging.Handler = logging.FileHandler(_log_file(), encoding="utf-8", delay=True)
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    _LOG.addHandler(handler)


def _log_file() -> Path:
    """The file to append to; a long one becomes the old one first. `logging.handlers` would cost 15 ms at start."""
    folder = paths.state()
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "cutaway.log"
    if file.exists() and file.stat().st_size > _LARGEST_LOG:
        file.replace(folder / "cutaway.old.log")
    return file
