# SPDX-License-Identifier: Apache-2.0
"""What a model computes for one sample, in all and by node or layer; nothing is run for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtWidgets import QHeaderView, QTableView, QVBoxLayout, QWidget

from cutaway.description import wording
from cutaway.description.costs import HOW, Costs
from cutaway.description.model import ModelDescription
from cutaway.qt import tokens
from cutaway.qt.items.costs import Column, CostItems
from cutaway.qt.run.bar_delegate import BarDelegate
from cutaway.qt.run.figures import FigureRow
from cutaway.qt.views.answer import Answer
from cutaway.qt.views.copying import CopyRows
from cutaway.qt.widgets.buttons import button
from cutaway.qt.widgets.card import Card, SectionHeading
from cutaway.qt.widgets.empty_state import EmptyState
from cutaway.qt.widgets.labels import label
from cutaway.qt.widgets.views import prepare_table
from cutaway.qt.words import counted, tr
from cutaway.session.jobs import Job

_WIDTHS = (
    (Column.OP, 132),
    (Column.PARAMETERS, 92),
    (Column.MACS, 72),
    (Column.FLOPS, 72),
    (Column.SHARE, 120),
)


class CostPanel(QWidget):
    """graph_asked: the operations, as `Costs`, are to be the graph's colours. node_chosen: by name and function."""

    graph_asked = Signal(object)
    node_chosen = Signal(str, str)

    def __init__(self, description: ModelDescription, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._description = description
        self._key = ""
        self._costs: Costs | None = None
        self._items: CostItems | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._answer = Answer(self)
        column.addWidget(self._answer)

    def show_costs(self, key: str, job: Job[list[Costs]]) -> None:
        """Show those of a signature, or of the layers where the model has them."""
        self._key = key
        self._answer.ask(job, self._make)

    def _make(self, found: Sequence[Costs]) -> QWidget:
        costs = next((one for one in found if one.signature == self._key), found[0] if found else None)
        if costs is None or not costs.rows:
            hint = tr("The shapes that its figures follow from are not known.")
            return EmptyState("sigma", "What this model computes cannot be counted.", self._answer, hint=hint)
        self._costs = costs
        content = QWidget(self._answer)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_3)
        card = Card(content, "What it computes")
        card.body.addWidget(FigureRow(self._figures(costs), card))
        words = HOW
        if costs.unknown:
            words += tr(
                " {count} of unknown shape are missing in the sums.",
                count=counted(costs.unknown, "node"),
            )
        card.body.addWidget(label(words, card, "secondary", wrap=True))
        column.addWidget(card)
        heading = SectionHeading(
            tr("By node") if costs.signature else tr("By layer"), content, wording.count(len(costs.rows))
        )
        if self._description.graph is not None:
            shown = button("Show on the graph", content, icon="waypoints", name="costsOnGraph")
            shown.clicked.connect(self._ask_graph)
            heading.tools.addWidget(shown)
        column.addWidget(heading)
        column.addWidget(self._table(costs, content), 1)
        return content

    def _figures(self, costs: Costs) -> list[tuple[str, str, str]]:
        rows = [("MACs", costs.macs), ("FLOPs", costs.flops), ("parameters", self._description.parameters)]
        return [(title, wording.compact(number), wording.count(number)) for title, number in rows]

    def _table(self, costs: Costs, parent: QWidget) -> QTableView:
        parameters: Mapping[str, int] = {
            layer.name: layer.parameters for layer in self._description.layers or ()
        }
        table = QTableView(parent)
        prepare_table(table, "costTable", tr("Operations by node or layer"))
        table.setProperty("kind", "card")
        self._items = CostItems(costs.rows, parameters, table)
        table.setModel(self._items)
        table.setItemDelegate(
            BarDelegate(table, mono=frozenset({Column.NAME}), tail=frozenset({Column.NAME}))
        )
        for place, width in _WIDTHS:
            table.setColumnWidth(place, width)
        table.setColumnHidden(Column.PARAMETERS, not any(row.name in parameters for row in costs.rows))
        table.horizontalHeader().setSectionResizeMode(Column.NAME, QHeaderView.ResizeMode.Stretch)
        table.doubleClicked.connect(self._choose)
        CopyRows(table)
        return table

    @Slot()
    def _ask_graph(self) -> None:
        if self._costs is not None:
            self.graph_asked.emit(self._costs)

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        row = self._items.row(index.row()) if self._items is not None else None
        if row is not None:
            self.node_chosen.emit(row.name, row.function)
