# SPDX-License-Identifier: Apache-2.0
"""What converts from the window: the action that opens the wizard, and models that are dropped on a target."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from cutaway.errors import CutawayError
from cutaway.qt import file_dialogs
from cutaway.qt.actions import Actions
from cutaway.qt.workspace import Workspace

if TYPE_CHECKING:  # the wizard is read when it is first asked for
    from cutaway.conversion.targets import Target
    from cutaway.description.conversion import Converted
    from cutaway.qt.convert.batch_window import BatchWindow
    from cutaway.qt.convert.drops import Drops
    from cutaway.qt.convert.wizard import ConvertWizard
    from cutaway.qt.notices import Notices
    from cutaway.session.convert_desk import ConvertDesk
    from cutaway.session.convert_service import ConvertService
    from cutaway.session.reports import Report
    from cutaway.session.selection import Chosen


class ConvertCommands(QObject):
    """service: makes the session's side when it is first needed. wizard: the one that is open, None without one.

    compare_asked: the paths of a source and of its result.
    """

    compare_asked = Signal(str, str)

    def __init__(
        self,
        workspace: Workspace,
        actions: Actions,
        notices: Notices,
        service: Callable[[], ConvertService],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._notices = notices
        self._make_service = service
        self._service: ConvertService | None = None
        self._window = parent
        self._drops: Drops | None = None
        self.wizard: ConvertWizard | None = None
        workspace.report_asked.connect(self.open_report)
        actions.connect_to({"model.convert": self.convert})

    @property
    def service(self) -> ConvertService:
        """The session's side."""
        if self._service is None:
            self._service = self._make_service()
        return self._service

    @Slot()
    def convert(self) -> None:
        """Open the wizard for the model in front, once it was read; without one, ask for a model first."""
        if self._workspace.current is None:
            self._workspace.open_paths(file_dialogs.choose_files(self._window, ""))
        page = self._workspace.current
        if page is None or self.wizard is not None:
            return
        if page.document.description is None:
            page.described.connect(self.convert, Qt.ConnectionType.SingleShotConnection)
            return
        from cutaway.session.convert_desk import ConvertDesk

        self._show(ConvertDesk(page.document.source, page.document.description, self.service))

    def _show(self, desk: ConvertDesk) -> ConvertWizard:
        from cutaway.qt.convert.wizard import ConvertWizard

        self.wizard = wizard = ConvertWizard(desk, self._window)
        wizard.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        wizard.open_asked.connect(self._workspace.open_path)
        wizard.compare_asked.connect(self.compare_asked)
        wizard.studio_asked.connect(self._edit)
        wizard.proof.show_asked.connect(self._reveal)
        wizard.finished.connect(self._closed)
        wizard.show()
        return wizard

    @Slot(object)
    def _reveal(self, chosen: Chosen) -> None:
        """Leave the wizard for what is chosen in its model."""
        if self.wizard is not None:
            path = self.wizard.desk.source.path
            self.wizard.accept()
            self._show_in(path, chosen)

    @Slot(str)
    def _edit(self, path: str) -> None:
        """Open a result where its names can be changed."""
        self._workspace.open_path(path)
        if self._workspace.current is not None:
            self._workspace.current.show_page("studio")

    def frequent(self, paths: Sequence[str]) -> tuple[Target, ...]:
        """What is offered while these are dragged over the window."""
        from cutaway.session.convert_service import frequent

        return frequent(paths)

    @Slot(str, list)
    def convert_dropped(self, target: str, paths: list[str]) -> None:
        """Convert what was dropped with what the target has by itself: one in the wizard, several as a batch."""
        from cutaway.qt.convert.drops import Drops

        if self._drops is None:
            self._drops = Drops(self.service, self._notices, self._window)
            self._drops.asked.connect(self._hurry)
            self._drops.batch_begun.connect(self._connect_batch)
        self._drops.add(target, paths)

    @Slot(object)
    def _hurry(self, desk: ConvertDesk) -> None:
        if self.wizard is None:
            self._show(desk).hurry()

    @Slot(object)
    def _connect_batch(self, window: BatchWindow) -> None:
        window.open_asked.connect(self._workspace.open_path)
        window.told_asked.connect(self._tell)

    @Slot(str)
    def open_report(self, path: str) -> None:
        """Show a report that was saved; a notice where the file is none."""
        from cutaway.session import reports

        try:
            self._report(reports.read(path))
        except CutawayError as error:
            self._notices.tell_error(error)

    @Slot(object)
    def _tell(self, found: Converted) -> None:
        from cutaway.session.reports import Report

        self._report(Report(found))

    def _report(self, report: Report) -> None:
        from cutaway.qt.convert.report_window import ReportWindow

        made = ReportWindow(report, self._window)
        made.open_asked.connect(self._workspace.open_path)
        made.compare_asked.connect(self.compare_asked)
        made.show_asked.connect(partial(self._show_in, report.found.source))
        made.show()

    def _show_in(self, path: str, chosen: Chosen) -> None:
        from cutaway.qt.showing import reveal

        reveal(self._workspace, path, chosen)

    @Slot()
    def _closed(self) -> None:
        self.wizard = None
