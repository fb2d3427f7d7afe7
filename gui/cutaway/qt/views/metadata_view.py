# SPDX-License-Identifier: Apache-2.0
"""Metadata as a tree that can be filtered, and the chosen value in full."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QSortFilterProxyModel, Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QTreeView, QVBoxLayout, QWidget

from cutaway.description import wording
from cutaway.qt import tokens
from cutaway.qt.items.delegate import RowDelegate
from cutaway.qt.items.metadata import ROW_LIMIT, MetadataItems
from cutaway.qt.items.roles import COPY
from cutaway.qt.views.code import CodeView
from cutaway.qt.views.copying import CopyRows
from cutaway.qt.views.page import DetailSplitter
from cutaway.qt.widgets.buttons import CopyButton
from cutaway.qt.widgets.card import Card
from cutaway.qt.widgets.filter_field import FilterField
from cutaway.qt.widgets.labels import ElidedLabel, label
from cutaway.qt.widgets.views import prepare_tree
from cutaway.qt.words import tr
from cutaway.session.texts import pretty_json

_LONGEST = 400_000
_FEW = 24
_FEW_KEYS = 60


class MetadataView(QWidget):
    """The tree at the left or above, the chosen value beside or below it."""

    def __init__(self, metadata: dict[str, Any], parent: QWidget | None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_3)
        self.field = FilterField("Filter by key or value", self, name="metadataFilter")
        column.addWidget(self.field)
        splitter = DetailSplitter(self, stacked=(11, 9))
        self._tree = QTreeView(splitter)
        prepare_tree(self._tree, "metadataTree", tr("Metadata"))
        self._tree.setProperty("kind", "card")
        items = MetadataItems(metadata, self._tree)
        self._shown = QSortFilterProxyModel(self._tree)
        self._shown.setSourceModel(items)
        self._shown.setRecursiveFilteringEnabled(True)
        self._shown.setAutoAcceptChildRows(True)
        self._shown.setFilterKeyColumn(-1)
        self._shown.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._tree.setModel(self._shown)
        self._tree.setItemDelegate(RowDelegate(self._tree, mono=frozenset({0, 1})))
        self._tree.setColumnWidth(0, 260)
        self._expand(items, metadata)
        self._tree.selectionModel().currentChanged.connect(self._show)
        CopyRows(self._tree)
        splitter.addWidget(self._tree)
        splitter.addWidget(self._value_card(splitter))
        column.addWidget(splitter, 1)
        if items.is_cut:
            column.addWidget(
                label(
                    tr("The first {row_limit} entries are shown.", row_limit=wording.count(ROW_LIMIT)),
                    self,
                    "secondary",
                )
            )
        self.field.filtered.connect(self._filter)
        self._tree.setCurrentIndex(self._shown.index(0, 0))

    def text(self) -> str:
        """The chosen value as it is copied."""
        found = self._tree.currentIndex().siblingAtColumn(1).data(COPY)
        return "" if found is None else str(found)

    def _value_card(self, parent: QWidget) -> Card:
        card = Card(parent)
        card.setAccessibleName(tr("Chosen value"))
        row = QHBoxLayout()
        self._key = ElidedLabel("", card, "heading")
        row.addWidget(self._key, 1)
        row.addWidget(CopyButton(self.text, card, "Copy the value", name="copyMetadata"))
        card.body.addLayout(row)
        self._value = CodeView(card, name="metadataText", words=tr("Value"))
        card.body.addWidget(self._value, 1)
        return card

    def _expand(self, items: MetadataItems, metadata: dict[str, Any]) -> None:
        """Open what is short; a long list of layers stays closed."""
        if len(metadata) <= _FEW:
            for row in range(self._shown.rowCount()):
                index = self._shown.index(row, 0)
                if 0 < items.rowCount(self._shown.mapToSource(index)) <= _FEW:
                    self._tree.setExpanded(index, True)

    @Slot(QModelIndex, QModelIndex)
    def _show(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self._key.setText(str(current.siblingAtColumn(0).data(Qt.ItemDataRole.DisplayRole) or ""))
        text = self.text()
        cut = "\n…" if len(text) > _LONGEST else ""
        self._value.setPlainText(pretty_json(text[:_LONGEST]) + cut)

    @Slot(str)
    def _filter(self, text: str) -> None:
        self._shown.setFilterFixedString(text)
        if text and self._shown.rowCount() <= _FEW_KEYS:
            self._tree.expandAll()
