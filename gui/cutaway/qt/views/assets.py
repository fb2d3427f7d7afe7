# SPDX-License-Identifier: Apache-2.0
"""The assets page: files and lookup tables with a look into them, and everything the file says of itself."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Slot
from PySide6.QtWidgets import QHeaderView, QStackedWidget, QTableView, QVBoxLayout, QWidget

from cutaway.description import wording
from cutaway.description.model import ModelDescription
from cutaway.qt import tokens
from cutaway.qt.items.assets import AssetItems, Column
from cutaway.qt.items.delegate import RowDelegate
from cutaway.qt.views.asset_preview import AssetPreview
from cutaway.qt.views.copying import CopyRows
from cutaway.qt.views.metadata_view import MetadataView
from cutaway.qt.views.page import DetailSplitter, Page, page_margins
from cutaway.qt.widgets.card import SectionHeading
from cutaway.qt.widgets.empty_state import EmptyState
from cutaway.qt.widgets.tabs import segments
from cutaway.qt.widgets.views import prepare_table
from cutaway.qt.words import counted, tr
from cutaway.session.documents import Document
from cutaway.session.selection import Chosen

_ASSETS, _METADATA = "Assets", "Metadata"


class AssetsPage(Page):
    """Two views: assets with their preview, and metadata as a tree."""

    def __init__(self, document: Document, parent: QWidget | None) -> None:
        self._content_widget: _Content | None = None
        super().__init__(document, parent, name="assetsPage", words=tr("Assets and metadata"))

    def make(self, description: ModelDescription) -> QWidget:
        """What there is of both, or that there is neither."""
        kept = self._content_widget.kept() if self._content_widget is not None else None
        self._content_widget = None
        if not description.assets and not description.tables and not description.metadata:
            return EmptyState(
                "paperclip",
                "This model carries no assets and no metadata.",
                self,
                hint="Vocabularies, labels, training configuration and the like would be shown here.",
            )
        self._content_widget = _Content(self.document, description, self)
        if kept is not None:
            self._content_widget.take_up(*kept)
        return self._content_widget

    def reveal(self, chosen: Chosen) -> None:
        """Select an asset or a table; an asset without a name stands for the metadata."""
        if self._content_widget is not None and chosen.kind in {"asset", "table"}:
            self._content_widget.reveal(chosen)


class _Content(QWidget):
    def __init__(self, document: Document, description: ModelDescription, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._document = document
        column = QVBoxLayout(self)
        column.setContentsMargins(*page_margins())
        column.setSpacing(tokens.SPACE_3)
        self._stack = QStackedWidget(self)
        self._items: AssetItems | None = None
        self._titles: list[str] = []
        self._metadata: MetadataView | None = None
        count = []
        if description.assets or description.tables:
            self._titles.append(_ASSETS)
            self._stack.addWidget(self._assets(description))
            count.append(counted(len(description.assets), "file"))
            count += [counted(len(description.tables), "lookup table")] if description.tables else []
        if description.metadata:
            self._titles.append(_METADATA)
            self._metadata = MetadataView(description.metadata, self._stack)
            self._stack.addWidget(self._metadata)
        heading = SectionHeading(tr(" and ").join(map(tr, self._titles)), self, wording.SEPARATOR.join(count))
        heading.setMinimumHeight(tokens.CONTROL_HEIGHT)
        self._choice = segments(self._titles, self, name="assetsKind", words=tr("Assets or metadata"))
        self._choice.setVisible(len(self._titles) > 1)
        self._choice.currentChanged.connect(self._stack.setCurrentIndex)
        heading.tools.addWidget(self._choice)
        column.addWidget(heading)
        column.addWidget(self._stack, 1)

    def kept(self) -> tuple[str, str]:
        """Which of the views is shown, and the filter of the metadata."""
        shown = self._titles[max(self._choice.currentIndex(), 0)]
        return shown, self._metadata.field.text() if self._metadata else ""

    def take_up(self, shown: str, text: str) -> None:
        """Show and filter what was shown and filtered before."""
        if shown in self._titles:
            self._choice.setCurrentIndex(self._titles.index(shown))
        if self._metadata is not None:
            self._metadata.field.put(text)

    def reveal(self, chosen: Chosen) -> None:
        """Show the view it is in, and its row."""
        wanted = _ASSETS if chosen.name else _METADATA
        if wanted in self._titles:
            self._choice.setCurrentIndex(self._titles.index(wanted))
        if self._items is None or not chosen.name:
            return
        for row in range(self._items.rowCount()):
            if self._items.chosen(row) == chosen and self._table.currentIndex().row() != row:
                self._table.setCurrentIndex(self._items.index(row, 0))

    def _assets(self, description: ModelDescription) -> QWidget:
        splitter = DetailSplitter(self._stack, beside=(8, 12), stacked=(8, 12))
        self._table = QTableView(splitter)
        prepare_table(self._table, "assetTable", tr("Assets and lookup tables"))
        self._table.setProperty("kind", "card")
        self._items = AssetItems(description.assets, description.tables, self._table)
        self._table.setModel(self._items)
        self._table.setItemDelegate(
            RowDelegate(self._table, mono=frozenset({Column.NAME}), middle=frozenset({Column.NAME}))
        )
        header = self._table.horizontalHeader()
        header.setSectionResizeMode(Column.NAME, QHeaderView.ResizeMode.Stretch)
        self._table.setColumnWidth(Column.ROLE, 160)
        self._table.setColumnWidth(Column.SIZE, 116)
        self._table.selectionModel().currentRowChanged.connect(self._row_chosen)
        CopyRows(self._table)
        splitter.addWidget(self._table)
        self._preview = AssetPreview(self._document, splitter)
        splitter.addWidget(self._preview)
        splitter.show_detail(is_shown=False)
        self._splitter = splitter
        return splitter

    @Slot(QModelIndex, QModelIndex)
    def _row_chosen(self, current: QModelIndex, _previous: QModelIndex) -> None:
        found = self._items.row(current.row()) if self._items is not None else None
        if self._items is not None and found is not None:
            self._preview.show_asset(found)
            self._splitter.show_detail(is_shown=True)
            self._table.selectRow(current.row())  # Qt does not where the table got the focus by a key
            self._document.selection.choose(self._items.chosen(current.row()))
