# SPDX-License-Identifier: Apache-2.0
"""The runs before: one of them is looked at again, two are compared."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from cutaway.qt import tokens
from cutaway.qt.items.delegate import RowDelegate
from cutaway.qt.items.past_runs import Column, PastRunItems
from cutaway.qt.run.comparison import ComparisonPanel
from cutaway.qt.views.copying import CopyRows
from cutaway.qt.views.page import GapSplitter
from cutaway.qt.widgets.buttons import button
from cutaway.qt.widgets.card import replace_content
from cutaway.qt.widgets.empty_state import EmptyState
from cutaway.qt.widgets.labels import label
from cutaway.qt.widgets.views import prepare_table
from cutaway.session.documents import Reading
from cutaway.session.run_desk import RunDesk
from cutaway.session.run_plan import PastRun

_WIDTHS = ((Column.NUMBER, 56), (Column.AT, 84), (Column.SIGNATURE, 120), (Column.TOOK, 76))
_TWO = 2
_LEAST_ROWS = 3


class HistoryPanel(QWidget):
    """looked_at: a run is to be looked at again, by double click or button. tools: what can be done with a run."""

    looked_at = Signal(int)

    def __init__(self, desk: RunDesk, reading: Reading, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._reading = reading
        self._items: PastRunItems | None = None
        self._compared: tuple[int, int] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_2)
        self.tools = QWidget(self)
        row = QHBoxLayout(self.tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.SPACE_2)
        self._look = button("Look at it", self.tools, icon="eye", name="lookAtRun")
        self._look.clicked.connect(self._look_at)
        self._forget = button("Forget", self.tools, icon="trash-2", name="forgetRun")
        self._forget.clicked.connect(self._forget_chosen)
        for tool in (self._look, self._forget):
            row.addWidget(tool)
        self._splitter = GapSplitter(Qt.Orientation.Vertical, self)
        column.addWidget(self._splitter, 1)
        self._table = QTableView(self._splitter)
        prepare_table(self._table, "runHistory", "Runs")
        self._table.setProperty("kind", "card")
        self._table.setItemDelegate(
            RowDelegate(self._table, mono=frozenset({Column.NUMBER, Column.SIGNATURE}))
        )
        self._table.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._table.setMinimumHeight(_LEAST_ROWS * tokens.ROW_HEIGHT + tokens.CONTROL_HEIGHT + tokens.SPACE_2)
        self._table.doubleClicked.connect(self._look_at)
        CopyRows(self._table)
        holder = QWidget(self._splitter)
        self._below = QVBoxLayout(holder)
        self._below.setContentsMargins(0, 0, 0, 0)
        self._splitter.setSizes([4 * tokens.ROW_HEIGHT, 1000])
        self.refresh()

    def refresh(self) -> None:
        """Bring the table up to the runs that are kept; what is chosen stays chosen."""
        kept = [past.number for past in self.chosen]
        old = self._items
        self._items = PastRunItems(self._desk.history, self._table)
        self._table.setModel(self._items)
        if old is not None:
            old.deleteLater()
        for place, width in _WIDTHS:
            self._table.setColumnWidth(place, width)
        keys = {past.plan.signature for past in self._desk.history}
        self._table.setColumnHidden(Column.SIGNATURE, len(keys) < _TWO)
        for place in (Column.INPUTS, Column.ANSWER):
            self._table.horizontalHeader().setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        self._table.selectionModel().selectionChanged.connect(self._selected)
        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        for row in filter(lambda row: row >= 0, map(self._items.row_of, kept)):
            self._table.selectionModel().select(self._items.index(row, 0), flags)
        self._selected()

    @property
    def chosen(self) -> list[PastRun]:
        """The runs whose rows are selected, the earlier ones first."""
        if self._items is None:
            return []
        rows = [self._items.row(index.row()) for index in self._table.selectionModel().selectedRows()]
        return sorted((past for past in rows if past is not None), key=lambda past: past.number)

    @Slot()
    def _selected(self) -> None:
        chosen = self.chosen
        self._look.setEnabled(len(chosen) == 1)
        self._forget.setEnabled(bool(chosen))
        numbers = (chosen[0].number, chosen[1].number) if len(chosen) == _TWO else None
        if numbers is not None and numbers == self._compared:
            return
        self._compared = numbers
        replace_content(self._below, self._compare(*chosen) if len(chosen) == _TWO else self._hint())

    def _compare(self, first: PastRun, second: PastRun) -> QWidget:
        folder, job = self._desk.compare(first, second)
        return ComparisonPanel(self._reading, first, second, job, folder, self)

    def _hint(self) -> QWidget:
        if not self._desk.history:
            return EmptyState(
                "history",
                "Nothing was run yet.",
                self,
                hint="Every run is kept here until the tab is closed.",
            )
        hint = label("Choose two runs, with Ctrl held, to see how their answers differ.", self, "quiet")
        holder = QWidget(self)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(hint, 0, Qt.AlignmentFlag.AlignTop)
        return holder

    @Slot()
    def _look_at(self) -> None:
        if len(self.chosen) == 1:
            self.looked_at.emit(self.chosen[0].number)

    @Slot()
    def _forget_chosen(self) -> None:
        for past in self.chosen:
            self._desk.forget(past.number)
