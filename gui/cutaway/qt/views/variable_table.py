# SPDX-License-Identifier: Apache-2.0
"""The table of variables: columns that fit, sorting, selection, and the state in which nothing matches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QItemSelectionModel, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QStackedLayout, QTableView, QWidget

from cutaway.description import wording
from cutaway.description.statistics import Statistics
from cutaway.description.variables import Variable, title
from cutaway.qt import fonts, tokens
from cutaway.qt.items.delegate import RowDelegate
from cutaway.qt.items.variables import VariableItems
from cutaway.qt.views.copying import CopyRows
from cutaway.qt.widgets import tag
from cutaway.qt.widgets.buttons import button
from cutaway.qt.widgets.card import Card
from cutaway.qt.widgets.empty_state import EmptyState
from cutaway.qt.widgets.sort_header import sorted_width
from cutaway.qt.widgets.views import prepare_table
from cutaway.session.variable_listing import Column, Filter, Totals, in_file

ROW_HEIGHT = 26
"""Lower than elsewhere: eight rows stay beside the detail of one, px."""

_GIVEN = (
    Column.DTYPE,
    Column.SHAPE,
    Column.BYTES,
    Column.MINIMUM,
    Column.MAXIMUM,
    Column.MEAN,
    Column.DEVIATION,
    Column.ZEROS,
    Column.ROLE,
    Column.TRAINABLE,
    Column.ELEMENTS,
    Column.IN_FILE,
)
"""In the order in which columns are given room; those that find none are not shown, the inspector has them."""

_WIDEST_OF_ITS_KIND = {
    Column.BYTES: "1023 bytes",
    Column.MINIMUM: "−1.23e−38",
    Column.MAXIMUM: "−1.23e−38",
    Column.MEAN: "−1.23e−38",
    Column.DEVIATION: "1.23e−38",
    Column.ZEROS: "< 0.01 %",
    Column.ROLE: "optimizer",
    Column.TRAINABLE: "yes",
    Column.ELEMENTS: "123,456,789",
}
"""What a column must have room for, where measuring all its cells would tell nothing else."""

_ALWAYS = (Column.NAME, Column.DTYPE, Column.SHAPE)
_LEAST_NAME, _LEAST_SHARE_OF_NAME, _WIDEST_CELL = 160, 0.5, 320
_SCROLL_BAR = 16
_CELL_AIR = 8
_ODD_MEAN = " · NaN"


class VariableTable(QFrame):
    """selection_changed, totals_changed: ask `selected` and `totals`. filter_cleared: the user wants all rows."""

    selection_changed = Signal()
    totals_changed = Signal()
    filter_cleared = Signal()

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._items: VariableItems | None = None
        self._empty: dict[Column, bool] = {}
        self._wanted: dict[Column, int] = {}
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self.view = QTableView(self)
        prepare_table(self.view, "variableTable", "Variables")
        self.view.setProperty("kind", "card")
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.view.setItemDelegate(
            RowDelegate(
                self.view,
                mono=frozenset({Column.NAME, Column.SHAPE, Column.IN_FILE}),
                tail=frozenset({Column.NAME, Column.IN_FILE}),
                height=ROW_HEIGHT,
            )
        )
        header = self.view.horizontalHeader()
        self.view.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorClearable(True)
        self.view.setSortingEnabled(True)
        CopyRows(self.view)
        self._stack.addWidget(self.view)
        clear = button("Show all", self, name="clearFilter")
        clear.clicked.connect(self.filter_cleared)
        nothing = Card(self)
        nothing.body.addWidget(EmptyState("search", "Nothing matches the filter.", nothing, action=clear))
        self._stack.addWidget(nothing)

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
        self._wanted = _widths(items)
        for column in _GIVEN:
            self.view.setColumnWidth(column, self._wanted[column])
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

    @property
    def sorting(self) -> tuple[int, Qt.SortOrder]:
        """The column that is sorted by, −1 for the order of the file, and how."""
        header = self.view.horizontalHeader()
        return header.sortIndicatorSection(), header.sortIndicatorOrder()

    def sort(self, column: int, order: Qt.SortOrder) -> None:
        """Sort by a column."""
        self.view.horizontalHeader().setSortIndicator(column, order)

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

    @Slot()
    def enter(self) -> None:
        """Take the keyboard, at the first row where none is selected."""
        if self._items is None or not self._items.rowCount():
            return
        self.view.setFocus(Qt.FocusReason.TabFocusReason)
        if not self.selected():
            self.select(self._items.variable(0).name)

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
        if not self._wanted:
            return
        room = self.width() - _SCROLL_BAR
        share = max(int(room * _LEAST_SHARE_OF_NAME), _LEAST_NAME)
        name = max(min(self._wanted[Column.NAME], share), _LEAST_NAME)
        is_full = False
        for column in _GIVEN:
            width = self.view.columnWidth(column) or self._wanted[column]
            is_full = is_full or (column not in _ALWAYS and room - width < name)
            is_hidden = is_full or self._empty.get(column, False)
            self.view.setColumnHidden(column, is_hidden)
            room -= 0 if is_hidden else width
        self.view.setColumnWidth(Column.NAME, max(room, _LEAST_NAME))


def _widths(items: VariableItems) -> dict[Column, int]:
    """What each column needs, so that neither its title with the arrow nor what is in its cells is cut, px."""
    listing, mono = items.listing, QFontMetrics(fonts.mono())
    plain = QFontMetrics(fonts.interface())
    padding = 2 * tokens.SPACE_2 + _CELL_AIR
    shapes = {wording.shape(variable.shape) for variable in listing.variables}
    has_odd = any(listing.is_odd(variable) for variable in listing.variables)
    found = {
        column: plain.horizontalAdvance(words + (_ODD_MEAN if has_odd and column is Column.MEAN else ""))
        for column, words in _WIDEST_OF_ITS_KIND.items()
    }
    found[Column.NAME] = mono.horizontalAdvance("0") * _longest(title(one) for one in listing.variables)
    found[Column.IN_FILE] = min(
        mono.horizontalAdvance("0") * _longest(in_file(one) for one in listing.variables), _WIDEST_CELL
    )
    found[Column.SHAPE] = max((mono.horizontalAdvance(words) for words in shapes), default=0)
    found[Column.DTYPE] = max((tag.width(wording.safe(dtype)) for dtype in listing.dtypes()), default=0)
    return {
        column: max(width + padding, sorted_width(items.headerData(column, Qt.Orientation.Horizontal)))
        for column, width in found.items()
    }


def _longest(texts: Iterable[str]) -> int:
    return max((len(text) for text in texts), default=0)
