# SPDX-License-Identifier: Apache-2.0
"""Values as lines, and as pictures."""

import numpy
import pytest
from pytestqt.qtbot import QtBot

from cutaway.description.statistics import Plane
from cutaway.qt.plots import library
from cutaway.qt.run.pixels import image_of
from cutaway.qt.theme import Theme


def plane(values: list[list[float]], step: int = 1) -> Plane:
    array = numpy.array(values, numpy.float32)
    finite = array[numpy.isfinite(array)]
    rows, columns = array.shape
    return Plane(rows, columns, array.tobytes(), 0, 1, 1, step, float(finite.min()), float(finite.max()))


def test_the_place_under_the_pointer_is_told_for_every_line(qtbot: QtBot, themed: Theme) -> None:
    library.begin()
    qtbot.waitUntil(library.is_ready, timeout=20_000)
    from cutaway.qt.plots.lines import LinesPlot

    plot = LinesPlot(plane([[1, 2, 3], [4, 5, 6]], step=10), "axis 1", None)
    qtbot.addWidget(plot)
    assert plot.words_at(10.2, 0) == "[10] = 2, 5"
    assert plot.words_at(-8, 0) == ""


@pytest.mark.parametrize(
    ("values", "words", "grey"),
    [
        ([[0, 255]], "0 is black, 255 is white", [0, 255]),
        ([[0, 1]], "0 is black, 1 is white", [0, 255]),
        ([[-1, 0]], "-1 is black, 1 is white", [0, 128]),
        ([[100, 1100]], "100 is black, 1100 is white", [0, 255]),
    ],
)
def test_black_and_white_follow_the_range(values: list[list[float]], words: str, grey: list[int]) -> None:
    image, told = image_of([plane(values)])
    assert told == words
    assert [image.pixelColor(column, 0).red() for column in range(2)] == grey


def test_three_channels_are_colours() -> None:
    image, _ = image_of([plane([[255.0, 0.0]]), plane([[0.0, 255.0]]), plane([[0.0, 0.0]])])
    assert [image.pixelColor(column, 0).name() for column in range(2)] == ["#ff0000", "#00ff00"]


def test_what_is_no_number_is_black() -> None:
    image, _ = image_of([plane([[numpy.nan, 1.0]])])
    assert image.pixelColor(0, 0).red() == 0
