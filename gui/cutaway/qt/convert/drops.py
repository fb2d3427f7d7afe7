# SPDX-License-Identifier: Apache-2.0
"""Models that were dropped on a target: one goes through the wizard, several become a batch."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from cutaway.conversion.targets import target_of
from cutaway.description import wording
from cutaway.description.model import ModelDescription
from cutaway.qt.convert.batch_window import BatchWindow
from cutaway.qt.views.follow import follow
from cutaway.qt.words import tr
from cutaway.session import gathering
from cutaway.session.batch_desk import BatchDesk
from cutaway.session.convert_desk import ConvertDesk
from cutaway.session.documents import Source
from cutaway.session.jobs import Job, JobState

if TYPE_CHECKING:
    from cutaway.qt.notices import Notices
    from cutaway.session.convert_service import ConvertService


class Drops(QObject):
    """asked: the desk of the only model, with its target chosen. batch_begun: the window of several.

    Folders that are no model stand for the models in them.
    """

    asked = Signal(object)
    batch_begun = Signal(BatchWindow)

    def __init__(self, service: ConvertService, notices: Notices, window: QWidget) -> None:
        super().__init__(window)
        self._service = service
        self._notices = notices
        self._window = window

    def add(self, target: str, paths: list[str]) -> None:
        """Convert these."""
        found = gathering.models(paths)
        if not found:
            names = wording.listed([wording.name(path.rpartition("/")[2]) for path in paths], 3)
            self._notices.tell(
                "warning",
                tr("There is no model in {names}.", names=names),
                tr("Drop a model, or a folder of some."),
            )
        elif len(found) > 1:
            self._batch(target, found)
        else:
            job = self._service.reading.describe(Source(found[0]))
            described = partial(self._described, target, found[0])
            if job.is_over:
                described(job)
            else:
                follow(self, job.finished, described)

    def _described(self, target: str, path: str, job: Job[ModelDescription]) -> None:
        if job.result is None:
            if job.error is not None and job.state is JobState.FAILED:
                self._notices.tell_error(job.error)
            return
        kind = target_of(target)
        reason = kind.reason(job.result)
        if reason:
            name = wording.name(path.rpartition("/")[2])
            self._notices.tell(
                "warning",
                tr(
                    "{name} cannot become {title}. {reason}",
                    name=name,
                    title=kind.title,
                    reason=wording.safe(reason),
                ),
            )
            return
        desk = ConvertDesk(Source(path), job.result, self._service)
        desk.choose(kind)
        self.asked.emit(desk)

    def _batch(self, target: str, paths: list[str]) -> None:
        desk = BatchDesk(paths, target_of(target), self._service)
        window = BatchWindow(desk, self._window)
        desk.read()
        self.batch_begun.emit(window)
        window.show()
