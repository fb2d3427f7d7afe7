# SPDX-License-Identifier: Apache-2.0
"""Rows that stand for what is still being read, so that a loading page has its shape already."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimerEvent
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cutaway.qt import tokens
from cutaway.qt.words import tr

_BAR = 10
_WIDTHS = (0.62, 0.45, 0.78, 0.36, 0.55, 0.7, 0.41, 0.5)
_TICK_MS = 90
_STEPS = 18


class SkeletonRows(QWidget):
    """So many grey bars that breathe slowly; still where the platform asks for no animation."""

    def __init__(self, rows: int, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._rows = rows
        self._step = 0
        self._timer = 0
        self.setAccessibleName(tr("Loading"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(320, self._rows * tokens.ROW_HEIGHT)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._timer:
            self._timer = self.startTimer(_TICK_MS)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._timer:
            self.killTimer(self._timer)
            self._timer = 0

    def timerEvent(self, _event: QTimerEvent) -> None:
        self._step = (self._step + 1) % _STEPS
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.colors_of(self.palette()).border))
        painter.setOpacity(0.55 + 0.45 * abs(self._step - _STEPS / 2) / (_STEPS / 2))
        for row in range(self._rows):
            top = row * tokens.ROW_HEIGHT + (tokens.ROW_HEIGHT - _BAR) / 2
            width = self.width() * _WIDTHS[row % len(_WIDTHS)]
            painter.drawRoundedRect(QRectF(0, top, width, _BAR), _BAR / 2, _BAR / 2)
