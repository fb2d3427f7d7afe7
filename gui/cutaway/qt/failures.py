# SPDX-License-Identifier: Apache-2.0
"""The last resort: what no one caught, what Qt says and how children end goes to the log, not to a terminal."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from types import TracebackType
from typing import Any

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler

from cutaway.errors import ChildError
from cutaway.logs import LOGGER, to_file
from cutaway.qt.words import tr
from cutaway.session.engine import Engine
from cutaway.session.jobs import Job, JobState

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
        to_file()
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
        LOGGER.error("%s", details)
        self.happened.emit(
            tr(
                "Something went wrong inside Cutaway ({name}). What you see may be incomplete.",
                name=kind.__name__,
            ),
            details,
        )

    def _thread(self, happened: threading.ExceptHookArgs) -> None:
        if happened.exc_value is not None:
            self._python(happened.exc_type, happened.exc_value, happened.exc_traceback)


def _qt(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    LOGGER.log(_LEVELS.get(kind, logging.WARNING), "Qt, %s: %s", context.category or "default", text)


def log_children(engine: Engine) -> None:
    """Put into the log what children tell and how those ended that did not answer."""
    engine.logged.connect(_child)
    engine.job_added.connect(_watch)


def _child(level: str, text: str) -> None:
    LOGGER.log(logging.getLevelNamesMapping().get(level.upper(), logging.INFO), "child: %s", text)


def _watch(job: Job[Any]) -> None:
    job.finished.connect(_over)


def _over(job: Job[Any]) -> None:
    if job.state is JobState.FAILED and isinstance(job.error, ChildError):
        LOGGER.error("%s: %s %s\n%s", job.title, job.error.kind, job.error.message, job.error.details)
