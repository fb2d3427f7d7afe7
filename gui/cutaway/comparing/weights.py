# SPDX-License-Identifier: Apache-2.0
"""How far the weights of two models are from each other, pair by pair, the most changed first."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial

import numpy

from cutaway.comparing import layouts, matching
from cutaway.comparing.folding import Folded, Folds
from cutaway.comparing.matching import Matched
from cutaway.comparing.values import Weights
from cutaway.description import variables
from cutaway.description.comparison import Weight, WeightPair
from cutaway.description.conversion import Figures
from cutaway.description.statistics import Histogram
from cutaway.description.variables import Variable
from cutaway.errors import ModelError, RequestError
from cutaway.sampling import comparing
from cutaway.sampling.statistics import Watch, unwatched

_MOST_SPREAD = 1 << 16
_CACHED = 1 << 15
_BLOCK = 1 << 20

Told = Callable[[str, float | None], None]


def compare(
    first: Weights, second: Weights, progress: Told
) -> tuple[tuple[WeightPair, ...], tuple[Weight, ...], tuple[Weight, ...]]:
    """All pairs, the most changed first, and what stands in one alone. Raises what `progress` raises.

    Values that cannot be read are told in the figures of their pair.
    """
    progress("Matching the weights", None)
    found = matching.match(first, second, lambda: progress("Matching the weights", None))
    folds = Folds(first, second, found)
    total = sum(pair.first.bytes + pair.second.bytes for pair in found.pairs) or 1
    done = 0
    pairs = []
    for pair in found.pairs:
        words = f"Comparing {pair.first.path or pair.first.name}"
        progress(words, done / total)
        watch = partial(_watch, progress, words, done / total)
        pairs.append(_pair(first, second, pair, folds.of(pair), watch))
        done += pair.first.bytes + pair.second.bytes
    pairs.sort(key=_change)
    used = folds.used
    only_first = tuple(weight(each) for each in found.only_first if each.name not in used[0])
    only_second = tuple(weight(each) for each in found.only_second if each.name not in used[1])
    return tuple(pairs), only_first, only_second


def _watch(progress: Told, words: str, begun: float, _: float) -> None:
    """Tell that a large weight is still being compared."""
    progress(words, begun)


def weight(variable: Variable) -> Weight:
    """The variable as a comparison tells of it."""
    return Weight(variable.name, variables.title(variable), variable.dtype, variable.shape, variable.role)


def _change(pair: WeightPair) -> tuple[bool, float]:
    """What cannot be compared first, then by the root mean square of the differences."""
    figures = pair.figures
    return not figures.note, 0.0 if figures.equal or figures.rmse is None else -figures.rmse


def _pair(first: Weights, second: Weights, pair: Matched, fold: Folded | None, watch: Watch) -> WeightPair:
    one, other = weight(pair.first), weight(pair.second)
    try:
        reference, is_scaled = first.real(pair.first.name)
        value, is_also_scaled = second.real(pair.second.name)
    except (ModelError, RequestError) as error:
        return WeightPair(one, other, pair.how, Figures(equal=False, note=error.message))
    if fold is not None:
        reference, value = (reference, fold.into(value)) if fold.is_second else (fold.into(reference), value)
    scaled = is_scaled or is_also_scaled
    laid = layouts.laid_alike(reference, value)
    if laid is None:
        note = f"Their shapes differ: {list(reference.shape)} and {list(value.shape)}."
        return WeightPair(one, other, pair.how, Figures(equal=False, note=note), scaled=scaled)
    view, axes = laid
    found, scale = figures(reference, view, watch)
    spread, both = _spread(reference, view, found)
    name = fold.name if fold else ""
    return WeightPair(one, other, pair.how, found, axes, scaled, name, spread, scale, both)


def figures(
    reference: numpy.ndarray, other: numpy.ndarray, watch: Watch = unwatched
) -> tuple[Figures, float]:
    """As `sampling.comparing` has it, and the largest magnitude in either, 0 where they are equal.

    Equal ones of one type are found without reckoning, and finite real ones are gone over once.
    """
    if reference.dtype == other.dtype and reference.dtype != object and _is_same(reference, other):
        return Figures(equal=True, max_abs=0.0, rmse=0.0, cosine=1.0), 0.0
    if reference.dtype.kind == other.dtype.kind == "f":
        with numpy.errstate(all="ignore"):  # what is not finite is looked at again, more slowly
            quick = _finite(reference.reshape(-1), other.reshape(-1), watch)
        if quick is not None:
            return quick
    found = comparing.compare(reference, other, watch)
    told = Figures(
        found.equal,
        found.max_abs,
        found.rmse,
        found.cosine,
        found.sqnr_db,
        None,
        found.odd,
        found.note,
    )
    return told, 0.0 if found.equal else max(largest(reference), largest(other))


def _finite(one: numpy.ndarray, two: numpy.ndarray, watch: Watch) -> tuple[Figures, float] | None:
    """Likewise, block by block: of two of float32 within 10⁻⁶ of each figure, in half the time; else in float64.

    None where something is not finite, or too small to be squared.
    """
    most = scale = 0.0
    sums = numpy.zeros(4)
    kind = numpy.float32 if one.dtype == two.dtype == numpy.float32 else numpy.float64
    for number, start in enumerate(range(0, one.size, _CACHED)):
        if number % 64 == 0:
            watch(start / one.size)
        first = one[start : start + _CACHED].astype(kind, copy=False)
        second = two[start : start + _CACHED].astype(kind, copy=False)
        scale = max(scale, first.max(), -first.min(), second.max(), -second.min())
        sums[1:] += numpy.dot(first, first), numpy.dot(second, second), numpy.dot(first, second)
        apart: numpy.ndarray = numpy.subtract(second, first)
        most = max(most, apart.max(), -apart.min())
        sums[0] += numpy.dot(apart, apart)
        if not numpy.isfinite(sums).all():
            return None
    noise, signal, other, product = sums.tolist()
    if not one.size or min(noise, signal, other) <= 0:
        return None
    cosine = min(1.0, max(-1.0, product / math.sqrt(signal) / math.sqrt(other)))
    rmse, decibels = math.sqrt(noise / one.size), 10 * math.log10(signal / noise)
    return Figures(equal=False, max_abs=float(most), rmse=rmse, cosine=cosine, sqnr_db=decibels), float(scale)


def largest(array: numpy.ndarray) -> float:
    """The largest finite magnitude, block by block."""
    flat, found = array.reshape(-1), 0.0
    if flat.dtype == object:
        return found
    kind = numpy.complex128 if flat.dtype.kind == "c" else numpy.float64
    for start in range(0, flat.size, _BLOCK):
        sizes = numpy.abs(flat[start : start + _BLOCK].astype(kind))
        found = max(found, float(sizes[numpy.isfinite(sizes)].max(initial=0.0)))
    return found


def _is_same(reference: numpy.ndarray, other: numpy.ndarray) -> bool:
    """Whether all elements are the same and none is NaN, block by block."""
    if not (reference.flags.c_contiguous and other.flags.c_contiguous):
        return bool(numpy.array_equal(reference, other))
    one, two = reference.reshape(-1), other.reshape(-1)
    return all(
        numpy.array_equal(one[start : start + _BLOCK], two[start : start + _BLOCK])
        for start in range(0, one.size, _BLOCK)
    )


def _spread(
    reference: numpy.ndarray, other: numpy.ndarray, found: Figures
) -> tuple[Histogram | None, tuple[Histogram, Histogram] | None]:
    """How the differences, and both sides, are spread, of up to 2 × `_MOST_SPREAD` elements, evenly taken."""
    if found.equal or found.note or object in (reference.dtype, other.dtype):
        return None, None
    step = max(1, reference.size // _MOST_SPREAD)
    one, two = reference.reshape(-1)[::step], other.reshape(-1)[::step]
    return comparing.errors(one, two), comparing.beside(one, two)
