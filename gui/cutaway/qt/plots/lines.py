# SPDX-License-Identifier: Apache-2.0
"""Values along one axis as lines, each series in a hue of its own."""

from __future__ import annotations

import numpy
import pyqtgraph
from PySide6.QtWidgets import QWidget

from cutaway.description import wording
from cutaway.description.statistics import Plane
from cutaway.qt import tokens
from cutaway.qt.plots.canvas import Canvas
from cutaway.qt.words import tr

_HUES: tuple[tokens.Hue, ...] = ("blue", "orange", "green", "pink", "violet", "teal", "red", "yellow")
MOST_LINES = len(_HUES)


class LinesPlot(Canvas):
    """The rows of a plane over the indices of its columns, at most eight of them."""

    def __init__(self, plane: Plane, words: str, parent: QWidget | None) -> None:
        self._plane = plane
        self._values = numpy.frombuffer(plane.values, numpy.float32).reshape(plane.rows, plane.columns)
        self._lines: list[pyqtgraph.PlotDataItem] = []
        super().__init__(parent, name="linesPlot", words=tr("Values as lines"))
        places = numpy.arange(plane.columns) * plane.column_step
        for row in self._values[:MOST_LINES]:
            line = pyqtgraph.PlotDataItem(places, row, connect="finite")
            self.addItem(line)
            line.setDownsampling(auto=True, method="peak")
            self._lines.append(line)
        self.name_axis("bottom", words)
        self.getPlotItem().showGrid(x=False, y=True, alpha=0.12)
        self.setMouseEnabled(x=True, y=False)
        self.restyle()

    def restyle(self) -> None:
        """One hue for each line."""
        super().restyle()
        for place, line in enumerate(getattr(self, "_lines", ())):
            line.setPen(pyqtgraph.mkPen(self.colors.tones[_HUES[place]].solid, width=1.2))

    def words_at(self, x: float, _y: float) -> str:
        """Index under the pointer, and the values there."""
        place = round(x / self._plane.column_step)
        if not 0 <= place < self._plane.columns:
            return ""
        values = ", ".join(wording.number(float(row[place]), 5) for row in self._values[:MOST_LINES])
        return f"[{place * self._plane.column_step}] = {values}"
