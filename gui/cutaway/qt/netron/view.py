# SPDX-License-Identifier: Apache-2.0
"""The Netron page of a document."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from cutaway.description.model import ModelDescription
from cutaway.qt.netron.desk import NetronDesk
from cutaway.qt.netron.files import files_of
from cutaway.qt.views.page import Page
from cutaway.qt.widgets.empty_state import EmptyState
from cutaway.session.documents import Document
from cutaway.session.selection import Chosen


class NetronView(Page):
    """A desk for each description: reading the file again ends the page of the old one."""

    def __init__(self, document: Document, parent: QWidget | None) -> None:
        self.desk: NetronDesk | None = None
        super().__init__(document, parent, name="netronView", words="Netron")

    def make(self, description: ModelDescription) -> QWidget:
        """The drawing, or why there is none."""
        files = files_of(description)
        if files is None:
            self.desk = None
            return EmptyState(
                "file-x-2",
                "Netron cannot read this model where it lies.",
                self,
                hint="Unpack it and open it again.",
            )
        self.desk = NetronDesk(self.document, description, files, self)
        return self.desk

    def reveal(self, chosen: Chosen) -> None:
        """Select it in the drawing, where the drawing shows it."""
        if self.desk is not None:
            self.desk.reveal(chosen)

    def holds(self, chosen: Chosen) -> bool:
        """True for nodes, and for what was chosen in the drawing."""
        return chosen.kind == "node" or (self.desk is not None and self.desk.told == chosen)
