# SPDX-License-Identifier: Apache-2.0
"""What the result answers over what the source answers: on the diagonal where both say the same."""

from __future__ import annotations

import pyqtgraph
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from cutaway.description import wording
from cutaway.description.conversion import Drawn
from cutaway.qt.plots.canvas import Canvas
from cutaway.qt.words import tr

_DOT = 5
_ALPHA = 130


class ScatterPlot(Canvas):
    """A dot for each pair of values, and the diagonal. sides: what stands below, and at the left."""

    def __init__(self, drawn: Drawn, parent: QWidget | None, *, sides: tuple[str, str] | None = None) -> None:
        self._sides = sides or (tr("source"), tr("result"))
        self._dots: pyqtgraph.ScatterPlotItem | None = None
        self._diagonal: pyqtgraph.InfiniteLine | None = None
        super().__init__(parent, name="scatterPlot", words=tr("Source against result"))
        self._diagonal = pyqtgraph.InfiniteLine((0, 0), angle=45)
        self.addItem(self._diagonal)
        self._dots = pyqtgraph.ScatterPlotItem(list(drawn.source), list(drawn.target), size=_DOT, pen=None)
        self.addItem(self._dots)
        self.getPlotItem().showGrid(x=True, y=True, alpha=0.12)
        self.name_axis("bottom", self._sides[0])
        self.name_axis("left", self._sides[1])
        self.restyle()

    def restyle(self) -> None:
        """Dots in the accent, so that many on one place are darker."""
        super().restyle()
        if self._dots is not None:
            color = QColor(self.colors.tones["blue"].solid)
            color.setAlpha(_ALPHA)
            self._dots.setBrush(color)
        if self._diagonal is not None:
            self._diagonal.setPen(pyqtgraph.mkPen(self.colors.strong_border, width=1))

    def words_at(self, x: float, y: float) -> str:
        """The values under the pointer."""
        first, second = self._sides
        return f"{first} {wording.number(x)}, {second} {wording.number(y)}"
