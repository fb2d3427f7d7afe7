# SPDX-License-Identifier: Apache-2.0
"""The actions that concern the document in front, or move between documents."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication

from cutaway.qt import clipboard
from cutaway.qt.actions import Actions, When
from cutaway.qt.workspace import Workspace

if TYPE_CHECKING:  # the pages are read when they are first shown
    from cutaway.qt.document_page import DocumentPage
    from cutaway.qt.graph.trails import Wish


class DocumentCommands(QObject):
    """Says what these actions do. pages: ids of the pages, each of which has an action of its own."""

    def __init__(self, workspace: Workspace, actions: Actions, pages: Sequence[str], parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._actions = actions
        actions.connect_to(
            {
                "file.reload": self._reload,
                "file.show_in_folder": self._show_in_folder,
                "file.close": self._close_tab,
                "edit.copy": self._copy,
                "model.run": self._run,
                "edit.copy_path": self._copy_path,
                "signatures.edit": self._edit_signatures,
                "edit.undo": self._undo,
                "edit.redo": self._redo,
                "file.save_as": self._save_as,
                "view.filter": self._filter,
                "graph.search": self._search_graph,
                "graph.begin": partial(self._ask_graph, "begin"),
                "graph.ways": partial(self._ask_graph, "ways"),
                "graph.dead": partial(self._ask_graph, "dead"),
                "view.back": self._back,
                "view.forward": self._forward,
                "view.next_tab": partial(workspace.step, 1),
                "view.previous_tab": partial(workspace.step, -1),
                "view.outline": self._toggle_outline,
                "view.inspector": self._toggle_inspector,
                **{f"page.{name}": partial(self._show_page, name) for name in pages},
            }
        )

    @Slot()
    def _reload(self) -> None:
        if (page := self._workspace.current) is not None:
            page.reload()

    @Slot()
    def _show_in_folder(self) -> None:
        if (page := self._workspace.current) is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(page.document.source.path).parent)))

    @Slot()
    def _close_tab(self) -> None:
        self._workspace.close_at(self._workspace.strip.tabs.currentIndex())

    @Slot()
    def _copy(self) -> None:
        page = self._workspace.current
        text = clipboard.copied_from(QApplication.focusWidget())
        if not text and page is not None:
            text = page.document.selection.current.name or page.document.source.path
        if text:
            QGuiApplication.clipboard().setText(text)

    @Slot()
    def _copy_path(self) -> None:
        if (page := self._workspace.current) is not None:
            QGuiApplication.clipboard().setText(page.document.source.path)

    @Slot()
    def _run(self) -> None:
        """Go to the page that runs the model; from there, run it."""
        from cutaway.qt.run.page import RunPage  # its modules are read when the page is first shown

        page = self._workspace.current
        if page is None or "run" not in page.pages:
            return
        if page.page != "run":
            page.show_page("run")
        elif (found := page.findChild(RunPage)) is not None:
            found.run_now()

    @Slot()
    def _edit_signatures(self) -> None:
        if (page := self._workspace.current) is not None:
            page.show_page("studio")

    @Slot()
    def _undo(self) -> None:
        """Take the last edit of signatures back, where it can be seen."""
        page = self._workspace.current
        if page is not None and page.document.edits is not None:
            page.show_page("studio")
            page.document.edits.undo()

    @Slot()
    def _redo(self) -> None:
        page = self._workspace.current
        if page is not None and page.document.edits is not None:
            page.show_page("studio")
            page.document.edits.redo()

    @Slot()
    def _save_as(self) -> None:
        from cutaway.qt.studio.page import StudioPage  # its modules are read when the page is first shown

        page = self._workspace.current
        if page is None:
            return
        page.show_page("studio")
        if (found := page.findChild(StudioPage)) is not None and found.view is not None:
            found.view.saving.ask()

    @Slot()
    def _filter(self) -> None:
        if (page := self._workspace.current) is not None:
            page.focus_filter()

    @Slot()
    def _search_graph(self) -> None:
        page = self._workspace.current
        if page is not None and "graph" in page.pages:
            page.show_page("graph")
            page.focus_filter()

    def _ask_graph(self, wish: Wish) -> None:
        from cutaway.qt.views.graph import GraphPage  # its modules are read when the page is first shown

        page = self._workspace.current
        if page is not None and "graph" in page.pages:
            page.show_page("graph")
            graph = page.findChild(GraphPage)
            if graph is not None:
                graph.ask(wish)

    @Slot()
    def _back(self) -> None:
        if (page := self._workspace.current) is not None:
            page.document.selection.back()

    @Slot()
    def _forward(self) -> None:
        if (page := self._workspace.current) is not None:
            page.document.selection.forward()

    @Slot()
    def _toggle_outline(self) -> None:
        for page in self._workspace.pages:
            page.show_outline(self._actions["view.outline"].isChecked())

    @Slot()
    def _toggle_inspector(self) -> None:
        for page in self._workspace.pages:
            page.want_inspector(self._actions["view.inspector"].isChecked())

    def _show_page(self, name: str) -> None:
        if (page := self._workspace.current) is not None:
            page.show_page(name)


def of_edits(page: DocumentPage) -> set[When]:
    """What can be done with the edits of signatures, and whether the model can be compared."""
    holding: set[When] = {"edits"} if "studio" in page.pages else set()
    holding |= {"compares"} if "compare" in page.pages else set()
    stack = page.document.edits
    if stack is not None:
        holding |= {"undo"} if stack.done else set()
        holding |= {"redo"} if stack.undone else set()
        holding |= {"edited"} if stack.done and not stack.problems else set()
    return holding
