# SPDX-License-Identifier: Apache-2.0
"""The page that watches a conversion: its stages with their times, what libraries say, and a way to stop it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QProgressBar, QVBoxLayout, QWidget

from cutaway.description import wording
from cutaway.qt import tokens
from cutaway.qt.convert.page import ConvertPage
from cutaway.qt.convert.stage_list import StageList
from cutaway.qt.views.follow import follow
from cutaway.qt.widgets.buttons import button
from cutaway.qt.widgets.card import Card
from cutaway.qt.widgets.labels import label
from cutaway.qt.words import tr
from cutaway.session.jobs import JobState

if TYPE_CHECKING:
    from cutaway.session.convert_desk import ConvertDesk

_BEAT_MS = 100
_MOST_LINES = 2000
_LOG_HEIGHT = 132


class ProgressPage(ConvertPage):
    """ended: the conversion gave a result. The wizard lets it begin."""

    ended = Signal()

    def __init__(self, desk: ConvertDesk, parent: QWidget | None) -> None:
        super().__init__(desk, parent, name="progressPage", title="Converting")
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(tr("Progress of the conversion"))
        self.body.addWidget(self._bar)
        self.stages = StageList(self)
        self.body.addWidget(self.stages, 1)
        self.problem = self._problem_card()
        self.body.addWidget(self.problem)
        self.log = QPlainTextEdit(self)
        self.log.setObjectName("convertLog")
        self.log.setAccessibleName(tr("What the converter says"))
        self.log.setProperty("kind", "code")
        self.log.setProperty("mono", True)
        self.log.setReadOnly(True)
        self.log.setMaximumBlockCount(_MOST_LINES)
        self.log.setFixedHeight(_LOG_HEIGHT)
        self.body.addWidget(label("Log", self, "strong"))
        self.body.addWidget(self.log)
        self._cancel = button("Stop", self, icon="x", name="convertStop")
        self._cancel.clicked.connect(self._stop)
        self._time = label("", self, "secondary")
        row = QHBoxLayout()
        row.addWidget(self._time, 1)
        row.addWidget(self._cancel)
        self.body.addLayout(row)
        self._begun = 0.0
        self._beat = QTimer(self)
        self._beat.setInterval(_BEAT_MS)
        self._beat.timeout.connect(self._tick)
        follow(self, desk.moved, self._moved)
        follow(self, desk.service.logged, self._logged)

    def _problem_card(self) -> Card:
        card = Card(self)
        card.setObjectName("convertProblem")
        self._message = label("", card, "danger", wrap=True, selectable=True)
        self._hint = label("", card, wrap=True, selectable=True)
        words = QVBoxLayout()
        words.setSpacing(tokens.SPACE_1)
        words.addWidget(self._message)
        words.addWidget(self._hint)
        card.body.addLayout(words)
        card.hide()
        return card

    def initializePage(self) -> None:
        """Begin."""
        self.stages.clear()
        self.log.clear()
        self.problem.hide()
        self.heading.setText(tr("Converting"))
        self.words.setText(wording.safe(self.desk.output))
        self._begun = time.monotonic()
        self._bar.setRange(0, 0)
        self._cancel.setEnabled(True)
        self._beat.start()
        self.desk.begin()

    def cleanupPage(self) -> None:
        """Going back ends what goes on."""
        self.desk.cancel()

    def isComplete(self) -> bool:
        """Once there is a result."""
        return self.desk.found is not None

    @Slot()
    def _stop(self) -> None:
        self.desk.cancel()

    def _moved(self) -> None:
        job = self.desk.job
        if job is None:
            return
        if not job.is_over:
            if job.words:
                if self.stages.begin(job.words):
                    self._write(job.words)
                self._bar.setRange(0, 0 if job.fraction is None else 1000)
                if job.fraction is not None:
                    self._bar.setValue(round(job.fraction * 1000))
            return
        self._over(job.state)
        self.completeChanged.emit()
        if self.desk.found is not None:
            self.ended.emit()

    def _over(self, state: JobState) -> None:
        self._beat.stop()
        self._tick()
        self._cancel.setEnabled(False)
        self._bar.setRange(0, 1000)
        self._bar.setValue(1000 if state is JobState.DONE else 0)
        self.stages.end("done" if state is JobState.DONE else "failed")
        error = self.desk.error
        if state is JobState.CANCELLED:
            self.heading.setText(tr("Stopped"))
            self.words.setText(tr("The conversion was stopped. Nothing was written."))
        elif error is not None:
            self.heading.setText(tr("Not converted"))
            self.words.setText(tr("Nothing was written. Go back to ask for something else."))
            self._message.setText(wording.safe(error.message))
            self._hint.setText(wording.safe(error.hint))
            self._hint.setVisible(bool(error.hint))
            self.problem.show()
            if error.details:
                self._write(error.details)

    def _logged(self, _level: str, text: str) -> None:
        if self.desk.is_running:
            self._write(text)

    def _write(self, text: str) -> None:
        since = time.monotonic() - self._begun
        for line in text.rstrip().splitlines():
            self.log.appendPlainText(f"{since:7.1f} s  {wording.safe(line)}")

    @Slot()
    def _tick(self) -> None:
        self._time.setText(wording.duration(time.monotonic() - self._begun))
        self.stages.tick()
