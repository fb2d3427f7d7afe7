# SPDX-License-Identifier: Apache-2.0
"""Plots show what is under the pointer, in the colours of the theme, zero in the middle of signed values."""

import math

import numpy
import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cutaway.description.statistics import Histogram, Plane, Tiles
from cutaway.qt import tokens
from cutaway.qt.plots import colors
from cutaway.qt.plots.color_bar import ColorBar
from cutaway.qt.plots.heatmap import HeatmapPlot
from cutaway.qt.plots.histogram import HistogramPlot
from cutaway.qt.plots.tiles import TilesPlot
from cutaway.qt.theme import palette


def plane(values: numpy.ndarray, step: int = 1) -> Plane:
    """Return a plane of float32 values, each standing for `step` × `step`."""
    floats = values.astype(numpy.float32)
    finite = floats[numpy.isfinite(floats)]
    low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 0.0)
    rows, columns = floats.shape
    return Plane(rows, columns, floats.tobytes(), 0, 1, step, step, low, high)


@pytest.fixture
def holder(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def test_a_heatmap_tells_index_and_value(holder: QWidget) -> None:
    plot = HeatmapPlot(plane(numpy.arange(6).reshape(2, 3)), ("rows", "columns"), holder)
    assert plot.words_at(2.4, 0.6) == "[1, 2] = 5"
    assert plot.words_at(-0.4, -0.4) == "[0, 0] = 0"
    assert plot.words_at(2.6, 0) == ""


def test_a_thinned_heatmap_tells_the_index_in_the_whole(holder: QWidget) -> None:
    plot = HeatmapPlot(plane(numpy.arange(6).reshape(2, 3), step=10), ("rows", "columns"), holder)
    assert plot.words_at(21, 9) == "[10, 20] = 5"


@pytest.mark.parametrize(
    "values", [[[numpy.nan, 1.0]], [[numpy.inf, -1.0]], [[3.0, 3.0]], [[0.0]], [[-1e38, 1e38]]]
)
def test_odd_values_are_painted(values: list[list[float]], holder: QWidget) -> None:
    plot = HeatmapPlot(plane(numpy.array(values)), ("rows", "columns"), holder)
    plot.resize(300, 200)
    assert not plot.grab().isNull()


def test_a_histogram_tells_its_bins(holder: QWidget) -> None:
    plot = HistogramPlot(Histogram((0.0, 1.0, 2.0), (5, 1)), holder)
    assert plot.words_at(0.5, 0) == "0 … 1: 5 values"
    assert plot.words_at(1.5, 0) == "1 … 2: 1 value"
    assert plot.words_at(3.0, 0) == ""


def test_a_tile_tells_which_filter_it_is(holder: QWidget) -> None:
    values = numpy.arange(12, dtype=numpy.float32)
    tiles = Tiles(2, 2, 3, 3, values.tobytes(), ("in 0", "in 1", "in 2"), 0.0, 11.0)
    plot = TilesPlot(tiles, holder, 3.0)
    assert plot.words_at(0.5, 1.5) == "in 0 [1, 0] = 2"
    assert plot.words_at(3.5, 0.5) == "in 1 [0, 0] = 4"
    assert plot.words_at(2.5, 0.5) == ""
    assert plot.words_at(-0.5, 0.5) == ""


def test_signed_values_have_zero_in_the_middle() -> None:
    assert colors.limits(-1.0, 3.0) == (-3.0, 3.0)
    assert colors.limits(0.5, 3.0) == (0.5, 3.0)
    low, high = colors.limits(2.0, 2.0)
    assert low < 2 < high


@pytest.mark.parametrize("theme", [tokens.LIGHT, tokens.DARK])
def test_zero_has_the_colour_of_the_ground(theme: tokens.Colors, qtbot: QtBot) -> None:
    middle = colors.color_map(-1.0, 1.0, theme).map(0.5, mode="qcolor")
    assert middle.name().upper() == theme.surface.upper()


def test_plots_follow_the_theme(holder: QWidget) -> None:
    plot = HeatmapPlot(plane(numpy.array([[-1.0, 1.0]])), ("rows", "columns"), holder)
    plot.setPalette(palette(tokens.DARK))
    assert plot.colors is tokens.DARK
    assert plot.backgroundBrush().color().name().upper() == tokens.DARK.surface.upper()


def test_ticks_of_indices_are_whole_numbers(holder: QWidget) -> None:
    plot = HeatmapPlot(plane(numpy.zeros((1, 3))), ("rows", "columns"), holder)
    spacings = plot.getAxis("bottom").tickSpacing(0.0, 3.0, 400.0)
    assert all(math.floor(spacing) == spacing >= 1 for spacing, _offset in spacings)


def test_the_bar_tells_its_ends_to_those_who_listen(holder: QWidget) -> None:
    bar = ColorBar(-0.5, 0.25, holder)
    assert bar.accessibleName() == "Colours from −0.5 to 0.5"
    assert not bar.grab().isNull()
