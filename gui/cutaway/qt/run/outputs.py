# SPDX-License-Identifier: Apache-2.0
"""The values that a run gave: a table of them, and the chosen one in detail."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtWidgets import QHeaderView, QTableView, QVBoxLayout, QWidget

from cutaway.description.running import RunOutput
from cutaway.qt import tokens
from cutaway.qt.items.delegate import RowDelegate
from cutaway.qt.items.run_values import Column, RunValueItems
from cutaway.qt.run.value_detail import ValueDetail
from cutaway.qt.views.copying import CopyRows
from cutaway.qt.views.page import GapSplitter
from cutaway.qt.widgets.views import prepare_table
from cutaway.session.documents import Reading

_MOST_ROWS = 5
_AIR = 8
_WIDTHS = ((Column.NAME, 120, 260), (Column.DTYPE, 84, 110), (Column.SHAPE, 80, 190))


class ValuesPanel(QWidget):
    """name: object name of the table. The chosen row stays chosen, by its name, when other values are shown."""

    def __init__(self, reading: Reading, parent: QWidget | None, *, name: str, words: str) -> None:
        super().__init__(parent)
        self._folder = ""
        self._prefix = ""
        self._chosen = ""
        self._items: RunValueItems | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._splitter = GapSplitter(Qt.Orientation.Vertical, self)
        self.table = QTableView(self._splitter)
        prepare_table(self.table, name, words)
        self.table.setProperty("kind", "card")
        self.table.setTextElideMode(Qt.TextElideMode.ElideRight)
        delegate = RowDelegate(
            self.table, mono=frozenset({Column.NAME, Column.SHAPE}), middle=frozenset({Column.NAME})
        )
        self.table.setItemDelegate(delegate)
        CopyRows(self.table)
        self.detail = ValueDetail(reading, self._splitter)
        column.addWidget(self._splitter)
        self._splitter.setStretchFactor(1, 1)

    def show_values(self, folder: str, prefix: str, values: Sequence[RunOutput]) -> None:
        """Show what lies in a run's folder under `prefix`."""
        self._folder, self._prefix = folder, prefix
        old = self._items
        self._items = RunValueItems(values, self.table)
        self.table.setModel(self._items)
        if old is not None:
            old.deleteLater()
        header = self.table.horizontalHeader()
        for place, least, most in _WIDTHS:
            wanted = self.table.sizeHintForColumn(place)
            self.table.setColumnWidth(place, min(max(wanted, least), most))
        header.setSectionResizeMode(Column.VALUES, QHeaderView.ResizeMode.Stretch)
        rows = min(max(len(values), 1), _MOST_ROWS)
        height = rows * tokens.ROW_HEIGHT + tokens.CONTROL_HEIGHT + _AIR
        self.table.setMinimumHeight(min(height, 3 * tokens.ROW_HEIGHT + tokens.CONTROL_HEIGHT))
        self.table.setMaximumHeight(len(values) * tokens.ROW_HEIGHT + tokens.CONTROL_HEIGHT + _AIR)
        self._splitter.setSizes([height, max(self.height() - height, 1)])
        self.table.selectionModel().currentRowChanged.connect(self._choose)
        names = [value.name for value in values]
        if names:
            self.choose(self._chosen if self._chosen in names else names[0])
        else:
            self.detail.clear()

    def choose(self, name: str) -> None:
        """Look at the value of that name."""
        rows = self._items.rowCount() if self._items is not None else 0
        for row in range(rows):
            value = self._items.row(row) if self._items is not None else None
            if value is not None and value.name == name:
                self.table.selectRow(row)

    @property
    def chosen(self) -> RunOutput | None:
        """What is looked at."""
        return self._items.row(self.table.currentIndex().row()) if self._items is not None else None

    @Slot(QModelIndex, QModelIndex)
    def _choose(self, current: QModelIndex, _previous: QModelIndex) -> None:
        value = self._items.row(current.row()) if self._items is not None else None
        if value is not None:
            self._chosen = value.name
            self.detail.show_value(self._folder, self._prefix, value)
