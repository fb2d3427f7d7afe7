# SPDX-License-Identifier: Apache-2.0
"""The signature studio as a page of a document; its edits stay with the document."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from cutaway.description.model import ModelDescription
from cutaway.editing.refusals import Refusal
from cutaway.qt.studio.desk import Place, StudioDesk
from cutaway.qt.studio.view import StudioView
from cutaway.qt.views.page import Page
from cutaway.session.documents import Document
from cutaway.session.edit_service import EditService
from cutaway.session.editing import UndoStack
from cutaway.session.selection import Chosen


class StudioPage(Page):
    """Made for each description anew; edits that can still be made are made again."""

    has_inspector = False

    def __init__(
        self, document: Document, parent: QWidget | None, service: Callable[[Document], EditService]
    ) -> None:
        self._service = service
        self.view: StudioView | None = None
        super().__init__(document, parent, name="signatureStudio", words="Signature studio")

    def make(self, description: ModelDescription) -> QWidget:
        """The studio on the edits that there are."""
        stack = self._stack(description)
        service = self._service(self.document)
        desk = StudioDesk(stack, service, self)
        self.view = view = StudioView(self.document, description, desk, self)
        view.destroyed.connect(service.close)
        view.path_asked.connect(self.path_asked)
        view.folder_asked.connect(self._show_folder)
        desk.changed.connect(self.moved)
        return view

    def _stack(self, description: ModelDescription) -> UndoStack:
        before = self.document.edits
        if before is not None and before.start.description is description:
            return before
        self.document.edits = made = UndoStack(description)
        if before is not None and not before.is_saved:
            try:
                made.replace(list(before.edits))
            except Refusal:
                made.replace([])
        return made

    def holds(self, chosen: Chosen) -> bool:
        """Choosing a signature, an input or an output stays here: the studio has them as well."""
        return chosen.kind in {"signature", "input", "output"} and self.view is not None

    def reveal(self, chosen: Chosen) -> None:
        """Take what was chosen elsewhere in hand."""
        if self.view is None:
            return
        desk = self.view.desk
        key = chosen.name if chosen.kind == "signature" else chosen.inside
        if key not in [each.key for each in desk.signatures]:
            return
        if chosen.kind == "signature":
            desk.choose(key)
        elif chosen.kind == "input" or chosen.kind == "output":  # noqa: PLR1714 (mypy narrows it so)
            desk.choose(key, Place(chosen.kind, chosen.name))

    @Slot(str)
    def _show_folder(self, path: str) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(path).parent)))
