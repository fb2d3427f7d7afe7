# SPDX-License-Identifier: Apache-2.0
"""Which values of one model are which of another's, told by nothing but the values: the nearest of as many elements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import numpy

from cutaway.sampling.values import Value

Distances: TypeAlias = Mapping[str, Mapping[str, float]]
"""By a name of the first and one of the second: the root of the mean squared difference, where they can be compared."""

_MOST_ELEMENTS = 4096
_MOST_NAMES = 64


def distances(first: Mapping[str, Sequence[Value]], second: Mapping[str, Sequence[Value]]) -> Distances:
    """How far values are apart, over all samples, in as many evenly taken elements as tell them apart."""
    thinned = {name: [_thin(value) for value in values] for name, values in second.items()}
    found: dict[str, dict[str, float]] = {}
    for name, values in list(first.items())[:_MOST_NAMES]:
        mine = [_thin(value) for value in values]
        apart = {other: _apart(mine, theirs) for other, theirs in list(thinned.items())[:_MOST_NAMES]}
        found[name] = {other: distance for other, distance in apart.items() if distance is not None}
    return found


def nearest(found: Distances, name: str, told: str) -> str:
    """The nearest of the second's; the one that was told where none is nearer. Empty where nothing can be compared."""
    apart = found.get(name, {})
    if not apart:
        return ""
    best = min(apart, key=lambda other: apart[other])
    return told if told in apart and apart[told] <= apart[best] else best


def paired(found: Distances, told: Mapping[str, str]) -> dict[str, str]:
    """Each name of the first with one of the second, nearest pairs first; as it was told where values do not tell."""
    ranked = sorted(
        (distance, told.get(name) != other, name, other)
        for name, apart in found.items()
        for other, distance in apart.items()
    )
    made: dict[str, str] = {}
    for _, _, name, other in ranked:
        if name in told and name not in made and other not in made.values():
            made[name] = other
    return {name: made.get(name, other) for name, other in told.items()}


def _thin(value: Value) -> tuple[int, numpy.ndarray]:
    """The number of elements, and some of them as real numbers; none of what are no numbers."""
    flat = value.reshape(-1) if isinstance(value, numpy.ndarray) else value.values.reshape(-1)
    step = max(1, flat.size // _MOST_ELEMENTS)
    taken = flat[::step]
    if taken.dtype.kind not in "biufc" and taken.dtype.name != "bfloat16":
        return flat.size, numpy.empty(0)
    return flat.size, numpy.abs(taken) if taken.dtype.kind == "c" else taken.astype(numpy.float64)


def _apart(
    mine: Sequence[tuple[int, numpy.ndarray]], theirs: Sequence[tuple[int, numpy.ndarray]]
) -> float | None:
    if len(mine) != len(theirs) or not mine:
        return None
    squares = []
    for (count, one), (other_count, other) in zip(mine, theirs, strict=True):
        if count != other_count or not one.size or one.size != other.size:
            return None
        squares.append(float(numpy.mean(numpy.square(numpy.nan_to_num(one - other)))))
    return float(numpy.sqrt(numpy.mean(squares)))
