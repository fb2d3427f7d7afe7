# SPDX-License-Identifier: Apache-2.0
"""Two axes of an array as colours, with the value under the pointer in words."""

from __future__ import annotations

import math

import numpy
import pyqtgraph
from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from cutaway.description import wording
from cutaway.description.statistics import Plane
from cutaway.qt.plots import colors as maps
from cutaway.qt.plots.canvas import Canvas
from cutaway.qt.words import tr

_THREAD = 8


class HeatmapPlot(Canvas):
    """The first row is at the top, as matrices are written; a cell is one element of those it stands for."""

    def __init__(self, plane: Plane, axes: tuple[str, str], parent: QWidget | None) -> None:
        self._plane = plane
        self._values = numpy.frombuffer(plane.values, numpy.float32).reshape(plane.rows, plane.columns)
        self._image: pyqtgraph.ImageItem | None = None
        super().__init__(parent, name="heatmapPlot", words=tr("Heatmap of two axes"), indexed=True)
        self._image = pyqtgraph.ImageItem(self._values, axisOrder="row-major", autoLevels=False)
        width, height = plane.columns * plane.column_step, plane.rows * plane.row_step
        # An element is painted around its index, so that ticks stand at the middle of cells.
        self._image.setRect(QRectF(-plane.column_step / 2, -plane.row_step / 2, width, height))
        self.addItem(self._image)
        self._image.setLevels(maps.limits(plane.low, plane.high))
        self.invertY(True)
        self.name_axis("left", axes[0])
        self.name_axis("bottom", axes[1])
        # Square cells, unless that would leave a thread of a picture.
        self.show_image(width, height, is_square=max(width, height) <= _THREAD * min(width, height))
        self.restyle()

    def restyle(self) -> None:
        """The map of signed values has the ground of the theme at zero."""
        super().restyle()
        if self._image is not None:
            self._image.setColorMap(maps.color_map(self._plane.low, self._plane.high, self.colors))

    def words_at(self, x: float, y: float) -> str:
        """Index and value of the element under the pointer."""
        plane = self._plane
        row, column = math.floor(y / plane.row_step + 0.5), math.floor(x / plane.column_step + 0.5)
        if not (0 <= row < plane.rows and 0 <= column < plane.columns):
            return ""
        value = wording.number(float(self._values[row, column]), 6)
        return f"[{row * plane.row_step}, {column * plane.column_step}] = {value}"
