# SPDX-License-Identifier: Apache-2.0
"""A place for what a job answers: skeleton, then content made of the answer, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cutaway.description import wording
from cutaway.qt.plots import library
from cutaway.qt.views.follow import follow
from cutaway.qt.widgets.card import replace_content
from cutaway.qt.widgets.empty_state import EmptyState
from cutaway.qt.widgets.skeleton import SkeletonRows
from cutaway.session.jobs import Job, JobState

T = TypeVar("T")


def _nothing_to_cancel(_job: Job[Any]) -> None:
    """A job that is over cannot be cancelled."""


_POLL_MS = 15
_PATIENCE_MS = 120


class Answer(QWidget):
    """Shows one answer at a time. draws: the content is a plot, so the library has to be there as well.

    An old picture stays for a moment after the next question, so that moving a slider does not flicker.
    """

    def __init__(self, parent: QWidget | None, *, draws: bool = False) -> None:
        super().__init__(parent)
        self._draws = draws
        self._job: Job[Any] | None = None
        self._make: Callable[[Any], QWidget] | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._poll = QTimer(self)
        self._poll.setInterval(_POLL_MS)
        self._poll.timeout.connect(self._show_when_ready)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MS)
        self._patience.timeout.connect(self._show_skeleton)

    def ask(self, job: Job[T], make: Callable[[T], QWidget]) -> None:
        """Wait for `job` and show what `make` makes of its answer; an earlier job is not waited for any more."""
        if self._job is not None and not self._job.is_over:
            self._job.cancel()
        self._job, self._make = job, make
        if self._draws:
            library.begin()
        self._patience.start()
        if job.is_over:
            self._finished(job)
        else:
            follow(self, job.finished, self._finished)

    def show_known(self, answer: T, make: Callable[[T], QWidget]) -> None:
        """Show an answer that is known already."""
        job: Job[T] = Job("", _nothing_to_cancel)
        job.succeed(answer)
        self.ask(job, make)

    def _finished(self, job: Job[Any]) -> None:
        if job is not self._job:
            return
        if job.state is JobState.DONE:
            self._show_when_ready()
        elif job.state is JobState.FAILED and job.error is not None:
            hint = wording.safe(job.error.hint)
            self._replace(EmptyState("circle-alert", wording.safe(job.error.message), self, hint=hint))
        else:
            self._replace(EmptyState("ban", "This was cancelled.", self, hint="Choose it again to see it."))

    @Slot()
    def _show_when_ready(self) -> None:
        job, make = self._job, self._make
        if job is None or make is None or job.state is not JobState.DONE:
            self._poll.stop()
        elif self._draws and not library.is_ready():
            self._poll.start()
        else:
            self._poll.stop()
            self._replace(make(job.result))

    @Slot()
    def _show_skeleton(self) -> None:
        if self._job is not None and (not self._job.is_over or self._poll.isActive()):
            self._replace(SkeletonRows(6, self), is_final=False)

    def _replace(self, content: QWidget, *, is_final: bool = True) -> None:
        if is_final:
            self._patience.stop()
        replace_content(self._column, content)
