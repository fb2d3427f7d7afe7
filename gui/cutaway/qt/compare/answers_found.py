# SPDX-License-Identifier: Apache-2.0
"""How both answered: the verdict, each output as in a proof, where they begin to differ, and who is right."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cutaway.description import wording
from cutaway.description.comparison import Judged
from cutaway.description.conversion import Proof, Verdict
from cutaway.qt import tokens
from cutaway.qt.compare.diverging_card import DivergingCard
from cutaway.qt.compare.labelled_view import LabelledView
from cutaway.qt.convert.proof_outputs import ProofOutputs
from cutaway.qt.widgets.empty_state import IconDisc
from cutaway.qt.widgets.labels import label
from cutaway.qt.words import tr

VERDICTS: dict[Verdict, tuple[str, str, tokens.Hue]] = {
    "pass": ("Both answer alike", "circle-check", "green"),
    "fail": ("They do not answer alike", "circle-alert", "red"),
    "not_run": ("The answers were not compared", "triangle-alert", "orange"),
}
_DISC = 42


class AnswersFound(QWidget):
    """found: what both said. node_asked: what is to be seen in the map of the first, as `Chosen`."""

    node_asked = Signal(object)

    def __init__(self, found: Judged, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("answersFound")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_4)
        column.addLayout(self._verdict(found.proof))
        if found.labelled is not None:
            column.addWidget(LabelledView(found.labelled, self))
        if found.proof.diverging is not None or found.proof.inside:
            card = DivergingCard(found.proof, self)
            card.show_asked.connect(self.node_asked)
            column.addWidget(card)
        titles = (tr("First against second"), tr("Errors: second − first"))
        self.outputs = ProofOutputs(
            found.proof.outputs, self, titles=titles, sides=(tr("first"), tr("second"))
        )
        column.addWidget(self.outputs)

    def _verdict(self, proof: Proof) -> QHBoxLayout:
        words, icon, hue = VERDICTS[proof.verdict]
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_4)
        row.addWidget(IconDisc(icon, self, hue=hue, size=_DISC), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(tokens.SPACE_1)
        column.addWidget(label(words, self, "title", wrap=True))
        reason = label(wording.safe(proof.reason), self, wrap=True, selectable=True)
        reason.setObjectName("compareReason")
        column.addWidget(reason)
        if proof.inputs:
            asked = f"{tr('Asked:')} {wording.safe(proof.inputs)}."
            column.addWidget(label(asked, self, "secondary", wrap=True))
        row.addLayout(column, 1)
        return row
