# SPDX-License-Identifier: Apache-2.0
"""What every table and tree of the window has in common: row height, scrolling, header, selection, names."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QListView,
    QTableView,
    QTreeView,
    QWidget,
)

from cutaway.qt import fonts, icons, tokens
from cutaway.qt.words import tr

HEADER_PADDING = 11
"""At either side of a title of a table, px; the style sheet says the same."""
_ARROW = 12


class SortHeader(QHeaderView):
    """Titles of columns with the arrow of the sorted one beside its words, never over them."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setObjectName("columnTitles")
        self.setAccessibleName(tr("Titles of the columns"))
        self.setSectionsClickable(True)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """The title by the style, then the arrow: behind words at the left, before those at the right."""
        painter.save()
        super().paintSection(painter, rect, logicalIndex)
        painter.restore()
        if not self.isSortIndicatorShown() or logicalIndex != self.sortIndicatorSection():
            return
        items, across = self.model(), Qt.Orientation.Horizontal
        words = title_width(str(items.headerData(logicalIndex, across) or ""))
        align = items.headerData(logicalIndex, across, Qt.ItemDataRole.TextAlignmentRole)
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


def prepare_table(view: QTableView, name: str, words: str) -> None:
    """Make a table ours. name: object name; words: accessible name."""
    _prepare(view, name, words)
    view.setHorizontalHeader(SortHeader(view))
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setCornerButtonEnabled(False)
    view.setTabKeyNavigation(False)  # Tab leaves the table; arrow keys walk in it
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    rows = view.verticalHeader()
    rows.hide()
    rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)  # measuring 20,000 rows would stall the window
    rows.setDefaultSectionSize(tokens.ROW_HEIGHT)
    _prepare_header(view.horizontalHeader())


def prepare_tree(view: QTreeView, name: str, words: str) -> None:
    """Make a tree ours. name: object name; words: accessible name."""
    _prepare(view, name, words)
    view.setUniformRowHeights(True)
    view.setIndentation(tokens.SPACE_4)
    view.setExpandsOnDoubleClick(True)
    view.setAnimated(False)
    _prepare_header(view.header())


def prepare_list(view: QListView, name: str, words: str) -> None:
    """Make a list ours. name: object name; words: accessible name."""
    _prepare(view, name, words)
    view.setUniformItemSizes(True)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)


def _prepare(view: QAbstractItemView, name: str, words: str) -> None:
    view.setObjectName(name)
    view.setAccessibleName(words)
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setTextElideMode(Qt.TextElideMode.ElideMiddle)
    view.setIconSize(QSize(tokens.ICON_SMALL, tokens.ICON_SMALL))
    view.setMouseTracking(True)


def _prepare_header(header: QHeaderView) -> None:
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setMinimumSectionSize(56)
    header.setSectionsMovable(False)
