# SPDX-License-Identifier: Apache-2.0
"""pyqtgraph, imported once, on a thread, when the first plot is about to be shown: it takes half a second."""

from __future__ import annotations

import importlib
import sys
import threading
import time
from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Slot

_MODULES = ("QtCore", "QtGui", "QtWidgets", "QtSvg", "QtOpenGLWidgets", "QtTest")
"""What pyqtgraph imports: pyqtgraph/Qt/__init__.py."""
_TURN = 0.005
"""Seconds of each turn of the event loop that may be taken."""


def begin() -> None:
    """Start importing; calling it again does nothing. The event loop has to go on."""
    if not _loaders:
        _loaders.append(_Loader(QCoreApplication.instance()))


def is_ready() -> bool:
    """Whether everything that plots need is there."""
    return bool(_loaders) and _loaders[0].is_over


class _Loader(QObject):
    """Has Qt's modules make all their types, some at each turn of the event loop, and then starts the thread.

    WORKAROUND: PySide6 makes types and enums when they are first asked for, and falls over where two threads do that
    at once. pyqtgraph asks for every name of three modules as it is imported, while the window goes on painting.
    """

    def __init__(self, parent: QObject | None) -> None:
        super().__init__(parent)
        self._left = _names()
        self._thread = threading.Thread(target=self._load, name="import pyqtgraph", daemon=True)
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._go_on)
        self._timer.start()

    @property
    def is_over(self) -> bool:
        """Whether the thread was started, and has ended."""
        return self._thread.ident is not None and not self._thread.is_alive()

    @Slot()
    def _go_on(self) -> None:
        end = time.monotonic() + _TURN
        for _ in self._left:
            if time.monotonic() > end:
                return
        self._timer.stop()
        self._thread.start()

    def _load(self) -> None:
        hooks = sys.excepthook, threading.excepthook
        pyqtgraph = importlib.import_module("pyqtgraph")
        # It puts its own handlers of errors in place of the window's.
        sys.excepthook, threading.excepthook = hooks
        # exitCleanup would walk over every living object when the program ends.
        pyqtgraph.setConfigOptions(antialias=True, exitCleanup=False, crashWarning=False, useOpenGL=False)


def _names() -> Iterator[str]:
    """Each name of the modules, once what it stands for is made."""
    for name in _MODULES:
        try:
            module = importlib.import_module(f"PySide6.{name}")
        except ImportError:  # pyqtgraph does without it, too
            continue
        for each in dir(module):
            getattr(module, each, None)
            yield each


_loaders: list[_Loader] = []
