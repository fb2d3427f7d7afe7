# SPDX-License-Identifier: Apache-2.0
"""One half of the structure: the map of one of the models, with its name above."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from cutaway.description import wording
from cutaway.errors import CutawayError
from cutaway.qt import tokens
from cutaway.qt.compare.map_colors import COLORING
from cutaway.qt.compare.model_card import SideMark
from cutaway.qt.graph.choices import said
from cutaway.qt.graph.view import GraphView
from cutaway.qt.plots.hues import SIDES
from cutaway.qt.widgets.empty_state import EmptyState
from cutaway.qt.widgets.labels import ElidedLabel
from cutaway.session.compare_service import Side
from cutaway.session.documents import Document, Reading
from cutaway.session.graph_state import GraphState, GraphStates, fingerprint

_LEAST = 160


class PassingStates(GraphStates):
    """A comparison begins with groups as they are opened at first, and leaves nothing behind."""

    def of(self, model: str) -> GraphState:  # noqa: ARG002 - the same for all
        """Nothing was opened yet; colours tell what differs."""
        return GraphState(coloring=COLORING)

    def keep(self, model: str, state: GraphState) -> bool:  # noqa: ARG002 - nothing is kept
        """Done: there is nothing to be kept."""
        return True


class MapHalf(QWidget):
    """document: of its own, so that what is chosen here is chosen nowhere else. side: 0 or 1."""

    def __init__(self, model: Side, side: int, reading: Reading, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.side = side
        self.setMinimumWidth(_LEAST)  # long paths above the map would take the other's room
        self.document = Document(model[0], reading)
        self.document.description = model[1]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_1)
        head = QHBoxLayout()
        head.setSpacing(tokens.SPACE_2)
        mark = SideMark(SIDES[side], self)
        mark.setFixedHeight(tokens.SPACE_4)
        head.addWidget(mark)
        head.addWidget(ElidedLabel(Path(model[0].path).name, self, "strong"), 1)
        column.addLayout(head)
        self._states = QStackedWidget(self)
        self._states.setProperty("kind", "card")
        self.view = GraphView(self.document, PassingStates(), fingerprint(model[1]), self._states)
        self.view.bar.hide()
        name = ("compareFirstMap", "compareSecondMap")[side]
        self.view.canvas.setObjectName(name)
        self._states.addWidget(self.view)
        column.addWidget(self._states, 1)
        self.view.failed.connect(self._failed)
        if self.view.error is not None:
            self._failed(self.view.error)

    def _failed(self, error: CutawayError | None) -> None:
        message, hint = said(error)
        self._states.addWidget(EmptyState("circle-alert", wording.safe(message), self, hint=hint))
        self._states.setCurrentIndex(self._states.count() - 1)
