# SPDX-License-Identifier: Apache-2.0
"""How the values of two tensors are distributed, one laid over the other."""

from __future__ import annotations

import pyqtgraph
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from cutaway.description import wording
from cutaway.description.statistics import Histogram
from cutaway.qt.plots.canvas import Canvas
from cutaway.qt.plots.hues import SIDES
from cutaway.qt.words import tr

_ALPHA = 56


class BesidePlot(Canvas):
    """Two outlines over the same edges, filled so that both can be seen where they overlap."""

    def __init__(self, both: tuple[Histogram, Histogram], parent: QWidget | None) -> None:
        self._both = both
        self._curves: list[pyqtgraph.PlotDataItem] = []
        super().__init__(parent, name="besidePlot", words=tr("Histograms of both"))
        edges = list(both[0].edges)
        for each in both:
            curve = pyqtgraph.PlotDataItem(edges, list(each.counts), stepMode="center", fillLevel=0)
            self.addItem(curve)
            self._curves.append(curve)
        self.setMouseEnabled(x=True, y=False)
        self.getPlotItem().showGrid(x=False, y=True, alpha=0.12)
        top = max((*both[0].counts, *both[1].counts), default=0) * 1.05 or 1.0
        span = edges[-1] - edges[0]
        self.getPlotItem().vb.setLimits(yMin=0, yMax=top, xMin=edges[0] - span, xMax=edges[-1] + span)
        self.setYRange(0, top, padding=0)
        self.setXRange(edges[0], edges[-1], padding=0.02)
        self.restyle()

    def restyle(self) -> None:
        """The hue of each model."""
        super().restyle()
        for hue, curve in zip(SIDES, getattr(self, "_curves", ()), strict=False):
            solid = QColor(self.colors.tones[hue].solid)
            curve.setPen(pyqtgraph.mkPen(solid, width=1.5))
            ground = QColor(solid)
            ground.setAlpha(_ALPHA)
            curve.setBrush(ground)

    def words_at(self, x: float, _y: float) -> str:
        """The bin under the pointer and how many values of each are in it."""
        first, second = self._both
        edges = first.edges
        for place, count in enumerate(first.counts):
            if edges[place] <= x < edges[place + 1]:
                span = f"{wording.number(edges[place])} … {wording.number(edges[place + 1])}"
                return tr(
                    "{span}: {count} and {counts} values",
                    span=span,
                    count=wording.count(count),
                    counts=wording.count(second.counts[place]),
                )
        return ""
