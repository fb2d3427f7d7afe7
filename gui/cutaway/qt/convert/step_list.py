# SPDX-License-Identifier: Apache-2.0
"""Where one is in the wizard: its steps at the left, those that are done ticked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cutaway.qt import fonts, icons, tokens

_WIDTH, _ROW, _DOT = 188, 36, 20


class StepList(QWidget):
    """Painted, since there is nothing to click: one goes by the buttons."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("convertSteps")
        self._titles: list[str] = []
        self._place = 0
        self.setFixedWidth(_WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    @property
    def titles(self) -> list[str]:
        """The steps that are shown."""
        return list(self._titles)

    def show_steps(self, titles: Sequence[str], place: int) -> None:
        """Show these, the one at `place` as where one is."""
        self._titles, self._place = list(titles), place
        here = titles[place] if 0 <= place < len(titles) else ""
        self.setAccessibleName(f"{here}, {place + 1} / {len(titles)}")
        self.update()

    def sizeHint(self) -> QSize:
        """As high as its steps."""
        return QSize(_WIDTH, len(self._titles) * _ROW + 2 * tokens.SPACE_6)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A dot with a number or a tick for each step, and its title."""
        colors = tokens.colors_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRect(self.width() - 1, 0, 1, self.height()), QColor(colors.border))
        for number, title in enumerate(self._titles):
            top = tokens.SPACE_6 + number * _ROW
            self._paint_dot(painter, QRect(tokens.SPACE_4, top + (_ROW - _DOT) // 2, _DOT, _DOT), number)
            is_here = number == self._place
            weight = QFont.Weight.DemiBold if is_here else QFont.Weight.Normal
            painter.setFont(fonts.interface(tokens.BODY_PX, weight))
            painter.setPen(QColor(colors.text if is_here else colors.secondary))
            left = tokens.SPACE_4 + _DOT + tokens.SPACE_3
            room = QRect(left, top, self.width() - left - tokens.SPACE_2, _ROW)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), title)

    def _paint_dot(self, painter: QPainter, box: QRect, number: int) -> None:
        colors = tokens.colors_of(self.palette())
        is_here, is_done = number == self._place, number < self._place
        painter.setPen(Qt.PenStyle.NoPen if is_here else QColor(colors.strong_border))
        painter.setBrush(QColor(colors.accent if is_here else colors.surface))
        painter.drawEllipse(box)
        if is_done:
            icons.paint(painter, box.adjusted(4, 4, -4, -4), "check", colors.good)
            return
        painter.setFont(fonts.interface(11, QFont.Weight.Medium))
        painter.setPen(QColor(colors.on_accent if is_here else colors.secondary))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), str(number + 1))
