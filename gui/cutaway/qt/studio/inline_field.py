# SPDX-License-Identifier: Apache-2.0
"""A field over a part of the picture, in which it is edited in place."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from cutaway.qt import fonts

_HEIGHT, _LEAST = 28, 64


class InlineField(QLineEdit):
    """entered: Enter was pressed, or the field was left. left: Escape was pressed, or nothing was changed."""

    entered = Signal(str)
    left = Signal()

    def __init__(
        self, text: str, place: QRect, parent: QWidget, *, words: str, at_right: bool = False
    ) -> None:
        super().__init__(text, parent)
        self.setObjectName("inlineField")
        self.setAccessibleName(words)
        self.setFont(fonts.mono())
        self.setProperty("mono", True)
        self.setStyleSheet(f"QLineEdit {{ min-height: {_HEIGHT - 4}px; padding: 0 4px; }}")
        width = max(place.width() + 12, _LEAST)
        begin = place.right() + 6 - width if at_right else place.left() - 6
        begin = min(max(begin, 2), parent.width() - width - 2)
        self.setGeometry(begin, place.center().y() - _HEIGHT // 2 + 1, width, _HEIGHT)
        self._before = text
        self._is_over = False
        self.selectAll()
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes it, Escape leaves it."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._end(takes=True)
        elif event.key() == Qt.Key.Key_Escape:
            self._end(takes=False)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Who clicks elsewhere has finished."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self._end(takes=self.text() != self._before)

    def _end(self, *, takes: bool) -> None:
        if self._is_over:
            return
        self._is_over = True
        text = self.text()
        self.hide()
        self.deleteLater()
        if takes:
            self.entered.emit(text)
        else:
            self.left.emit()
