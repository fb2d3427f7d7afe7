# SPDX-License-Identifier: Apache-2.0
"""Text on the map: fonts of whole pixel sizes, and elided words that are measured once."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from cutaway.description import wording
from cutaway.qt import fonts

_MOST = 20_000


@cache
def font(size: int, *, strong: bool = False) -> QFont:
    """The interface font of so many pixels."""
    return fonts.interface(size, fonts.STRONG if strong else QFont.Weight.Normal)


@cache
def _metrics(size: int, *, strong: bool) -> QFontMetricsF:
    return QFontMetricsF(font(size, strong=strong))


class Lettering:
    """Writes words into rectangles of a view; what does not fit loses its middle."""

    def __init__(self) -> None:
        self._elided: dict[tuple[str, int, bool, int], str] = {}

    def write(
        self,
        painter: QPainter,
        rect: QRectF,
        words: str,
        size: int,
        color: QColor,
        *,
        strong: bool = False,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        """Write one line, vertically in the middle."""
        painter.setFont(font(size, strong=strong))
        painter.setPen(color)
        shown = self.fitted(words, size, rect.width(), strong=strong)
        painter.drawText(rect, int(align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip), shown)

    def fitted(self, words: str, size: int, width: float, *, strong: bool = False) -> str:
        """The words, safe to show, as far as they fit."""
        key = (words, size, strong, int(width))
        found = self._elided.get(key)
        if found is None:
            if len(self._elided) > _MOST:
                self._elided.clear()
            metrics = _metrics(size, strong=strong)
            # A pixel less than it needs is no reason to cut a name.
            found = metrics.elidedText(wording.safe(words), Qt.TextElideMode.ElideMiddle, width + 2)
            self._elided[key] = found
        return found

    def width(self, words: str, size: int, *, strong: bool = False) -> float:
        """How wide the words are."""
        return _metrics(size, strong=strong).horizontalAdvance(wording.safe(words))
