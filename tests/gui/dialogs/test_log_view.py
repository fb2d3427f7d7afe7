# SPDX-License-Identifier: Apache-2.0
"""The log is shown entry by entry, narrowed by level and words, and copied as it is shown."""

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from cutaway.qt.dialogs.log_view import LogDialog
from cutaway.qt.theme import Theme
from helpers.windows import child

LOG = """2026-11-21 10:00:00,001 DEBUG child: describe of /a took 0.1 s
2026-11-21 10:00:01,001 ERROR Traceback
  File "x.py", line 1
ValueError: no
2026-11-21 10:00:02,001 WARNING Qt, default: something
"""


@pytest.fixture
def dialog(qtbot: QtBot, themed: Theme, tmp_path: Path) -> LogDialog:
    """The dialog on a small log."""
    file = tmp_path / "cutaway.log"
    file.write_text(LOG, encoding="utf-8")
    made = LogDialog(None, file)
    qtbot.addWidget(made)
    return made


def test_everything_is_shown_and_copied(dialog: LogDialog) -> None:
    assert dialog.shown == LOG.rstrip()
    child(dialog, QAbstractButton, "copyLog").click()
    assert QGuiApplication.clipboard().text() == LOG.rstrip()


def test_an_error_keeps_its_lines(dialog: LogDialog) -> None:
    child(dialog, QComboBox, "logLevel").setCurrentIndex(2)
    assert dialog.shown.splitlines()[1:] == ['  File "x.py", line 1', "ValueError: no"]


def test_words_narrow_it_down(dialog: LogDialog) -> None:
    child(dialog, QLineEdit, "logFilter").setText("qt something")
    assert dialog.shown.startswith("2026-11-21 10:00:02")
    child(dialog, QLineEdit, "logFilter").setText("nowhere")
    assert dialog.shown == "Nothing was logged that fits."


def test_no_log_is_no_failure(qtbot: QtBot, themed: Theme, tmp_path: Path) -> None:
    made = LogDialog(None, tmp_path / "none.log")
    qtbot.addWidget(made)
    assert made.shown == "Nothing was logged that fits."
