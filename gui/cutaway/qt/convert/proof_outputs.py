# SPDX-License-Identifier: Apache-2.0
"""The outputs of a proof: a table of their figures, and of the chosen one what was answered and how errors spread."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Slot
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from cutaway.description.conversion import Drawn, ProofOutput
from cutaway.qt import tokens
from cutaway.qt.convert.proof_items import Column, ProofItems
from cutaway.qt.items.delegate import RowDelegate
from cutaway.qt.views.answer import Answer
from cutaway.qt.views.copying import CopyRows
from cutaway.qt.widgets.card import Card
from cutaway.qt.widgets.views import prepare_table
from cutaway.qt.words import tr

_MOST_ROWS = 5
_PLOT_HEIGHT = 220
_WIDTHS = (
    (Column.SOURCE, 124),
    (Column.TARGET, 124),
    (Column.MAX_ABS, 124),
    (Column.RMSE, 80),
    (Column.COSINE, 84),
    (Column.SQNR, 84),
    (Column.TOP, 64),
    (Column.STEPS, 64),
    (Column.NOISE, 116),
)
_OF_SOME = (Column.TOP, Column.STEPS, Column.NOISE)


class ProofOutputs(QWidget):
    """Nothing where the proof compared no output. titles: of the plots. sides: what is drawn against what."""

    def __init__(
        self,
        outputs: Sequence[ProofOutput],
        parent: QWidget | None,
        *,
        titles: tuple[str, str] = ("Source against result", "Errors: result − source"),
        sides: tuple[str, str] | None = None,
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_3)
        self._items = ProofItems(outputs, self, is_of_two=sides is not None)
        self._drawn: Drawn | None = None
        self._sides = sides
        self.table = QTableView(self)
        prepare_table(self.table, "proofTable", tr("Outputs of source and result"))
        self.table.setProperty("kind", "card")
        self.table.setModel(self._items)
        mono = frozenset(
            {
                Column.SOURCE,
                Column.TARGET,
                Column.MAX_ABS,
                Column.RMSE,
                Column.COSINE,
                Column.SQNR,
                Column.STEPS,
            }
        )
        self.table.setItemDelegate(RowDelegate(self.table, mono=mono))
        self._size_columns(outputs)
        self.table.horizontalHeader().setSectionResizeMode(Column.VERDICT, QHeaderView.ResizeMode.Stretch)
        rows = min(max(len(outputs), 1), _MOST_ROWS)
        self.table.setFixedHeight(rows * tokens.ROW_HEIGHT + tokens.CONTROL_HEIGHT + tokens.SPACE_2)
        CopyRows(self.table)
        column.addWidget(self.table)
        self._plots = QWidget(self)
        row = QHBoxLayout(self._plots)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.SPACE_3)
        self._answers: list[Answer] = []
        for title in titles:
            card = Card(self._plots, title)
            answer = Answer(card, draws=True)
            answer.setFixedHeight(_PLOT_HEIGHT)
            card.body.addWidget(answer)
            self._answers.append(answer)
            row.addWidget(card, 1)
        self._cards = self._plots.findChildren(Card)
        column.addWidget(self._plots)
        self._plots.hide()
        self.table.selectionModel().currentRowChanged.connect(self._show)
        self.setVisible(bool(outputs))
        if outputs:
            self.table.selectRow(0)

    def _size_columns(self, outputs: Sequence[ProofOutput]) -> None:
        """Those that tell nothing of these outputs are hidden."""
        for place, width in _WIDTHS:
            self.table.setColumnWidth(place, width)
        is_same = all(row.source == row.target for row in outputs)
        self.table.setColumnHidden(Column.TARGET, is_same)
        for figure in _OF_SOME:
            self.table.setColumnHidden(figure, not self._items.has(figure))

    @Slot(QModelIndex, QModelIndex)
    def _show(self, *_: object) -> None:
        """Draw the chosen output."""
        row = self._items.row(self.table.currentIndex().row())
        drawn = row.drawn if row is not None else None
        self._plots.setVisible(drawn is not None and bool(drawn.source))
        if drawn is None or drawn is self._drawn:
            return
        self._drawn = drawn
        scatter, errors = self._answers
        scatter.show_known(drawn, self._scatter)
        self._cards[1].setVisible(drawn.errors is not None)
        if drawn.errors is not None:
            errors.show_known(drawn, self._histogram)

    def _scatter(self, drawn: Drawn) -> QWidget:
        from cutaway.qt.convert.scatter import ScatterPlot  # the library is there by now

        return ScatterPlot(drawn, self._answers[0], sides=self._sides)

    def _histogram(self, drawn: Drawn) -> QWidget:
        from cutaway.qt.plots.histogram import HistogramPlot

        if drawn.errors is None:
            return QWidget(self._answers[1])
        return HistogramPlot(drawn.errors, self._answers[1])
