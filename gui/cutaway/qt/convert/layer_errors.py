# SPDX-License-Identifier: Apache-2.0
"""Where the errors of a quantised result come from: the worst layers, which can be left in float."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from cutaway.description import wording
from cutaway.description.conversion import LayerError
from cutaway.qt import tokens
from cutaway.qt.widgets.buttons import button
from cutaway.qt.widgets.card import Card
from cutaway.qt.widgets.labels import ElidedLabel, label
from cutaway.qt.words import tr

_MOST = 8
_OP_WIDTH, _FIGURE_WIDTH = 170, 90


class LayerErrorList(Card):
    """keep_asked: a tuple of the layers that are to stay in float. can_keep: the target has that option."""

    keep_asked = Signal(object)

    def __init__(self, layers: Sequence[LayerError], parent: QWidget | None, *, can_keep: bool) -> None:
        super().__init__(parent, "Largest errors inside")
        self.setObjectName("layerErrors")
        self._layers = tuple(layers[:_MOST])
        self._checks: list[QCheckBox] = []
        for layer in self._layers:
            self.body.addLayout(self._row(layer, can_keep=can_keep))
        self._keep = button("Keep these in float and convert again", self, name="keepFloat")
        self._keep.setEnabled(False)
        self._keep.clicked.connect(self._ask)
        self._keep.setVisible(can_keep)
        self.body.addWidget(self._keep, 0, Qt.AlignmentFlag.AlignLeft)

    def _row(self, layer: LayerError, *, can_keep: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_2)
        if can_keep:
            check = QCheckBox(self)
            check.setObjectName(f"keep:{layer.name}")
            check.setAccessibleName(f"{tr('Keep in float')}: {wording.safe(layer.name)}")
            check.toggled.connect(self._checked)
            self._checks.append(check)
            row.addWidget(check)
        row.addWidget(ElidedLabel(layer.name, self, mono=True), 1)
        op = ElidedLabel(layer.op, self, "secondary")
        op.setFixedWidth(_OP_WIDTH)
        row.addWidget(op)
        for words in (
            tr("RMSE {rmse}", rmse=wording.number(layer.rmse, 3)),
            tr("{share} noise", share=wording.percent(layer.share)),
        ):
            figure = label(words, self, "secondary")
            figure.setMinimumWidth(_FIGURE_WIDTH)
            figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            row.addWidget(figure)
        return row

    @Slot()
    def _checked(self, *_: object) -> None:
        self._keep.setEnabled(any(check.isChecked() for check in self._checks))

    @Slot()
    def _ask(self) -> None:
        pairs = zip(self._checks, self._layers, strict=True)
        self.keep_asked.emit(tuple(layer for check, layer in pairs if check.isChecked()))
