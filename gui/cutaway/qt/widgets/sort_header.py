# SPDX-License-Identifier: Apache-2.0
"""Titles of the columns of a table, by which it is sorted with the mouse and with the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPen,
    QShowEvent,
)
from PySide6.QtWidgets import QHeaderView, QWidget

from cutaway.qt import fonts, icons, tokens
from cutaway.qt.words import tr

HEADER_PADDING = 11
"""At either side of a title of a table, px; the style sheet says the same."""
_ARROW = 12
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_SORTS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})


class SortHeader(QHeaderView):
    """Titles of columns with the arrow of the sorted one beside its words, never over them.

    Where the table can be sorted, Tab comes here: left and right choose a column, Enter sorts by it, and turns the
    order round where it is sorted by it already.
    """

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._here = 0
        self.setObjectName("columnTitles")
        self.setAccessibleName(tr("Titles of the columns"))
        self.setAccessibleDescription(tr("Left and right choose a column, Enter sorts by it."))
        self.setSectionsClickable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def showEvent(self, event: QShowEvent) -> None:
        is_sorted = self.isSortIndicatorShown()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if is_sorted else Qt.FocusPolicy.NoFocus)
        super().showEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._here = max(self.sortIndicatorSection(), 0)
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._go(_STEPS[key])
        elif key in _SORTS:
            is_turned = self._here == self.sortIndicatorSection()
            is_up = self.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder
            down, up = Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder
            self.setSortIndicator(self._here, down if is_turned and is_up else up)
        else:
            event.ignore()

    def _go(self, step: int) -> None:
        """Choose the next column that is shown."""
        place = self.visualIndex(self._here) + step
        while 0 <= place < self.count() and self.isSectionHidden(self.logicalIndex(place)):
            place += step
        if 0 <= place < self.count():
            self._here = self.logicalIndex(place)
            self.viewport().update()

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """The title by the style, then the arrow: behind words at the left, before those at the right."""
        painter.save()
        super().paintSection(painter, rect, logicalIndex)
        painter.restore()
        if self.hasFocus() and logicalIndex == self._here:
            painter.setPen(QPen(QColor(tokens.colors_of(self.palette()).accent), 2))
            painter.drawRect(rect.adjusted(2, 2, -2, -2))
        if self.isSortIndicatorShown() and logicalIndex == self.sortIndicatorSection():
            self._paint_arrow(painter, rect, logicalIndex)

    def _paint_arrow(self, painter: QPainter, rect: QRect, logical_index: int) -> None:
        items, across = self.model(), Qt.Orientation.Horizontal
        words = title_width(str(items.headerData(logical_index, across) or ""))
        align = items.headerData(logical_index, across, Qt.ItemDataRole.TextAlignmentRole)
        is_right = align is not None and bool(Qt.AlignmentFlag(align) & Qt.AlignmentFlag.AlignRight)
        room = HEADER_PADDING + words + tokens.SPACE_1
        left = rect.right() - room - _ARROW if is_right else rect.left() + room
        left = min(max(left, rect.left()), rect.right() - _ARROW)
        is_down = self.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
        color = tokens.colors_of(self.palette()).accent
        place = QRect(left, rect.top(), _ARROW, rect.height())
        icons.paint(painter, place, "chevron-down" if is_down else "chevron-up", color)


def title_width(words: str) -> int:
    """How wide the title of a column is, px."""
    return QFontMetrics(fonts.interface(tokens.SECONDARY_PX, QFont.Weight.Medium)).horizontalAdvance(words)


def sorted_width(words: str) -> int:
    """The least width of a column in which its title has room, with the arrow that says it is sorted, px."""
    return title_width(words) + 2 * HEADER_PADDING + _ARROW + 2 * tokens.SPACE_1
