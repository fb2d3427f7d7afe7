# SPDX-License-Identifier: Apache-2.0
"""Small coloured tags (`float32`, `custom`), as widgets and for delegates that paint them into tables."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cutaway.description import wording
from cutaway.qt import fonts, tokens

_HEIGHT = 20
_PADDING = 6
_TEXT_PX = 11


def width(text: str, *, mono: bool = True) -> int:
    """How wide the tag of that text is. mono: a word that a program reads (an element type)."""
    return QFontMetrics(_font(mono=mono)).horizontalAdvance(text) + 2 * _PADDING


def paint(
    painter: QPainter, rect: QRect, text: str, hue: tokens.Hue, colors: tokens.Colors, *, mono: bool = True
) -> int:
    """Draw a tag at the left of `rect`, centred vertically, elided where it does not fit; the width it took."""
    taken = min(width(text, mono=mono), rect.width())
    box = QRectF(rect.left(), rect.center().y() - _HEIGHT / 2 + 1, taken, _HEIGHT)
    tone = colors.tones[hue]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tone.fill))
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(QColor(tone.text))
    font = _font(mono=mono)
    painter.setFont(font)
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, taken - 2 * _PADDING + 1)
    baseline = box.center().y() + (metrics.capHeight()) / 2
    painter.drawText(QPointF(box.left() + _PADDING, baseline), shown)
    painter.restore()
    return taken


def _font(*, mono: bool) -> QFont:
    return fonts.mono(_TEXT_PX) if mono else fonts.interface(_TEXT_PX, QFont.Weight.Medium)


class Tag(QWidget):
    """One word on a coloured ground; the colour is never the only sign."""

    def __init__(
        self, text: str, parent: QWidget | None, hue: tokens.Hue = "grey", *, mono: bool = False
    ) -> None:
        super().__init__(parent)
        self._mono = mono
        self._text = wording.safe(text)
        self._hue: tokens.Hue = hue
        self.setAccessibleName(self._text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def text(self) -> str:
        """What it says."""
        return self._text

    def sizeHint(self) -> QSize:
        return QSize(width(self._text, mono=self._mono), _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors = tokens.colors_of(self.palette())
        paint(QPainter(self), self.rect(), self._text, self._hue, colors, mono=self._mono)


class DtypeTag(Tag):
    """The element type in the colour it has everywhere."""

    def __init__(self, dtype: str, parent: QWidget | None) -> None:
        super().__init__(dtype, parent, tokens.dtype_hue(dtype), mono=True)
