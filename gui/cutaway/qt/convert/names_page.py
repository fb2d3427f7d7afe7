# SPDX-License-Identifier: Apache-2.0
"""The step between conversion and proof: names, order and sizes of the result beside those of the source."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from cutaway.description import wording
from cutaway.description.conversion import Converted
from cutaway.description.model import ModelDescription
from cutaway.qt import tokens
from cutaway.qt.convert.dimension_fields import DimensionFields
from cutaway.qt.convert.names_items import Column, NamesItems
from cutaway.qt.convert.page import ConvertPage
from cutaway.qt.items.delegate import RowDelegate
from cutaway.qt.views.copying import CopyRows
from cutaway.qt.views.follow import follow
from cutaway.qt.widgets.buttons import button
from cutaway.qt.widgets.card import Card, replace_content
from cutaway.qt.widgets.views import prepare_table
from cutaway.qt.words import tr
from cutaway.session.convert_desk import ConvertDesk
from cutaway.session.documents import Source
from cutaway.session.jobs import Job
from cutaway.session.name_matches import Matches, matches

_WIDEST = 200
_MONO = frozenset({Column.SOURCE, Column.SHAPE, Column.RESULT, Column.RESULT_SHAPE})
_NODES = frozenset({"frozen_graph", "tfjs"})
_EDITABLE = frozenset({"tflite", "saved_model", "frozen_graph"})
_MOST_ROWS = 9


class NamesPage(ConvertPage):
    """matches: of the last conversion, None before they are known, which `known` tells.

    again_asked: convert once more, with other sizes. studio_asked: the path of a result that gets other names.
    """

    again_asked = Signal()
    studio_asked = Signal(str)
    known = Signal()

    def __init__(self, desk: ConvertDesk, parent: QWidget | None) -> None:
        super().__init__(desk, parent, name="namesPage", title=tr("Names, order and sizes"))
        self.matches: Matches | None = None
        self._place = QVBoxLayout()
        self.body.addLayout(self._place)
        self._sizes = Card(self, "Sizes")
        self.dimensions = DimensionFields(desk, self._sizes)
        self._sizes.body.addWidget(self.dimensions)
        again = button("Convert again with these sizes", self._sizes, name="namesAgain")
        again.clicked.connect(self.again_asked)
        self._sizes.body.addWidget(again, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._sizes)
        self.body.addStretch(1)
        row = QHBoxLayout()
        self._studio = button("Change names in the studio", self, icon="pencil", name="namesStudio")
        self._studio.clicked.connect(self._ask_studio)
        row.addWidget(self._studio)
        row.addStretch(1)
        self.body.addLayout(row)

    def read(self) -> None:
        """Have the result described; `known` tells when its names are, also where no reader tells of them."""
        found = self.desk.found
        if found is None:
            return
        self.matches = None
        job = self.desk.service.reading.describe(Source(found.output))
        came = partial(self._came, found)
        if job.is_over:
            came(job)
        else:
            follow(self, job.finished, came)

    def initializePage(self) -> None:
        """Show what became of the names."""
        found = self.desk.found
        if found is None or self.matches is None:
            return
        self.words.setText(_told(self.matches, found))
        replace_content(self._place, self._table(self.matches))
        self.dimensions.refresh()
        self._sizes.setVisible(self.dimensions.count > 0)
        self._studio.setVisible(found.target in _EDITABLE)

    def _came(self, found: Converted, job: Job[ModelDescription]) -> None:
        if found is self.desk.found:
            own = (
                None if self.desk.cut else self.desk.chosen()
            )  # names that were chosen are those of the result
            self.matches = matches(found, own, job.result)
            self.known.emit()

    def _table(self, found: Matches) -> QTableView:
        table = QTableView(self)
        prepare_table(table, "namesTable", tr("Inputs and outputs of source and result"))
        table.setProperty("kind", "card")
        items = NamesItems(found, table)
        table.setModel(items)
        table.setItemDelegate(
            RowDelegate(table, mono=_MONO, middle=frozenset({Column.SOURCE, Column.RESULT}))
        )
        table.resizeColumnsToContents()
        for column in Column:
            table.setColumnWidth(column, min(table.columnWidth(column) + tokens.SPACE_2, _WIDEST))
        table.setColumnHidden(Column.RESULT_DTYPE, not items.has_other_types())
        table.horizontalHeader().setSectionResizeMode(Column.MATCHED, QHeaderView.ResizeMode.Stretch)
        rows = min(max(items.rowCount(), 1), _MOST_ROWS)
        table.setFixedHeight(rows * tokens.ROW_HEIGHT + tokens.CONTROL_HEIGHT + tokens.SPACE_2)
        CopyRows(table)
        return table

    @Slot()
    def _ask_studio(self) -> None:
        if self.desk.found is not None:
            self.studio_asked.emit(self.desk.found.output)


def _told(found: Matches, converted: Converted) -> str:
    """What became of names and order, in a sentence or two."""
    if found.interchanged:
        names = wording.listed([wording.name(match.source.name) for match in found.interchanged], 4)
        return tr(
            "The values of {names} are nearer to another output of the result: they may be interchanged.",
            names=names,
        )
    if found.is_plain:
        return tr("Names and order are those of the source; outputs were matched by their values.")
    if converted.target in _NODES:
        return tr(
            "This format has no signatures, only nodes: callers use the names of these, matched by value."
        )
    if found.has_names:
        return tr("The names are those of the source; the result has them in another order.")
    return tr("The result has other names; outputs were matched by their values.")
