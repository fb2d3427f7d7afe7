# SPDX-License-Identifier: Apache-2.0
"""A node of the graph in the inspector: op, attributes, what goes in and out, weights with their figures."""

from __future__ import annotations

import re
from collections.abc import Iterable

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cutaway.description import wording
from cutaway.description.drawing import End, NodeFacts
from cutaway.description.variables import Variable
from cutaway.qt import tokens
from cutaway.qt.views.answer import Answer
from cutaway.qt.views.follow import follow
from cutaway.qt.views.value_pictures import statistics_list
from cutaway.qt.widgets.buttons import CopyButton, button
from cutaway.qt.widgets.card import Line, ScrollPage
from cutaway.qt.widgets.key_values import KeyValueList
from cutaway.qt.widgets.labels import label
from cutaway.qt.words import tr
from cutaway.session.documents import Document
from cutaway.session.graph_shapes import with_shapes_of
from cutaway.session.selection import Chosen

_MOST_ROWS = 16
_MOST_WEIGHTS = 12
_SMALL_BYTES = 64_000_000
"""Statistics of weights up to that size are taken without being asked for."""
_LONGEST = 300


class NodePanel(QWidget):
    """Asks the reader for the node that is chosen."""

    def __init__(self, document: Document, chosen: Chosen, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._document = document
        self._chosen = chosen
        self._facts: NodeFacts | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._answer = Answer(self)
        column.addWidget(self._answer)
        self._answer.ask(
            document.reading.facts(document.source, chosen.name, chosen.inside),
            self._made,
        )
        follow(self, document.statistics_changed, self._statistics_came)
        follow(self, document.shapes_changed, self._shapes_came)

    def _made(self, facts: NodeFacts | None) -> QWidget:
        page = ScrollPage(self)
        page.body.setSpacing(tokens.SPACE_3)
        self._facts = facts
        if facts is not None:
            facts = with_shapes_of(facts, self._document.known_shapes)
        heading(page, facts.op if facts else tr("Node"), self._chosen.name)
        if facts is None:
            page.body.addWidget(label("The file has no node of this name.", page, "quiet", wrap=True))
            return page
        page.body.addWidget(self._about(facts, page))
        page.body.addLayout(copying(tr("Copy name"), facts.name, page))
        show = button("Show value", page, icon="play", name="showValue")
        show.clicked.connect(self._show_value)
        page.body.addWidget(show, 0, Qt.AlignmentFlag.AlignLeft)
        weights = self._weights(facts)
        if weights:
            self._section("Weights", len(weights), page)
            for variable, kind in weights[:_MOST_WEIGHTS]:
                page.body.addWidget(self._weight(variable, kind, page))
        self._ends("Inputs", facts.inputs, facts.fed, page)
        self._ends(tr("Outputs"), facts.outputs, facts.followed, page)
        if facts.attributes:
            self._section(tr("Attributes"), len(facts.attributes), page)
            page.body.addWidget(_pairs(facts.attributes, page))
        if facts.stack or facts.stack_problem:
            self._stack(facts, page)
        return page

    def _stack(self, facts: NodeFacts, page: ScrollPage) -> None:
        """The source that made the node, the innermost call first."""
        self._section(tr("Where it was made"), len(facts.stack), page)
        if facts.stack_problem:
            page.body.addWidget(label(wording.safe(facts.stack_problem), page, "quiet", wrap=True))
            return
        for frame in facts.stack:
            page.body.addWidget(_frame(frame, page))
        page.body.addLayout(copying(tr("Copy the stack"), "\n".join(facts.stack), page))

    @Slot()
    def _show_value(self) -> None:
        self._document.show_node(self._chosen.name, self._chosen.inside)

    def _about(self, facts: NodeFacts, page: QWidget) -> KeyValueList:
        found = KeyValueList(page)
        found.add("Op", facts.op, mono=True)
        if facts.function:
            found.add("Function", facts.function, mono=True)
        if facts.device:
            found.add("Device", facts.device, mono=True)
        layer = self._layer(facts.name)
        if layer:
            found.add("Keras layer", self._link(layer, Chosen("layer", layer), found))
        return found

    def _layer(self, name: str) -> str:
        """The innermost Keras layer in whose scope a node lies."""
        description = self._document.description
        names = {layer.name for layer in (description.layers or ())} if description else set()
        return next((part for part in reversed(name.split("/")) if part in names), "")

    # --- weights ---

    def _weights(self, facts: NodeFacts) -> list[tuple[Variable, str]]:
        description = self._document.description
        if description is None:
            return []
        known = {variable.name: (variable, "constant") for variable in description.constants}
        known |= {variable.name: (variable, "variable") for variable in description.variables}
        found = [known[name] for name in dict.fromkeys(facts.weights) if name in known]
        small = [variable for variable, _ in found[:_MOST_WEIGHTS] if variable.bytes <= _SMALL_BYTES]
        self._document.take_statistics([variable.name for variable in small if variable.available])
        return found

    def _weight(self, variable: Variable, kind: str, page: QWidget) -> QWidget:
        box = QWidget(page)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_1)
        chosen = Chosen("constant" if kind == "constant" else "variable", variable.name)
        column.addWidget(self._link(variable.path or variable.name, chosen, box))
        shape = wording.shape(variable.shape)
        words = wording.SEPARATOR.join((f"{variable.dtype} {shape}", wording.byte_size(variable.bytes)))
        column.addWidget(label(words, box, "secondary", wrap=True))
        figures = self._document.statistics.get(variable.name)
        if figures is not None:
            column.addWidget(statistics_list(figures, box, is_short=True))
        return box

    def _statistics_came(self, names: list[str]) -> None:
        facts = self._facts
        if facts is not None and not set(names).isdisjoint(facts.weights):
            self._answer.show_known(facts, self._made)

    def _shapes_came(self) -> None:
        if self._facts is not None:
            self._answer.show_known(self._facts, self._made)

    # --- ends ---

    def _ends(self, words: str, ends: tuple[End, ...], count: int, page: ScrollPage) -> None:
        if not ends:
            return
        self._section(words, count, page)
        for end in ends[:_MOST_ROWS]:
            page.body.addWidget(self._end(end, page))
        if count > _MOST_ROWS:
            more = tr("and {count} more", count=wording.count(count - _MOST_ROWS))
            page.body.addWidget(label(more, page, "secondary"))

    def _end(self, end: End, page: QWidget) -> QWidget:
        box = QWidget(page)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._link(end.name, Chosen("node", end.name, end.function), box))
        slot = "control" if end.slot < 0 else str(end.slot)
        words = [slot, end.op, end.carries, "inferred" if end.inferred else ""]
        shown = wording.SEPARATOR.join(wording.safe(word) for word in words if word)
        column.addWidget(label(shown, box, "secondary", wrap=True))
        return box

    # --- pieces ---

    def _section(self, words: str, count: int, page: ScrollPage) -> None:
        page.body.addWidget(Line(page))
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_2)
        row.addWidget(label(words, page, "strong"))
        row.addWidget(label(wording.count(count), page, "secondary"))
        row.addStretch(1)
        page.body.addLayout(row)

    def _link(self, words: str, chosen: Chosen, parent: QWidget) -> QWidget:
        holder = QWidget(parent)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        link = button(wording.name(words, 38).replace("&", "&&"), holder, kind="link", name="inspectorLink")
        link.setAccessibleName(tr("Go to {words}", words=wording.name(words)))
        link.setToolTip(wording.name(words))
        link.setProperty("chosen", [chosen.kind, chosen.name, chosen.inside])
        link.clicked.connect(self._go)
        row.addWidget(link)
        row.addStretch(1)
        return holder

    @Slot()
    def _go(self) -> None:
        link = self.sender()
        if link is not None:
            kind, name, inside = link.property("chosen")
            self._document.selection.choose(Chosen(kind, name, inside))


