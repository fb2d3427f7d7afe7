# SPDX-License-Identifier: Apache-2.0
"""How far one array is from another: for proofs, for comparisons of models, and for two runs side by side.

All figures are computed in float64, block by block, so that mapped arrays of any size take no memory. An element that
is NaN in both, or the same infinity in both, is equal; one that is not finite in one of them alone makes the arrays
unequal and is counted, and the other figures are of what is finite in both.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy

from cutaway.description.statistics import Histogram
from cutaway.sampling.statistics import Watch, unwatched
from cutaway.sampling.values import Ragged, Sparse, Value

_BLOCK = 1 << 18
_BINS = 64
_MOST_POINTS = 5_000


@dataclass(frozen=True, slots=True)
class Comparison:
    """Of a reference and another array of its shape. None: the figure is not defined.

    count: elements. equal: all are the same, NaN like NaN. compared: elements that are finite in both.
    odd: elements that are not finite in one, or another infinity or NaN in the other.
    max_abs: largest |other − reference|. max_rel: largest |other − reference| ÷ |reference| where that is not 0.
    rmse: √mean((other − reference)²). cosine: of the two as vectors; None where one of them is 0 everywhere.
    sqnr_db: 10 log₁₀(Σreference² ÷ Σ(other − reference)²); None where they are equal or the reference is 0.
    argmax_agreement: part of the rows (of the last axis) whose largest element is at the same place; the first of
    equal ones counts. None for single values and rows of one. at: index of the largest difference, flat.
    note: why they cannot be compared, in one sentence; empty where they can.
    """

    equal: bool
    count: int = 0
    compared: int = 0
    odd: int = 0
    max_abs: float | None = None
    max_rel: float | None = None
    rmse: float | None = None
    cosine: float | None = None
    sqnr_db: float | None = None
    argmax_agreement: float | None = None
    at: int | None = None
    note: str = ""


def compare(reference: Value, other: Value, watch: Watch = unwatched) -> Comparison:
    """Compare two values. Of ragged and sparse ones the rows and places have to be the same; strings are equal or not.

    Types may differ: numbers are compared as numbers. Raises what `watch` raises.
    """
    if isinstance(reference, Ragged) and isinstance(other, Ragged):
        splits = zip(reference.splits, other.splits, strict=False)
        if len(reference.splits) != len(other.splits) or not all(
            numpy.array_equal(one, two) for one, two in splits
        ):
            return Comparison(equal=False, note="Their rows have different lengths.")
        return compare(reference.values, other.values, watch)
    if isinstance(reference, Sparse) and isinstance(other, Sparse):
        if reference.shape != other.shape or not numpy.array_equal(reference.indices, other.indices):
            return Comparison(equal=False, note="Their elements lie at different places.")
        return compare(reference.values, other.values, watch)
    if not isinstance(reference, numpy.ndarray) or not isinstance(other, numpy.ndarray):
        return Comparison(equal=False, note="One is ragged or sparse, and the other is not.")
    if reference.shape != other.shape:
        shapes = f"{list(reference.shape)} and {list(other.shape)}"
        return Comparison(equal=False, note=f"Their shapes differ: {shapes}.")
    if (reference.dtype == object) != (other.dtype == object):
        return Comparison(equal=False, note="One holds texts, and the other numbers.")
    if reference.dtype == object:
        return _texts(reference, other)
    return _numbers(reference, other, watch)


def _texts(reference: numpy.ndarray, other: numpy.ndarray) -> Comparison:
    same = sum(
        one == two
        for one, two in zip(reference.reshape(-1).tolist(), other.reshape(-1).tolist(), strict=True)
    )
    count = reference.size
    note = "" if same == count else f"{count - same:,} of {count:,} texts differ."
    return Comparison(same == count, count, note=note)


class _Sums:
    """What the blocks seen so far add up to."""

    def __init__(self) -> None:
        self.equal = self.compared = 0
        self.squares = self.reference = self.other = self.product = 0.0
        self.max_abs = self.max_rel = -1.0
        self.at = -1

    def add(self, one: numpy.ndarray, two: numpy.ndarray, start: int) -> None:
        """Add a block of float64 or complex128."""
        same = (one == two) | (numpy.isnan(one) & numpy.isnan(two))
        self.equal += int(numpy.count_nonzero(same))
        finite = numpy.isfinite(one) & numpy.isfinite(two)
        places = None if finite.all() else numpy.flatnonzero(finite)
        if places is not None:
            one, two = one[places], two[places]
        if not one.size:
            return
        self.compared += one.size
        apart = numpy.abs(two - one)
        size = numpy.abs(one)
        place = int(apart.argmax())
        if apart[place] > self.max_abs:
            self.max_abs = float(apart[place])
            self.at = start + (place if places is None else int(places[place]))
        known = size > 0
        if known.any():
            self.max_rel = max(self.max_rel, float((apart[known] / size[known]).max()))
        self.squares += float(numpy.dot(apart, apart))
        self.reference += float(numpy.dot(size, size))
        self.other += float(numpy.vdot(two, two).real)
        self.product += float(numpy.vdot(one, two).real)


def _numbers(reference: numpy.ndarray, other: numpy.ndarray, watch: Watch) -> Comparison:
    sums, count = _Sums(), reference.size
    with numpy.errstate(all="ignore"):
        for start, one, two in _pairs(reference, other, watch):
            sums.add(one, two, start)
        agreement = _agreement(reference, other)
    is_equal = sums.equal == count
    odd = count - sums.compared - _both_odd(reference, other, count - sums.compared)
    if not sums.compared:
        note = "" if is_equal else "No element is a finite number in both."
        return Comparison(is_equal, count, 0, odd, argmax_agreement=agreement, note=note)
    product = math.sqrt(sums.reference) * math.sqrt(sums.other)
    return Comparison(
        is_equal,
        count,
        sums.compared,
        odd,
        _figure(sums.max_abs),
        _figure(sums.max_rel) if sums.max_rel >= 0 else None,
        _figure(math.sqrt(sums.squares / sums.compared)),
        _cosine(sums.product, product),
        _decibels(sums.reference, sums.squares),
        agreement,
        sums.at if sums.at >= 0 else None,
    )


def _pairs(
    reference: numpy.ndarray, other: numpy.ndarray, watch: Watch
) -> Iterator[tuple[int, numpy.ndarray, numpy.ndarray]]:
    kind = numpy.complex128 if "c" in (reference.dtype.kind, other.dtype.kind) else numpy.float64
    one, two = reference.reshape(-1), other.reshape(-1)
    for number, start in enumerate(range(0, one.size, _BLOCK)):
        if number % 16 == 0:
            watch(start / one.size)
        part = slice(start, start + _BLOCK)
        yield start, _exact(one[part], two[part], kind), _exact(two[part], one[part], kind)
    watch(1.0)


def _exact(block: numpy.ndarray, beside: numpy.ndarray, kind: type) -> numpy.ndarray:
    """In float64. Large integers of 64 bits would be rounded, so both are taken from one origin first."""
    if block.dtype.itemsize == 8 and block.dtype.kind in "iu" and block.dtype == beside.dtype and block.size:
        low = min(block.min(), beside.min())
        if int(max(block.max(), beside.max())) - int(low) < 2**53 and abs(int(low)) > 2**52:
            near: numpy.ndarray = block - low
            return near.astype(kind)
    return block.astype(kind)


def _both_odd(reference: numpy.ndarray, other: numpy.ndarray, left: int) -> int:
    """Elements that are the same infinity, or NaN, in both; only looked for where there are some."""
    if not left:
        return 0
    found = 0
    for _, one, two in _pairs(reference, other, unwatched):
        finite = numpy.isfinite(one) & numpy.isfinite(two)
        found += int(numpy.count_nonzero(((one == two) | (numpy.isnan(one) & numpy.isnan(two))) & ~finite))
    return found


def _agreement(reference: numpy.ndarray, other: numpy.ndarray) -> float | None:
    if not reference.ndim or reference.shape[-1] < 2 or not reference.size or reference.dtype.kind == "c":
        return None
    width = reference.shape[-1]
    one, two = reference.reshape(-1, width), other.reshape(-1, width)
    rows = max(1, _BLOCK // width)
    same = sum(
        int(numpy.count_nonzero(_places(one[start : start + rows]) == _places(two[start : start + rows])))
        for start in range(0, len(one), rows)
    )
    return same / len(one)


def _places(rows: numpy.ndarray) -> numpy.ndarray:
    """Where the largest element of each row is; NaN counts as the smallest."""
    values = rows.astype(numpy.float64)
    found: numpy.ndarray = numpy.where(numpy.isnan(values), -numpy.inf, values).argmax(1)
    return found


def _cosine(product: float, lengths: float) -> float | None:
    if not 0 < lengths < math.inf:
        return None
    return min(1.0, max(-1.0, product / lengths))


def _decibels(signal: float, noise: float) -> float | None:
    if not (0 < signal < math.inf and 0 < noise < math.inf):
        return None
    return 10 * math.log10(signal / noise)


def _figure(value: float) -> float | None:
    return value if math.isfinite(value) else None


def distant(reference: numpy.ndarray, other: numpy.ndarray, relative: float, absolute: float) -> int:
    """How many elements are further apart than absolute + relative × |reference|, as `numpy.isclose` judges.

    NaN is close to NaN, and an infinity to itself. For integers, bool and strings any difference counts.
    """
    if reference.dtype == object or (reference.dtype.kind in "iub" and other.dtype.kind in "iub"):
        return int(numpy.count_nonzero(reference != other))
    found = 0
    with numpy.errstate(all="ignore"):
        for _, one, two in _pairs(reference, other, unwatched):
            close = numpy.isclose(two, one, rtol=relative, atol=absolute, equal_nan=True)
            found += one.size - int(numpy.count_nonzero(close))
    return found


def scatter(
    reference: numpy.ndarray, other: numpy.ndarray, most: int = _MOST_POINTS
) -> tuple[numpy.ndarray, numpy.ndarray]:
    """Pairs of finite values for a plot of one against the other: float32, at most `most`, evenly taken."""
    step = max(1, -(-reference.size // most))
    one = _plotted(reference.reshape(-1)[::step])
    two = _plotted(other.reshape(-1)[::step])
    finite = numpy.isfinite(one) & numpy.isfinite(two)
    return one[finite], two[finite]


def errors(reference: numpy.ndarray, other: numpy.ndarray, bins: int = _BINS) -> Histogram | None:
    """How other − reference is spread, over what is finite in both; None where nothing is."""
    ends = [math.inf, -math.inf]
    with numpy.errstate(all="ignore"):
        for difference in _differences(reference, other):
            if difference.size:
                ends = [min(ends[0], float(difference.min())), max(ends[1], float(difference.max()))]
        if ends[0] > ends[1]:
            return None
        if ends[0] == ends[1]:
            room = abs(ends[0]) * 0.5 or 0.5
            ends = [ends[0] - room, ends[1] + room]
        counts = numpy.zeros(bins, numpy.int64)
        edges = numpy.linspace(ends[0], ends[1], bins + 1)
        for difference in _differences(reference, other):
            counts += numpy.histogram(difference, edges)[0]
    return Histogram(tuple(float(edge) for edge in edges), tuple(int(count) for count in counts))


def beside(
    reference: numpy.ndarray, other: numpy.ndarray, bins: int = _BINS
) -> tuple[Histogram, Histogram] | None:
    """How the finite values of each are spread over the same edges, in float64; None where neither has any."""
    sides = [values[numpy.isfinite(values)] for values in map(_measured, (reference, other))]
    ends = [(float(each.min()), float(each.max())) for each in sides if each.size]
    if not ends:
        return None
    low, high = min(end[0] for end in ends), max(end[1] for end in ends)
    if low == high:
        room = abs(low) * 0.5 or 0.5
        low, high = low - room, high + room
    edges = numpy.linspace(low, high, bins + 1)
    told = tuple(float(edge) for edge in edges)
    one, two = (Histogram(told, tuple(numpy.histogram(each, edges)[0].tolist())) for each in sides)
    return one, two


def _measured(values: numpy.ndarray) -> numpy.ndarray:
    found: numpy.ndarray = numpy.abs(values) if values.dtype.kind == "c" else values
    return found.astype(numpy.float64)


def _differences(reference: numpy.ndarray, other: numpy.ndarray) -> Iterator[numpy.ndarray]:
    for _, one, two in _pairs(reference, other, unwatched):
        difference = numpy.abs(two - one) if one.dtype.kind == "c" else two - one
        yield difference[numpy.isfinite(difference)]


def _plotted(values: numpy.ndarray) -> numpy.ndarray:
    found: numpy.ndarray = numpy.abs(values) if values.dtype.kind == "c" else values
    return found.astype(numpy.float32)
