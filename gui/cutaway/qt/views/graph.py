# SPDX-License-Identifier: Apache-2.0
"""The graph page: the map of the model's graph, or what there is to say as long as there is none."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from cutaway.description.model import ModelDescription
from cutaway.errors import CancelledError, CutawayError
from cutaway.qt.graph.choices import said
from cutaway.qt.graph.trails import Wish
from cutaway.qt.graph.view import GraphView
from cutaway.qt.views.page import Page
from cutaway.qt.widgets.buttons import button
from cutaway.qt.widgets.empty_state import EmptyState
from cutaway.qt.words import tr
from cutaway.session.documents import Document
from cutaway.session.graph_state import GraphStates, fingerprint
from cutaway.session.selection import Chosen

_PATIENCE_MS = 200
_SHOWN = frozenset({"node", "group"})


class GraphPage(Page):
    """Made for each description anew. What is chosen elsewhere is looked for when the page is seen."""

    def __init__(self, document: Document, parent: QWidget | None, states: GraphStates | None = None) -> None:
        self._states = states or GraphStates()
        self._map: _Map | None = None
        super().__init__(document, parent, name="graphPage", words="Graph")

    def make(self, description: ModelDescription) -> QWidget:
        """The map, or why there is none."""
        self._map = None
        if description.graph is None and not description.layers:
            hint = tr("Checkpoints and weight files hold values alone.")
            return EmptyState("waypoints", "This format has no graph.", self, hint=hint)
        self._map = _Map(self.document, self._states, fingerprint(description), self)
        return self._map

    def reveal(self, chosen: Chosen) -> None:
        """Show a node or a group."""
        if self._map is not None and chosen.kind in _SHOWN and self.isVisible():
            self._map.reveal(chosen)

    def ask(self, wish: Wish) -> None:
        """Walk through the graph, once it is drawn."""
        if self._map is not None:
            self._map.ask(wish)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.reveal(self.document.selection.current)


class _Map(QStackedWidget):
    """A word of what goes on, the map, or why there is none."""

    def __init__(self, document: Document, states: GraphStates, model: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._document = document
        self._states = states
        self._model = model
        self._view: GraphView | None = None
        self._failure: QWidget | None = None
        self._wish: Wish | None = None
        self._waits = _Waits(self)
        self.addWidget(self._waits)
        self._draw()

    def reveal(self, chosen: Chosen) -> None:
        if self._view is not None and self._view.scene is not None:
            self._view.reveal(chosen)

    def ask(self, wish: Wish) -> None:
        if self._view is not None and self._view.scene is not None:
            self._view.trails.ask(wish)
        else:
            self._wish = wish

    @Slot()
    def _draw(self) -> None:
        """Begin, or begin again."""
        if self._view is not None:
            self.removeWidget(self._view)
            self._view.deleteLater()
        self._view = view = GraphView(self._document, self._states, self._model, self)
        self.addWidget(view)
        view.drawn.connect(self._drawn)
        view.failed.connect(self._failed)
        self._waits.cancelled.connect(view.surface.cancelled)
        if view.scene is not None:
            self._drawn()
        elif view.error is not None:
            self._failed(view.error)
        else:
            self.setCurrentWidget(self._waits)

    @Slot()
    def _drawn(self) -> None:
        if self._view is not None:
            self.setCurrentWidget(self._view)
            current = self._document.selection.current
            if current.kind in _SHOWN:
                self._view.reveal(current)
            if self._wish is not None:
                self._view.trails.ask(self._wish)
                self._wish = None

    @Slot(object)
    def _failed(self, error: CutawayError | None) -> None:
        if self._failure is not None:
            self.removeWidget(self._failure)
            self._failure.deleteLater()
        again = button("Draw it again", self, icon="refresh-cw", name="graphAgain")
        again.clicked.connect(self._draw)
        if isinstance(error, CancelledError):
            self._failure = EmptyState(
                "ban", "The graph was not drawn: it was cancelled.", self, action=again
            )
        else:
            message, hint = said(error)
            self._failure = EmptyState("circle-alert", message, self, hint=hint, action=again)
        self.addWidget(self._failure)
        self.setCurrentWidget(self._failure)


class _Waits(QWidget):
    """Says after a moment that the first picture is being made, and how to stop that."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        stop = button("Cancel", self, name="graphStop")
        self.cancelled = stop.clicked
        hint = tr("Groups are folded, then what is visible is laid out.")
        self._said = EmptyState("waypoints", "Drawing the graph", self, hint=hint, action=stop)
        column.addWidget(self._said)
        self._said.hide()
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._said.show)
        self._patience.start(_PATIENCE_MS)
