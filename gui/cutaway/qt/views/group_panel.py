# SPDX-License-Identifier: Apache-2.0
"""A group of the graph in the inspector: what is in it, its Keras layer, its variables and constants."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cutaway.description import wording
from cutaway.description.drawing import GroupFacts
from cutaway.description.variables import Variable
from cutaway.qt import tokens
from cutaway.qt.views.answer import Answer
from cutaway.qt.views.node_panel import copying, heading
from cutaway.qt.widgets.buttons import button
from cutaway.qt.widgets.card import Line, ScrollPage
from cutaway.qt.widgets.key_values import KeyValueList
from cutaway.qt.widgets.labels import label
from cutaway.qt.words import tr
from cutaway.session.documents import Document
from cutaway.session.group_weights import Weights, split
from cutaway.session.selection import Chosen

_MOST_LARGEST = 6
_LONGEST_LINK = 34


class GroupPanel(QWidget):
    """Asks the reader for the group that is chosen."""

    def __init__(self, document: Document, chosen: Chosen, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._document = document
        self._chosen = chosen
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        answer = Answer(self)
        column.addWidget(answer)
        answer.ask(document.reading.group(document.source, chosen.name), self._made)

    def _made(self, facts: GroupFacts | None) -> QWidget:
        page = ScrollPage(self)
        page.body.setSpacing(tokens.SPACE_3)
        path = self._chosen.name.rstrip("/")
        heading(page, tr("Group"), facts.label if facts else path.rpartition("/")[2])
        if facts is None:
            page.body.addWidget(label("The graph has no group of this name.", page, "quiet", wrap=True))
            return page
        page.body.addWidget(self._about(facts, path, page))
        page.body.addLayout(copying("Copy path", path, page))
        if facts.ops:
            page.body.addWidget(Line(page))
            page.body.addWidget(label("Most frequent ops", page, "strong"))
            ops = KeyValueList(page)
            for op, count in facts.ops:
                ops.add(wording.name(op, _LONGEST_LINK), wording.count(count), mono=True)
            page.body.addWidget(ops)
        description = self._document.description
        if description is not None:
            for weights in split(description, facts.weights, facts.variables, facts.constants):
                if weights.count:
                    self._weights(weights, page)
        return page

    def _about(self, facts: GroupFacts, path: str, page: QWidget) -> KeyValueList:
        found = KeyValueList(page)
        found.add("Path", path, mono=True)
        found.add("Nodes", wording.count(facts.nodes))
        layer = self._layer(facts.label)
        if layer:
            found.add("Keras layer", self._link(layer, Chosen("layer", layer), found))
        return found

    def _layer(self, name: str) -> str:
        """The Keras layer of the group's name, or the innermost one that it lies in."""
        description = self._document.description
        names = {layer.name for layer in (description.layers or ())} if description else set()
        parts = [name, *reversed(self._chosen.name.strip("/").split("/"))]
        return next((part for part in parts if part in names), "")

    def _weights(self, weights: Weights, page: ScrollPage) -> None:
        page.body.addWidget(Line(page))
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_2)
        row.addWidget(label("Variables" if weights.kind == "variable" else "Constants", page, "strong"))
        row.addWidget(label(wording.count(weights.count), page, "secondary"))
        row.addStretch(1)
        page.body.addLayout(row)
        if not weights.found:
            words = tr("They are small: shapes, axes and the like, which are not listed among the variables.")
            page.body.addWidget(label(words, page, "secondary", wrap=True))
            return
        sums = KeyValueList(page)
        sums.add("Parameters", wording.count(weights.parameters))
        sums.add("Size", wording.byte_size(weights.bytes))
        page.body.addWidget(sums)
        for variable in weights.found[:_MOST_LARGEST]:
            page.body.addWidget(self._weight(variable, weights, page))
        if len(weights.found) > _MOST_LARGEST:
            more = tr("and {found} smaller ones", found=wording.count(len(weights.found) - _MOST_LARGEST))
            page.body.addWidget(label(more, page, "secondary"))

    def _weight(self, variable: Variable, weights: Weights, page: QWidget) -> QWidget:
        box = QWidget(page)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._link(variable.path or variable.name, Chosen(weights.kind, variable.name), box))
        words = (f"{variable.dtype} {wording.shape(variable.shape)}", wording.byte_size(variable.bytes))
        column.addWidget(label(wording.SEPARATOR.join(words), box, "secondary", wrap=True))
        return box

    def _link(self, words: str, chosen: Chosen, parent: QWidget) -> QWidget:
        holder = QWidget(parent)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        shown = wording.name(words, _LONGEST_LINK).replace("&", "&&")
        link = button(shown, holder, kind="link", name="inspectorLink")
        link.setAccessibleName(tr("Go to {words}", words=wording.name(words)))
        link.setToolTip(wording.name(words))
        link.setProperty("chosen", [chosen.kind, chosen.name])
        link.clicked.connect(self._go)
        row.addWidget(link)
        row.addStretch(1)
        return holder

    @Slot()
    def _go(self) -> None:
        link = self.sender()
        if link is not None:
            self._document.selection.choose(Chosen(*link.property("chosen")))