def heading(page: ScrollPage, kind: str, name: str) -> None:
    """What kind of thing it is, and its name."""
    column = QVBoxLayout()
    column.setSpacing(tokens.SPACE_1)
    column.addWidget(label(wording.safe(kind), page, "secondary"))
    title = label(breakable(wording.name(name, _LONGEST)), page, "strong", wrap=True, selectable=True)
    title.setObjectName("inspectorTitle")
    title.setAccessibleName(wording.name(name))
    column.addWidget(title)
    page.body.addLayout(column)


def _frame(frame: str, page: QWidget) -> QWidget:
    """File and line, and below them the function."""
    found = re.fullmatch(r"(.*:\d+) (.*)", frame)
    place, function = found.groups() if found else (frame, "")
    box = QWidget(page)
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(label(breakable(wording.safe(place)), box, wrap=True, selectable=True, mono=True))
    if function:
        column.addWidget(label(wording.safe(function), box, "secondary", wrap=True))
    return box


def breakable(text: str) -> str:
    """The text with places where its line may break, so that a long name is not cut off."""
    return re.sub(r"(?<=[/_.:])", "\u200b", text)


def copying(words: str, text: str, page: QWidget) -> QHBoxLayout:
    """A button that copies a text, and what it is."""
    row = QHBoxLayout()
    row.setSpacing(tokens.SPACE_1)
    row.addWidget(CopyButton(text, page, words, name="inspectorCopy"))
    row.addWidget(label(words, page, "secondary"))
    row.addStretch(1)
    return row


def _pairs(rows: Iterable[tuple[str, str]], page: QWidget) -> KeyValueList:
    found = KeyValueList(page)
    for key, value in rows:
        found.add(wording.name(key, 28), wording.elided(value, _LONGEST) or "empty", mono=True)
    return found
