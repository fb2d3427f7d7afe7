# SPDX-License-Identifier: Apache-2.0
"""Where two models begin to differ: the first tensor inside that does, and those before it that do not."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from cutaway.description import wording
from cutaway.description.conversion import Diverging, Figures, Proof, TensorPair
from cutaway.qt import showing, tokens
from cutaway.qt.widgets.buttons import button
from cutaway.qt.widgets.card import Card
from cutaway.qt.widgets.labels import ElidedLabel, Role, label
from cutaway.qt.words import tr

_MOST = 6
_FIGURE = 96


class DivergingCard(Card):
    """proof: one that failed. show_asked: what to choose in the first model, whose graph has the tensor."""

    show_asked = Signal(object)

    def __init__(self, proof: Proof, parent: QWidget | None) -> None:
        super().__init__(parent, "First tensor that differs")
        self.setObjectName("divergingCard")
        self._first = proof.diverging
        if proof.diverging is not None:
            self.body.addLayout(self._table(proof.diverging))
            if proof.diverging.fused:
                names = wording.listed([wording.name(name) for name in proof.diverging.fused], _MOST)
                words = f"{tr('The second computes these in one with it:')} {names}."
                self.body.addWidget(label(words, self, "secondary", wrap=True))
            show = button("Show in graph", self, icon="workflow", name="divergingShow")
            show.clicked.connect(self._show)
            self.body.addWidget(show, 0, Qt.AlignmentFlag.AlignLeft)
        if proof.inside:
            self.body.addWidget(label(wording.safe(proof.inside), self, "secondary", wrap=True))

    @Slot()
    def _show(self) -> None:
        if self._first is not None:
            self.show_asked.emit(showing.chosen(self._first))

    def _table(self, found: Diverging) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(tokens.SPACE_4)
        grid.setVerticalSpacing(tokens.SPACE_2)
        for place, words in enumerate((tr("In the first"), tr("In the second"), tr("RMSE"), tr("Cosine"))):
            grid.addWidget(label(words, self, "secondary"), 0, place)
        for place, stretch in ((0, 1), (1, 1)):
            grid.setColumnStretch(place, stretch)
        rows = [*found.before[-_MOST:], _last(found)]
        for number, row in enumerate(rows, 1):
            is_last = number == len(rows)
            self._row(grid, number, row, "danger" if is_last else "secondary")
        return grid

    def _row(self, grid: QGridLayout, number: int, row: TensorPair, role: Role) -> None:
        for place, (name, op) in enumerate(((row.source, row.op), (row.target, row.target_op))):
            words = f"{name}  {op}" if op else name
            grid.addWidget(ElidedLabel(words, self, mono=True), number, place)
        for place, words in enumerate(_figures(row.figures), 2):
            shown = label(words, self, role, mono=True)
            shown.setMinimumWidth(_FIGURE)
            grid.addWidget(shown, number, place)


def _last(found: Diverging) -> TensorPair:
    return TensorPair(found.source, found.target, found.op, found.target_op, found.figures)


def _figures(figures: Figures) -> tuple[str, str]:
    cosine = "–" if figures.cosine is None else f"{figures.cosine:.6f}"
    return wording.number(figures.rmse, 3), cosine
