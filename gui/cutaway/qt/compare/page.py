# SPDX-License-Identifier: Apache-2.0
"""The page that compares a document's model with another one, which is chosen here or dropped on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from cutaway.description import wording
from cutaway.description.model import ModelDescription
from cutaway.qt import clipboard
from cutaway.qt.compare.chooser import Chooser
from cutaway.qt.compare.view import CompareView
from cutaway.qt.views.follow import follow
from cutaway.qt.views.page import Page
from cutaway.qt.widgets.buttons import button
from cutaway.qt.widgets.empty_state import EmptyState
from cutaway.qt.words import tr
from cutaway.session.compare_desk import CompareDesk
from cutaway.session.compare_service import CompareService
from cutaway.session.documents import Document


class ComparePage(Page):
    """desk: what is compared; None until the model was read. The second model outlives reading the first again."""

    has_inspector = False

    def __init__(
        self, document: Document, parent: QWidget | None, service: Callable[[], CompareService]
    ) -> None:
        self._service = service
        self.desk: CompareDesk | None = None
        self._compared: _Compared | None = None
        super().__init__(document, parent, name="comparePage", words="Compare")
        self.setAcceptDrops(True)

    def make(self, description: ModelDescription) -> QWidget:
        """The place where the second is chosen, or the comparison with it."""
        before = self.desk.wanted if self.desk is not None else ""
        if self.desk is not None:
            self.desk.cancel()
        self.desk = desk = CompareDesk((self.document.source, description), self._service())
        self._compared = made = _Compared(desk, self)
        made.path_asked.connect(self.path_asked)
        made.value_asked.connect(self._show_value)
        if before:
            desk.choose(before)
        return made

    @property
    def view(self) -> CompareView | None:
        """The comparison that is shown; None as long as no second model is there."""
        return self._compared.view if self._compared is not None else None

    def compare_with(self, path: str) -> None:
        """Compare with the model there."""
        if self.desk is not None:
            self.desk.choose(path)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._compared is not None:
            self._compared.offer()

    @Slot(str, str)
    def _show_value(self, path: str, tensor: str) -> None:
        """Run the model to see a value inside it, which for the second is done in its own tab."""
        if path == self.document.source.path:
            self.document.show_value(tensor)
        else:
            self.path_asked.emit(path)

    # --- what is dropped ---

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A model is welcome."""
        self._welcome(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Everywhere on the page."""
        self._welcome(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Compare with what is dropped."""
        if self._welcome(event):
            self.compare_with(clipboard.paths_of(event.mimeData())[0])

    def _welcome(self, event: QDropEvent) -> bool:
        """Take one model. Several are for the window, which opens all of them."""
        is_welcome = self.desk is not None and len(clipboard.paths_of(event.mimeData())) == 1
        if is_welcome:
            event.setDropAction(Qt.DropAction.CopyAction)
        event.setAccepted(is_welcome)
        return is_welcome


class _Compared(QStackedWidget):
    """The chooser, a word on the model that is read, or the comparison. path_asked: a model is to be opened.

    value_asked: path of a model, and a tensor in it.
    """

    path_asked = Signal(str)
    value_asked = Signal(str, str)

    def __init__(self, desk: CompareDesk, page: ComparePage) -> None:
        super().__init__(page)
        self._desk = desk
        path = Path(desk.own[0].path)
        self.chooser = Chooser(path.name, str(path.parent), self)
        self.chooser.chosen.connect(self._choose)
        self.addWidget(self.chooser)
        self.view: CompareView | None = None
        self._reads: QWidget | None = None
        follow(self, desk.chosen, self._refresh)
        self.destroyed.connect(desk.cancel)
        self.offer()
        self._refresh()

    def offer(self) -> None:
        """List what could be the second now."""
        self.chooser.show_candidates(self._desk.service.candidates(self._desk.own[0].path))

    @Slot(str)
    def _choose(self, path: str) -> None:
        self._desk.choose(path)

    @Slot()
    def _stop(self) -> None:
        self._desk.clear()

    def _refresh(self) -> None:
        desk = self._desk
        if desk.other is not None:
            if self.view is None:
                self.view = CompareView(desk, self)
                self.view.open_asked.connect(self.path_asked)
                self.view.value_asked.connect(self.value_asked)
                self.addWidget(self.view)
            self.setCurrentWidget(self.view)
            return
        if self.view is not None:
            self.removeWidget(self.view)
            self.view.deleteLater()
            self.view = None
        if desk.reading is not None:
            self._show_reading(desk.wanted)
            return
        self.chooser.show_failure(desk.error)
        self.offer()
        self.setCurrentWidget(self.chooser)

    def _show_reading(self, path: str) -> None:
        if self._reads is not None:
            self.removeWidget(self._reads)
            self._reads.deleteLater()
        stop = button("Cancel", self, icon="x", name="compareStopReading")
        stop.clicked.connect(self._stop)
        words = tr("Reading {name}", name=wording.name(Path(path).name, 60))
        self._reads = EmptyState("columns-2", words, self, action=stop)
        self.addWidget(self._reads)
        self.setCurrentWidget(self._reads)
