# SPDX-License-Identifier: Apache-2.0
"""The layers page: the table that `model.summary()` prints, and the chosen layer beside it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Slot
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTreeView, QVBoxLayout, QWidget

from cutaway.description import wording
from cutaway.description.layers import Layer
from cutaway.description.model import ModelDescription
from cutaway.qt import fonts, tokens
from cutaway.qt.items.delegate import RowDelegate
from cutaway.qt.items.layers import Column, LayerItems
from cutaway.qt.views.copying import CopyRows
from cutaway.qt.views.flow import FlowLayout
from cutaway.qt.views.layer_card import LayerCard
from cutaway.qt.views.page import DetailSplitter, Page, page_margins
from cutaway.qt.widgets.card import SectionHeading, replace_content
from cutaway.qt.widgets.empty_state import EmptyState
from cutaway.qt.widgets.labels import label
from cutaway.qt.widgets.views import prepare_tree
from cutaway.qt.words import counted, tr
from cutaway.session.documents import Document
from cutaway.session.layer_totals import Totals, totals
from cutaway.session.selection import Chosen

_LEAST_NAME, _MOST_NAME = 200, 300
_AROUND_NAME = 40
_MEASURED = 500


class LayersPage(Page):
    """Rows in the order of the file; nested models hold theirs."""

    def __init__(self, document: Document, parent: QWidget | None) -> None:
        self._tree: QTreeView | None = None
        self._items: LayerItems | None = None
        self._detail: QVBoxLayout | None = None
        self._shown_layer: Layer | None = None
        super().__init__(document, parent, name="layersPage", words="Layers")

    def make(self, description: ModelDescription) -> QWidget:
        """The table and the detail, or why there is none."""
        self._tree = None
        self._shown_layer = None
        if not description.layers:
            return EmptyState(
                "layers",
                "This file describes no layers.",
                self,
                hint="Only Keras models carry a table of layers.",
            )
        content = QWidget(self)
        column = QVBoxLayout(content)
        column.setContentsMargins(*page_margins())
        column.setSpacing(tokens.SPACE_3)
        heading = SectionHeading("Layers", content, counted(len(description.layers), "layer"))
        column.addWidget(heading)
        column.addWidget(_TotalsRow(totals(description.layers, description.variables), content))
        splitter = DetailSplitter(content, beside=(12, 8), stacked=(11, 9))
        tree = self._make_tree(description.layers, splitter)
        splitter.addWidget(tree)
        holder = QWidget(splitter)
        self._detail = QVBoxLayout(holder)
        self._detail.setContentsMargins(0, 0, 0, 0)
        splitter.addWidget(holder)
        self._splitter = splitter
        splitter.show_detail(is_shown=False)
        column.addWidget(splitter, 1)
        return content

    def reveal(self, chosen: Chosen) -> None:
        """Select the row of a layer."""
        if self._tree is None or self._items is None or chosen.kind != "layer":
            return
        index = self._items.find(chosen.name)
        if index.isValid():
            layer = self._items.layer(self._tree.currentIndex())
            if layer is None or layer.name != chosen.name:
                self._tree.setCurrentIndex(index)
            self._tree.scrollTo(index)

    def _make_tree(self, layers: tuple[Layer, ...], parent: QWidget) -> QTreeView:
        tree = QTreeView(parent)
        prepare_tree(tree, "layerTree", "Layers")
        tree.setProperty("kind", "card")
        self._items = LayerItems(layers, tree)
        tree.setModel(self._items)
        mono = frozenset({Column.NAME, Column.OUTPUT_SHAPE, Column.INBOUND})
        tree.setItemDelegate(RowDelegate(tree, mono=mono, middle=frozenset({Column.NAME})))
        header = tree.header()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        widths = ((Column.NAME, _name_width(layers)), (Column.CLASS, 140), (Column.OUTPUT_SHAPE, 140))
        for column, width in (*widths, (Column.PARAMETERS, 96), (Column.TRAINABLE, 80)):
            tree.setColumnWidth(column, width)
        tree.setColumnHidden(Column.TRAINABLE, all(layer.trainable is None for layer in layers))
        tree.setColumnHidden(Column.INBOUND, not any(layer.inbound for layer in layers))
        tree.expandAll()
        tree.selectionModel().currentChanged.connect(self._row_chosen)
        CopyRows(tree)
        self._tree = tree
        return tree

    @Slot(QModelIndex, QModelIndex)
    def _row_chosen(self, current: QModelIndex, _previous: QModelIndex) -> None:
        layer = self._items.layer(current) if self._items else None
        if layer is not None and layer is not self._shown_layer:
            self._show(layer)
            self.document.selection.choose(Chosen("layer", layer.name))

    def _show(self, layer: Layer) -> None:
        self._shown_layer = layer
        if self._detail is None:
            return
        card = LayerCard(layer, self._known_variables(layer), self)
        card.chosen.connect(self._choose)
        replace_content(self._detail, card)
        self._splitter.show_detail(is_shown=True)

    def _known_variables(self, layer: Layer) -> list[str]:
        description = self.document.description
        known = {variable.name for variable in description.variables} if description else set()
        return [name for name in layer.variables if name in known]

    @Slot(Chosen)
    def _choose(self, chosen: Chosen) -> None:
        self.document.selection.choose(chosen)


def _name_width(layers: tuple[Layer, ...]) -> int:
    """As wide as the first names need, within what leaves room for the other columns."""
    letter = QFontMetrics(fonts.mono()).horizontalAdvance("m")
    longest = max(len(layer.name) * letter + layer.depth * tokens.SPACE_4 for layer in layers[:_MEASURED])
    return min(max(longest + _AROUND_NAME, _LEAST_NAME), _MOST_NAME)


class _TotalsRow(QWidget):
    """Parameters in all, those that training changes, and the others."""

    def __init__(self, found: Totals, parent: QWidget | None) -> None:
        super().__init__(parent)
        row = FlowLayout(self, tokens.SPACE_6)
        figures = [("parameters", found.parameters)]
        if found.is_known:
            figures += [
                ("trainable", found.trainable),
                (tr("not trainable"), found.parameters - found.trainable),
            ]
        for words, number in figures:
            cell = QWidget(self)
            line = QHBoxLayout(cell)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(6)
            line.addWidget(label(wording.count(number), cell, "strong"))
            line.addWidget(label(words, cell, "quiet"))
            row.addWidget(cell)
