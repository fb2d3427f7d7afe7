# SPDX-License-Identifier: Apache-2.0
"""Text on the map: fonts of whole pixel sizes, and elided words that are measured once."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from cutaway.description import wording
from cutaway.qt import fonts

SMALLEST, LARGEST = 8.5, 44.0
_MOST = 20_000


@cache
def font(size: int, *, strong: bool = False) -> QFont:
    """The interface font of so many pixels."""
    return fonts.interface(size, fonts.STRONG if strong else QFont.Weight.Normal)


@cache
def _metrics(size: int, *, strong: bool) -> QFontMetricsF:
    return QFontMetricsF(font(size, strong=strong))


class Lettering:
    """Writes words into rectangles of a view; of names the middle is left out where they do not fit, of notes the end.

    A font has one size, `base`, and is scaled with the boxes, so that words are cut at the same place at every zoom;
    below SMALLEST pixels it does not shrink any more, and above LARGEST it does not grow.
    """

    def __init__(self) -> None:
        self._elided: dict[tuple[str, int, bool, int, bool], str] = {}
        self._widths: dict[tuple[str, int, bool], float] = {}

    def write(
        self,
        painter: QPainter,
        rect: QRectF,
        words: str,
        base: int,
        color: QColor,
        *,
        scale: float = 1.0,
        strong: bool = False,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        is_name: bool = True,
    ) -> None:
        """Write one line, vertically in the middle. is_name: it says most at both its ends."""
        factor = readable(base, scale)
        inside = QRectF(0, 0, rect.width() / factor, rect.height() / factor)
        shown = self.fitted(words, base, inside.width(), strong=strong, is_name=is_name)
        painter.save()
        painter.translate(rect.topLeft())
        painter.scale(factor, factor)
        painter.setFont(font(base, strong=strong))
        painter.setPen(color)
        painter.drawText(inside, int(align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip), shown)
        painter.restore()

    def fitted(
        self, words: str, base: int, width: float, *, strong: bool = False, is_name: bool = True
    ) -> str:
        """The words, safe to show, as far as they fit into a width for the unscaled font."""
        key = (words, base, strong, int(width), is_name)
        found = self._elided.get(key)
        if found is None:
            if len(self._elided) > _MOST:
                self._elided.clear()
            # A pixel less than it needs is no reason to cut a name: the edge of a box has some air.
            metrics = _metrics(base, strong=strong)
            mode = Qt.TextElideMode.ElideMiddle if is_name else Qt.TextElideMode.ElideRight
            found = metrics.elidedText(wording.safe(words), mode, width + 1)
            self._elided[key] = found
        return found

    def width(self, words: str, base: int, *, scale: float = 1.0, strong: bool = False) -> float:
        """How wide the words are in the view."""
        key = (words, base, strong)
        found = self._widths.get(key)
        if found is None:
            if len(self._widths) > _MOST:
                self._widths.clear()
            found = self._widths[key] = _metrics(base, strong=strong).horizontalAdvance(wording.safe(words))
        return found * readable(base, scale)


def readable(base: int, scale: float) -> float:
    """By what a font is scaled."""
    return min(max(base * scale, SMALLEST), LARGEST) / base
