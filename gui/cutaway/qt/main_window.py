# SPDX-License-Identifier: Apache-2.0
"""The window: puts toolbar, documents, jobs, notices and palette together, and says what each action does."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from cutaway import APP_NAME
from cutaway.description import wording
from cutaway.errors import ChildError, CutawayError
from cutaway.events import Event
from cutaway.qt import clipboard, file_dialogs, icons, tokens, window_state
from cutaway.qt.actions import ACTIONS, ActionRow, Actions, When, to_page
from cutaway.qt.compare.commands import CompareCommands
from cutaway.qt.convert.commands import ConvertCommands
from cutaway.qt.document_commands import DocumentCommands, of_edits
from cutaway.qt.drop_zone import DropZone
from cutaway.qt.job_list import JobList
from cutaway.qt.notices import Notices
from cutaway.qt.program_commands import ProgramCommands
from cutaway.qt.theme import CHOICES, Theme
from cutaway.qt.toolbar import ToolBar
from cutaway.qt.widgets.labels import ElidedLabel
from cutaway.qt.words import tr
from cutaway.qt.workspace import Workspace
from cutaway.session.documents import Document, Reading
from cutaway.session.jobs import Job, JobState
from cutaway.session.recents import Recents
from cutaway.session.settings import Settings
from cutaway.session.state import State
from cutaway.session.wishes import Wish

if TYPE_CHECKING:
    from cutaway.qt.document_page import DocumentPage, PageRow
    from cutaway.qt.palette import Entry, Palette
    from cutaway.session.convert_service import ConvertService

SIZE = (1280, 800)
_LEAST = (720, 480)
_SAVE_MS = 1000
_STALE_MS = 2000


@dataclass(frozen=True, slots=True)
class Parts:
    """What the window works with; `app.create` makes them, tests make their own.

    pages: the table of a document's pages. inspector: makes the panel at the right. job_added: the engine's.
    conversions: makes the session's side of converting; without it nothing can be converted.
    """

    reading: Reading
    job_added: Event[[Job[Any]]]
    settings: Settings
    recents: Recents
    state: State
    theme: Theme
    pages: Sequence[PageRow]
    inspector: Callable[[Document, QWidget], QWidget]
    conversions: Callable[[], ConvertService] | None = None


class MainWindow(QMainWindow):
    """painted: the window was drawn for the first time. closing: it is about to go, its state is saved.

    expecting: a model will be opened as soon as the window is painted. warming: there is time to prepare for runs.
    """

    painted = Signal()
    expecting = Signal()
    warming = Signal()
    closing = Signal()

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self._parts = parts
        self._is_painted = self._is_leaving = False
        self.setObjectName("mainWindow")
        self.setAccessibleName(APP_NAME)
        self.setWindowTitle(APP_NAME)
        self.setWindowIcon(icons.program())
        self.setMinimumSize(*_LEAST)
        self.resize(window_state.first_size(self, SIZE))
        self.actions_by_id = Actions(self, (*ACTIONS, *_page_rows(parts.pages)), parts.settings.shortcuts())
        self._build()
        self._wire()
        self._watch = QTimer(self)
        self._watch.setInterval(_STALE_MS)
        self._watch.timeout.connect(self.workspace.check_stale)
        self._save = QTimer(self)
        self._save.setSingleShot(True)
        self._save.setInterval(_SAVE_MS)
        self._save.timeout.connect(self._remember)
        self.workspace.changed.connect(self._save.start)
        window_state.restore_geometry(parts.state, self)
        self._refresh()
        self.workspace.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- what is asked of it ---

    def open_paths(self, paths: Iterable[str]) -> None:
        """Open models as tabs; what is open already comes to the front."""
        self.workspace.open_paths(paths)

    def begin_with(self, wish: Wish, *, restores: bool = True) -> None:
        """Open this once the window is painted, or what was open last time; until then it is not the welcome page."""
        if wish.paths or (restores and window_state.has_tabs(self._parts.state, self._parts.settings)):
            self.expecting.emit()
            self.workspace.expect()
            self.painted.connect(partial(self.open_paths, wish.paths) if wish.paths else self.restore)
        if wish.action:
            self.painted.connect(partial(self.do, wish.action))

    @Slot(object)
    def take_over(self, wish: Wish) -> None:
        """Open what a later start of the program was asked for, and come to the front."""
        if wish.activation:
            os.environ["XDG_ACTIVATION_TOKEN"] = (
                wish.activation
            )  # Qt reads it where the window asks for the front
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        self.open_paths(wish.paths)
        if wish.action:
            QTimer.singleShot(0, self, partial(self.do, wish.action))

    def do(self, action: str) -> None:
        """Do what the action of that id does; a notice where there is none, or it does not work now."""
        if action in self.actions_by_id and self.actions_by_id[action].isEnabled():
            self.actions_by_id[action].trigger()
        else:
            self.notices.tell("info", tr("There is nothing to be done now that is called {it}.", it=action))

    def restore(self) -> None:
        """Open again what was open when the window was closed."""
        window_state.restore_tabs(self._parts.state, self._parts.settings, self.workspace)

    @property
    def is_busy(self) -> bool:
        """True while a job is running for it."""
        return self.jobs.count > 0

    def choose_theme(self, choice: str) -> None:
        """Be light or dark, or follow the system, now and from now on."""
        for known in CHOICES:
            if known == choice:
                self._parts.settings.put("theme", known)
                self._parts.theme.choose(known)
        self._refresh()

    @Slot(str, str)
    def tell_failure(self, message: str, details: str) -> None:
        """Show what went wrong inside the program itself."""
        self.notices.tell("danger", message, "Please report it with the details.", details)

    # --- how it is built ---

    def _build(self) -> None:
        centre = QWidget(self)
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        parts = self._parts
        self.toolbar = ToolBar(self.actions_by_id, parts.recents, centre)
        column.addWidget(self.toolbar)
        self.workspace = Workspace(
            parts.reading, parts.pages, parts.inspector, parts.recents, parts.settings, centre
        )
        column.addWidget(self.workspace, 1)
        self.jobs = JobList(centre)
        column.addWidget(self.jobs)
        column.addWidget(self._status_line(centre))
        self.setCentralWidget(centre)
        self._centre = centre
        self.notices = Notices(self.workspace)
        self.drop_zone = DropZone(self)

    @cached_property
    def palette_box(self) -> Palette:
        """The command palette, made when it is first asked for."""
        from cutaway.qt.palette import Palette

        made = Palette(self._centre)
        made.closed.connect(self._focus_page)
        return made

    def _status_line(self, parent: QWidget) -> QFrame:
        line = QFrame(parent)
        line.setObjectName("statusLine")
        line.setFixedHeight(26)
        row = QHBoxLayout(line)
        row.setContentsMargins(tokens.SPACE_4, 0, tokens.SPACE_4, 0)
        self._status = ElidedLabel("", line, "secondary", mode=Qt.TextElideMode.ElideRight)
        self._status.setObjectName("statusText")
        row.addWidget(self._status, 1)
        self._line = line
        return line

    def _wire(self) -> None:
        self.workspace.changed.connect(self._refresh)
        self.workspace.failed.connect(self.notices.tell_error)
        self.workspace.save_asked.connect(self.actions_by_id["file.save_as"].trigger)
        self.workspace.discarded.connect(self._go_on_leaving)
        self.workspace.open_asked.connect(self._open_file)
        self.workspace.folder_asked.connect(self._open_folder)
        self.toolbar.recent_chosen.connect(self.workspace.open_path)
        self.drop_zone.dropped.connect(self.open_paths)
        for watcher in (self.jobs.add, self._watch_job):
            self._parts.job_added.connect(watcher)
        pages = tuple(row.id for row in self._parts.pages)
        self.program = ProgramCommands(
            self.actions_by_id, self._parts.settings, self.notices, self._page_in_front, self
        )
        self.program.preferred.connect(self._preferred)
        self.comparisons = CompareCommands(self.workspace, self.actions_by_id, self)
        if self._parts.conversions is not None:
            self.conversions = ConvertCommands(
                self.workspace, self.actions_by_id, self.notices, self._parts.conversions, self
            )
            self.drop_zone.offer(self.conversions.frequent)
            self.drop_zone.converted.connect(self.conversions.convert_dropped)
            self.conversions.compare_asked.connect(self.comparisons.open_compare)
        self._commands = DocumentCommands(self.workspace, self.actions_by_id, pages, self)
        self.actions_by_id.connect_to(
            {
                "file.open": self._open_file,
                "file.open_folder": self._open_folder,
                "file.open_pasted": self._open_pasted,
                "app.quit": self.close,
                "view.palette": self._open_palette,
                **{f"view.theme_{choice}": partial(self.choose_theme, choice) for choice in CHOICES},
            }
        )

    # --- actions ---

    @Slot()
    def _open_file(self) -> None:
        self.open_paths(file_dialogs.choose_files(self, self._folder()))

    @Slot()
    def _open_folder(self) -> None:
        self.open_paths(file_dialogs.choose_folder(self, self._folder()))

    @Slot()
    def _open_pasted(self) -> None:
        paths = clipboard.paths_of(QGuiApplication.clipboard().mimeData())
        if paths:
            self.open_paths(paths)
        else:
            self.notices.tell("info", "The clipboard holds no path of a file or folder that exists.")

    @Slot()
    def _open_palette(self) -> None:
        self.palette_box.open_with(self._entries())

    def _entries(self) -> list[Entry]:
        """What the palette offers now."""
        from cutaway.qt import palette_entries

        page = self.workspace.current
        return [
            *palette_entries.of_actions(self.actions_by_id),
            *(palette_entries.of_document(page.document) if page is not None else ()),
            *palette_entries.of_recents(self._parts.recents, self.workspace.open_path),
        ]

    @Slot(str)
    def _preferred(self, _key: str) -> None:
        self._parts.theme.take(self._parts.settings)
        self._refresh()

    def _page_in_front(self) -> str:
        page = self.workspace.current
        return page.page if page is not None else ""

    # --- what follows the state ---

    def _watch_job(self, job: Job[Any]) -> None:
        job.finished.connect(self._job_over)

    def _job_over(self, job: Job[Any]) -> None:
        """Tell of a child that crashed or ran out of its limits; pages tell what is wrong with a model."""
        if job.state is JobState.FAILED and isinstance(job.error, ChildError) and not job.is_quiet:
            QTimer.singleShot(0, self, partial(self._tell_child, job.error))

    def _tell_child(self, error: CutawayError) -> None:
        if not any(page.document.error is error for page in self.workspace.pages):
            self.notices.tell_error(error)

    @Slot()
    def _refresh(self) -> None:
        """Bring title, status and actions up to the document in front."""
        page = self.workspace.current
        document = page.document if page else None
        title = wording.name(document.name, 80) if document else ""
        self.setWindowTitle(f"{title} – {APP_NAME}" if title else APP_NAME)
        path = document.source.path if document else ""
        self._status.setText(page.summary if page and page.summary else path)
        self._line.setVisible(document is not None)
        self.actions_by_id.refresh(self._holding(page))
        self.actions_by_id[f"view.theme_{self._parts.theme.choice}"].setChecked(True)
        if page is not None:
            self.actions_by_id["view.outline"].setChecked(page.is_outline_shown)
            self.actions_by_id["view.inspector"].setChecked(page.is_inspector_wanted)
        if "palette_box" in self.__dict__ and self.palette_box.isVisible():
            self.palette_box.offer(self._entries())  # the model may have come while one was typing

    def _holding(self, page: DocumentPage | None) -> frozenset[When]:
        holding: set[When] = {"always"}
        if self._parts.conversions is not None and (page is None or page.document.error is None):
            holding.add("converts")  # without a model it asks for one, and waits for one that is being read
        if page is not None:
            holding.add("document")
            if page.document.description is not None:
                holding.add("ready")
            if "run" in page.pages:
                holding.add("runs")
            holding |= of_edits(page)
            if page.document.selection.can_go_back:
                holding.add("back")
            if page.document.selection.can_go_forward:
                holding.add("forward")
            if len(self.workspace.pages) > 1:
                holding.add("tabs")
        return frozenset(holding)

    @Slot()
    def _focus_page(self) -> None:
        page = self.workspace.current
        if page is not None and not page.outline.isHidden():
            page.outline.setFocus(Qt.FocusReason.OtherFocusReason)

    def _folder(self) -> str:
        """Where file dialogs begin: beside the open model, else beside the last one."""
        page = self.workspace.current
        if page is not None:
            return str(Path(page.document.source.path).parent)
        recents = self._parts.recents.items
        return str(Path(recents[0].path).parent) if recents else str(Path.home())

    # --- what Qt tells ---

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.WindowActivate:
            self.workspace.check_stale()
            self._watch.start()
        elif event.type() is QEvent.Type.WindowDeactivate:
            self._watch.stop()
        elif event.type() is QEvent.Type.Paint and not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self, self.painted.emit)
        return super().event(event)

    @Slot()
    def _go_on_leaving(self) -> None:
        """Close the window after its edits were given up, where that was what was asked."""
        if self._is_leaving:
            self._is_leaving = False
            QTimer.singleShot(0, self, self.close)

    @Slot()
    def _remember(self) -> None:
        """Keep what is open for the next start, however this one ends."""
        if not self.workspace.is_expecting:
            window_state.save(self._parts.state, self, self.workspace)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.workspace.ask_to_leave():
            self._is_leaving = True
            event.ignore()
            return
        self.workspace.changed.disconnect(self._save.start)
        self._save.stop()
        window_state.save(self._parts.state, self, self.workspace)
        self._watch.stop()
        for watcher in (self.jobs.add, self._watch_job):
            self._parts.job_added.disconnect(watcher)
        self.workspace.close_all()
        self.workspace.welcome.release()
        self.closing.emit()
        super().closeEvent(event)


def _page_rows(pages: Sequence[PageRow]) -> tuple[ActionRow, ...]:
    """An action for each page of a document."""
    return tuple(to_page(row.id, row.title, row.icon, place) for place, row in enumerate(pages, 1))
