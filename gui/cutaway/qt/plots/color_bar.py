# SPDX-License-Identifier: Apache-2.0
"""Which value has which colour: the bar beside a picture of values."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from cutaway.description import wording
from cutaway.qt import fonts, tokens
from cutaway.qt.plots import colors as maps
from cutaway.qt.words import tr

_STOPS = 32
_BAR = 12
_AIR = 10
_QUARTERS = (0.0, 0.25, 0.5, 0.75, 1.0)


class ColorBar(QWidget):
    """low, high: the finite range of what is shown."""

    def __init__(self, low: float, high: float, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._values = (low, high)
        self._limits = maps.limits(low, high)
        self.setObjectName("colorBar")
        ends = " to ".join(wording.number(value) for value in self._limits)
        self.setAccessibleName(tr("Colours from {ends}", ends=ends))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        """Wide enough for a number with an exponent."""
        return QSize(80, 120)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The bar with the greatest value at its top, and five values beside it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = tokens.colors_of(self.palette())
        bar = QRectF(0.5, _AIR, _BAR, max(self.height() - 2 * _AIR, 1))
        found = maps.color_map(*self._values, theme)
        gradient = QLinearGradient(bar.bottomLeft(), bar.topLeft())
        for stop in range(_STOPS + 1):
            gradient.setColorAt(stop / _STOPS, found.map(stop / _STOPS, mode="qcolor"))
        painter.setPen(QPen(QColor(theme.border), 1))
        painter.setBrush(gradient)
        painter.drawRoundedRect(bar, 3, 3)
        painter.setFont(fonts.interface(11))
        painter.setPen(QColor(theme.secondary))
        low, high = self._limits
        for part in _QUARTERS:
            centre = QPointF(bar.right() + 6, bar.bottom() - part * bar.height())
            place = QRectF(centre.x(), centre.y() - 8, self.width() - centre.x(), 16)
            text = wording.number(low + part * (high - low), 3)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)
