# SPDX-License-Identifier: Apache-2.0
"""Tables and trees give what is selected to the clipboard as tab-separated text."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, Qt, Slot
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QTableView, QTreeView

from cutaway.qt import icons
from cutaway.qt.items.roles import COPY


class CopyRows(QObject):
    """Adds Ctrl+C and a context menu to a view; copies the selected rows with the columns that are visible."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        action = QAction(icons.icon("copy"), "Copy rows", view)
        action.setShortcut(QKeySequence.StandardKey.Copy)
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(self.copy)
        view.addAction(action)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    @Slot()
    def copy(self) -> None:
        """Put the selected rows on the clipboard, below a line of titles where there are several."""
        text = rows_as_tsv(self._view)
        if text:
            QGuiApplication.clipboard().setText(text)


def rows_as_tsv(view: QAbstractItemView) -> str:
    """The selected rows in the order in which they are shown; empty where nothing is selected."""
    items, selection = view.model(), view.selectionModel()
    columns = [column for column in range(items.columnCount()) if not _is_hidden(view, column)]
    rows = sorted(selection.selectedRows(), key=_place)
    lines = ["\t".join(_cell(index.siblingAtColumn(column)) for column in columns) for index in rows]
    if len(lines) > 1:
        orientation, role = Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole
        titles = (str(items.headerData(column, orientation, role) or "") for column in columns)
        lines.insert(0, "\t".join(titles))
    return "\n".join(lines) + "\n" if lines else ""


def _is_hidden(view: QAbstractItemView, column: int) -> bool:
    return isinstance(view, QTableView | QTreeView) and view.isColumnHidden(column)


def _place(index: QModelIndex) -> tuple[int, ...]:
    place = [index.row()]
    while index.parent().isValid():
        index = index.parent()
        place.insert(0, index.row())
    return tuple(place)


def _cell(index: QModelIndex) -> str:
    found = index.data(COPY)
    if found is None:
        found = index.data(Qt.ItemDataRole.DisplayRole)
    text = "" if found is None else str(found)
    # A tab or a line end inside a cell would make two of it.
    return text.replace("\t", " ").replace("\n", " ")
