# SPDX-License-Identifier: Apache-2.0
"""What every table and tree of the window has in common: row height, scrolling, header, selection, names."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QListView,
    QTableView,
    QTreeView,
)

from cutaway.qt import tokens
from cutaway.qt.widgets.sort_header import SortHeader


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
