# SPDX-License-Identifier: Apache-2.0
"""Both models asked the same: what they are asked, consent, progress, and how far their answers are apart."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from cutaway.description import wording
from cutaway.description.comparison import Judged
from cutaway.qt import tokens
from cutaway.qt.compare.answers_found import AnswersFound
from cutaway.qt.compare.questions import Questions
from cutaway.qt.run.trust_dialog import TrustDialog
from cutaway.qt.views.follow import follow
from cutaway.qt.widgets.buttons import button, give_way
from cutaway.qt.widgets.card import Card, ScrollPage, replace_content
from cutaway.qt.widgets.empty_state import EmptyState
from cutaway.qt.widgets.labels import ElidedLabel
from cutaway.qt.words import tr
from cutaway.session.compare_desk import CompareDesk
from cutaway.session.jobs import JobState


class AnswersView(QWidget):
    """Nothing is run before the button is pressed and the user agreed. node_asked: as of `AnswersFound`."""

    node_asked = Signal(object)

    def __init__(self, desk: CompareDesk, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._told: Judged | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_3)
        card = Card(self)
        card.body.setSpacing(tokens.SPACE_3)
        self.questions = Questions(desk, card)
        card.body.addWidget(self.questions)
        card.body.addLayout(self._action(card))
        card.body.addWidget(self._progress(card))
        column.addWidget(card)
        self._page = ScrollPage(self)
        self._page.setObjectName("compareAnswers")
        self._page.setAccessibleName(tr("Answers"))
        self._page.lie_flush(tokens.SPACE_2)
        self._place = QVBoxLayout()
        self._page.body.addLayout(self._place)
        self._state = QWidget(self)
        self._said = QVBoxLayout(self._state)
        self._said.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._page, 1)
        column.addWidget(self._state, 1)
        follow(self, desk.answered, self._show)
        self._show()

    def _action(self, parent: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_3)
        row.addWidget(self.questions.sources, 1)
        self._begin = button("Compare the answers", parent, icon="play", kind="primary", name="compareRun")
        self._begin.clicked.connect(self.ask)
        row.addWidget(self._begin)
        self._cancel = button("Cancel", parent, icon="x", name="compareCancel")
        self._cancel.clicked.connect(self._stop)
        row.addWidget(self._cancel)
        return row

    def _progress(self, parent: QWidget) -> QWidget:
        """How far it is, or why it did not begin; nothing where there is nothing to say."""
        self._line = QWidget(parent)
        row = QHBoxLayout(self._line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.SPACE_3)
        self._bar = QProgressBar(self._line)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(160)
        self._bar.setAccessibleName(tr("Progress of the comparison"))
        row.addWidget(self._bar)
        self._words = ElidedLabel("", self._line, "secondary", mode=Qt.TextElideMode.ElideRight)
        row.addWidget(self._words, 1)
        return self._line

    def _tell(self, words: str) -> None:
        self._words.setText(words)
        self._line.setVisible(bool(words))

    @Slot()
    def ask(self) -> None:
        """Ask both, after the user agreed to run each."""
        if self.questions.lack:
            self._tell(self.questions.lack)
            return
        waiting = self._desk.untrusted()
        question = self._desk.service.question(waiting[0]) if waiting else None
        if question is None:
            self._desk.begin_answers()
            return
        dialog = TrustDialog(question, self, tr("To compare the answers, both models have to run."))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self._trust)
        dialog.rejected.connect(self._refused)
        dialog.open()

    @Slot()
    def _trust(self) -> None:
        waiting = self._desk.untrusted()
        if waiting:
            self._desk.service.accept(waiting[0])
        self.ask()

    @Slot()
    def _refused(self) -> None:
        self._tell(tr("Nothing was run, so the answers are not known."))

    @Slot()
    def _stop(self) -> None:
        self._desk.cancel_answers()

    def _show(self) -> None:
        """Bring everything up to what the desk knows."""
        desk, job = self._desk, self._desk.answering
        is_on = desk.is_answering
        give_way(*((self._begin, self._cancel) if is_on else (self._cancel, self._begin)))
        self._bar.setVisible(is_on)
        if job is not None and is_on:
            self._tell(wording.safe(job.words or job.title))
            self._bar.setRange(0, 0 if job.fraction is None else 1000)
            self._bar.setValue(round(1000 * (job.fraction or 0.0)))
        else:
            self._tell("")
        found = desk.judged
        self._page.setVisible(found is not None)
        self._state.setVisible(found is None)
        if found is None:
            self._told = None
            replace_content(self._said, self._nothing())
        elif found is not self._told:
            self._told = found
            made = AnswersFound(found, self._page.widget())
            made.node_asked.connect(self.node_asked)
            replace_content(self._place, made)

    def _nothing(self) -> QWidget:
        job = self._desk.answering
        if job is not None and job.state is JobState.FAILED and job.error is not None:
            error = job.error
            hint = wording.safe(error.hint)
            return EmptyState("circle-alert", wording.safe(error.message), self._state, hint=hint, hue="red")
        if job is not None and job.state is JobState.CANCELLED:
            hint = tr("Press the button to ask again.")
            return EmptyState("ban", "The comparison of answers was cancelled.", self._state, hint=hint)
        if job is not None and not job.is_over:
            return EmptyState(
                "timer",
                "Both are asked the same, each in a process of its own.",
                self._state,
                hint="The library that runs a model may take some seconds to start.",
            )
        if not self._desk.signatures:
            return EmptyState("play", "The first model has nothing that could be called.", self._state)
        return EmptyState(
            "play",
            "Do both answer alike?",
            self._state,
            hint="Both are run on the same inputs, and every output is measured as in a proof.",
        )
