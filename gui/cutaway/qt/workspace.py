# SPDX-License-Identifier: Apache-2.0
"""The open documents: their tabs, their pages, and the welcome page where there are none."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from cutaway.qt.tab_strip import TabStrip
from cutaway.qt.views.follow import follow
from cutaway.qt.welcome_page import WelcomePage
from cutaway.session.documents import Document, Reading, Source
from cutaway.session.recents import Recents
from cutaway.session.settings import Settings

if TYPE_CHECKING:
    from cutaway.qt.document_page import DocumentPage, PageRow


class Workspace(QWidget):
    """changed: another document is in front, or the one in front moved (state, page, choice).

    failed: a CutawayError that no page has room for. save_asked: the edits of the model in front are to be saved.
    discarded: a model was closed without its edits. report_asked: the path of a saved report of a conversion.
    """

    changed = Signal()
    open_asked = Signal()
    folder_asked = Signal()
    failed = Signal(object)
    save_asked = Signal()
    discarded = Signal()
    report_asked = Signal(str)

    def __init__(
        self,
        reading: Reading,
        pages: Sequence[PageRow],
        inspector: Callable[[Document, QWidget], QWidget],
        recents: Recents,
        settings: Settings,
        parent: QWidget | None,
    ) -> None:
        super().__init__(parent)
        self._reading = reading
        self._rows = pages
        self._inspector = inspector
        self._recents = recents
        self._settings = settings
        self._pages: list[DocumentPage] = []
        self._blank: QWidget | None = None
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # no button looks chosen before the keyboard is used
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.strip = TabStrip(self)
        self.strip.tabs.currentChanged.connect(self._to_front)
        self.strip.tabs.tabMoved.connect(self._move)
        self.strip.tabs.close_asked.connect(self.close_at)
        self.strip.more.clicked.connect(self.open_asked)
        column.addWidget(self.strip)
        self._stack = QStackedWidget(self)
        column.addWidget(self._stack, 1)
        self.welcome = WelcomePage(recents, self._stack)
        self.welcome.open_asked.connect(self.open_asked)
        self.welcome.folder_asked.connect(self.folder_asked)
        self.welcome.path_chosen.connect(self.open_path)
        self._stack.addWidget(self.welcome)
        self.strip.hide()

    # --- what the window asks ---

    @property
    def pages(self) -> tuple[DocumentPage, ...]:
        """The open documents in the order of their tabs."""
        return tuple(self._pages)

    @property
    def current(self) -> DocumentPage | None:
        """The document in front, None on the welcome page."""
        place = self.strip.tabs.currentIndex()
        return self._pages[place] if 0 <= place < len(self._pages) else None

    @Slot(str)
    def open_path(self, path: str) -> None:
        """Open a model as a tab; one that is open already comes to the front. A report is opened beside the tabs."""
        from cutaway.qt.document_page import DocumentPage
        from cutaway.session import report_names

        absolute = os.path.abspath(Path(path).expanduser())  # noqa: PTH100 (symbolic links stay what the user chose)
        for place, page in enumerate(self._pages):
            if _is_same(page.document.source.path, absolute):
                self.strip.tabs.setCurrentIndex(place)
                return
        if report_names.is_report(absolute):
            self.report_asked.emit(absolute)
            return
        document = Document(Source(absolute), self._reading)
        page = DocumentPage(document, self._rows, self._inspector, self._stack)
        page.status_changed.connect(self._tell)
        page.status_changed.connect(self._mark)
        page.described.connect(self._remember)
        page.reload_failed.connect(self.failed)
        page.other_asked.connect(self.open_asked)
        page.path_asked.connect(self.open_path)
        self._pages.append(page)
        self._stack.addWidget(page)
        place = self.strip.tabs.add(document.name, absolute)
        follow(page, document.stale_changed, self._mark)
        self.strip.show()
        self.strip.tabs.setCurrentIndex(place)
        self._to_front(place)
        document.load()

    def expect(self) -> None:
        """Show nothing until a document opens."""
        self._blank = QWidget(self._stack)
        self._stack.addWidget(self._blank)
        self._stack.setCurrentWidget(self._blank)

    @property
    def is_expecting(self) -> bool:
        """True until the first document opens after `expect`."""
        return self._blank is not None

    def open_paths(self, paths: Iterable[str]) -> None:
        """Open several; the last one is in front."""
        for path in paths:
            self.open_path(path)

    @Slot(int)
    def close_at(self, place: int) -> None:
        """Close a tab, where its edits are saved or given up; what is still being read for it is cancelled."""
        if not 0 <= place < len(self._pages):
            return
        if self._pages[place].document.is_edited:
            self._ask_to_leave(place)
            return
        self._close(place)

    def ask_to_leave(self) -> bool:
        """Ask about edits that were not saved, of the first model that has some; False where none has."""
        place = next((place for place, page in enumerate(self._pages) if page.document.is_edited), -1)
        if place >= 0:
            self._ask_to_leave(place)
        return place >= 0

    def _ask_to_leave(self, place: int) -> None:
        from cutaway.qt.studio import leaving

        self.strip.tabs.setCurrentIndex(place)
        page = self._pages[place]
        leaving.ask(page.document, self, self.save_asked.emit, partial(self._discard, page))

    def _discard(self, page: DocumentPage) -> None:
        page.document.edits = None
        if page in self._pages:
            self._close(self._pages.index(page))
            self.discarded.emit()

    def _close(self, place: int) -> None:
        page = self._pages.pop(place)
        if page.document.loading is not None:
            page.document.loading.cancel()
        page.outline.release()
        self.strip.tabs.removeTab(place)
        self._stack.removeWidget(page)
        page.hide()
        page.deleteLater()
        self.strip.setVisible(bool(self._pages))
        self._to_front(self.strip.tabs.currentIndex())

    def close_all(self) -> None:
        """Close every tab, whatever its edits."""
        while self._pages:
            self._close(len(self._pages) - 1)

    def step(self, by: int) -> None:
        """Go that many tabs to the right, around the end."""
        if self._pages:
            self.strip.tabs.setCurrentIndex((self.strip.tabs.currentIndex() + by) % len(self._pages))

    def check_stale(self) -> None:
        """Look whether files changed on disk."""
        for page in self._pages:
            page.document.check_stale()

    # --- what happens ---

    @Slot(int)
    def _to_front(self, place: int) -> None:
        if 0 <= place < len(self._pages):
            self._stack.setCurrentWidget(self._pages[place])
        else:
            self._stack.setCurrentWidget(self.welcome)
        if self._blank is not None:
            self._stack.removeWidget(self._blank)
            self._blank.deleteLater()
            self._blank = None
        self.changed.emit()

    @Slot(int, int)
    def _move(self, origin: int, target: int) -> None:
        self._pages.insert(target, self._pages.pop(origin))

    @Slot()
    def _tell(self) -> None:
        if self.sender() is self.current:
            self.changed.emit()

    @Slot()
    def _remember(self) -> None:
        page = next((page for page in self._pages if page is self.sender()), None)
        if page is not None and self._settings.flag("remember_recents"):
            description = page.document.description
            if description is not None:
                self._recents.add(page.document.source.path, description.format, description.bytes)

    def _mark(self) -> None:
        for place, page in enumerate(self._pages):
            document = page.document
            self.strip.tabs.set_title(
                place, document.name, is_stale=document.is_stale, is_edited=document.is_edited
            )


def _is_same(one: str, other: str) -> bool:
    if one == other:
        return True
    try:
        return os.path.samefile(one, other)  # noqa: PTH121 (both are text)
    except OSError:
        return False
