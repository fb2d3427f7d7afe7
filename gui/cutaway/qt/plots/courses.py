# SPDX-License-Identifier: Apache-2.0
"""How a variable went from checkpoint to checkpoint: its norm, and how far it is from before and from the beginning."""

from __future__ import annotations

import pyqtgraph
from PySide6.QtWidgets import QWidget

from cutaway.description import wording
from cutaway.description.course import Course, WeightCourse
from cutaway.qt import tokens
from cutaway.qt.plots.canvas import Canvas
from cutaway.qt.words import tr

HUES: tuple[tokens.Hue, ...] = ("grey", "blue", "orange")
"""Of the norm, of the distance from the first, and of the step from the one before."""
_DOT = 6


class CoursePlot(Canvas):
    """Three lines over the checkpoints, which stand below."""

    def __init__(self, found: Course, row: WeightCourse, parent: QWidget | None) -> None:
        self._found = found
        self._series = (row.norms, row.from_first, row.from_previous)
        self._lines: list[pyqtgraph.PlotDataItem] = []
        super().__init__(parent, name="coursePlot", words=tr("Along the checkpoints"))
        for values in self._series:
            places = [place for place, value in enumerate(values) if value is not None]
            heights = [value for value in values if value is not None]
            line = pyqtgraph.PlotDataItem(places, heights, symbol="o", symbolSize=_DOT)
            self.addItem(line)
            self._lines.append(line)
        titles = list(enumerate(wording.elided(moment.title, 14) for moment in found.moments))
        every = max(1, len(titles) // 8)
        self.getAxis("bottom").setTicks([titles[::every]])
        self.setXRange(-0.5, len(titles) - 0.5, padding=0)  # names at either end have room
        self.setMouseEnabled(x=True, y=False)
        self.getPlotItem().showGrid(x=False, y=True, alpha=0.12)
        self.restyle()

    def restyle(self) -> None:
        """A hue for each line."""
        super().restyle()
        for hue, line in zip(HUES, getattr(self, "_lines", ()), strict=False):
            solid = self.colors.tones[hue].solid
            line.setPen(pyqtgraph.mkPen(solid, width=1.6))
            line.setSymbolBrush(solid)
            line.setSymbolPen(None)

    def words_at(self, x: float, _y: float) -> str:
        """The checkpoint under the pointer and its figures."""
        place = round(x)
        if not 0 <= place < len(self._found.moments):
            return ""
        norm, far, step = (wording.number(values[place], 4) for values in self._series)
        title = wording.safe(self._found.moments[place].title)
        return tr(
            "{title}: norm {norm}, {far} from the first, {step} from the one before",
            title=title,
            norm=norm,
            far=far,
            step=step,
        )
