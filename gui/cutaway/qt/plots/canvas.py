# SPDX-License-Identifier: Apache-2.0
"""A plot in the colours and typefaces of the theme; every picture of values is drawn on one."""

from __future__ import annotations

from typing import Any

import pyqtgraph
from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QWidget

from cutaway.qt import fonts, tokens

_FAR = 64
_AXES = ("left", "bottom", "right", "top")


class IndexAxis(pyqtgraph.AxisItem):  # type: ignore[misc]
    """An axis of indices: there is nothing between two of them."""

    def tickSpacing(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, float]]:
        """Spacings and offsets of at least one element."""
        found = super().tickSpacing(minVal, maxVal, size)
        return [(spacing, offset) for spacing, offset in found if spacing >= 1] or [(1.0, 0.0)]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        """Nothing has an index below zero."""
        found = super().tickStrings(values, scale, spacing)
        return [text if value >= 0 else "" for value, text in zip(values, found, strict=True)]


class Canvas(pyqtgraph.PlotWidget):  # type: ignore[misc]
    """hovered: what is under the pointer, in words; empty where nothing is. indexed: both axes count elements."""

    hovered = Signal(str)

    _is_built = False  # PlotWidget gets its first events before it has axes

    def __init__(self, parent: QWidget | None, *, name: str, words: str, indexed: bool = False) -> None:
        axes = {side: IndexAxis(side) for side in ("left", "bottom")} if indexed else None
        super().__init__(parent, axisItems=axes, enableMenu=False)
        self._is_built = True
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.hideButtons()
        self.scene().sigMouseMoved.connect(self._moved)
        self.restyle()

    @property
    def colors(self) -> tokens.Colors:
        """Of the theme in force."""
        return tokens.colors_of(self.palette())

    def restyle(self) -> None:
        """Take the colours of the theme; subclasses colour what they drew."""
        colors = self.colors
        self.setBackground(QColor(colors.surface))
        for side in _AXES:
            axis = self.getAxis(side)
            axis.setPen(pyqtgraph.mkPen(colors.border))
            axis.setTextPen(pyqtgraph.mkPen(colors.secondary))
            axis.setTickFont(fonts.interface(11))
            axis.setStyle(tickLength=-4, maxTickLevel=1, hideOverlappingLabels=True)
            axis.setSIPrefixEnableRanges(())  # a factor in brackets is no figure for people

    def name_axis(self, side: str, text: str) -> None:
        """Write what an axis stands for."""
        style = {"color": self.colors.secondary, "font-size": f"{tokens.SECONDARY_PX}px"}
        self.setLabel(side, text, **style)

    def changeEvent(self, event: QEvent) -> None:
        """Another theme is in force."""
        super().changeEvent(event)
        if self._is_built and event.type() is QEvent.Type.PaletteChange:
            self.restyle()

    def show_image(self, width: float, height: float, *, is_square: bool) -> None:
        """Fit an image of that size into the plot, as long as nobody has zoomed."""
        box = self.getPlotItem().vb
        box.setAspectLocked(is_square)
        far = _FAR * max(width, height)  # a square picture in a flat place needs much ground beside it
        box.setLimits(xMin=-far, xMax=far, yMin=-far, yMax=far)
        box.setDefaultPadding(0.01)
        box.enableAutoRange()

    def words_at(self, x: float, y: float) -> str:
        """What is at a place of the plot; subclasses know."""
        raise NotImplementedError

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer any more."""
        self.hovered.emit("")
        super().leaveEvent(event)

    def _moved(self, place: Any) -> None:  # noqa: ANN401 (pyqtgraph's signal has no types)
        box = self.getPlotItem().vb
        if not box.sceneBoundingRect().contains(place):
            self.hovered.emit("")
            return
        point = box.mapSceneToView(place)
        self.hovered.emit(self.words_at(point.x(), point.y()))
