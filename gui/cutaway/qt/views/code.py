# SPDX-License-Identifier: Apache-2.0
"""Text to be read and copied: snippets, configurations, previews, with line numbers where they help."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from cutaway.qt import fonts, tokens

_GUTTER_PADDING = 8


class CodeView(QPlainTextEdit):
    """Read-only text in the monospaced font; `numbered` shows line numbers at its left."""

    def __init__(self, parent: QWidget | None, *, name: str, words: str, numbered: bool = False) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setProperty("kind", "code")
        self.setReadOnly(True)
        self.setFont(fonts.mono())
        self.setProperty("mono", True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setWordWrapMode(QTextOption.WrapMode.NoWrap)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._gutter: _Gutter | None = None
        if numbered:
            self._gutter = _Gutter(self)
            self.blockCountChanged.connect(self._make_room)
            self.updateRequest.connect(self._scroll_gutter)
            self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The gutter keeps its place."""
        super().resizeEvent(event)
        self._place_gutter()

    def paint_numbers(self, painter: QPainter, width: int) -> None:
        """Draw the numbers of the lines that are visible."""
        painter.setFont(self.font())
        painter.setPen(QColor(tokens.colors_of(self.palette()).disabled))
        block = self.firstVisibleBlock()
        while block.isValid():
            place = self.blockBoundingGeometry(block).translated(self.contentOffset())
            if place.top() > self.viewport().height():
                return
            line = QRect(0, round(place.top()), width - _GUTTER_PADDING, self.fontMetrics().height())
            painter.drawText(line, Qt.AlignmentFlag.AlignRight, str(block.blockNumber() + 1))
            block = block.next()

    @Slot()
    def _make_room(self) -> None:
        digits = len(str(max(self.blockCount(), 1)))
        width = self.fontMetrics().horizontalAdvance("0") * max(digits, 2) + 2 * _GUTTER_PADDING
        if self._gutter is not None:
            self.setViewportMargins(width, 0, 0, 0)
            self._gutter.setFixedWidth(width)
        self._place_gutter()

    @Slot(QRect, int)
    def _scroll_gutter(self, _rect: QRect, _dy: int) -> None:
        if self._gutter is not None:
            self._gutter.update()

    def _place_gutter(self) -> None:
        if self._gutter is not None:
            viewport = self.viewport().geometry()
            self._gutter.setGeometry(
                viewport.left() - self._gutter.width(),
                viewport.top(),
                self._gutter.width(),
                viewport.height(),
            )


class _Gutter(QWidget):
    def __init__(self, view: CodeView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self) -> QSize:
        return QSize(self.width(), 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        self._view.paint_numbers(QPainter(self), self.width())
