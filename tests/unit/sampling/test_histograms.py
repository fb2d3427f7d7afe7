# SPDX-License-Identifier: Apache-2.0
"""Histograms cut from counted patterns look as those of all values would."""

import numpy
import pytest

from cutaway.description.statistics import Histogram
from cutaway.sampling.histograms import BINS
from cutaway.sampling.statistics import measure

NORMAL = numpy.random.default_rng(1).standard_normal(100_000).astype(numpy.float32)


def cut(values: numpy.ndarray) -> Histogram:
    found = measure(values).histogram
    assert found is not None
    return found


@pytest.mark.parametrize("values", [NORMAL, NORMAL.astype(numpy.float16), NORMAL * 1e-3, NORMAL + 3])
def test_is_close_to_the_histogram_of_all_values(values: numpy.ndarray) -> None:
    found = cut(values)
    exact, _ = numpy.histogram(values.astype(numpy.float64), found.edges)
    difference = numpy.abs(numpy.cumsum(found.counts) - numpy.cumsum(exact)).max()
    assert len(found.counts) == BINS
    assert difference < 0.01 * values.size


def test_spans_all_values_where_none_lies_far_off() -> None:
    found = cut(NORMAL)
    assert (found.edges[0], found.edges[-1]) == (float(NORMAL.min()), float(NORMAL.max()))
    assert (found.below, found.above) == (0, 0)


def test_cuts_off_what_lies_far_away() -> None:
    values = NORMAL.copy()
    values[:2] = 1e6, -1e6
    found = cut(values)
    assert found.edges[-1] < 10
    assert (found.below > 0, found.above > 0) == (True, True)
    assert sum(found.counts) + found.below + found.above == values.size


@pytest.mark.parametrize("value", [0.0, 1.0, -3.5, 1e-30])
def test_equal_values_fall_into_one_bin(value: float) -> None:
    found = cut(numpy.full(50, value, numpy.float32))
    assert max(found.counts) == 50
    assert found.edges[0] < value < found.edges[-1]
