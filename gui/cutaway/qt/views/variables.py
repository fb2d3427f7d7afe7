# SPDX-License-Identifier: Apache-2.0
"""The variables page: all variables or constants in one table, and the chosen one beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from cutaway.description import wording
from cutaway.description.model import ModelDescription
from cutaway.description.variables import Variable
from cutaway.qt import tokens
from cutaway.qt.views.page import DetailSplitter, Page, page_margins
from cutaway.qt.views.statistics_taker import StatisticsTaker
from cutaway.qt.views.variable_detail import VariableDetail
from cutaway.qt.views.variable_table import ROW_HEIGHT, VariableTable
from cutaway.qt.widgets.buttons import button
from cutaway.qt.widgets.card import SectionHeading
from cutaway.qt.widgets.empty_state import EmptyState
from cutaway.qt.widgets.filter_field import FilterField
from cutaway.qt.widgets.tabs import segments
from cutaway.qt.words import counted, tr
from cutaway.session.documents import Document
from cutaway.session.selection import Chosen
from cutaway.session.variable_listing import Filter

_LEAST_TABLE = 8 * ROW_HEIGHT + tokens.CONTROL_HEIGHT + tokens.SPACE_1
"""Height of the table above the detail: its titles and eight rows, px."""


class VariablesPage(Page):
    """Made for each description anew; the filter and the sorting belong to the table."""

    def __init__(self, document: Document, parent: QWidget | None) -> None:
        self._tensors: _Tensors | None = None
        super().__init__(document, parent, name="variablesPage", words="Variables")

    def make(self, description: ModelDescription) -> QWidget:
        """The table with its controls, or why there is none; a filter outlives reading the file again."""
        kept = self._tensors.kept() if self._tensors is not None else None
        self._tensors = None
        if not description.variables and not description.constants:
            return EmptyState(
                "variable",
                "This model has no variables.",
                self,
                hint="Its values, if it has any, are computed when it runs.",
            )
        self._tensors = _Tensors(self.document, description, self)
        if kept is not None:
            self._tensors.take_up(kept)
        return self._tensors

    def reveal(self, chosen: Chosen) -> None:
        """Select the row of a variable or constant."""
        if self._tensors is not None and chosen.kind in {"variable", "constant"}:
            self._tensors.reveal(chosen)


@dataclass(frozen=True, slots=True)
class _Kept:
    """What one has set on the page."""

    title: str
    text: str
    role: str
    dtype: str
    is_odd: bool
    sorting: tuple[int, Qt.SortOrder]
    view: str


class _Tensors(QWidget):
    def __init__(self, document: Document, description: ModelDescription, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._document = document
        self._sets = {"Variables": description.variables, "Constants": description.constants}
        self._sets = {title: tensors for title, tensors in self._sets.items() if tensors}
        column = QVBoxLayout(self)
        column.setContentsMargins(*page_margins())
        column.setSpacing(tokens.SPACE_3)
        first = next(iter(self._sets))
        self._heading = SectionHeading(first, self)
        self._heading.setMinimumHeight(tokens.CONTROL_HEIGHT)
        self._kinds = segments(self._sets, self, name="tensorKind", words=tr("Variables or constants"))
        self._kinds.setVisible(len(self._sets) > 1)
        self._heading.tools.addWidget(self._kinds)
        self._all = button("Statistics of all", self, icon="sigma", name="statisticsOfAll")
        self._heading.tools.addWidget(self._all)
        column.addWidget(self._heading)
        self._splitter = DetailSplitter(self, beside=(11, 10), stacked=(8, 12), least=_LEAST_TABLE)
        self._table = VariableTable(self._splitter)
        self._detail = VariableDetail(document, self._splitter)
        self._taker = StatisticsTaker(document, self._table, self)
        column.addLayout(self._filters())
        self._splitter.addWidget(self._table)
        self._splitter.addWidget(self._detail)
        column.addWidget(self._splitter, 1)
        self._all.clicked.connect(self._taker.take_all)
        self._taker.progressed.connect(self._show_progress)
        self._kinds.currentChanged.connect(self._show_kind)
        self._table.selection_changed.connect(self._selected)
        self._table.totals_changed.connect(self._show_totals)
        self._table.filter_cleared.connect(self._clear_filter)
        self._splitter.show_detail(is_shown=False)
        self._text.left_downwards.connect(self._table.enter)
        self._show_kind()
        self._order_tabs()

    def reveal(self, chosen: Chosen) -> None:
        """Select a row, whatever is filtered."""
        title = "Constants" if chosen.kind == "constant" else "Variables"
        if title in self._sets and title != self._title:
            self._kinds.setCurrentIndex(list(self._sets).index(title))
        if any(variable.name == chosen.name for variable in self._sets.get(title, ())):
            if not self._table.has_row(chosen.name):
                self._clear_filter()
            self._table.select(chosen.name)

    def kept(self) -> _Kept:
        """What is set now."""
        return _Kept(
            self._title,
            self._text.text(),
            self._roles.currentData() or "",
            self._dtypes.currentData() or "",
            self._odd.isChecked(),
            self._table.sorting,
            self._detail.kind,
        )

    def take_up(self, kept: _Kept) -> None:
        """Set what was set before, as far as there still is such a thing."""
        if kept.title in self._sets:
            self._kinds.setCurrentIndex(list(self._sets).index(kept.title))
        self._roles.setCurrentIndex(max(self._roles.findData(kept.role), 0))
        self._dtypes.setCurrentIndex(max(self._dtypes.findData(kept.dtype), 0))
        self._odd.setChecked(kept.is_odd)
        self._text.put(kept.text)
        self._filter()
        self._table.sort(*kept.sorting)
        self._detail.prefer(kept.view)

    def _order_tabs(self) -> None:
        """Tab goes as one reads: title, filters, table, and what is chosen in it."""
        row = [self._kinds, self._all, self._text, self._roles, self._dtypes, self._odd, self._table.view]
        # What a detail shows later comes at the end of the window's own order.
        row += [
            part
            for part in self._detail.findChildren(QWidget)
            if part.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]
        for one, following in pairwise(row):
            QWidget.setTabOrder(one, following)

    @property
    def _title(self) -> str:
        return list(self._sets)[max(self._kinds.currentIndex(), 0)]

    def _filters(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_2)
        words = tr("Filter by name or path (* and ? match anything)")
        self._text = FilterField(words, self, name="variableFilter")
        self._text.filtered.connect(self._filter)
        row.addWidget(self._text, 1)
        self._roles = self._chooser(tr("Role"), "roleFilter")
        self._dtypes = self._chooser("Type", "dtypeFilter")
        row.addWidget(self._roles)
        row.addWidget(self._dtypes)
        self._odd = QCheckBox(tr("NaN or infinite"), self)
        self._odd.setObjectName("oddFilter")
        self._odd.setAccessibleName(tr("Only with NaN or infinite values"))
        self._odd.toggled.connect(self._filter)
        self._odd.hide()
        row.addWidget(self._odd)
        return row

    def _chooser(self, words: str, name: str) -> QComboBox:
        chooser = QComboBox(self)
        chooser.setObjectName(name)
        chooser.setAccessibleName(words)
        chooser.activated.connect(self._filter)
        return chooser

    @Slot()
    def _show_kind(self) -> None:
        tensors = self._sets[self._title]
        items = self._table.show_variables(tensors, self._document.statistics)
        self._taker.follow_items(items)
        self._heading.set_title(self._title)
        self._detail.clear()
        self._splitter.show_detail(is_shown=False)
        listing = items.listing
        _fill(self._roles, tr("All roles"), listing.roles())
        _fill(self._dtypes, tr("All types"), listing.dtypes())
        self._all.setEnabled(True)
        self._show_progress("")
        self._filter()

    @Slot()
    def _filter(self) -> None:
        role, dtype = self._roles.currentData(), self._dtypes.currentData()
        self._table.filter(
            Filter(
                self._text.text(),
                frozenset([role]) if role else frozenset(),
                frozenset([dtype]) if dtype else frozenset(),
                only_odd=self._odd.isChecked(),
            )
        )

    @Slot()
    def _clear_filter(self) -> None:
        self._roles.setCurrentIndex(0)
        self._dtypes.setCurrentIndex(0)
        self._odd.setChecked(False)
        self._text.clear()
        self._filter()

    @Slot()
    def _show_totals(self) -> None:
        totals = self._table.totals
        of = "" if totals.shown == totals.count else tr(" of {count}", count=wording.count(totals.count))
        parts = [
            f"{wording.count(totals.shown)}{of}",
            counted(totals.elements, "element"),
            wording.byte_size(totals.bytes),
        ]
        self._heading.set_count(wording.SEPARATOR.join(parts))

    @Slot(str)
    def _show_progress(self, words: str) -> None:
        self._all.setText(words or tr("Statistics of all"))
        self._all.setAccessibleName(words or tr("Statistics of all"))
        self._all.setEnabled(not words and self._taker.is_worth_it)
        self._odd.setVisible(self._table.has_odd or self._odd.isChecked())

    @Slot()
    def _selected(self) -> None:
        chosen = self._table.selected()
        if len(chosen) == 1:
            self._show(chosen[0])
        elif chosen:
            self._detail.show_several(chosen)
        else:
            self._detail.clear()
        self._splitter.show_detail(is_shown=bool(chosen))

    def _show(self, variable: Variable) -> None:
        self._detail.show_variable(variable)
        self._order_tabs()
        kind = "constant" if self._title == "Constants" else "variable"
        self._document.selection.choose(
            Chosen("constant" if kind == "constant" else "variable", variable.name)
        )


def _fill(chooser: QComboBox, everything: str, choices: Sequence[str]) -> None:
    chooser.clear()
    chooser.addItem(everything, "")
    for choice in choices:
        chooser.addItem(wording.name(choice, 24), choice)
    chooser.setVisible(len(choices) > 1)
