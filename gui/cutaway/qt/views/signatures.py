# SPDX-License-Identifier: Apache-2.0
"""The signatures page: a tree of what can be called, and how to call what is chosen."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Slot
from PySide6.QtWidgets import QHeaderView, QTreeView, QVBoxLayout, QWidget

from cutaway.description import wording
from cutaway.description.model import ModelDescription
from cutaway.description.signatures import Signature
from cutaway.editing.draft import FORMATS
from cutaway.qt import tokens
from cutaway.qt.items.delegate import RowDelegate
from cutaway.qt.items.roles import ROOT
from cutaway.qt.items.signatures import Column, SignatureItems
from cutaway.qt.views.copying import CopyRows
from cutaway.qt.views.page import DetailSplitter, Page, page_margins
from cutaway.qt.views.snippet_panel import SnippetPanel
from cutaway.qt.widgets.buttons import button
from cutaway.qt.widgets.card import Card, SectionHeading, replace_content
from cutaway.qt.widgets.empty_state import EmptyState
from cutaway.qt.widgets.labels import ElidedLabel, label
from cutaway.qt.widgets.views import prepare_tree
from cutaway.qt.words import counted, tr
from cutaway.session.documents import Document
from cutaway.session.selection import Chosen
from cutaway.session.snippets import snippets

_MOST_EXPANDED = 40


class SignaturesPage(Page):
    """Left or above the tree, beside or below it the chosen signature with its snippets."""

    def __init__(self, document: Document, parent: QWidget | None) -> None:
        self._tree: QTreeView | None = None
        self._items: SignatureItems | None = None
        self._detail: _Detail | None = None
        super().__init__(document, parent, name="signaturesPage", words="Signatures")

    def make(self, description: ModelDescription) -> QWidget:
        """The tree and its detail, or why there is none."""
        self._tree = None
        if not description.signatures and not description.functions:
            return EmptyState(
                "plug",
                "This file has no signatures.",
                self,
                hint=tr(
                    "A {format} of this kind holds values only, nothing that can be called.",
                    format=wording.format_title(description.format),
                ),
            )
        content = QWidget(self)
        column = QVBoxLayout(content)
        column.setContentsMargins(*page_margins())
        column.setSpacing(tokens.SPACE_3)
        count = counted(len(description.signatures), "signature")
        if description.functions:
            count += wording.SEPARATOR + counted(len(description.functions), "function")
        heading = SectionHeading("Signatures", content, count)
        if description.format in FORMATS and any(not each.runs_on_load for each in description.signatures):
            edit = button("Edit signatures", heading, icon="pencil", name="editSignatures")
            edit.clicked.connect(self._edit)
            heading.tools.addWidget(edit)
        column.addWidget(heading)
        splitter = DetailSplitter(content, stacked=(11, 9))
        tree = self._make_tree(description, splitter)
        splitter.addWidget(tree)
        self._detail = _Detail(self.document, splitter)
        splitter.addWidget(self._detail)
        column.addWidget(splitter, 1)
        first = self._items.index(0, 0) if self._items else QModelIndex()
        tree.setCurrentIndex(first)
        return content

    @Slot()
    def _edit(self) -> None:
        self.page_asked.emit("studio")

    def reveal(self, chosen: Chosen) -> None:
        """Select the row of a signature, input, output or function."""
        if self._tree is None or self._items is None:
            return
        index = self._items.find(chosen)
        if index.isValid():
            if self._items.chosen(self._tree.currentIndex()) != chosen:
                self._tree.setCurrentIndex(index)
            self._tree.scrollTo(index)
            self._show(chosen)

    def _make_tree(self, description: ModelDescription, parent: QWidget) -> QTreeView:
        tree = QTreeView(parent)
        prepare_tree(tree, "signatureTree", tr("Signatures with their inputs and outputs"))
        tree.setProperty("kind", "card")
        self._items = SignatureItems(description.signatures, description.functions, tree)
        tree.setModel(self._items)
        tree.setItemDelegate(RowDelegate(tree, mono=frozenset({Column.NAME, Column.SHAPE, Column.TENSOR})))
        tree.setColumnHidden(Column.QUANTIZATION, not self._items.is_quantised)
        header = tree.header()
        header.setStretchLastSection(not self._items.is_quantised)
        for column, width in (
            (Column.NAME, 220),
            (Column.DTYPE, 88),
            (Column.SHAPE, 150),
            (Column.TENSOR, 200),
        ):
            tree.setColumnWidth(column, width)
        if self._items.is_quantised:
            header.setSectionResizeMode(Column.QUANTIZATION, QHeaderView.ResizeMode.Stretch)
        for row in range(self._items.rowCount()):
            index = self._items.index(row, 0)
            tree.setFirstColumnSpanned(row, ROOT, True)
            is_signature = row < len(description.signatures)
            tree.setExpanded(index, is_signature and row < _MOST_EXPANDED)
            for option in range(0 if is_signature else self._items.rowCount(index)):
                tree.setFirstColumnSpanned(option, index, True)
        tree.selectionModel().currentChanged.connect(self._row_chosen)
        CopyRows(tree)
        self._tree = tree
        return tree

    @Slot(QModelIndex, QModelIndex)
    def _row_chosen(self, current: QModelIndex, _previous: QModelIndex) -> None:
        chosen = self._items.chosen(current) if self._items else None
        if chosen is not None:
            self._show(chosen)
            if self.isVisible():  # the first row is shown without having been chosen
                self.document.selection.choose(chosen)

    def _show(self, chosen: Chosen) -> None:
        if self._detail is not None:
            self._detail.show_chosen(chosen)


class _Detail(QWidget):
    """The signature that is chosen, or that an input or output belongs to."""

    def __init__(self, document: Document, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._document = document
        self._shown: object = None
        self._kind = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._panel: SnippetPanel | None = None

    def show_chosen(self, chosen: Chosen) -> None:
        """Change what is shown; the kind of snippet stays."""
        description = self._document.description
        if description is None:
            return
        key = chosen.name if chosen.kind == "signature" else chosen.inside
        signature = next((found for found in description.signatures if found.key == key), None)
        if chosen.kind == "function":
            self._replace(self._function(description, chosen), chosen)
        elif signature is not None and signature is not self._shown:
            self._replace(self._signature(description, signature), signature)

    def _replace(self, content: QWidget, shown: object) -> None:
        self._shown = shown
        replace_content(self._column, content)

    def _signature(self, description: ModelDescription, signature: Signature) -> QWidget:
        card = Card(self)
        card.setAccessibleName(tr("Chosen signature"))
        title = ElidedLabel(wording.name(signature.key), card, "heading", mono=False)
        card.body.addWidget(title)
        if signature.description:
            card.body.addWidget(label(wording.safe(signature.description[:2000]), card, "quiet", wrap=True))
        if self._panel is not None:
            self._kind = self._panel.title
        found = snippets(description, signature, self._document.source.tags)
        self._panel = SnippetPanel(found, card, self._kind)
        card.body.addWidget(self._panel, 1)
        return card

    def _function(self, description: ModelDescription, chosen: Chosen) -> QWidget:
        card = Card(self)
        path = chosen.inside or chosen.name
        card.body.addWidget(ElidedLabel(wording.name(path), card, "heading"))
        function = next((found for found in description.functions if found.path == path), None)
        for option in function.options if function else ():
            if chosen.inside and option.function != chosen.name:
                continue
            card.body.addWidget(ElidedLabel(option.function, card, "secondary", mono=True))
            words = wording.safe(f"{option.arguments}\n→ {option.returns}").replace("\\n", "\n")
            card.body.addWidget(label(words, card, mono=True, wrap=True, selectable=True))
        card.body.addStretch(1)
        return card
