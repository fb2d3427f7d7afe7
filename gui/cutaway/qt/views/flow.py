# SPDX-License-Identifier: Apache-2.0
"""Widgets side by side where there is room, under each other where there is not."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLayout, QLayoutItem, QVBoxLayout, QWidget

from cutaway.qt import tokens

_TWO_COLUMNS = 860


class TwoColumns(QWidget):
    """Two stacks of cards beside each other on a wide page, one stack on a narrow one."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(tokens.SPACE_4)
        self._stacks: list[QVBoxLayout] = []
        for _side in range(2):
            stack = QVBoxLayout()
            stack.setSpacing(tokens.SPACE_4)
            self._stacks.append(stack)
        self._is_wide: bool | None = None
        self._arrange()

    def fill(self, left: Sequence[QWidget], right: Sequence[QWidget]) -> None:
        """Put the cards in; on a narrow page the left ones come first."""
        for stack, cards in zip(self._stacks, (left, right), strict=True):
            for card in cards:
                stack.addWidget(card)
            stack.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Change between one column and two."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        is_wide = self.width() >= _TWO_COLUMNS
        if is_wide is self._is_wide:
            return
        self._is_wide = is_wide
        for stack in self._stacks:
            self._grid.removeItem(stack)
        self._grid.addLayout(self._stacks[0], 0, 0)
        self._grid.addLayout(self._stacks[1], 0 if is_wide else 1, 1 if is_wide else 0)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1 if is_wide else 0)
        self._grid.setColumnMinimumWidth(0, 0)


class FlowLayout(QLayout):
    """Items in lines that break like words do; for chips."""

    def __init__(self, parent: QWidget, spacing: int = tokens.SPACE_2) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:
        """Take one more at the end."""
        self._items.append(item)

    def count(self) -> int:
        """How many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item at a place, None beyond the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Give an item away."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """None: it takes what it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """A narrower one is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """How high it is at that width."""
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Place the items."""
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        """The least that it needs."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """The widest of the items."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _place(self, rect: QRect, *, move: bool) -> int:
        x, y, line = rect.x(), rect.y(), 0
        for item in self._items:
            hint = item.sizeHint()
            width = min(hint.width(), max(rect.width(), item.minimumSize().width()))
            if x > rect.x() and x + width > rect.right() + 1:
                x, y, line = rect.x(), y + line + self.spacing(), 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), QSize(width, hint.height())))
            x += width + self.spacing()
            line = max(line, hint.height())
        return y + line - rect.y()
