# SPDX-License-Identifier: Apache-2.0
"""Models that were dropped on a target: converted one after another, with consent, each told of when it is over."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from cutaway.conversion.targets import target_of
from cutaway.description import wording
from cutaway.description.findings import Severity
from cutaway.description.model import ModelDescription
from cutaway.qt.run.trust_dialog import TrustDialog
from cutaway.qt.views.follow import follow
from cutaway.session.convert_desk import ConvertDesk
from cutaway.session.documents import Source
from cutaway.session.jobs import Job, JobState

if TYPE_CHECKING:
    from cutaway.description.conversion import Converted, Verdict
    from cutaway.qt.notices import Notices
    from cutaway.session.convert_service import ConvertService

_VERDICTS: dict[Verdict, tuple[Severity, str]] = {
    "pass": ("info", "It answers like its source."),
    "fail": ("warning", "It does not answer like its source:"),
    "not_run": ("warning", "It was not proven:"),
}


class Drops(QObject):
    """open_asked: a result that is to be opened, where it is the only one. waiting: what is not begun yet."""

    open_asked = Signal(str)

    def __init__(self, service: ConvertService, notices: Notices, window: QWidget) -> None:
        super().__init__(window)
        self._service = service
        self._notices = notices
        self._window = window
        self._desk: ConvertDesk | None = None
        self._is_busy = False
        self._count = self._done = 0
        self.waiting: list[tuple[str, str]] = []

    def add(self, target: str, paths: list[str]) -> None:
        """Convert these, after what is waiting already."""
        self.waiting += [(target, path) for path in paths]
        self._count += len(paths)
        if not self._is_busy:
            self._next()

    def _next(self) -> None:
        self._desk = None
        self._is_busy = bool(self.waiting)
        if not self.waiting:
            if self._count > 1:
                words = f"{self._done} of {wording.counted(self._count, 'model')} converted and not refuted."
                self._notices.tell("info", words)
            self._count = self._done = 0
            return
        target, path = self.waiting.pop(0)
        job = self._service.reading.describe(Source(path))
        described = partial(self._described, target, path)
        if job.is_over:
            described(job)
        else:
            follow(self, job.finished, described)

    def _described(self, target: str, path: str, job: Job[ModelDescription]) -> None:
        if job.result is None:
            if job.error is not None and job.state is JobState.FAILED:
                self._notices.tell_error(job.error)
            self._next()
            return
        kind = target_of(target)
        reason = kind.reason(job.result)
        if reason:
            name = wording.name(Path(path).name)
            self._notices.tell("warning", f"{name} cannot become {kind.title}. {wording.safe(reason)}")
            self._next()
            return
        self._desk = desk = ConvertDesk(Source(path), job.result, self._service)
        desk.choose(kind)
        question = self._service.question(job.result)
        if question is None:
            self._begin()
            return
        dialog = TrustDialog(question, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self._trust)
        dialog.rejected.connect(self._next)
        dialog.open()

    @Slot()
    def _trust(self) -> None:
        if self._desk is not None:
            self._service.accept(self._desk.model)
            self._begin()

    def _begin(self) -> None:
        desk = self._desk
        if desk is None:
            return
        desk.begin()
        if desk.job is None or desk.job.is_over:
            self._over()
        else:
            follow(self, desk.job.finished, self._over)

    def _over(self, *_: object) -> None:
        desk = self._desk
        if desk is None:
            return
        job = desk.job
        if job is not None and job.result is not None:
            self._tell(job.result)
        elif job is not None and job.error is not None and job.state is JobState.FAILED:
            self._notices.tell_error(job.error)
        self._next()

    def _tell(self, found: Converted) -> None:
        self._done += found.proof.verdict != "fail"
        severity, words = _VERDICTS[found.proof.verdict]
        reason = "" if found.proof.verdict == "pass" else f" {wording.safe(found.proof.reason)}"
        name = wording.name(Path(found.output).name)
        message = f"{name} is written ({wording.byte_size(found.bytes)}). {words}{reason}"
        self._notices.tell(severity, message, f"It is in {wording.safe(str(Path(found.output).parent))}.")
        if self._count == 1:
            self.open_asked.emit(found.output)
