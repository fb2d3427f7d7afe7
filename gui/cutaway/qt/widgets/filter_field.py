# SPDX-License-Identifier: Apache-2.0
"""The field above a table that narrows it while one types."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from cutaway.qt import icons
from cutaway.qt.words import tr

_PAUSE_MS = 150


class FilterField(QLineEdit):
    """filtered: what to look for, once typing has paused; Escape clears, Enter does not wait.

    left_downwards: the key Down was pressed, which goes on to what is below.
    """

    filtered = Signal(str)
    left_downwards = Signal()

    def __init__(self, placeholder: str, parent: QWidget | None, *, name: str) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(tr(placeholder))
        self.setPlaceholderText(tr(placeholder))
        self.setClearButtonEnabled(True)
        self.addAction(icons.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self._told = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._tell)
        self.textChanged.connect(self._typed)
        self.returnPressed.connect(self._tell)

    def put(self, text: str) -> None:
        """Look for that without waiting for more."""
        self.setText(text)
        self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self._tell()
            self.left_downwards.emit()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _typed(self) -> None:
        if self.text():
            self._pause.start()
        else:
            self._tell()

    @Slot()
    def _tell(self) -> None:
        self._pause.stop()
        text = self.text().strip()
        if text != self._told:
            self._told = text
            self.filtered.emit(text)
