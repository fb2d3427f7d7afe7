# SPDX-License-Identifier: Apache-2.0
"""A window of values as a table, moved by numbers."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QSpinBox, QTableView, QVBoxLayout, QWidget

from cutaway.description import wording
from cutaway.description.statistics import ValueTable
from cutaway.description.variables import Variable
from cutaway.qt import fonts, tokens
from cutaway.qt.items.delegate import RowDelegate
from cutaway.qt.items.values import ValueItems
from cutaway.qt.views.answer import Answer
from cutaway.qt.views.axes import AxisChooser, BesideAxes
from cutaway.qt.views.copying import CopyRows
from cutaway.qt.widgets.labels import ElidedLabel, label
from cutaway.qt.widgets.views import prepare_table
from cutaway.qt.words import counted, tr
from cutaway.session.documents import Document

ROW_WINDOW, COLUMN_WINDOW = 256, 64
_ROW_HEIGHT = 24
_LEAST_WIDTH, _MOST_WIDTH = 72, 480
_CELL_PADDING = 24


class ValuesView(BesideAxes):
    """A window of values as a table, moved by numbers; the whole is never fetched."""

    def __init__(self, document: Document, variable: Variable, parent: QWidget | None) -> None:
        self._axes = AxisChooser(variable.shape, parent, free=False)
        super().__init__(self._axes, parent)
        self._document = document
        self._variable = variable
        self._axes.changed.connect(self._ask)
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_2)
        self._words = ElidedLabel("", self, "secondary", mode=Qt.TextElideMode.ElideRight)
        row.addWidget(self._words, 1)
        self._first_row = self._number(tr("from row"), "firstRow", ROW_WINDOW, row)
        self._first_column = self._number(tr("from column"), "firstColumn", COLUMN_WINDOW, row)
        self.body.addLayout(row)
        self._answer = Answer(self)
        self.body.addWidget(self._answer, 1)
        self._ask()

    def _number(self, words: str, name: str, step: int, row: QHBoxLayout) -> QSpinBox:
        number = QSpinBox(self)
        number.setObjectName(name)
        number.setAccessibleName(words.capitalize())
        number.setSingleStep(step)
        number.setRange(0, 0)
        number.setKeyboardTracking(False)
        number.valueChanged.connect(self._ask)
        number.setPrefix(f"{words} ")
        number.hide()
        row.addWidget(number)
        return number

    @Slot()
    def _ask(self) -> None:
        top, left = self._first_row.value(), self._first_column.value()
        job = self._document.reading.table(
            self._document.source,
            self._variable.name,
            fixed=self._axes.fixed,
            rows=range(top, top + ROW_WINDOW),
            columns=range(left, left + COLUMN_WINDOW),
        )
        self._answer.ask(job, self._make)

    def _make(self, table: ValueTable) -> QWidget:
        is_text = self._variable.dtype == "string"
        for number, total, window in (
            (self._first_row, table.total_rows, ROW_WINDOW),
            (self._first_column, table.total_columns, COLUMN_WINDOW),
        ):
            number.setMaximum(min(max(total - 1, 0), 2**31 - 1))
            number.setVisible(total > window)
        view = QTableView(self._answer)
        prepare_table(view, "valueTable", tr("Values"))
        view.setProperty("kind", "card")
        view.verticalHeader().show()
        view.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        view.setModel(ValueItems(table, view, is_text=is_text))
        view.setItemDelegate(RowDelegate(view, mono=frozenset(range(COLUMN_WINDOW)), height=_ROW_HEIGHT))
        if is_text and table.total_columns == 1:
            view.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        else:
            _fit(view, table)
        CopyRows(view)
        self._words.setText(_window(table))
        return view


class ScalarView(QWidget):
    """The one value of a scalar in full, which can be selected and copied."""

    def __init__(self, document: Document, variable: Variable, parent: QWidget | None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, tokens.SPACE_2, 0, 0)
        self._answer = Answer(self)
        column.addWidget(self._answer)
        column.addStretch(1)
        job = document.reading.table(
            document.source, variable.name, fixed={}, rows=range(1), columns=range(1)
        )
        self._answer.ask(job, self._make)

    def _make(self, table: ValueTable) -> QWidget:
        words = table.cells[0][0] if table.cells and table.cells[0] else "–"
        made = label(wording.safe(words), self._answer, "figure", mono=True, wrap=True, selectable=True)
        made.setObjectName("scalarValue")
        made.setAccessibleName(tr("Value {words}", words=wording.safe(words)))
        return made


def _fit(view: QTableView, table: ValueTable) -> None:
    """Make all columns as wide as the widest value in the window, so that no digit is cut."""
    longest = max((len(wording.safe(cell)) for row in table.cells for cell in row), default=0)
    width = QFontMetrics(fonts.mono()).horizontalAdvance("0") * longest + _CELL_PADDING
    view.horizontalHeader().setDefaultSectionSize(min(max(width, _LEAST_WIDTH), _MOST_WIDTH))


def _window(table: ValueTable) -> str:
    rows = len(table.cells)
    columns = len(table.cells[0]) if table.cells else 0
    if rows == table.total_rows and columns == table.total_columns:
        return f"{counted(rows, 'row')}, {counted(columns, 'column')}"
    last_row, last_column = table.first_row + max(rows - 1, 0), table.first_column + max(columns - 1, 0)
    return tr(
        "Rows {first_row}–{last_row} of {total_rows}, columns {first_column}–{last_column} of {total_columns}",
        first_row=table.first_row,
        last_row=last_row,
        total_rows=wording.count(table.total_rows),
        first_column=table.first_column,
        last_column=last_column,
        total_columns=wording.count(table.total_columns),
    )
