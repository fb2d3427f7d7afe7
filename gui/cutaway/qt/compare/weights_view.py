# SPDX-License-Identifier: Apache-2.0
"""The weights of both models, the most changed first, with what is chosen beside them."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from cutaway.description import wording
from cutaway.description.comparison import Compared
from cutaway.qt import tokens
from cutaway.qt.compare.rows_filter import RowsFilter
from cutaway.qt.compare.weight_detail import WeightDetail
from cutaway.qt.items.delegate import RowDelegate
from cutaway.qt.items.weight_pairs import Column, WeightPairItems, rows_of
from cutaway.qt.views.copying import CopyRows
from cutaway.qt.views.page import DetailSplitter
from cutaway.qt.widgets.empty_state import EmptyState
from cutaway.qt.widgets.filter_field import FilterField
from cutaway.qt.widgets.labels import label
from cutaway.qt.widgets.views import prepare_table
from cutaway.qt.words import tr
from cutaway.session.compare_desk import CompareDesk

_WIDTHS = (
    (Column.WEIGHT, 158),
    (Column.OTHER, 100),
    (Column.SHAPE, 136),
    (Column.DTYPE, 80),
    (Column.MAX_ABS, 148),
    (Column.RMSE, 90),
    (Column.COSINE, 84),
)
_WIDE = 1040
"""From here on there is room for types, px; the detail tells them too."""
_LEAST_TABLE = 5 * tokens.ROW_HEIGHT


class WeightsView(QWidget):
    """found: what was compared."""

    def __init__(self, desk: CompareDesk, found: Compared, parent: QWidget | None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_3)
        self._rows = rows_of(found, desk.is_within)
        if not self._rows:
            words = tr("Neither model has weights that could be compared.")
            column.addWidget(EmptyState("variable", words, self))
            return
        self._items = WeightPairItems(self._rows, self)
        self._shown = RowsFilter((Column.WEIGHT, Column.OTHER), self)
        self._shown.setSourceModel(self._items)
        column.addLayout(self._filters())
        self._splitter = DetailSplitter(self, beside=(13, 7), stacked=(7, 13), least=_LEAST_TABLE)
        self.table = self._table()
        self.detail = WeightDetail(self._splitter)
        self._splitter.addWidget(self.table)
        self._splitter.addWidget(self.detail)
        column.addWidget(self._splitter, 1)
        self.table.setColumnHidden(Column.OTHER, _is_named_alike(found))
        self._only.setChecked(any(row.differs for row in self._rows))
        self._narrow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Types go where verdicts would not have the room."""
        super().resizeEvent(event)
        if self._rows:
            self.table.setColumnHidden(Column.DTYPE, self.table.width() < _WIDE)

    def _filters(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_3)
        field = FilterField("Filter weights", self, name="compareWeightFilter")
        field.filtered.connect(self._look_for)
        row.addWidget(field, 1)
        self._only = QCheckBox(tr("Only those that differ"), self)
        self._only.setObjectName("compareOnlyChanged")
        self._only.setAccessibleName(self._only.text())
        self._only.toggled.connect(self._narrow)
        row.addWidget(self._only)
        self._count = label("", self, "secondary")
        row.addWidget(self._count)
        return row

    def _table(self) -> QTableView:
        table = QTableView(self._splitter)
        prepare_table(table, "weightPairTable", tr("Weights of both models"))
        table.setProperty("kind", "card")
        table.setTextElideMode(Qt.TextElideMode.ElideRight)
        table.setModel(self._shown)
        mono = frozenset(
            {Column.WEIGHT, Column.OTHER, Column.SHAPE, Column.MAX_ABS, Column.RMSE, Column.COSINE}
        )
        middle = frozenset({Column.WEIGHT, Column.OTHER})
        table.setItemDelegate(RowDelegate(table, mono=mono, middle=middle))
        header = table.horizontalHeader()
        header.setSortIndicator(Column.RMSE, Qt.SortOrder.DescendingOrder)
        table.setSortingEnabled(True)
        for place, width in _WIDTHS:
            table.setColumnWidth(place, width)
        header.setSectionResizeMode(Column.VERDICT, QHeaderView.ResizeMode.Stretch)
        CopyRows(table)
        table.selectionModel().currentRowChanged.connect(self._show)
        return table

    @Slot(str)
    def _look_for(self, text: str) -> None:
        self._shown.look_for(text)
        self._tell()

    @Slot()
    def _narrow(self, *_: object) -> None:
        is_narrow = self._only.isChecked()

        def is_kept(place: int) -> bool:
            row = self._items.row(place)
            return not is_narrow or (row is not None and row.differs)

        self._shown.keep(is_kept)
        self._tell()
        if self._shown.rowCount() and not self.table.currentIndex().isValid():
            self.table.selectRow(0)

    def _tell(self) -> None:
        shown, total = self._shown.rowCount(), len(self._rows)
        self._count.setText(f"{wording.count(shown)} / {wording.count(total)}")
        self._splitter.show_detail(is_shown=shown > 0)

    @Slot(QModelIndex, QModelIndex)
    def _show(self, *_: object) -> None:
        row = self._items.row(self._shown.mapToSource(self.table.currentIndex()).row())
        if row is not None:
            self.detail.show_row(row)


def _is_named_alike(found: Compared) -> bool:
    return all(pair.first.title == pair.second.title for pair in found.pairs)
