# SPDX-License-Identifier: Apache-2.0
"""The table of variables: columns that fit, sorting, selection, and the state in which nothing matches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QStackedLayout, QTableView, QWidget

from cutaway.description.statistics import Statistics
from cutaway.description.variables import Variable
from cutaway.qt.items.delegate import RowDelegate
from cutaway.qt.items.variables import VariableItems
from cutaway.qt.views.copying import CopyRows
from cutaway.qt.widgets.buttons import button
from cutaway.qt.widgets.empty_state import EmptyState
from cutaway.qt.widgets.views import prepare_table
from cutaway.session.variable_listing import Column, Filter, Totals, in_file

_WIDTHS = {
    Column.DTYPE: 96,
    Column.SHAPE: 128,
    Column.BYTES: 88,
    Column.MINIMUM: 92,
    Column.MAXIMUM: 92,
    Column.MEAN: 92,
    Column.DEVIATION: 92,
    Column.ZEROS: 64,
    Column.ROLE: 84,
    Column.TRAINABLE: 84,
    Column.ELEMENTS: 92,
    Column.IN_FILE: 260,
}
"""In the order in which columns are given room; those that find none are not shown, the inspector has them."""

_ALWAYS = (Column.NAME, Column.DTYPE, Column.SHAPE, Column.BYTES)
_LEAST_NAME = 160
_SCROLL_BAR = 16


class VariableTable(QFrame):
    """selection_changed, totals_changed: ask `selected` and `totals`. filter_cleared: the user wants all rows."""

    selection_changed = Signal()
    totals_changed = Signal()
    filter_cleared = Signal()

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._items: VariableItems | None = None
        self._empty: dict[Column, bool] = {}
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(1, 1, 1, 1)
        self.view = QTableView(self)
        prepare_table(self.view, "variableTable", "Variables")
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.view.setItemDelegate(
            RowDelegate(
                self.view,
                mono=frozenset({Column.NAME, Column.SHAPE, Column.IN_FILE}),
                middle=frozenset({Column.NAME, Column.IN_FILE}),
            )
        )
        header = self.view.horizontalHeader()
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorClearable(True)
        self.view.setSortingEnabled(True)
        CopyRows(self.view)
        self._stack.addWidget(self.view)
        clear = button("Show all", self, name="clearFilter")
        clear.clicked.connect(self.filter_cleared)
        self._stack.addWidget(EmptyState("search", "Nothing matches the filter.", self, action=clear))

    def show_variables(
        self, variables: Sequence[Variable], statistics: Mapping[str, Statistics]
    ) -> VariableItems:
        """Put other rows in; the items are the table's own."""
        old = self._items
        self._items = items = VariableItems(variables, statistics, self.view)
        self.view.setModel(items)
        self.view.selectionModel().selectionChanged.connect(self.selection_changed)
        if old is not None:
            old.deleteLater()
        for column, width in _WIDTHS.items():
            self.view.setColumnWidth(column, width)
        self._empty = {
            Column.ROLE: len(items.listing.roles()) < 2,
            Column.TRAINABLE: all(variable.trainable is None for variable in variables),
            Column.IN_FILE: not any(in_file(variable) for variable in variables),
        }
        self._stretch()
        return items

    def filter(self, wanted: Filter) -> None:
        """Show only what `wanted` lets through; what is selected stays selected where it is still shown."""
        if self._items is None:
            return
        names = [variable.name for variable in self.selected()]
        self._items.filter(wanted)
        self._stack.setCurrentIndex(0 if self._items.rowCount() else 1)
        self.totals_changed.emit()
        for name in names[:1]:
            if self.has_row(name):
                self.select(name)

    def has_row(self, name: str) -> bool:
        """Whether the filter lets a variable through."""
        return self._items is not None and self._items.row(name) >= 0

    def select(self, name: str) -> None:
        """Make a variable the only selected one, and visible."""
        if self._items is None or not self.has_row(name):
            return
        if [variable.name for variable in self.selected()] == [name]:
            return
        index = self._items.index(self._items.row(name), 0)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.view.selectionModel().setCurrentIndex(index, flags)
        self.view.scrollTo(index)

    def selected(self) -> list[Variable]:
        """The selected variables in the order of the rows."""
        if self._items is None:
            return []
        rows = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        return [self._items.variable(row) for row in rows]

    @property
    def totals(self) -> Totals:
        """Sums over the rows that are shown."""
        return self._items.totals if self._items else Totals(0, 0, 0, 0)

    @property
    def has_odd(self) -> bool:
        """Whether NaN or infinities were found in one of them."""
        listing = self._items.listing if self._items else None
        return listing is not None and any(listing.is_odd(variable) for variable in listing.variables)

    def visible(self) -> list[Variable]:
        """The variables whose rows can be seen now."""
        if self._items is None or not self._items.rowCount():
            return []
        first = max(self.view.rowAt(0), 0)
        last = self.view.rowAt(self.view.viewport().height() - 1)
        last = self._items.rowCount() - 1 if last < 0 else last
        return [self._items.variable(row) for row in range(first, last + 1)]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns come and go with the room for them; the names take what the others leave."""
        super().resizeEvent(event)
        self._stretch()

    def _stretch(self) -> None:
        room = self.width() - _SCROLL_BAR
        is_full = False
        for column, at_first in _WIDTHS.items():
            width = self.view.columnWidth(column) or at_first
            is_full = is_full or (column not in _ALWAYS and room - width < _LEAST_NAME)
            is_hidden = is_full or self._empty.get(column, False)
            self.view.setColumnHidden(column, is_hidden)
            room -= 0 if is_hidden else width
        self.view.setColumnWidth(Column.NAME, max(room, _LEAST_NAME))
