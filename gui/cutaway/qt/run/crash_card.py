# SPDX-License-Identifier: Apache-2.0
"""Why a run gave no answer: what happened to which model and signature, what to do, and the last lines."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cutaway.description import wording
from cutaway.errors import ChildError, CrashedError, CutawayError, LimitError
from cutaway.qt import tokens
from cutaway.qt.notices import Details
from cutaway.qt.widgets.buttons import button
from cutaway.qt.widgets.card import Card
from cutaway.qt.widgets.empty_state import IconDisc
from cutaway.qt.widgets.key_values import KeyValueList
from cutaway.qt.widgets.labels import label
from cutaway.qt.words import tr

_ICON = 42


class CrashCard(Card):
    """again_asked: run once more with the same inputs."""

    again_asked = Signal()

    def __init__(self, error: CutawayError, model: str, signature: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("runFailure")
        self.setAccessibleName(wording.safe(error.message))
        self.body.setContentsMargins(tokens.SPACE_6, tokens.SPACE_6, tokens.SPACE_6, tokens.SPACE_6)
        top = QHBoxLayout()
        top.setSpacing(tokens.SPACE_4)
        icon, hue = ("timer", "orange") if isinstance(error, LimitError) else ("circle-alert", "red")
        disc = IconDisc(icon, self, hue="orange" if hue == "orange" else "red", size=_ICON)
        top.addWidget(disc, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(tokens.SPACE_2)
        words.addWidget(label(heading(error), self, "heading"))
        words.addWidget(label(wording.safe(error.message), self, wrap=True, selectable=True))
        if error.hint:
            words.addWidget(label(wording.safe(error.hint), self, "quiet", wrap=True, selectable=True))
        if isinstance(error, ChildError):
            calm = tr(
                "Only the process that ran the model has ended. The window and the other models are unharmed."
            )
            words.addWidget(label(calm, self, "quiet", wrap=True))
        words.addSpacing(tokens.SPACE_1)
        words.addWidget(self._about(model, signature))
        if error.details:
            words.addWidget(Details(error.details, self))
        row = QHBoxLayout()
        again = button("Run again", self, icon="refresh-cw", name="runAgain")
        again.clicked.connect(self.again_asked)
        row.addWidget(again)
        row.addStretch(1)
        words.addLayout(row)
        top.addLayout(words, 1)
        self.body.addLayout(top)

    def _about(self, model: str, signature: str) -> KeyValueList:
        found = KeyValueList(self)
        found.add("Model", wording.name(model), mono=True)
        found.add("Signature", wording.name(signature), mono=True)
        return found


def heading(error: CutawayError) -> str:
    """What happened in few words."""
    if isinstance(error, CrashedError):
        return tr("The run crashed")
    if isinstance(error, LimitError):
        return tr("The run went past its limits")
    return tr("The run gave no answer")
