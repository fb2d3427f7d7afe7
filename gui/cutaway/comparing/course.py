# SPDX-License-Identifier: Apache-2.0
"""How far the weights of a run moved from one checkpoint to the next, and from the first."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy

from cutaway.comparing import layouts, matching, names, slots
from cutaway.comparing.values import Weights
from cutaway.comparing.weights import weight
from cutaway.description import variables
from cutaway.description.course import WeightCourse
from cutaway.description.variables import Variable
from cutaway.errors import ModelError, RequestError

_BLOCK = 1 << 18
_CERTAIN = ("name", "path", "fused")
_RANKS = {"weight": 0, "optimizer": 1}

Told = Callable[[str, float | None], None]


@dataclass(slots=True)
class _Line:
    """One variable: by the place of a moment what it is called there."""

    variable: Variable
    names: dict[int, str] = field(default_factory=dict)


def follow(moments: Sequence[Weights], progress: Told) -> tuple[WeightCourse, ...]:
    """All variables that any of the moments has: weights by their change, then optimizer slots, then the rest.

    Raises what `progress` raises. Values that cannot be read are told in the note of their variable.
    """
    lines = _lines(moments, progress)
    titles = {
        key(each.variable): variables.title(each.variable)
        for each in lines
        for key in (names.path, slots.key)
    }
    numbered = [slots.numbered(moment) for moment in moments]
    found = []
    for number, line in enumerate(lines):
        progress(f"Following {variables.title(line.variable)}", number / max(1, len(lines)))
        slot_of, slot = slots.owner(line.variable, titles)
        if not slot_of:
            told = (numbered[place].get(name) for place, name in line.names.items())
            slot_of, slot = next((each for each in told if each is not None), ("", ""))
        found.append(replace(_course(moments, line), slot_of=slot_of, slot=slot))
    return tuple(sorted(found, key=lambda each: (_RANKS.get(each.weight.role, 2), -each.change)))


def _lines(moments: Sequence[Weights], progress: Told) -> list[_Line]:
    """Variables of all moments, each matched with the moment before, so that one that is renamed is still followed."""
    lines: list[_Line] = []
    last: dict[str, _Line] = {}
    for place, moment in enumerate(moments):
        progress("Matching the variables", place / len(moments))
        now: dict[str, _Line] = {}
        if last:
            paired = matching.match(
                moments[place - 1], moment, lambda: progress("Matching the variables", None)
            )
            for pair in paired.pairs:
                if pair.how in _CERTAIN or pair.how == "value":
                    now[pair.second.name] = last[pair.first.name]
        for variable in moment.listed():
            if variable.name not in now:
                now[variable.name] = _Line(variable)
                lines.append(now[variable.name])
            now[variable.name].names[place] = variable.name
        last = now
    return lines


def _course(moments: Sequence[Weights], line: _Line) -> WeightCourse:
    norms: list[float | None] = []
    steps: list[float | None] = []
    ways: list[float | None] = []
    odd: list[int] = []
    notes: dict[str, None] = {}
    first = previous = None
    for place, moment in enumerate(moments):
        array = None
        if place in line.names:
            try:
                array = moment.real(line.names[place])[0]
            except (ModelError, RequestError) as error:
                notes[error.message] = None
        if array is None or array.dtype == object:
            for each in (norms, steps, ways):
                each.append(None)
            odd.append(0)
            continue
        length, strange = norm(array)
        norms.append(length)
        odd.append(strange)
        steps.append(None if previous is None else _apart(previous, array, notes))
        ways.append(
            None if first is None else steps[-1] if first is previous else _apart(first, array, notes)
        )
        first, previous = array if first is None else first, array
    return WeightCourse(
        weight(line.variable), tuple(norms), tuple(steps), tuple(ways), tuple(odd), note=next(iter(notes), "")
    )


def norm(array: numpy.ndarray) -> tuple[float, int]:
    """√Σx² over what is finite, and how many elements are not; in float64, block by block."""
    flat, total, odd = array.reshape(-1), 0.0, 0
    for start in range(0, flat.size, _BLOCK):
        values = _exact(flat[start : start + _BLOCK])
        finite = numpy.isfinite(values)
        if not finite.all():
            odd += int(values.size - numpy.count_nonzero(finite))
            values = values[finite]
        total += float(numpy.vdot(values, values).real)
    return math.sqrt(total), odd


def distance(reference: numpy.ndarray, other: numpy.ndarray) -> float:
    """√Σ(other − reference)² over what is finite in both; in float64, block by block."""
    one, two, total = reference.reshape(-1), other.reshape(-1), 0.0
    for start in range(0, one.size, _BLOCK):
        with numpy.errstate(invalid="ignore"):  # ∞ − ∞
            apart = _exact(two[start : start + _BLOCK]) - _exact(one[start : start + _BLOCK])
        finite = numpy.isfinite(apart)
        if not finite.all():
            apart = apart[finite]
        total += float(numpy.vdot(apart, apart).real)
    return math.sqrt(total)


def _exact(block: numpy.ndarray) -> numpy.ndarray:
    return block.astype(numpy.complex128 if block.dtype.kind == "c" else numpy.float64)


def _apart(reference: numpy.ndarray, other: numpy.ndarray, notes: dict[str, None]) -> float | None:
    if reference.shape == other.shape:
        return distance(reference, other)
    laid = layouts.laid_alike(reference, other)
    if laid is None:
        notes[f"Its shape changes from {list(reference.shape)} to {list(other.shape)}."] = None
        return None
    return distance(reference, laid[0])
