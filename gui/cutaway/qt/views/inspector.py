# SPDX-License-Identifier: Apache-2.0
"""The panel beside the pages: facts about what is chosen, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from cutaway.description import wording
from cutaway.description.statistics import Histogram, Statistics
from cutaway.qt import tokens
from cutaway.qt.views.follow import follow
from cutaway.qt.views.group_panel import GroupPanel
from cutaway.qt.views.node_panel import NodePanel
from cutaway.qt.views.value_pictures import statistics_list
from cutaway.qt.widgets.buttons import CopyButton, LinkButton
from cutaway.qt.widgets.card import Line, ScrollPage
from cutaway.qt.widgets.empty_state import EmptyState
from cutaway.qt.widgets.key_values import KeyValueList
from cutaway.qt.widgets.labels import label
from cutaway.qt.widgets.tag import DtypeTag
from cutaway.qt.words import tr
from cutaway.session.documents import Document
from cutaway.session.inspection import Inspection, inspect
from cutaway.session.selection import Chosen

_LONGEST_TEXT = 2000
_LONGEST_VALUE = 400
_COPY_PADDING, _LINK_PADDING = 8, 4
"""Of buttons without a frame; their icons stand under the text above."""


class Inspector(QWidget):
    """Made anew for each choice; waits for nothing."""

    def __init__(self, document: Document, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("inspector")
        self.setAccessibleName(tr("Properties of what is chosen"))
        self.setProperty("kind", "page")
        self._document = document
        self._content: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        follow(self, document.changed, self.refresh)
        follow(self, document.selection.changed, self._chosen)
        follow(self, document.statistics_changed, self._statistics_came)
        self.refresh()

    def refresh(self) -> None:
        """Show what is chosen as it is now."""
        description = self._document.description
        chosen = self._document.selection.current
        found = inspect(description, chosen) if description else None
        if self._content is not None:
            self._column.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        if chosen.kind == "node" and description is not None:
            self._content = NodePanel(self._document, chosen, self)
        elif chosen.kind == "group" and description is not None:
            self._content = GroupPanel(self._document, chosen, self)
        elif found is None:
            self._content = EmptyState("panel-right", "Choose something to see its properties", self)
        else:
            is_tensor = chosen.kind in {"variable", "constant"}
            figures = self._document.statistics.get(chosen.name) if is_tensor else None
            self._content = self._made(found, figures)
        self._column.addWidget(self._content)

    def _chosen(self, _chosen: Chosen) -> None:
        self.refresh()

    def _statistics_came(self, names: list[str]) -> None:
        chosen = self._document.selection.current
        if chosen.kind in {"variable", "constant"} and chosen.name in names:
            self.refresh()

    def _made(self, found: Inspection, figures: Statistics | None) -> QWidget:
        page = ScrollPage(self)
        page.body.setSpacing(tokens.SPACE_3)
        page.body.addLayout(self._title(found, page))
        if found.text:
            text = wording.elided(wording.safe(found.text), _LONGEST_TEXT)
            page.body.addWidget(label(text, page, wrap=True, selectable=True))
        if found.facts:
            facts = KeyValueList(page)
            for fact in found.facts:
                value = wording.elided(fact.value, _LONGEST_VALUE)
                facts.add(fact.key, value, mono=fact.mono, tip=wording.safe(fact.full))
            page.body.addWidget(facts)
        if found.copies or found.links:
            page.body.addWidget(Line(page))
            page.body.addLayout(self._actions(found, page))
        if figures is not None:
            page.body.addWidget(Line(page))
            if figures.count > 1 and figures.histogram and figures.histogram.counts:
                page.body.addWidget(MiniHistogram(figures.histogram, page))
            page.body.addWidget(statistics_list(figures, page, is_short=True))
        return page

    def _title(self, found: Inspection, page: QWidget) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(tokens.SPACE_1)
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_2)
        row.addWidget(label(found.kind, page, "secondary"))
        if found.dtype:
            row.addWidget(DtypeTag(wording.elided(wording.safe(found.dtype), 24), page))
        row.addStretch(1)
        column.addLayout(row)
        name = wording.name(found.title, _LONGEST_VALUE)
        for separator in ("/", "_", ".", ":"):
            name = name.replace(separator, separator + "\u200b")  # long names break instead of being cut off
        title = label(name, page, "strong", wrap=True, selectable=True)
        title.setObjectName("inspectorTitle")
        title.setAccessibleName(wording.name(found.title))
        column.addWidget(title)
        return column

    def _actions(self, found: Inspection, page: QWidget) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(tokens.SPACE_1)
        for words, text in found.copies:
            column.addLayout(_copy_row(words, text, page))
        for words, chosen in found.links:
            link = LinkButton(wording.name(words), page, icon="arrow-right", name="inspectorLink")
            link.setAccessibleName(tr("Go to {words}", words=wording.name(words)))
            link.setProperty("chosen", [chosen.kind, chosen.name, chosen.inside])
            link.clicked.connect(self._go)
            row = QHBoxLayout()
            row.setContentsMargins(-_LINK_PADDING, 0, 0, 0)
            row.addWidget(link, 1, Qt.AlignmentFlag.AlignLeft)
            column.addLayout(row)
        return column

    @Slot()
    def _go(self) -> None:
        link = self.sender()
        if link is not None:
            kind, name, inside = link.property("chosen")
            self._document.selection.choose(Chosen(kind, name, inside))


class MiniHistogram(QWidget):
    """The shape of a distribution in little room."""

    def __init__(self, histogram: Histogram, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._histogram = histogram
        self.setAccessibleName(tr("Histogram"))
        edges = histogram.edges
        self.setToolTip(f"{wording.number(edges[0])} … {wording.number(edges[-1])}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Wide and low."""
        return QSize(200, 56)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Bars from the ground up."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = tokens.colors_of(self.palette())
        edges, counts = self._histogram.edges, self._histogram.counts
        span, top = (edges[-1] - edges[0]) or 1.0, max(counts) or 1
        bar = QColor(colors.tones["blue"].solid)
        for place, count in enumerate(counts):
            left = self.width() * (edges[place] - edges[0]) / span
            right = self.width() * (edges[place + 1] - edges[0]) / span
            height = (self.height() - 1) * count / top
            painter.fillRect(
                QRectF(left, self.height() - 1 - height, max(right - left - 0.5, 0.5), height), bar
            )
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), QColor(colors.border))


def _copy_row(words: str, text: str, page: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(-_COPY_PADDING, 0, 0, 0)
    copy = CopyButton(text, page, words, name="inspectorCopy")
    copy.setText(words)
    copy.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    copy.setProperty("kind", "text")
    row.addWidget(copy)
    row.addStretch(1)
    return row
