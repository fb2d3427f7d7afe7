# SPDX-License-Identifier: Apache-2.0
"""The graph page: the map of the model's graph, and what stands around it."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cutaway.description import wording
from cutaway.description.model import ModelDescription
from cutaway.description.picture import Picture
from cutaway.qt.graph.canvas import GraphCanvas
from cutaway.qt.graph.scene import Scene
from cutaway.qt.views.follow import follow
from cutaway.qt.views.page import Page
from cutaway.qt.widgets.empty_state import EmptyState
from cutaway.session.documents import Document
from cutaway.session.jobs import Job, JobState


class GraphPage(Page):
    """Made for each description anew."""

    def __init__(self, document: Document, parent: QWidget | None) -> None:
        super().__init__(document, parent, name="graphPage", words="Graph")

    def make(self, description: ModelDescription) -> QWidget:
        """The map, or why there is none."""
        if description.graph is None:
            return EmptyState("waypoints", "This format has no graph.", self)
        return _Map(self.document, self)


class _Map(QWidget):
    def __init__(self, document: Document, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._document = document
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._canvas = GraphCanvas(self)
        column.addWidget(self._canvas, 1)
        self._canvas.toggled.connect(self._toggle)
        self._opened: list[str] | None = None
        self._job: Job[Picture | None] | None = None
        self._ask("")

    @Slot(str)
    def _toggle(self, key: str) -> None:
        opened = list(self._opened or ())
        if key in opened:
            opened.remove(key)
        else:
            opened.append(key)
        self._opened = opened
        self._ask(key)

    def _ask(self, anchor: str) -> None:
        if self._job is not None:
            self._job.cancel()
        self._anchor = anchor
        self._job = job = self._document.reading.picture(self._document.source, self._opened, anchor=anchor)
        if job.is_over:
            self._came(job)
        else:
            follow(self, job.finished, self._came)

    def _came(self, job: Job[Picture | None]) -> None:
        if job is self._job and job.state is JobState.DONE and job.result is not None:
            self._opened = list(job.result.opened)
            self._canvas.show_scene(Scene(job.result), self._anchor)
        elif job.error is not None:
            self._canvas.setAccessibleDescription(wording.safe(job.error.message))
