# SPDX-License-Identifier: Apache-2.0
"""How long a run took, in all and by op, and what it cost in memory."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from cutaway.description import wording
from cutaway.description.running import Profile, RunAnswer
from cutaway.qt import tokens
from cutaway.qt.items.operators import Column, OperatorItems
from cutaway.qt.run.bar_delegate import BarDelegate
from cutaway.qt.run.figures import FigureRow, figures_of
from cutaway.qt.views.copying import CopyRows
from cutaway.qt.widgets.buttons import button
from cutaway.qt.widgets.card import Card, SectionHeading
from cutaway.qt.widgets.empty_state import EmptyState
from cutaway.qt.widgets.labels import label
from cutaway.qt.widgets.views import prepare_table
from cutaway.qt.words import counted, tr

_WIDTHS = ((Column.OP, 176), (Column.CALLS, 64), (Column.TIME, 84), (Column.SHARE, 130))
_EVENLY = 20


class TimePanel(QWidget):
    """profile_asked: time by op is wanted. graph_asked: the colours of the graph are to be these times.

    node_chosen: an op was chosen, by the name that the graph has for it.
    """

    profile_asked = Signal()
    graph_asked = Signal()
    node_chosen = Signal(str, str)

    def __init__(self, answer: RunAnswer, parent: QWidget | None, *, has_graph: bool) -> None:
        super().__init__(parent)
        self._items: OperatorItems | None = None
        self._has_graph = has_graph
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_3)
        card = Card(self, "Whole runs", repeated(answer))
        card.body.addWidget(FigureRow(figures_of(answer), card))
        card.body.addWidget(label(about(answer), card, "secondary", wrap=True))
        column.addWidget(card)
        if answer.profile is None or not answer.profile.rows:
            column.addWidget(self._invitation(answer.profile), 1)
        else:
            self._show_profile(answer.profile, column)

    def _invitation(self, profile: Profile | None) -> QWidget:
        if profile is not None:
            return EmptyState("gauge", "No op took time that could be measured.", self, hint=profile.how)
        ask = button("Measure each op", self, icon="gauge", name="measureOps")
        ask.clicked.connect(self.profile_asked)
        hint = tr("The model is run again with a profiler, which makes it slower.")
        return EmptyState("gauge", "Time by op was not measured in this run.", self, hint=hint, action=ask)

    def _show_profile(self, profile: Profile, column: QVBoxLayout) -> None:
        heading = SectionHeading("By op", self, counted(len(profile.rows), "op"))
        if self._has_graph:
            shown = button("Show on the graph", self, icon="waypoints", name="timesOnGraph")
            shown.clicked.connect(self.graph_asked)
            heading.tools.addWidget(shown)
        column.addWidget(heading)
        row = QHBoxLayout()
        row.addWidget(label(wording.safe(profile.how), self, "secondary", wrap=True))
        column.addLayout(row)
        column.addWidget(self._table(profile), 1)

    def _table(self, profile: Profile) -> QTableView:
        table = QTableView(self)
        prepare_table(table, "profileTable", tr("Time by op"))
        table.setProperty("kind", "card")
        self._items = OperatorItems(profile.rows, table)
        table.setModel(self._items)
        table.setItemDelegate(
            BarDelegate(table, mono=frozenset({Column.NODE}), tail=frozenset({Column.NODE}))
        )
        header = table.horizontalHeader()
        for place, width in _WIDTHS:
            table.setColumnWidth(place, width)
        table.setColumnHidden(Column.CALLS, all(row.calls == 1 for row in profile.rows))
        header.setSectionResizeMode(Column.NODE, QHeaderView.ResizeMode.Stretch)
        header.setSortIndicator(Column.TIME, Qt.SortOrder.DescendingOrder)
        table.setSortingEnabled(True)
        table.doubleClicked.connect(self._choose)
        CopyRows(table)
        return table

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        row = self._items.row(index.row()) if self._items is not None else None
        if row is not None:
            self.node_chosen.emit(row.node, "")


def repeated(answer: RunAnswer) -> str:
    """How often it was run after the first time."""
    runs = answer.timing.runs
    return tr("{runs} after the first", runs=wording.count(runs)) if runs else "once"


def about(answer: RunAnswer) -> str:
    """By what it was run, and whether the model had been loaded before."""
    words = [wording.safe(answer.runner)]
    words.append(
        tr("the model was loaded already") if answer.warm else tr("the model was loaded for this run")
    )
    if answer.timing.runs and answer.timing.runs < _EVENLY:
        words.append(tr("few runs: the 95 % mark is rough"))
    return wording.SEPARATOR.join(words)
