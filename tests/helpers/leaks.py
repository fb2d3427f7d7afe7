# SPDX-License-Identifier: Apache-2.0
"""What a test may leave behind: no widget, no thread, no child process."""

import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

# A widget that was told to close, a thread that was told to end and a killed child need a moment to be gone.
PATIENCE_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Living:
    """What is alive at one moment, each by a name that a failure can print."""

    widgets: frozenset[str]
    threads: frozenset[str]
    children: frozenset[str]

    def beyond(self, before: "Living") -> list[str]:
        """Return what is alive now and was not `before`."""
        return [
            *sorted(f"widget {name}" for name in self.widgets - before.widgets),
            *sorted(f"thread {name}" for name in self.threads - before.threads),
            *sorted(f"child process {name}" for name in self.children - before.children),
        ]


def living() -> Living:
    """Return what is alive in this process now."""
    threads = frozenset(f"{thread.name} ({thread.ident})" for thread in threading.enumerate())
    return Living(_widgets(), threads, _children())


def left_behind(before: Living) -> list[str]:
    """Return what a test left behind, after giving it a moment to go."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        _let_qt_delete()
        left = living().beyond(before)
        if not left or time.monotonic() > deadline:
            return left
        time.sleep(0.02)


def _widgets() -> frozenset[str]:
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return frozenset()
    return frozenset(
        f"{type(widget).__name__} {widget.objectName()!r} ({id(widget):#x})"
        for widget in widgets.QApplication.topLevelWidgets()
    )


def _let_qt_delete() -> None:
    core = sys.modules.get("PySide6.QtCore")
    if core is not None and core.QCoreApplication.instance() is not None:
        core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete)
        core.QCoreApplication.processEvents()


def _children() -> frozenset[str]:
    pids = _child_pids()
    return frozenset(name for pid in pids if (name := _name(pid)) is not None)


def _child_pids() -> list[int]:
    """Return the ids of the children; Linux lists them by thread, 30 times faster than a walk over all processes."""
    try:
        lists = [file.read_text(encoding="ascii") for file in Path("/proc/self/task").glob("*/children")]
    except OSError:
        lists = []
    if lists:
        return [int(pid) for text in lists for pid in text.split()]
    return [child.pid for child in psutil.Process().children()]


def _name(pid: int) -> str | None:
    try:
        child = psutil.Process(pid)
        if child.status() == psutil.STATUS_ZOMBIE:
            return f"{pid}, ended and not waited for"
        return f"{pid}: {' '.join(child.cmdline())}"
    except psutil.NoSuchProcess:
        return None
