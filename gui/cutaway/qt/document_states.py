# SPDX-License-Identifier: Apache-2.0
"""What a tab shows before its model is there, when it could not be read, and when the file has changed since."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from cutaway.description import wording
from cutaway.errors import CutawayError
from cutaway.qt import tokens
from cutaway.qt.notices import Details
from cutaway.qt.widgets.buttons import button
from cutaway.qt.widgets.card import Card, add_in_the_middle
from cutaway.qt.widgets.empty_state import IconDisc
from cutaway.qt.widgets.finding_card import SeverityMark, TintedFrame
from cutaway.qt.widgets.labels import ElidedLabel, label
from cutaway.qt.widgets.skeleton import SkeletonRows
from cutaway.qt.words import tr
from cutaway.session.documents import Document

_WIDEST = 640
_STEPS = 1000
_PATIENCE_MS = 250  # a small model is there before one could read what is being done


class LoadingState(QWidget):
    """The name, what is being done, and rows that stand for what will be there. cancelled: the user had enough."""

    cancelled = Signal()

    def __init__(self, document: Document, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("loadingState")
        self._document = document
        self._card = card = Card(self)
        card.body.addWidget(ElidedLabel(document.name, card, "title"))
        card.body.addWidget(ElidedLabel(document.source.path, card, "secondary", mono=True))
        self._bar = QProgressBar(card)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(tr("Progress of reading"))
        card.body.addWidget(self._bar)
        row = QHBoxLayout()
        self._words = label("Reading…", card, "quiet")
        row.addWidget(self._words, 1)
        cancel = button("Cancel", card, name="cancelLoading")
        cancel.clicked.connect(self.cancelled)
        row.addWidget(cancel)
        card.body.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.SPACE_6, tokens.SPACE_6, tokens.SPACE_6, tokens.SPACE_6)
        column.setSpacing(tokens.SPACE_6)
        column.addWidget(card)
        column.addWidget(SkeletonRows(8, self))
        column.addStretch(1)
        card.hide()
        QTimer.singleShot(_PATIENCE_MS, card, card.show)
        self.show_progress()

    def show_progress(self) -> None:
        """Show how far reading is."""
        job = self._document.loading
        fraction = job.fraction if job else None
        self._bar.setRange(0, 0 if fraction is None else _STEPS)
        if fraction is not None:
            self._bar.setValue(round(fraction * _STEPS))
        self._words.setText(wording.safe(job.words) if job and job.words else tr("Reading…"))


class FailedState(QWidget):
    """Why the model could not be read and what to do. retried, other_asked: the buttons."""

    retried = Signal()
    other_asked = Signal()

    def __init__(self, name: str, error: CutawayError, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("failedState")
        self.setAccessibleName(error.message)
        card = Card(self)
        card.setMaximumWidth(_WIDEST)
        card.body.setContentsMargins(tokens.SPACE_6, tokens.SPACE_6, tokens.SPACE_6, tokens.SPACE_6)
        top = QHBoxLayout()
        top.setSpacing(tokens.SPACE_4)
        top.addWidget(IconDisc("file-x-2", card, hue="red", size=42), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(tokens.SPACE_2)
        words.addWidget(ElidedLabel(tr("{name} could not be shown", name=name), card, "heading"))
        words.addWidget(label(wording.safe(error.message), card, wrap=True, selectable=True))
        if error.hint:
            words.addWidget(label(wording.safe(error.hint), card, "quiet", wrap=True, selectable=True))
        if error.details:
            words.addWidget(Details(error.details, card))
        top.addLayout(words, 1)
        card.body.addLayout(top)
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_2)
        row.addStretch(1)
        other = button("Open another…", card, name="openOther")
        other.clicked.connect(self.other_asked)
        row.addWidget(other)
        self.retry = button("Retry", card, icon="refresh-cw", kind="primary", name="retry")
        self.retry.clicked.connect(self.retried)
        row.addWidget(self.retry)
        card.body.addLayout(row)
        add_in_the_middle(card, QVBoxLayout(self))


class Bar(TintedFrame):
    """One sentence over a page with a thing to do about it. accepted: it was asked for; the bar can be dismissed."""

    accepted = Signal()

    def __init__(self, action: str, icon: str, parent: QWidget | None, *, name: str) -> None:
        super().__init__("warning", parent)
        self.setObjectName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.SPACE_3, tokens.SPACE_1, tokens.SPACE_2, tokens.SPACE_1)
        row.setSpacing(tokens.SPACE_3)
        row.addWidget(SeverityMark("warning", self))
        self._sentence = ElidedLabel("", self, mode=Qt.TextElideMode.ElideRight)
        row.addWidget(self._sentence, 1)
        accept = button(action, self, icon=icon, name=f"{name}Accept")
        accept.clicked.connect(self.accepted)
        row.addWidget(accept)
        later = button("Not now", self, kind="link", name=f"{name}Later")
        later.clicked.connect(self._dismiss)
        row.addWidget(later)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.hide()

    def say(self, sentence: str) -> None:
        """Show the bar with this sentence."""
        self._sentence.setText(sentence)
        self.setAccessibleName(sentence)
        self.show()

    @Slot()
    def _dismiss(self) -> None:
        self.hide()
