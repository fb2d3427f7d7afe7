# SPDX-License-Identifier: Apache-2.0
"""The log of the program, to look through and to copy into a report."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from cutaway import logs
from cutaway.qt import manual_page, tokens
from cutaway.qt.widgets.buttons import CopyButton, button
from cutaway.qt.widgets.filter_field import FilterField
from cutaway.qt.widgets.labels import label
from cutaway.qt.words import tr

_SIZE = (860, 560)
_MOST_BYTES = 512 * 1024
LEVELS = (
    ("Everything", ""),
    ("Warnings and errors", "WARNING|ERROR|CRITICAL"),
    ("Errors", "ERROR|CRITICAL"),
)


def entries(text: str, level: str, words: str) -> list[str]:
    """The entries of a log, each with the lines that belong to it, that have a level and hold all words."""
    found: list[list[str]] = []
    for line in text.splitlines():
        if _level(line) or not found:
            found.append([line])
        else:
            found[-1].append(line)
    wanted = words.casefold().split()
    joined = ("\n".join(lines) for lines in found)
    return [
        entry
        for entry in joined
        if (not level or _level(entry) in level.split("|"))
        and all(word in entry.casefold() for word in wanted)
    ]


def _level(line: str) -> str:
    """The level of a line that begins an entry (`2026-11-21 10:00:00,123 ERROR …`), else empty."""
    parts = line.split(" ", 3)
    is_first = len(parts) > 2 and parts[0][:2] == "20" and parts[0][4:5] == "-"
    return parts[2] if is_first and parts[2].isupper() else ""


class LogDialog(QDialog):
    """The end of the log, newest last, filtered by level and words. folder_asked: to show the file itself."""

    folder_asked = Signal(str)

    def __init__(self, parent: QWidget | None, file: Path | None = None) -> None:
        super().__init__(parent)
        self._file = file or logs.file()
        self._text = ""
        self.setObjectName("logDialog")
        manual_page.give_key(self, "log")
        self.setAccessibleName(tr("Log"))
        self.setWindowTitle(tr("Log"))
        self.resize(*_SIZE)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.SPACE_6, tokens.SPACE_6, tokens.SPACE_6, tokens.SPACE_4)
        column.setSpacing(tokens.SPACE_3)
        column.addLayout(self._tools())
        self._view = QPlainTextEdit(self)
        self._view.setObjectName("logText")
        self._view.setAccessibleName(tr("Entries of the log"))
        self._view.setProperty("kind", "code")
        self._view.setProperty("mono", True)
        self._view.setReadOnly(True)
        self._view.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        column.addWidget(self._view, 1)
        self._place = label("", self, "secondary")
        self._place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(self._place)
        column.addLayout(self._buttons())
        self.reload()

    @Slot()
    def reload(self) -> None:
        """Read the file again."""
        try:
            with self._file.open("rb") as file:
                file.seek(0, 2)
                file.seek(max(file.tell() - _MOST_BYTES, 0))
                self._text = file.read().decode("utf-8", "replace")
        except OSError:
            self._text = ""
        self._show()

    @property
    def shown(self) -> str:
        """The text as it stands there."""
        return self._view.toPlainText()

    def _tools(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_2)
        self._filter = FilterField("Filter the log", self, name="logFilter")
        self._filter.textChanged.connect(self._show)
        row.addWidget(self._filter, 1)
        self._level = QComboBox(self)
        self._level.setObjectName("logLevel")
        self._level.setAccessibleName(tr("What to show"))
        for title, levels in LEVELS:
            self._level.addItem(tr(title), levels)
        self._level.currentIndexChanged.connect(self._show)
        row.addWidget(self._level)
        return row

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_2)
        row.addWidget(CopyButton(self._copied, self, "Copy what is shown", name="copyLog"))
        again = button("Reload", self, icon="refresh-cw", name="reloadLog")
        again.clicked.connect(self.reload)
        row.addWidget(again)
        folder = button("Show in folder", self, icon="folder", name="showLogInFolder")
        folder.clicked.connect(self._ask_folder)
        row.addWidget(folder)
        row.addStretch(1)
        close = button("Close", self, kind="primary", name="closeLog")
        close.clicked.connect(self.accept)
        close.setDefault(True)
        row.addWidget(close)
        return row

    @Slot()
    def _show(self) -> None:
        found = entries(self._text, str(self._level.currentData()), self._filter.text())
        self._view.setPlainText("\n".join(found) if found else tr("Nothing was logged that fits."))
        self._view.moveCursor(QTextCursor.MoveOperation.End)
        self._view.moveCursor(QTextCursor.MoveOperation.StartOfLine)
        self._place.setText(tr("{count} entries").format(count=len(found)) + f" · {self._file}")

    def _copied(self) -> str:
        return self.shown

    @Slot()
    def _ask_folder(self) -> None:
        self.folder_asked.emit(str(self._file))
