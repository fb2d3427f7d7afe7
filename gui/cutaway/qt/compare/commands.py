# SPDX-License-Identifier: Apache-2.0
"""What compares from the window: the action that goes to the page, and two models that are to be compared."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Slot

from cutaway.qt.actions import Actions
from cutaway.qt.workspace import Workspace

PAGE = "compare"


class CompareCommands(QObject):
    """Goes to the page of the model in front, or has it compared with another one there."""

    def __init__(self, workspace: Workspace, actions: Actions, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._waiting: dict[str, str] = {}
        actions.connect_to({"model.compare": self.compare})

    @Slot()
    def compare(self) -> None:
        """Show the page."""
        if (page := self._workspace.current) is not None:
            page.show_page(PAGE)

    @Slot(str, str)
    def open_compare(self, first: str, second: str) -> None:
        """Open the first model as a tab, and compare it with the second there."""
        self._workspace.open_path(first)
        page = self._workspace.current
        if page is None:
            return
        self._waiting[page.document.source.path] = second
        page.show_page(PAGE)
        if page.document.description is None:
            page.described.connect(self._go_on, Qt.ConnectionType.SingleShotConnection)
        else:
            self._go_on()

    @Slot()
    def _go_on(self) -> None:
        """Tell the pages that are there by now what they are to compare with."""
        from cutaway.qt.compare.page import ComparePage  # its modules are read when the page is first shown

        for page in self._workspace.pages:
            path = page.document.source.path
            if path in self._waiting and page.document.description is not None:
                page.show_page(PAGE)
                found = page.findChild(ComparePage)
                if found is not None:
                    found.compare_with(self._waiting.pop(path))
