# SPDX-License-Identifier: Apache-2.0
"""pyqtgraph, imported once, on a thread, when the first plot is about to be shown: it takes half a second."""

from __future__ import annotations

import importlib
import sys
import threading

_started: list[threading.Thread] = []


def begin() -> None:
    """Start importing; calling it again does nothing."""
    if not _started:
        thread = threading.Thread(target=_load, name="import pyqtgraph", daemon=True)
        _started.append(thread)
        thread.start()


def is_ready() -> bool:
    """Whether everything that plots need is there."""
    return bool(_started) and not _started[0].is_alive()


def _load() -> None:
    hooks = sys.excepthook, threading.excepthook
    pyqtgraph = importlib.import_module("pyqtgraph")
    # It puts its own handlers of errors in place of the window's.
    sys.excepthook, threading.excepthook = hooks
    # exitCleanup would walk over every living object when the program ends.
    pyqtgraph.setConfigOptions(antialias=True, exitCleanup=False, crashWarning=False, useOpenGL=False)
