# SPDX-License-Identifier: Apache-2.0
"""Two runs beside each other: how far each output is from the other's, and pictures of both and of the difference."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Slot
from PySide6.QtWidgets import QHeaderView, QTableView, QVBoxLayout, QWidget

from cutaway.description import wording
from cutaway.description.differences import ValueDifference
from cutaway.description.running import RunOutput
from cutaway.qt import tokens
from cutaway.qt.items.delegate import RowDelegate
from cutaway.qt.items.differences import Column, DifferenceItems
from cutaway.qt.run.value_detail import ValueDetail
from cutaway.qt.views.answer import Answer
from cutaway.qt.views.copying import CopyRows
from cutaway.qt.widgets.card import SectionHeading
from cutaway.qt.widgets.empty_state import EmptyState
from cutaway.qt.widgets.tabs import segments
from cutaway.qt.widgets.views import prepare_table
from cutaway.qt.words import tr
from cutaway.session.documents import Reading
from cutaway.session.jobs import Job
from cutaway.session.run_plan import PastRun

_MOST_ROWS = 3
_WIDTHS = (
    (Column.NAME, 140),
    (Column.EQUAL, 64),
    (Column.MAX_ABS, 124),
    (Column.RMSE, 84),
    (Column.COSINE, 84),
)


class ComparisonPanel(QWidget):
    """first, second: the runs. job: answers their differences. folder: where these are stored."""

    def __init__(
        self,
        reading: Reading,
        first: PastRun,
        second: PastRun,
        job: Job[tuple[ValueDifference, ...]],
        folder: str,
        parent: QWidget | None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("runComparison")
        self._reading = reading
        self._runs = (first, second)
        self._folder = folder
        self._items: DifferenceItems | None = None
        self._detail: ValueDetail | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_2)
        title = tr("Run {number} and run {number_2}", number=first.number, number_2=second.number)
        self.setAccessibleName(tr("{title} compared", title=title))
        heading = SectionHeading(title, self, differing_inputs(first, second))
        choices = (
            tr("Run {number}", number=first.number),
            tr("Run {number}", number=second.number),
            tr("Difference"),
        )
        self._choice = segments(choices, self, name="comparedValue", words=tr("Which value is shown"))
        self._choice.setCurrentIndex(2)
        self._choice.currentChanged.connect(self._show)
        heading.tools.addWidget(self._choice)
        column.addWidget(heading)
        self._answer = Answer(self)
        column.addWidget(self._answer, 1)
        self._answer.ask(job, self._make)

    def _make(self, rows: Sequence[ValueDifference]) -> QWidget:
        if not rows:
            hint = tr("They are runs of different signatures, or none of them gave an answer.")
            return EmptyState("columns-2", "These runs have no output in common.", self._answer, hint=hint)
        content = QWidget(self._answer)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_3)
        table = QTableView(content)
        prepare_table(table, "differenceTable", tr("Differences of the outputs"))
        table.setProperty("kind", "card")
        self._items = DifferenceItems(rows, table)
        table.setModel(self._items)
        mono = frozenset({Column.NAME, Column.MAX_ABS, Column.RMSE, Column.COSINE})
        table.setItemDelegate(RowDelegate(table, mono=mono))
        for place, width in _WIDTHS:
            table.setColumnWidth(place, width)
        has_notes = any(row.note for row in rows)
        table.setColumnHidden(Column.NOTE, not has_notes)
        wide = Column.NOTE if has_notes else Column.NAME
        table.horizontalHeader().setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
        shown = min(len(rows), _MOST_ROWS)
        table.setFixedHeight(shown * tokens.ROW_HEIGHT + tokens.CONTROL_HEIGHT + tokens.SPACE_2)
        table.selectionModel().currentRowChanged.connect(self._show)
        CopyRows(table)
        self._table = table
        column.addWidget(table)
        self._detail = ValueDetail(self._reading, content)
        column.addWidget(self._detail, 1)
        table.selectRow(0)
        return content

    @Slot()
    @Slot(int)
    @Slot(QModelIndex, QModelIndex)
    def _show(self, *_: object) -> None:
        """The chosen output, of the run that is chosen or as the difference."""
        if self._items is None or self._detail is None:
            return
        row = self._items.row(self._table.currentIndex().row())
        if row is None:
            return
        place = self._choice.currentIndex()
        if place < len(self._runs):
            past = self._runs[place]
            found = next((item for item in past.outputs if item.name == row.name), None)
            if found is not None:
                self._detail.show_value(past.folder, "out", found)
            return
        note = row.note or (tr("is the same in both runs") if row.equal else "")
        shown = RunOutput(row.value, row.name, note=note)
        self._detail.show_value(self._folder, "out", shown, is_difference=True)


def differing_inputs(first: PastRun, second: PastRun) -> str:
    """In what the inputs of two runs differ, in words."""
    if first.plan.asks_same(second.plan):
        return tr("the same inputs")
    named = {item.value.name: item.source for item in first.inputs.inputs}
    other = {item.value.name: item.source for item in second.inputs.inputs}
    names = [name for name in named if other.get(name) != named[name]]
    words = [
        tr(
            "{name}: {named} and {name_2}",
            name=wording.name(name),
            named=named[name],
            name_2=other.get(name, "none"),
        )
        for name in names
    ]
    return wording.safe("; ".join(words)) if words else tr("inputs of other values")
