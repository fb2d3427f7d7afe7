# SPDX-License-Identifier: Apache-2.0
"""How values are distributed, as bars over their range."""

from __future__ import annotations

import pyqtgraph
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from cutaway.description import wording
from cutaway.description.statistics import Histogram
from cutaway.qt.plots.canvas import Canvas
from cutaway.qt.words import counted, tr


class HistogramPlot(Canvas):
    """Bars of the bins' own widths; zooming by wheel along the values only."""

    def __init__(self, histogram: Histogram, parent: QWidget | None) -> None:
        self._histogram = histogram
        self._bars: pyqtgraph.BarGraphItem | None = None
        self._zero: pyqtgraph.InfiniteLine | None = None
        super().__init__(parent, name="histogramPlot", words=tr("Histogram of the values"))
        edges, counts = histogram.edges, histogram.counts
        self._bars = pyqtgraph.BarGraphItem(x0=list(edges[:-1]), x1=list(edges[1:]), height=list(counts))
        self.addItem(self._bars)
        if edges and edges[0] < 0 < edges[-1]:
            self._zero = pyqtgraph.InfiniteLine(0.0, angle=90)
            self.addItem(self._zero)
        self.setMouseEnabled(x=True, y=False)
        self.getPlotItem().showGrid(x=False, y=True, alpha=0.12)
        if counts:
            top = max(counts) * 1.05
            self.getPlotItem().vb.setLimits(
                yMin=0, yMax=top, xMin=edges[0] - (edges[-1] - edges[0]), xMax=2 * edges[-1] - edges[0]
            )
            self.setYRange(0, top, padding=0)
            self.setXRange(edges[0], edges[-1], padding=0.02)
        self.restyle()

    def restyle(self) -> None:
        """Bars in the accent, their gaps in the ground."""
        super().restyle()
        if self._bars is not None:
            color = QColor(self.colors.tones["blue"].solid)
            self._bars.setOpts(brush=color, pen=pyqtgraph.mkPen(self.colors.surface, width=0.5))
        if self._zero is not None:
            self._zero.setPen(pyqtgraph.mkPen(self.colors.secondary, width=1))

    def words_at(self, x: float, _y: float) -> str:
        """The bin under the pointer and how many values are in it."""
        edges = self._histogram.edges
        for place, count in enumerate(self._histogram.counts):
            if edges[place] <= x < edges[place + 1]:
                begin, end = wording.number(edges[place]), wording.number(edges[place + 1])
                return f"{begin} … {end}: {counted(count, 'value')}"
        return ""
