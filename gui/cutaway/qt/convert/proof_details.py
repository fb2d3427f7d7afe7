# SPDX-License-Identifier: Apache-2.0
"""What a conversion gave, in the order in which one asks: findings, outputs, where they begin to differ, layers."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cutaway.description.conversion import Converted
from cutaway.qt import tokens
from cutaway.qt.compare.diverging_card import DivergingCard
from cutaway.qt.convert.layer_errors import LayerErrorList
from cutaway.qt.convert.option_field import fill
from cutaway.qt.convert.proof_outputs import ProofOutputs


class ProofDetails(QWidget):
    """keep_asked: a tuple of the layers that are to stay in float. can_keep: whether that can be asked for.

    show_asked: what to choose in the source.
    """

    keep_asked = Signal(object)
    show_asked = Signal(object)

    def __init__(self, found: Converted, parent: QWidget | None, *, can_keep: bool = False) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_4)
        if found.findings:
            findings = QVBoxLayout()
            findings.setSpacing(tokens.SPACE_2)
            fill(findings, found.findings, self)
            column.addLayout(findings)
        if found.proof.outputs:
            column.addWidget(ProofOutputs(found.proof.outputs, self))
        if found.proof.diverging is not None or found.proof.inside:
            inside = DivergingCard(found.proof, self)
            inside.show_asked.connect(self.show_asked)
            column.addWidget(inside)
        if found.layers:
            layers = LayerErrorList(found.layers, self, can_keep=can_keep)
            layers.keep_asked.connect(self.keep_asked)
            column.addWidget(layers)
