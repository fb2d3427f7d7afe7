# SPDX-License-Identifier: Apache-2.0
"""A value looked at as lines along its longest axis."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from cutaway.description.statistics import Plane
from cutaway.description.value_forms import signal_axis
from cutaway.description.variables import Variable
from cutaway.qt import tokens
from cutaway.qt.views.answer import Answer
from cutaway.qt.widgets.labels import label
from cutaway.qt.widgets.number_field import NumberField
from cutaway.qt.words import counted, tr
from cutaway.session.documents import Document

LIMIT = 16_384
MOST_SERIES = 8
_PAUSE_MS = 40
_CHOOSER_WIDTH = 128


class LineView(QWidget):
    """Up to eight series at once; of more, or of more axes, the one that the numbers choose."""

    def __init__(self, document: Document, variable: Variable, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._document = document
        self._variable = variable
        self.axis = signal_axis(variable.shape)
        others = [place for place, size in enumerate(variable.shape) if place != self.axis and size > 1]
        self.series = next((place for place in reversed(others) if variable.shape[place] <= MOST_SERIES), -1)
        self._held: dict[int, QSpinBox] = {}
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_2)
        self._answer = Answer(self, draws=True)
        column.addWidget(self._answer, 1)
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_2)
        self._words = label("", self, "secondary", mono=True)
        row.addWidget(self._words, 1)
        for place in others:
            if place != self.series:
                row.addWidget(self._chooser(place))
        column.addLayout(row)
        self._resting = ""
        self._ask()

    def _chooser(self, axis: int) -> QSpinBox:
        words, last = tr("Index of axis {axis}", axis=axis), self._variable.shape[axis] - 1
        chooser = NumberField(self, 0, last, name=f"lineAxis{axis}", words=words, width=_CHOOSER_WIDTH)
        chooser.setPrefix(tr("axis {axis}: ", axis=axis))
        chooser.valueChanged.connect(self._pause.start)
        self._held[axis] = chooser
        return chooser

    @Slot()
    def _ask(self) -> None:
        job = self._document.reading.plane(
            self._document.source,
            self._variable.name,
            row_axis=self.series,
            column_axis=self.axis,
            fixed={axis: chooser.value() for axis, chooser in self._held.items()},
            limit=LIMIT,
        )
        self._answer.ask(job, self._make)

    def _make(self, plane: Plane) -> QWidget:
        from cutaway.qt.plots.lines import LinesPlot

        plot = LinesPlot(plane, tr("axis {axis}", axis=self.axis), self._answer)
        plot.hovered.connect(self._say)
        self._resting = counted(plane.columns * plane.column_step, "value")
        if self.series >= 0:
            self._resting = tr(
                "{count} along axis {series}", count=counted(plane.rows, "line"), series=self.series
            )
        if plane.column_step > 1:
            self._resting += tr(", every {column_step}. value is drawn", column_step=plane.column_step)
        self._words.setText(self._resting)
        return plot

    @Slot(str)
    def _say(self, words: str) -> None:
        self._words.setText(words or self._resting)
