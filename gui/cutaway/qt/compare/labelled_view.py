# SPDX-License-Identifier: Apache-2.0
"""How both do on samples whose classes are known: accuracy, confusion, and the samples on which they differ."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from cutaway.description import wording
from cutaway.description.labelled import Labelled, Tally
from cutaway.qt import tokens
from cutaway.qt.compare.confusion import ConfusionMatrix
from cutaway.qt.compare.model_card import SideMark
from cutaway.qt.items.delegate import RowDelegate
from cutaway.qt.items.disagreements import Column, DisagreementItems
from cutaway.qt.plots.hues import SIDES
from cutaway.qt.run.figures import FigureRow
from cutaway.qt.views.copying import CopyRows
from cutaway.qt.widgets.card import Card
from cutaway.qt.widgets.labels import label
from cutaway.qt.widgets.views import prepare_table
from cutaway.qt.words import counted, tr

_MOST_ROWS = 8
_WIDTHS = (
    (Column.SAMPLE, 220),
    (Column.LABEL, 130),
    (Column.FIRST, 150),
    (Column.FIRST_SCORE, 80),
    (Column.SECOND, 150),
)


class LabelledView(QWidget):
    """found: what both did."""

    def __init__(self, found: Labelled, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("labelledView")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_4)
        column.addLayout(self._tallies(found))
        if found.disagreements:
            column.addWidget(self._differing(found))
        for note in found.notes:
            column.addWidget(label(wording.safe(note), self, "secondary", wrap=True))

    def _tallies(self, found: Labelled) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_4)
        sides = (
            (tr("First"), found.first, found.first_output),
            (tr("Second"), found.second, found.second_output),
        )
        for place, (title, tally, output) in enumerate(sides):
            row.addWidget(self._tally(found, tr(title), tally, output, SIDES[place]), 1)
        return row

    def _tally(self, found: Labelled, title: str, tally: Tally, output: str, hue: tokens.Hue) -> Card:
        card = Card(self, title, wording.name(output))
        figures = [
            (tr("accuracy"), wording.percent(tally.accuracy), repr(tally.accuracy)),
            (
                tr("right"),
                f"{tally.right:,} / {found.samples:,}",
                tr("{right} of {samples}", right=tally.right, samples=found.samples),
            ),
        ]
        head = QHBoxLayout()
        head.setSpacing(tokens.SPACE_3)
        head.addWidget(SideMark(hue, card))
        head.addWidget(FigureRow(figures, card), 1)
        card.body.addLayout(head)
        card.body.addWidget(ConfusionMatrix(found, tally, hue, card))
        return card

    def _differing(self, found: Labelled) -> Card:
        told = tr(
            "{count}: {only_first} right in the first alone, ",
            count=counted(found.differ, "sample"),
            only_first=found.only_first,
        )
        told += tr("{only_second} in the second alone", only_second=found.only_second)
        card = Card(self, "Where they differ", told)
        self.table = table = QTableView(card)
        prepare_table(table, "disagreementTable", tr("Samples on which they differ"))
        table.setModel(DisagreementItems(found, table))
        table.setItemDelegate(RowDelegate(table, middle=frozenset({Column.SAMPLE})))
        for place, width in _WIDTHS:
            table.setColumnWidth(place, width)
        table.horizontalHeader().setSectionResizeMode(Column.SECOND_SCORE, QHeaderView.ResizeMode.Stretch)
        rows = min(len(found.disagreements), _MOST_ROWS)
        table.setFixedHeight(rows * tokens.ROW_HEIGHT + tokens.CONTROL_HEIGHT + tokens.SPACE_2)
        CopyRows(table)
        card.body.addWidget(table)
        return card
