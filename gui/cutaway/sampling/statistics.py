# SPDX-License-Identifier: Apache-2.0
"""What the values of an array are like, found in one pass of 1 MB blocks over arrays of any size."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeAlias

import numpy

from cutaway.description.statistics import Statistics
from cutaway.sampling import histograms
from cutaway.sampling.histograms import Buckets, Distribution, Ordered, Points

Watch: TypeAlias = Callable[[float], None]
"""Called with the fraction that is done; raises where one has cancelled."""

QUANTILES = (0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99)
_BLOCK = 1 << 18
"""Elements: 1 MB of float32 stays in the cache between the five looks at it."""
_SORTED = 1 << 20
"""Up to so many elements are sorted for exact quantiles: 7 ms for a million."""
_WATCH_EVERY = 64
_CANCELLATION = 0.01
"""Where the spread is less than this part of the sum of squares, that sum has lost it."""
_TINY = 1e-30
"""Sums of squares below it were made of squares that float32 cannot hold."""
_ROW = 2048
_ONES = numpy.ones(_ROW, numpy.float32)
_MOST_DISTINCT = 10_000


def unwatched(fraction: float) -> None:
    """For those who neither watch nor cancel."""


def measure(array: numpy.ndarray, watch: Watch = unwatched) -> Statistics:
    """Statistics of every element; mean and deviation (of the population) are over the finite ones.

    Quantiles are numpy's, with linear interpolation: exact up to 2²⁰ elements, and for types of one and two bytes of
    any count; else within 2⁻⁷ relative. Complex numbers are measured by magnitude. Raises what `watch` raises.
    """
    flat = array.reshape(-1)
    with numpy.errstate(all="ignore"):
        if flat.dtype == object:
            return _strings(flat, watch)
        if flat.dtype.itemsize <= 2:
            return _by_pattern(flat, watch)
        return _by_block(flat, watch)


class _Sums:
    """Figures of the blocks seen so far; spreads are merged as Chan, Golub and LeVeque (1983) do."""

    def __init__(self) -> None:
        self.count = self.nans = self.infinities = self.zeros = 0
        self.finite = 0
        self.mean = self.spread = 0.0
        self.minimum: float | None = None
        self.maximum: float | None = None

    def merge(self, count: int, mean: float, spread: float, minimum: float, maximum: float) -> None:
        """Add a block of finite values. spread: sum of squared distances from its mean."""
        difference = mean - self.mean
        total = self.finite + count
        self.spread += spread + difference * difference * (self.finite * count / total)
        self.mean += difference * (count / total)
        self.finite = total
        self.minimum = minimum if self.minimum is None else min(self.minimum, minimum)
        self.maximum = maximum if self.maximum is None else max(self.maximum, maximum)

    def close(self, found: Distribution | None, *, integers: bool) -> Statistics:
        """The result, with quantiles and histogram where there are finite values."""
        quantiles: tuple[tuple[float, float], ...] = ()
        histogram = None
        if found is not None and self.minimum is not None and self.maximum is not None:
            low, high = self.minimum, self.maximum
            values = [float(min(max(found.quantile(at), low), high)) for at in QUANTILES]
            quantiles = tuple(zip(QUANTILES, values, strict=True))
            histogram = histograms.cut(found, float(low), float(high), integers=integers)
        return Statistics(
            self.count,
            self.minimum,
            self.maximum,
            _figure(self.mean) if self.finite else None,
            _figure((self.spread / self.finite) ** 0.5) if self.finite else None,
            self.zeros,
            self.nans,
            self.infinities,
            quantiles,
            histogram,
        )


def _figure(value: float) -> float | None:
    return float(value) if numpy.isfinite(value) else None


def _blocks(flat: numpy.ndarray, watch: Watch) -> Iterator[numpy.ndarray]:
    """Blocks in the machine's byte order, at addresses that suit it."""
    native = flat.dtype.newbyteorder("=")
    for number, start in enumerate(range(0, flat.size, _BLOCK)):
        if number % _WATCH_EVERY == 0:
            watch(start / flat.size)
        block = flat[start : start + _BLOCK]
        usable = block.dtype == native and block.flags.aligned and block.flags.c_contiguous
        yield block if usable else numpy.ascontiguousarray(block, native).copy()
    watch(1.0)


def _by_block(flat: numpy.ndarray, watch: Watch) -> Statistics:
    sums = _Sums()
    few = flat.size <= _SORTED
    counts = None if few else numpy.zeros(histograms.PATTERNS, numpy.int64)
    found: Distribution | None = None
    for block in _blocks(flat, watch):
        values = numpy.abs(block) if block.dtype.kind == "c" else block
        sums.count += values.size
        sums.zeros += int(
            numpy.count_nonzero(numpy.equal(values, 0))
        )  # 5 times as fast as counting the others
        if values.dtype == numpy.float32:
            _add_float32(sums, values)
        else:
            _add_finite(sums, _finite_only(sums, values) if values.dtype.kind == "f" else values)
        if counts is not None:
            upper = values.astype(numpy.float32, copy=False).view(numpy.uint16)[_upper_half()]
            counts += numpy.bincount(upper, minlength=histograms.PATTERNS)
    if few:
        found = _ordered(flat)
    elif counts is not None and sums.minimum is not None and sums.maximum is not None:
        found = Buckets(counts, sums.minimum, sums.maximum)
    result = sums.close(found, integers=flat.dtype.kind in "iu")
    return replace(result, about="magnitudes") if flat.dtype.kind == "c" else result


