# SPDX-License-Identifier: Apache-2.0
"""Convolution filters side by side, all under one range of colours."""

from __future__ import annotations

import math

import numpy
import pyqtgraph
from PySide6.QtWidgets import QWidget

from cutaway.description import wording
from cutaway.description.statistics import Tiles
from cutaway.qt.plots import colors as maps
from cutaway.qt.plots.canvas import Canvas
from cutaway.qt.words import tr


class TilesPlot(Canvas):
    """As many tiles in a row as fill the place. shape: of the place, width by height."""

    def __init__(self, tiles: Tiles, parent: QWidget | None, shape: float = 1.8) -> None:
        self._tiles = tiles
        self._values = numpy.frombuffer(tiles.values, numpy.float32).reshape(
            tiles.count, tiles.rows, tiles.columns
        )
        self._image: pyqtgraph.ImageItem | None = None
        super().__init__(parent, name="tilesPlot", words=tr("Convolution filters"))
        cells = max(tiles.count, 1) * (tiles.rows + 1) / (tiles.columns + 1)
        self._across = min(max(tiles.count, 1), math.ceil(math.sqrt(cells * max(shape, 0.2))))
        self._image = pyqtgraph.ImageItem(self._mosaic(), axisOrder="row-major", autoLevels=False)
        self._image.setLevels(maps.limits(tiles.low, tiles.high))
        self.addItem(self._image)
        self.invertY(True)
        self.hideAxis("left")
        self.hideAxis("bottom")
        self.show_image(self._image.width(), self._image.height(), is_square=True)
        self.restyle()

    def restyle(self) -> None:
        """The map of signed values has the ground of the theme at zero."""
        super().restyle()
        if self._image is not None:
            self._image.setColorMap(maps.color_map(self._tiles.low, self._tiles.high, self.colors))

    def words_at(self, x: float, y: float) -> str:
        """Which filter, which of its elements, and the value."""
        tiles = self._tiles
        column, across = divmod(int(x), tiles.columns + 1)[::-1]
        row, down = divmod(int(y), tiles.rows + 1)[::-1]
        place = down * self._across + across
        inside = x >= 0 and y >= 0 and column < tiles.columns and row < tiles.rows and across < self._across
        if not inside or place >= tiles.count:
            return ""
        value = wording.number(float(self._values[place, row, column]), 6)
        return f"{tiles.labels[place]} [{row}, {column}] = {value}"

    def _mosaic(self) -> numpy.ndarray:
        """Tiles with one cell of nothing (NaN, painted transparent) between them: float32, rows × columns."""
        tiles = self._tiles
        down = math.ceil(tiles.count / self._across) if tiles.count else 1
        shape = (down * (tiles.rows + 1) - 1, self._across * (tiles.columns + 1) - 1)
        mosaic = numpy.full(shape, numpy.nan, numpy.float32)
        for place in range(tiles.count):
            row, column = divmod(place, self._across)
            top, left = row * (tiles.rows + 1), column * (tiles.columns + 1)
            mosaic[top : top + tiles.rows, left : left + tiles.columns] = self._values[place]
        return mosaic
