# SPDX-License-Identifier: Apache-2.0
"""Colour maps: one direction for values of one sign, two directions away from zero for weights."""

from __future__ import annotations

from typing import Any

import pyqtgraph
from PySide6.QtGui import QColor

from cutaway.qt.tokens import Colors

_STRONG = 1.35


def is_signed(low: float, high: float) -> bool:
    """Whether zero is the middle that matters: both signs occur, neither as a trifle."""
    return low < 0 < high and min(-low, high) > 0.02 * max(-low, high)


def limits(low: float, high: float) -> tuple[float, float]:
    """The values of the two ends of the map: symmetric around zero for signed values, never equal."""
    if is_signed(low, high):
        far = max(-low, high)
        return -far, far
    return (low, high) if low < high else (low - 0.5, low + 0.5)


def color_map(low: float, high: float, colors: Colors) -> Any:  # noqa: ANN401 (pyqtgraph has no types)
    """A pyqtgraph.ColorMap that fits the range: blue – ground – orange for signed values, viridis else."""
    if not is_signed(low, high):
        return pyqtgraph.colormap.get("viridis")
    blue, orange = colors.tones["blue"], colors.tones["orange"]
    stops = [
        _strong(blue.solid, colors),
        blue.solid,
        colors.surface,
        orange.solid,
        _strong(orange.solid, colors),
    ]
    return pyqtgraph.ColorMap([0.0, 0.3, 0.5, 0.7, 1.0], [QColor(stop) for stop in stops])


def _strong(color: str, colors: Colors) -> str:
    """Further away from the ground: darker on light, lighter on dark."""
    factor = round(100 * _STRONG)
    found = QColor(color).lighter(factor) if colors.is_dark else QColor(color).darker(factor + 20)
    return found.name()
