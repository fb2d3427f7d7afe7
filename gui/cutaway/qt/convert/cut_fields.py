# SPDX-License-Identifier: Apache-2.0
"""Which tensors of a bare graph become the inputs and the outputs of the result."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from cutaway.description import wording
from cutaway.description.tensors import TensorSpec
from cutaway.qt import tokens
from cutaway.qt.widgets.labels import label
from cutaway.qt.words import tr
from cutaway.session.convert_desk import ConvertDesk

_NAME_WIDTH, _FIELD_WIDTH = 168, 420
_MOST = 3


class CutFields(QWidget):
    """Empty fields stand for the inputs and outputs that the graph has by itself."""

    def __init__(self, desk: ConvertDesk, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._desk = desk
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_2)
        own = desk.chosen()
        self._takes = self._row(column, tr("Inputs"), "cutTakes", own.inputs if own is not None else ())
        self._gives = self._row(column, tr("Outputs"), "cutGives", own.outputs if own is not None else ())
        words = tr(
            "Tensors with commas between them, as the graph calls them: conv1/Relu:0, or image=conv1/Relu:0 with a "
            "name of your own. What leads to the inputs is cut off, and what no output needs."
        )
        column.addWidget(label(words, self, "secondary", wrap=True))

    def _row(self, column: QVBoxLayout, words: str, name: str, own: Sequence[TensorSpec]) -> QLineEdit:
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_3)
        title = label(words, self)
        title.setFixedWidth(_NAME_WIDTH)
        row.addWidget(title)
        line = QLineEdit(self)
        line.setObjectName(name)
        line.setAccessibleName(words)
        line.setFixedWidth(_FIELD_WIDTH)
        line.setPlaceholderText(wording.elided(wording.listed([spec.tensor for spec in own], _MOST), 60))
        line.textEdited.connect(self._edited)
        row.addWidget(line)
        row.addStretch(1)
        column.addLayout(row)
        return line

    @Slot()
    def _edited(self) -> None:
        self._desk.cut_off(self._takes.text().split(","), self._gives.text().split(","))