def _ordered(flat: numpy.ndarray) -> Ordered:
    """The finite values in their order: exact, and faster than tables over all patterns or partitions."""
    values = numpy.abs(flat) if flat.dtype.kind == "c" else flat.astype(flat.dtype.newbyteorder("="))
    if values.dtype.kind == "f":
        values = values[numpy.isfinite(values)]
    values.sort()
    return Ordered(values)


def _upper_half() -> slice:
    """Where the upper 16 bits of float32 are among 16-bit words."""
    return slice(1, None, 2) if numpy.little_endian else slice(0, None, 2)


def _add_float32(sums: _Sums, block: numpy.ndarray) -> None:
    """Reductions in float32 where that is exact enough; else the same in float64."""
    total, squares = _sum(block), float(numpy.dot(block, block))
    mean = total / block.size
    spread = squares - total * mean
    if not numpy.isfinite(squares):  # NaN, infinity, or values whose squares are beyond float32
        _add_finite(sums, _finite_only(sums, block))
    elif spread < _CANCELLATION * squares or squares < _TINY:
        _add_finite(sums, block)
    else:
        sums.merge(block.size, mean, spread, float(block.min()), float(block.max()))


def _sum(block: numpy.ndarray) -> float:
    """The sum of a float32 block by BLAS in rows: three times as fast as numpy's pairwise sum, and as exact."""
    if block.size % _ROW:
        return float(numpy.add.reduce(block))
    return float((block.reshape(-1, _ROW) @ _ONES).sum(dtype=numpy.float64))


def _finite_only(sums: _Sums, block: numpy.ndarray) -> numpy.ndarray:
    """The finite values; the others are counted."""
    finite = numpy.isfinite(block)
    count = int(numpy.count_nonzero(finite))
    if count == block.size:
        return block
    nans = int(numpy.count_nonzero(numpy.isnan(block)))
    sums.nans += nans
    sums.infinities += block.size - count - nans
    kept: numpy.ndarray = block[finite]
    return kept


def _add_finite(sums: _Sums, block: numpy.ndarray) -> None:
    if not block.size:
        return
    low, high = block.min(), block.max()
    exact = block.astype(numpy.float64)
    mean = float(exact.mean())
    exact -= mean
    integers = block.dtype.kind in "iu"
    sums.merge(
        block.size,
        mean,
        float(numpy.dot(exact, exact)),
        int(low) if integers else float(low),
        int(high) if integers else float(high),
    )


def _by_pattern(flat: numpy.ndarray, watch: Watch) -> Statistics:
    """Types of one or two bytes: every pattern is counted, and all figures are exact sums over the patterns."""
    stored = flat.dtype.newbyteorder("=")
    if flat.dtype.itemsize == 1:
        counts = _byte_counts(flat.view(numpy.uint8), watch)
        values = numpy.arange(256, dtype=numpy.uint8).view(stored)
    else:
        counts = _word_counts(flat.view(numpy.dtype(numpy.uint16).newbyteorder(flat.dtype.byteorder)), watch)
        values = numpy.arange(histograms.PATTERNS, dtype=numpy.uint16).view(stored)
    return _of_patterns(values, counts, flat.dtype)


def _word_counts(words: numpy.ndarray, watch: Watch) -> numpy.ndarray:
    """How often each of the 65,536 patterns of 16 bits occurs."""
    counts = numpy.zeros(histograms.PATTERNS, numpy.int64)
    for block in _blocks(words, watch):
        counts += numpy.bincount(block, minlength=histograms.PATTERNS)
    return counts


def _byte_counts(flat: numpy.ndarray, watch: Watch) -> numpy.ndarray:
    """How often each byte occurs; many are counted in pairs, twice as fast as one by one."""
    if flat.size < histograms.PATTERNS:
        return numpy.bincount(flat, minlength=256)
    even = flat.size // 2 * 2
    pairs = _word_counts(flat[:even].view(numpy.uint16), watch).reshape(256, 256)
    counts: numpy.ndarray = pairs.sum(0) + pairs.sum(1)
    if flat.size > even:
        counts[flat[-1]] += 1
    return counts


def _of_patterns(values: numpy.ndarray, counts: numpy.ndarray, dtype: numpy.dtype) -> Statistics:
    present = counts > 0
    numbers, counts = values[present].astype(numpy.float64), counts[present]
    finite = numpy.isfinite(numbers)
    sums = _Sums()
    sums.count = int(counts.sum())
    sums.zeros = int(counts[numbers == 0].sum())
    sums.nans = int(counts[numpy.isnan(numbers)].sum())
    sums.infinities = int(counts[numpy.isinf(numbers)].sum())
    numbers, counts = numbers[finite], counts[finite]
    if numbers.size:
        mean = float(numpy.dot(numbers, counts) / counts.sum())
        spread = float(numpy.dot((numbers - mean) ** 2, counts))
        whole = dtype.kind in "iu" or "int" in dtype.name
        low, high = (int(end) if whole else float(end) for end in (numbers.min(), numbers.max()))
        sums.merge(int(counts.sum()), mean, spread, low, high)
    whole = dtype.kind in "iub" or "int" in dtype.name
    return sums.close(Points(numbers, counts), integers=whole)


def _strings(flat: numpy.ndarray, watch: Watch) -> Statistics:
    """How many there are, how many are empty, how many differ, and how many bytes the longest has."""
    distinct: set[bytes] | None = set()
    longest: int | None = None
    empty = 0
    for number, text in enumerate(flat):
        if number % _BLOCK == 0:
            watch(number / flat.size)
        longest = max(longest or 0, len(text))
        empty += not text
        if distinct is not None:
            distinct.add(text)
            if len(distinct) > _MOST_DISTINCT:
                distinct = None
    return Statistics(
        flat.size, zeros=empty, longest=longest, distinct=None if distinct is None else len(distinct)
    )
