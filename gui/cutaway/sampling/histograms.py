# SPDX-License-Identifier: Apache-2.0
"""Distributions that were counted in one pass, and the histograms and quantiles cut from them afterwards."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Protocol

import numpy

from cutaway.description.statistics import Histogram

PATTERNS = 1 << 16
BINS = 128
_FEW, _FEWEST_BINS = 64, 4
_INFINITY = 0x7F80  # upper half of float32's infinity
_SIGN = 0x8000
_SMALLEST = 1e-40
"""The bucket of zero ends here: its subnormal numbers have no resolution."""
_TAIL = 0.001
_FAR = 4.0
"""How many times wider than the middle 99.8 % the whole range has to be before the ends are cut off."""


class Distribution(Protocol):
    """How often which finite values occur."""

    @property
    def total(self) -> int:
        """How many values were counted."""

    def up_to(self, edges: numpy.ndarray) -> numpy.ndarray:
        """How many values lie below each edge (float64)."""

    def quantile(self, fraction: float) -> float:
        """The value below which that fraction of all lies."""


class Buckets:
    """float32 values counted by the upper 16 bits of their patterns: 2⁻⁷ relative resolution over the whole range.

    counts: int64, one a pattern; infinities and NaN are left out. minimum, maximum: of the finite values.
    """

    def __init__(self, counts: numpy.ndarray, minimum: float, maximum: float) -> None:
        negative, positive = counts[_SIGN : _SIGN + _INFINITY][::-1], counts[:_INFINITY]
        steps = (
            (numpy.arange(_INFINITY + 1, dtype=numpy.uint32) << 16).view(numpy.float32).astype(numpy.float64)
        )
        steps[-1] = numpy.finfo(numpy.float32).max
        self._edges = numpy.clip(numpy.concatenate((-steps[:0:-1], steps)), minimum, maximum)
        self._cumulative = numpy.concatenate(([0], numpy.cumsum(numpy.concatenate((negative, positive)))))

    @property
    def total(self) -> int:
        """How many finite values were counted."""
        return int(self._cumulative[-1])

    def up_to(self, edges: numpy.ndarray) -> numpy.ndarray:
        """How many values lie below each edge; those of a bucket are taken to lie evenly in it."""
        found: numpy.ndarray = numpy.interp(edges, self._edges, self._cumulative)
        return found

    def quantile(self, fraction: float) -> float:
        """The value below which that fraction of all lies, within the resolution."""
        wanted = fraction * self.total
        bucket = min(int(numpy.searchsorted(self._cumulative, wanted, "right")) - 1, len(self._edges) - 2)
        inside = self._cumulative[bucket + 1] - self._cumulative[bucket]
        part = (wanted - self._cumulative[bucket]) / inside if inside else 0.0
        value = float(self._edges[bucket] + part * (self._edges[bucket + 1] - self._edges[bucket]))
        return value if abs(value) > _SMALLEST else 0.0


class Points:
    """Values counted one by one, for types of 8 and 16 bits. values: finite float64, any order; counts: int64."""

    def __init__(self, values: numpy.ndarray, counts: numpy.ndarray) -> None:
        kept = counts > 0
        order = numpy.argsort(values[kept], kind="stable")
        self._values = values[kept][order]
        self._cumulative = numpy.concatenate(([0], numpy.cumsum(counts[kept][order])))

    @property
    def total(self) -> int:
        """How many values were counted."""
        return int(self._cumulative[-1])

    def up_to(self, edges: numpy.ndarray) -> numpy.ndarray:
        """How many values lie below each edge."""
        found: numpy.ndarray = self._cumulative[numpy.searchsorted(self._values, edges, "left")]
        return found

    def quantile(self, fraction: float) -> float:
        """The value at that fraction of all in their order, between two of them by linear interpolation."""
        return interpolated(self._at, self.total, fraction)

    def _at(self, rank: int) -> float:
        return float(self._values[int(numpy.searchsorted(self._cumulative, rank, "right")) - 1])


class Ordered:
    """Values in their order. values: finite and sorted, of any real type."""

    def __init__(self, values: numpy.ndarray) -> None:
        self._values = values

    @property
    def total(self) -> int:
        """How many values there are."""
        return len(self._values)

    def up_to(self, edges: numpy.ndarray) -> numpy.ndarray:
        """How many values lie below each edge."""
        return numpy.searchsorted(self._values, edges, "left")

    def quantile(self, fraction: float) -> float:
        """The value at that fraction of all in their order, between two of them by linear interpolation."""
        return interpolated(self._values.__getitem__, self.total, fraction)


def interpolated(at: Callable[[int], float], total: int, fraction: float) -> float:
    """The quantile of `total` values as numpy's method "linear" has it; `at` gives the value of a rank."""
    place = fraction * (total - 1)
    rank = int(place)
    low = float(at(rank))
    return low + (float(at(min(rank + 1, total - 1))) - low) * (place - rank)


def cut(
    found: Distribution, minimum: float, maximum: float, *, bins: int = BINS, integers: bool = False
) -> Histogram | None:
    """A histogram of `bins` equally wide bins over the range where the values are; None without values.

    The ends are cut off where a few values lie far from all others. integers: one bin a number where they are few.
    """
    if not found.total:
        return None
    if found.total <= _FEW:
        bins = min(bins, max(_FEWEST_BINS, math.ceil(2 * math.sqrt(found.total))))
    low, high = _range(found, minimum, maximum)
    if integers:
        low, high = float(numpy.floor(low)) - 0.5, float(numpy.ceil(high)) + 0.5
        bins = int(high - low) if high - low <= 2 * bins else bins
    elif low == high:
        low, high = low - (abs(low) or 1.0) / 2, high + (abs(high) or 1.0) / 2
    edges = numpy.linspace(low, high, bins + 1)
    cumulative = numpy.rint(found.up_to(edges)).astype(numpy.int64)
    if low <= minimum:
        cumulative[0] = 0
    if high >= maximum:  # the last bin holds its upper edge
        cumulative[-1] = found.total
    counts = tuple(int(count) for count in numpy.diff(cumulative))
    below, above = int(cumulative[0]), found.total - int(cumulative[-1])
    return Histogram(tuple(edges.tolist()), counts, below, above)


def _range(found: Distribution, minimum: float, maximum: float) -> tuple[float, float]:
    low = min(max(found.quantile(_TAIL), minimum), maximum)
    high = max(min(found.quantile(1 - _TAIL), maximum), low)
    if low == high or maximum - minimum <= _FAR * (high - low):
        return minimum, maximum
    return low, high
