# SPDX-License-Identifier: Apache-2.0
"""Plots of reports: lines with gaps, two histograms over the same edges."""

from __future__ import annotations

import math
import re

from cutaway.description.plots import beside, spark
from cutaway.description.statistics import Histogram


def points(drawn: str) -> list[list[tuple[float, float]]]:
    """The points of each line."""
    return [
        [(float(x), float(y)) for x, y in (pair.split(",") for pair in line.split())]
        for line in re.findall(r'<polyline class="line" points="([^"]*)"', drawn)
    ]


def test_a_line_goes_from_left_to_right_and_up_where_values_grow() -> None:
    ((first, middle, last),) = points(spark([1.0, 2.0, 5.0]))
    assert first[0] < middle[0] < last[0]
    assert first[1] > middle[1] > last[1]


def test_what_is_not_there_or_not_finite_leaves_a_gap() -> None:
    drawn = spark([1.0, 2.0, None, 3.0, math.nan, 4.0, 5.0])
    assert [len(line) for line in points(drawn)] == [2, 2]
    assert drawn.count("<circle") == 1


def test_values_that_are_all_the_same_lie_in_the_middle() -> None:
    ((first, last),) = points(spark([0.0, 0.0]))
    assert first[1] == last[1] == 22.0


def test_nothing_to_draw_is_an_empty_picture() -> None:
    assert points(spark([])) == points(spark([None])) == []


def test_two_histograms_share_their_scale() -> None:
    edges = (0.0, 1.0, 2.0)
    drawn = beside(Histogram(edges, (4, 0)), Histogram(edges, (0, 8)))
    ((start, *_, end),) = points(drawn)
    assert start[1] > end[1]  # the second is tallest at the right
    assert len(re.findall('<rect class="mark"', drawn)) == 1
