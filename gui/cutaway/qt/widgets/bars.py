# SPDX-License-Identifier: Apache-2.0
"""Where the bytes are: one bar cut into shares, and rows with a bar of their own length each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from cutaway.description import wording
from cutaway.qt import fonts, tokens

_GAP = 2
_STRIP = 12


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole. amount: what its length stands for; words: the amount for people. key: what it means."""

    title: str
    amount: float
    words: str
    hue: tokens.Hue = "blue"
    key: str = ""


class ShareBar(QWidget):
    """One bar of proportional pieces; the tooltip names the piece under the pointer."""

    def __init__(self, shares: Sequence[Share], parent: QWidget | None, words: str) -> None:
        super().__init__(parent)
        self._shares = tuple(share for share in shares if share.amount > 0)
        self._whole = sum(share.amount for share in self._shares) or 1.0
        self.setAccessibleName(words)
        self.setAccessibleDescription(", ".join(f"{share.title} {share.words}" for share in self._shares))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(240, _STRIP)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline = QPainterPath()
        outline.addRoundedRect(self.rect().toRectF(), 4, 4)
        painter.setClipPath(outline)
        tones = tokens.colors_of(self.palette()).tones
        for share, piece in self._pieces():
            painter.fillRect(piece, QColor(tones[share.hue].solid))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            for share, piece in self._pieces():
                if piece.left() <= event.pos().x() <= piece.right() + _GAP:
                    portion = wording.percent(share.amount / self._whole)
                    QToolTip.showText(event.globalPos(), f"{share.title}: {share.words}, {portion}", self)
                    return True
        return super().event(event)

    def _pieces(self) -> list[tuple[Share, QRectF]]:
        room = self.width() - _GAP * (len(self._shares) - 1)
        pieces, left = [], 0.0
        for share in self._shares:
            length = max(1.0, room * share.amount / self._whole)
            pieces.append((share, QRectF(left, 0, length, self.height())))
            left += length + _GAP
        return pieces


class BarRow(QWidget):
    """A name, a bar as long as its share of the greatest, and the amount. clicked: chosen by mouse or Enter.

    cut: where a name that has no room gives way.
    """

    clicked = Signal(str)

    def __init__(
        self,
        share: Share,
        greatest: float,
        parent: QWidget | None,
        *,
        cut: Qt.TextElideMode = Qt.TextElideMode.ElideLeft,
    ) -> None:
        super().__init__(parent)
        self._share = share
        self._cut = cut
        self._fraction = share.amount / greatest if greatest > 0 else 0.0
        self._hovered = False
        self.setObjectName("barRow")
        self.setAccessibleName(f"{wording.safe(share.title)}, {share.words}")
        self.setToolTip(wording.safe(share.title))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if share.key else Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if share.key:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(320, 28)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors = tokens.colors_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, colors)
        mono, plain = fonts.mono(), fonts.interface(tokens.SECONDARY_PX)
        words_width = max(QFontMetrics(plain).horizontalAdvance(self._share.words), 64)
        name_width = int((self.width() - words_width) * 0.5)
        painter.setPen(QColor(colors.text))
        painter.setFont(mono)
        name = QFontMetrics(mono).elidedText(wording.safe(self._share.title), self._cut, name_width - 12)
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(QRectF(6, 0, name_width, self.height()), middle, name)
        painter.setFont(plain)
        painter.setPen(QColor(colors.secondary))
        painter.drawText(
            QRectF(self.width() - words_width - 6, 0, words_width, self.height()),
            middle | int(Qt.AlignmentFlag.AlignRight),
            self._share.words,
        )
        self._paint_bar(painter, colors, name_width + 6, self.width() - words_width - 18)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._hovered = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = False
        self.update()
        super().leaveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self._share.key and self.rect().contains(event.position().toPoint()):
            self.clicked.emit(self._share.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._share.key and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.clicked.emit(self._share.key)
        else:
            super().keyPressEvent(event)

    def _paint_ground(self, painter: QPainter, colors: tokens.Colors) -> None:
        painter.setBrush(QColor(colors.hover) if self._hovered and self._share.key else Qt.BrushStyle.NoBrush)
        painter.setPen(QColor(colors.accent) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def _paint_bar(self, painter: QPainter, colors: tokens.Colors, left: int, right: int) -> None:
        track = QRectF(left, self.height() / 2 - 3, max(right - left, 0), 6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors.sunken))
        painter.drawRoundedRect(track, 3, 3)
        track.setWidth(max(track.width() * self._fraction, 3.0))
        painter.setBrush(QColor(colors.tones[self._share.hue].solid))
        painter.drawRoundedRect(track, 3, 3)
