# SPDX-License-Identifier: Apache-2.0
"""What two descriptions say otherwise: a table that is filtered by part and by word, and the whole of one row below."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from cutaway.description import wording
from cutaway.description.comparison import Difference
from cutaway.qt import tokens
from cutaway.qt.compare.model_card import SideMark
from cutaway.qt.compare.rows_filter import RowsFilter
from cutaway.qt.items.delegate import RowDelegate
from cutaway.qt.items.model_differences import Column, ModelDifferenceItems, named, part_words
from cutaway.qt.plots.hues import SIDES
from cutaway.qt.views.copying import CopyRows
from cutaway.qt.views.page import GapSplitter
from cutaway.qt.widgets.card import Card, ScrollPage, replace_content
from cutaway.qt.widgets.empty_state import EmptyState
from cutaway.qt.widgets.filter_field import FilterField
from cutaway.qt.widgets.labels import label
from cutaway.qt.widgets.views import prepare_table
from cutaway.qt.words import tr

_WIDTHS = ((Column.PART, 100), (Column.CHANGE, 92), (Column.NAME, 280), (Column.FIRST, 230))
_LEAST_DETAIL = 132
"""Of a text in one line on either side, px."""
_SHARES = (7, 3)


class DescriptionView(QWidget):
    """found: all differences. titles: what the models are called."""

    def __init__(
        self, found: tuple[Difference, ...], titles: tuple[str, str], parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self._titles = titles
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_3)
        if not found:
            words = tr("Both say the same of themselves.")
            hint = tr("Signatures, layers, operators, assets, metadata and findings are alike.")
            column.addWidget(EmptyState("circle-check", words, self, hint=hint, hue="green"))
            return
        self._items = ModelDifferenceItems(found, titles, self)
        self._shown = RowsFilter((Column.NAME, Column.FIRST, Column.SECOND, Column.CHANGE), self)
        self._shown.setSourceModel(self._items)
        column.addLayout(self._filters(found))
        splitter = GapSplitter(Qt.Orientation.Vertical, self)
        self.table = self._table(splitter)
        splitter.addWidget(self.table)
        self._detail = QWidget(splitter)
        self._detail.setMinimumHeight(_LEAST_DETAIL)
        splitter.setChildrenCollapsible(False)
        self._place = QVBoxLayout(self._detail)
        self._place.setContentsMargins(0, 0, 0, 0)
        splitter.addWidget(self._detail)
        for place, share in enumerate(_SHARES):
            splitter.setStretchFactor(place, share)
        column.addWidget(splitter, 1)
        self.table.selectRow(0)

    def _filters(self, found: tuple[Difference, ...]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_2)
        field = FilterField("Filter differences", self, name="compareFilter")
        field.filtered.connect(self._shown.look_for)
        row.addWidget(field, 1)
        self._parts = QComboBox(self)
        self._parts.setObjectName("comparePart")
        self._parts.setAccessibleName(tr("Which differences are shown"))
        self._parts.addItem(f"{tr('All parts')} · {len(found)}", "")
        for part, count in Counter(each.part for each in found).items():
            self._parts.addItem(f"{part_words(part)} · {count}", part)
        self._parts.currentIndexChanged.connect(self._narrow)
        row.addWidget(self._parts)
        return row

    def _table(self, parent: QWidget) -> QTableView:
        table = QTableView(parent)
        prepare_table(table, "differenceTable", tr("What the descriptions say otherwise"))
        table.setProperty("kind", "card")
        table.setModel(self._shown)
        mono = frozenset({Column.NAME, Column.FIRST, Column.SECOND})
        table.setItemDelegate(RowDelegate(table, mono=mono))
        for place, width in _WIDTHS:
            table.setColumnWidth(place, width)
        table.horizontalHeader().setSectionResizeMode(Column.SECOND, QHeaderView.ResizeMode.Stretch)
        CopyRows(table)
        table.selectionModel().currentRowChanged.connect(self._show)
        return table

    @Slot()
    def _narrow(self) -> None:
        part = str(self._parts.currentData())

        def is_kept(place: int) -> bool:
            row = self._items.row(place)
            return not part or (row is not None and row.part == part)

        self._shown.keep(is_kept)
        self.table.selectRow(0)

    @Slot(QModelIndex, QModelIndex)
    def _show(self, *_: object) -> None:
        row = self._items.row(self._shown.mapToSource(self.table.currentIndex()).row())
        if row is not None:
            replace_content(self._place, self._whole(row))

    def _whole(self, row: Difference) -> QWidget:
        """Both texts side by side, as long as they are."""
        page = ScrollPage(self._detail)
        page.lie_flush()
        card = Card(page, wording.elided(named(row), 90), part_words(row.part))
        sides = QHBoxLayout()
        sides.setSpacing(tokens.SPACE_4)
        for title, text, hue in zip(self._titles, (row.before, row.after), SIDES, strict=True):
            sides.addWidget(SideMark(hue, card))
            words = QVBoxLayout()
            words.setSpacing(tokens.SPACE_1)
            words.addWidget(label(wording.safe(title), card, "secondary"))
            shown = wording.safe(text) or tr("It does not have it.")
            words.addWidget(label(shown, card, mono=bool(text), wrap=True, selectable=True))
            words.addStretch(1)
            sides.addLayout(words, 1)
        card.body.addLayout(sides)
        page.body.addWidget(card)
        return page
