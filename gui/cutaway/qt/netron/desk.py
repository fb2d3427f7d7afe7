# SPDX-License-Identifier: Apache-2.0
"""Netron's drawing of one description with its controls, and what stands there when there is no drawing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QVBoxLayout, QWidget

from cutaway.description import wording
from cutaway.description.graph import Graph
from cutaway.description.model import ModelDescription
from cutaway.qt import tokens
from cutaway.qt.netron import engine, limits
from cutaway.qt.netron.choices import chosen_from, names_in_netron
from cutaway.qt.netron.drawing import Drawing
from cutaway.qt.netron.export import Export, open_link
from cutaway.qt.netron.files import ModelFiles
from cutaway.qt.netron.states import Busy
from cutaway.qt.netron.tools import ToolRow
from cutaway.qt.views.follow import follow
from cutaway.qt.widgets.buttons import button
from cutaway.qt.widgets.card import Line
from cutaway.qt.widgets.empty_state import EmptyState
from cutaway.qt.widgets.labels import ElidedLabel
from cutaway.qt.words import counted, tr
from cutaway.session.documents import Document
from cutaway.session.jobs import Job
from cutaway.session.selection import Chosen

_LONGEST_WORDS = 300


class NetronDesk(QWidget):
    """told: what was chosen last in the drawing, None before. drawing: None while there is none."""

    def __init__(
        self, document: Document, description: ModelDescription, files: ModelFiles, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.told: Chosen | None = None
        self.drawing: Drawing | None = None
        self._document = document
        self._description = description
        self._files = files
        self._is_begun = False
        self._is_drawn = False
        self._last_words = ""
        self._measuring: Job[Graph | None] | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._make_drawing)
        self._build()
        self._export = Export(self)
        self._export.said.connect(self._say)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.tools = ToolRow(self)
        self.tools.setEnabled(False)
        column.addWidget(self.tools)
        column.addWidget(Line(self))
        self._states = QStackedWidget(self)
        column.addWidget(self._states, 1)
        self._words = ElidedLabel("", self, "secondary")
        self._words.setObjectName("netronWords")
        self._words.setContentsMargins(tokens.SPACE_6, tokens.SPACE_1, tokens.SPACE_6, tokens.SPACE_1)
        self._words.hide()
        column.addWidget(self._words)
        self._place = QWidget(self._states)
        grid = QGridLayout(self._place)
        grid.setContentsMargins(0, 0, 0, 0)
        self._grid = grid
        self.busy = Busy(self._place)
        self.busy.cancelled.connect(self.cancel)
        grid.addWidget(self.busy, 0, 0)
        self._states.addWidget(self._place)
        self._message: QWidget | None = None
        tools = self.tools
        tools.find_asked.connect(self._find)
        tools.zoom_asked.connect(self._zoom)
        tools.toggled.connect(self._toggle)
        tools.details_asked.connect(self._details)
        tools.export_asked.connect(self._save)

    # --- what the page asks ---

    def reveal(self, chosen: Chosen) -> None:
        """Select it in the drawing, unless it was chosen there."""
        if self.drawing is not None and self._is_drawn and chosen != self.told:
            self.told = None
            self._select(chosen)

    @Slot()
    def cancel(self) -> None:
        """End the page, whatever it is busy with."""
        measuring, self._measuring = self._measuring, None
        if measuring is not None:
            measuring.cancel()
        self._stop()
        self._show_message("ban", tr("The drawing was cancelled."), "", tr("Draw"), self.draw)

    @Slot()
    def draw(self) -> None:
        """Let Netron draw, however large the graph is."""
        self._stop()
        self._last_words = ""
        self._states.setCurrentWidget(self._place)
        self.busy.begin(tr("Netron is reading {name}…", name=wording.name(self._document.name)))
        self._soon.start()  # the web engine takes a tenth of a second to start: first show that it does

    @Slot()
    def _make_drawing(self) -> None:
        engine.prepare()
        self.drawing = drawing = Drawing(self._files, self.tools.changed, self._place)
        bridge = drawing.bridge
        bridge.begun.connect(self._begun)
        bridge.finished.connect(self._finished)
        bridge.refused.connect(self._refused)
        bridge.said.connect(self._said)
        bridge.picked.connect(self._picked)
        bridge.saved.connect(self._export.write)
        bridge.link_asked.connect(open_link)
        drawing.died.connect(self._died)
        drawing.passed_over.connect(self._passed_over)
        self._grid.addWidget(drawing, 0, 0)
        self.busy.raise_()

    # --- before the drawing ---

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._is_begun:
            self._is_begun = True
            self._consider()

    def _consider(self) -> None:
        """Draw what Netron can lay out, ask before the rest."""
        nodes = limits.drawn_nodes(self._description)
        if words := limits.words_for_nodes(nodes):
            self._warn(words)
        elif limits.is_worth_measuring(self._description):
            self.busy.begin(tr("Measuring {count}…", count=counted(nodes, "node")))
            self._measuring = job = self._document.reading.graph(self._document.source)
            if job.is_over:
                self._measured(job)
            else:
                follow(self, job.finished, self._measured)
        else:
            self.draw()

    def _measured(self, job: Job[Graph | None]) -> None:
        if job is not self._measuring:
            return
        self._measuring = None
        words = limits.words_for_edges(limits.passed_ranks(job.result)) if job.result else ""
        if words:
            self.busy.end()
            self._warn(words)
        else:
            self.draw()

    def _warn(self, words: str) -> None:
        self._show_message(
            "triangle-alert",
            tr("This graph is likely too large for Netron."),
            tr("{words} The Graph page shows it at once.", words=words),
            tr("Try anyway"),
            self.draw,
            "yellow",
        )

    # --- what Netron tells ---

    @Slot(int)
    def _begun(self, nodes: int) -> None:
        self.busy.begin(tr("Netron is laying out {count}…", count=counted(nodes, "node")))

    @Slot(int, int)
    def _finished(self, _nodes: int, _edges: int) -> None:
        self._is_drawn = True
        self.tools.setEnabled(True)
        self.busy.end()
        self._select(self._document.selection.current)

    @Slot()
    def _refused(self) -> None:
        self._fail(
            tr("Netron could not show {name}.", name=wording.name(self._document.name)),
            tr("Netron says: {last_words}", last_words=self._last_words) if self._last_words else "",
        )

    @Slot(bool)
    def _died(self, is_killed: bool) -> None:  # noqa: FBT001 (Qt's signal)
        reason = tr("It ran out of memory or crashed") if is_killed else tr("It ended by itself")
        self._fail(
            tr("Netron stopped while it showed {name}.", name=wording.name(self._document.name)),
            tr(
                "{reason}. Nothing else in Cutaway is affected; another attempt may succeed when memory is free.",
                reason=reason,
            ),
        )

    @Slot(str)
    def _said(self, text: str) -> None:
        self._last_words = wording.elided(wording.safe(text), _LONGEST_WORDS)
        if self._is_drawn:
            self.busy.end()
            self._say(tr("Netron says: {last_words}", last_words=self._last_words))

    @Slot(list)
    def _picked(self, picked: list[tuple[str, str, str]]) -> None:
        for kind, name, inside in picked:
            found = chosen_from(self._description, kind, name, inside)
            if found is not None:
                self.told = found
                self._document.selection.choose(found)
                return

    def _select(self, chosen: Chosen) -> None:
        if self.drawing is not None:
            self._say("")
            inside = chosen.inside if chosen.kind == "node" else None
            self.drawing.choose(names_in_netron(self._description, chosen), inside)

    @Slot(int)
    def _passed_over(self, nodes: int) -> None:
        self._say(
            tr(
                "What is chosen lies in a function of {nodes} nodes, too many for Netron to lay out soon. "
                "The Graph page shows it.",
                nodes=wording.count(nodes),
            )
        )

    # --- what the controls ask ---

    @Slot(str)
    def _find(self, text: str) -> None:
        self._ask("find", text)

    @Slot(float)
    def _zoom(self, factor: float) -> None:
        self._ask("zoom", factor)

    @Slot(str)
    def _toggle(self, word: str) -> None:
        self._ask("toggle", word)

    @Slot(bool)
    def _details(self, is_shown: bool) -> None:  # noqa: FBT001 (Qt's signal)
        self._ask("details", is_shown)

    @Slot(str)
    def _save(self, ending: str) -> None:
        name = self._export.choose(self._document.source.path, ending)
        if name:
            self._ask("export", name)

    def _ask(self, function: str, argument: object) -> None:
        if self.drawing is not None:
            self.drawing.ask(function, argument)

    # --- states ---

    def _say(self, words: str) -> None:
        self._words.setText(words)
        self._words.setVisible(bool(words))

    def _fail(self, sentence: str, hint: str) -> None:
        self._stop()
        self._show_message("file-x-2", sentence, hint, tr("Try again"), self.draw, "red")

    def _stop(self) -> None:
        self._is_drawn = False
        self._soon.stop()
        self.told = None
        self.tools.setEnabled(False)
        self.busy.end()
        self._say("")
        if self.drawing is not None:
            drawing, self.drawing = self.drawing, None
            self._grid.removeWidget(drawing)
            drawing.end()
            drawing.hide()
            drawing.deleteLater()

    def _show_message(
        self,
        icon: str,
        sentence: str,
        hint: str,
        verb: str,
        action: Callable[[], None],
        hue: tokens.Hue = "grey",
    ) -> None:
        if self._message is not None:
            self._states.removeWidget(self._message)
            self._message.deleteLater()
        again = button(verb, self, icon="refresh-cw", kind="primary", name="netronDraw")
        again.clicked.connect(action)
        self._message = EmptyState(icon, sentence, self._states, hint=hint, action=again, hue=hue)
        self._message.setObjectName("netronMessage")
        self._states.addWidget(self._message)
        self._states.setCurrentWidget(self._message)
