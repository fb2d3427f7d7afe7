# SPDX-License-Identifier: Apache-2.0
"""Plots come without the window stopping, and without two threads making Qt's types at once."""

from __future__ import annotations

import subprocess
import sys

_CODE = """
import sys, threading
from PySide6 import QtCore, QtGui, QtWidgets
app = QtWidgets.QApplication([])
from cutaway.qt.plots import library
made = []
real = library.importlib.import_module
def watched(name, *rest):
    if name == "pyqtgraph":  # all that it will ask for is there by now
        made.append(all(each in vars(module) for module in (QtCore, QtGui, QtWidgets) for each in dir(module)))
        made.append(threading.current_thread() is not threading.main_thread())
    return real(name, *rest)
library.importlib.import_module = watched
library.begin()
library.begin()
assert not library.is_ready()
while not library.is_ready():
    app.processEvents()
assert made == [True, True], made
assert "pyqtgraph" in sys.modules
"""


def test_types_are_made_by_the_window_before_another_thread_asks_for_them() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _CODE], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
