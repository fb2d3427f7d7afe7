# SPDX-License-Identifier: Apache-2.0
"""The jobs that run, in one line at the foot of the window; several unfold. Each can be cancelled."""

from __future__ import annotations

from typing import Any, TypeAlias

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from cutaway.description import wording
from cutaway.qt import tokens
from cutaway.qt.widgets.buttons import IconButton
from cutaway.qt.widgets.labels import ElidedLabel, label
from cutaway.qt.words import counted, tr
from cutaway.session.jobs import Job

AnyJob: TypeAlias = Job[Any]

# What is over before anybody could read it is not shown.
_PATIENCE_MS = 250
_BAR_WIDTH = 180
_STEPS = 1000


class JobRow(QWidget):
    """A job: what it is, how far it is, and a way to cancel it."""

    def __init__(self, job: AnyJob, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._job = job
        self.setObjectName("jobRow")
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.SPACE_4, 2, tokens.SPACE_2, 2)
        row.setSpacing(tokens.SPACE_3)
        self._title = ElidedLabel(job.title, self)
        row.addWidget(self._title)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(_BAR_WIDTH)
        self._bar.setAccessibleName(tr("Progress of {title}", title=job.title))
        row.addWidget(self._bar)
        self._words = label("", self, "secondary")
        row.addWidget(self._words)
        row.addStretch(1)
        cancel = IconButton("x", "Cancel", self, name="cancelJob")
        cancel.clicked.connect(self._cancel)
        row.addWidget(cancel)
        self.show_progress()

    def show_progress(self) -> None:
        """Show where the job is now."""
        fraction = self._job.fraction
        self._bar.setRange(0, 0 if fraction is None else _STEPS)
        if fraction is not None:
            self._bar.setValue(round(fraction * _STEPS))
        parts = [
            wording.percent(fraction) if fraction is not None else "",
            _left(self._job) or self._job.words,
        ]
        self._words.setText(wording.SEPARATOR.join(part for part in parts if part))

    @Slot()
    def _cancel(self) -> None:
        self._job.cancel()


class JobList(QFrame):
    """Give it every job with `add`; it hides itself when there is none."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("jobList")
        self.setAccessibleName(tr("Jobs"))
        self.setProperty("kind", "bar")
        self._rows: dict[int, JobRow] = {}
        self._waiting: list[AnyJob] = []
        self._is_open = False
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, tokens.SPACE_2, 0)
        outer.setSpacing(0)
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        outer.addLayout(self._column, 1)
        self._more = IconButton("chevron-up", "Show all jobs", self, name="unfoldJobs")
        self._more.clicked.connect(self._unfold)
        outer.addWidget(self._more)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MS)
        self._patience.timeout.connect(self._begin_showing)
        self.hide()

    @property
    def count(self) -> int:
        """How many jobs there are, those included that are too young to be shown."""
        return len(self._rows) + len(self._waiting)

    def add(self, job: AnyJob) -> None:
        """Watch a job until it is over."""
        if job.is_over:
            return
        job.finished.connect(self._finish)
        self._waiting.append(job)
        if not self._patience.isActive():
            self._patience.start()

    @Slot()
    def _begin_showing(self) -> None:
        waiting, self._waiting = self._waiting, []
        for job in waiting:
            self._rows[id(job)] = row = JobRow(job, self)
            job.changed.connect(self._progress)
            self._column.addWidget(row)
        self._arrange()

    def _progress(self, job: AnyJob) -> None:
        row = self._rows.get(id(job))
        if row is not None:
            row.show_progress()

    def _finish(self, job: AnyJob) -> None:
        if job in self._waiting:
            self._waiting.remove(job)
        row = self._rows.pop(id(job), None)
        if row is not None:
            job.changed.disconnect(self._progress)
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._arrange()

    @Slot()
    def _unfold(self) -> None:
        self._is_open = not self._is_open
        self._arrange()

    def _arrange(self) -> None:
        for place, row in enumerate(self._rows.values()):
            row.setVisible(self._is_open or place == 0)
        hidden = len(self._rows) - 1
        self._more.setVisible(hidden > 0)
        words = tr("Show one job") if self._is_open else tr("Show {count}", count=counted(hidden, "more job"))
        self._more.setToolTip(words)
        self._more.setAccessibleName(words)
        self.setVisible(bool(self._rows))


def _left(job: AnyJob) -> str:
    """How long it will take, where that can be told."""
    if job.fraction is None or not 0.02 < job.fraction < 1 or job.seconds < 1:
        return ""
    return tr("{time} left", time=wording.duration(job.seconds * (1 - job.fraction) / job.fraction))
