# SPDX-License-Identifier: Apache-2.0
"""A confusion matrix as a picture: a row for each class, a column for each answer, darker where there are more."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from cutaway.description import wording
from cutaway.description.labelled import Labelled, Tally
from cutaway.qt import fonts, tokens
from cutaway.qt.words import counted, tr

_BEST, _LEAST, _MOST_NAMES, _LONGEST = 330, 240, 16, 14
_NUMBER_ROOM = 24.0
_GAP = 1.0
_AXIS = 18


class ConfusionMatrix(QWidget):
    """found: what both did; tally: of the one that is drawn. hue: of its side."""

    def __init__(self, found: Labelled, tally: Tally, hue: tokens.Hue, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("confusionMatrix")
        self._found = found
        self._hue: tokens.Hue = hue
        self.counts = tally.matrix(found.count)
        self._most = max((max(row, default=0) for row in self.counts), default=0) or 1
        self.setMinimumSize(_LEAST, _LEAST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Confusion matrix"))
        self.setAccessibleDescription(
            tr("{right} of {samples} right", right=tally.right, samples=found.samples)
        )

    def sizeHint(self) -> QSize:
        return QSize(_BEST, _BEST)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Cells, the diagonal framed, with names and numbers where there is room."""
        colors = tokens.colors_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area, cell = self._area()
        solid, ground = QColor(colors.tones[self._hue].solid), QColor(colors.sunken)
        painter.setFont(fonts.interface(11))
        for row, counts in enumerate(self.counts):
            for column, count in enumerate(counts):
                place = self._cell(area, cell, row, column)
                painter.fillRect(place, _mixed(solid, ground, (count / self._most) ** 0.5))
                if count and cell >= _NUMBER_ROOM:
                    is_dark = count / self._most > 0.35
                    painter.setPen(QColor(colors.on_accent if is_dark else colors.text))
                    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, wording.compact(count))
        self._draw_names(painter, area, cell, QColor(colors.secondary))

    def _draw_names(self, painter: QPainter, area: QRectF, cell: float, color: QColor) -> None:
        painter.setPen(color)
        metrics = QFontMetrics(painter.font())
        centre = Qt.AlignmentFlag.AlignCenter
        if self._found.count <= _MOST_NAMES:
            for place in range(self._found.count):
                name = wording.name(self._found.name(place))
                room = round(area.left() - _AXIS - tokens.SPACE_1)
                left = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)
                box = QRectF(_AXIS, area.top() + place * cell, room, cell)
                painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, left)
                under = metrics.elidedText(name, Qt.TextElideMode.ElideRight, round(cell))
                painter.drawText(
                    QRectF(area.left() + place * cell, area.bottom(), cell, _AXIS), centre, under
                )
        painter.drawText(
            QRectF(area.left(), self.height() - _AXIS, area.width(), _AXIS), centre, tr("answer")
        )
        painter.translate(0, area.center().y())
        painter.rotate(-90)
        painter.drawText(QRectF(-area.height() / 2, 0, area.height(), _AXIS), centre, tr("class"))

    def _area(self) -> tuple[QRectF, float]:
        names = self._found.count <= _MOST_NAMES
        metrics = QFontMetrics(fonts.interface(11))
        longest = max((len(self._found.name(place)) for place in range(self._found.count)), default=1)
        side = (
            metrics.averageCharWidth() * min(longest, _LONGEST) + tokens.SPACE_2 if names else tokens.SPACE_1
        )
        left, bottom = _AXIS + side, _AXIS * (2 if names else 1)
        room = max(min(self.width() - left, self.height() - bottom), 1)
        cell = room / max(self._found.count, 1)
        return QRectF(left, 0, room, room), cell

    @staticmethod
    def _cell(area: QRectF, cell: float, row: int, column: int) -> QRectF:
        gap = _GAP if cell > 6 else 0.0
        return QRectF(area.left() + column * cell, area.top() + row * cell, cell - gap, cell - gap)

    def words_at(self, place: QPoint) -> str:
        """What a cell counts, empty beside the cells."""
        area, cell = self._area()
        column, row = int((place.x() - area.left()) // cell), int((place.y() - area.top()) // cell)
        if not (0 <= row < self._found.count and 0 <= column < self._found.count):
            return ""
        count = counted(self.counts[row][column], "sample")
        return f"{self._found.name(row)} → {self._found.name(column)}: {count}"

    def event(self, event: QEvent) -> bool:
        """Hovering tells what a cell counts."""
        if isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), wording.safe(self.words_at(event.pos())), self)
            return True
        return super().event(event)


def _mixed(one: QColor, other: QColor, share: float) -> QColor:
    rest = 1 - share
    return QColor.fromRgbF(
        share * one.redF() + rest * other.redF(),
        share * one.greenF() + rest * other.greenF(),
        share * one.blueF() + rest * other.blueF(),
    )
