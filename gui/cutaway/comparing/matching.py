# SPDX-License-Identifier: Apache-2.0
"""Finds which weight of one model is which of another: by name, path, what was fused, values, and last by shape."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from cutaway.comparing import names, normalising
from cutaway.comparing.layouts import can_fit, squeezed
from cutaway.comparing.values import Weights
from cutaway.description.comparison import Match
from cutaway.description.variables import Variable

_SAME = 0.02
"""Sketches nearer than this are of the same values: quantising to 8 bits moves them by less."""
_MOST_TRIED = 1 << 16


class Matched(NamedTuple):
    """A weight of the first and that of the second."""

    first: Variable
    second: Variable
    how: Match

    def side(self, number: int) -> Variable:
        """That of the first (0) or the second (1)."""
        return self.second if number else self.first


class Found(NamedTuple):
    """Pairs in the order of the first, and what is left of each."""

    pairs: list[Matched]
    only_first: list[Variable]
    only_second: list[Variable]


def match(first: Weights, second: Weights, alive: Callable[[], None]) -> Found:
    """Match all weights. The other way round gives the same pairs, each turned. alive: called often, may raise."""
    state = _State(list(first.listed()), list(second.listed()))
    _learn_scopes(first, second)
    _learn_scopes(second, first)
    for key in (_name, lambda each: names.plain(each.name).lower(), names.path):
        how: Match = "path" if key is names.path else "name"
        state.by(key, key, how, bends=True)
        if key is _name:
            state.first = _each_once(state.first, first)
            state.second = _each_once(state.second, second)
    _scalars(state, first, second)
    state.by(_numberless, _numberless, "name")
    state.by(first.tail, second.tail, "path")
    fused, also_fused = partial(_fused, first), partial(_fused, second)
    state.by(fused, second.tail, "fused")
    state.by(first.tail, also_fused, "fused")
    state.by(fused, also_fused, "fused")
    behind = first.normalised(), second.normalised()
    state.by(partial(_normalised, first, behind[1]), second.tail, "fused")
    state.by(first.tail, partial(_normalised, second, behind[0]), "fused")
    _apart(state, first, second)
    _by_value(state, first, second, alive)
    place = {each.name: number for number, each in enumerate(first.listed())}
    pairs = sorted(state.pairs, key=lambda pair: place.get(pair.first.name, len(place)))
    return Found(pairs, state.first, state.second)


def _name(variable: Variable) -> str:
    return variable.name


def _each_once(left: list[Variable], weights: Weights) -> list[Variable]:
    """What is left without copies.

    Keras 3 exports each variable at two places of the object graph; every trace of a function has its own constants.
    """
    constants = {each.name for each in weights.model.description.constants}

    def place(each: Variable) -> tuple[object, ...]:
        where = names.tail(each) if each.name in constants else names.path(each)
        return where or each.name, each.dtype, each.shape, each.role

    kept: dict[tuple[object, ...], Variable] = {}
    for each in weights.listed():
        kept.setdefault(place(each), each)
    found = []
    for each in left:
        other = kept[place(each)]
        if other is each or not weights.are_equal(other.name, each.name):
            found.append(each)
    return found


def _scalars(state: _State, first: Weights, second: Weights) -> None:
    """Match variables without an axis with constants of their names; constants of one format with each other.

    Of these only what differs is of interest: most are settings.
    """
    ones, others = ({names.plain(name).lower(): name for name in side.scalars()} for side in (first, second))
    is_one_format = first.model.description.format == second.model.description.format
    there = [
        Matched(each, second.scalar(others[names.path(each)]), "name")
        for each in state.first
        if not each.shape and names.path(each) in others
    ]
    back = [
        Matched(first.scalar(ones[names.path(each)]), each, "name")
        for each in state.second
        if not each.shape and names.path(each) in ones
    ]
    beside = [
        Matched(first.scalar(ones[key]), second.scalar(others[key]), "name")
        for key in (ones if is_one_format else ())
        if key in others and first.real(ones[key])[0].tobytes() != second.real(others[key])[0].tobytes()
    ]
    for found in (there, back, beside):
        state.take(found)


def _numberless(variable: Variable) -> str:
    """The path without what is added to a variable that is made again: `dense/kernel_1` of a frozen graph."""
    return names.first_scope(names.path(variable))


def _learn_scopes(exported: Weights, other: Weights) -> None:
    """Find whether an export has layers under the numbers that Keras 3 gives their scopes when it traces a model."""
    told = (names.fused(each) for each in exported.listed() if _may_be_fused(each))
    scopes = {name for each in told if each is not None for name in (each.layer, each.normalisation) if name}
    known = {other.tail(each).rpartition("/")[0] for each in other.listed()} - {""}
    first = {scope: names.first_scope(scope) for scope in scopes}
    if len(known & scopes) < len(known & set(first.values())):
        exported.scopes.update(first)


def _may_be_fused(variable: Variable) -> bool:
    return ";" in (variable.path or variable.name) or variable.trainable is None


def _fused(weights: Weights, variable: Variable) -> str:
    found = weights.fused(variable) if _may_be_fused(variable) else None
    return f"{found.layer}/{found.leaf}" if found is not None and found.leaf else ""


def _normalised(weights: Weights, behind: Mapping[str, str], variable: Variable) -> str:
    """Where a convolution has no bias, what was fused is the normalisation's own.

    behind: by the name of a layer of the other model that of the normalisation behind it.
    """
    found = weights.fused(variable) if variable.trainable is None else None
    if found is None or found.leaf != "bias":
        return ""
    name = found.normalisation or (behind.get(found.layer, "") if found.is_folded else "")
    return f"{name}/beta" if name else ""


def _apart(state: _State, first: Weights, second: Weights) -> None:
    """Match normalisations with the products and sums that they became in the other model."""
    there = normalising.apart(first, state.first, second, state.second)
    state.take(Matched(own, constant, "fused") for own, constant in there)
    back = normalising.apart(second, state.second, first, state.first)
    state.take(Matched(constant, own, "fused") for own, constant in back)


class _State:
    """What is matched so far, and what is not."""

    def __init__(self, first: list[Variable], second: list[Variable]) -> None:
        self.first, self.second = first, second
        self.pairs: list[Matched] = []

    def by(
        self,
        key: Callable[[Variable], str],
        other_key: Callable[[Variable], str],
        how: Match,
        *,
        bends: bool = False,
    ) -> None:
        """Match those whose keys are the same and stand once in each. bends: also where the shapes cannot fit."""
        ones, others = _once(self.first, key), _once(self.second, other_key)
        self.take(
            Matched(one, others[text], how)
            for text, one in ones.items()
            if text in others and (bends or can_fit(one.shape, others[text].shape))
        )

    def take(self, pairs: Iterable[Matched]) -> None:
        """Note pairs; what is in them is matched."""
        found = list(pairs)
        self.pairs += found
        taken, also = {pair.first.name for pair in found}, {pair.second.name for pair in found}
        self.first = [each for each in self.first if each.name not in taken]
        self.second = [each for each in self.second if each.name not in also]


def _once(found: Sequence[Variable], key: Callable[[Variable], str]) -> dict[str, Variable]:
    """By key, what no other has the same of; empty keys say nothing."""
    keyed: dict[str, list[Variable]] = defaultdict(list)
    for each in found:
        keyed[key(each)].append(each)
    return {text: every[0] for text, every in keyed.items() if text and len(every) == 1}


def _by_value(state: _State, first: Weights, second: Weights, alive: Callable[[], None]) -> None:
    """Those of the same sizes whose values look most alike first; the only two of their sizes by that alone."""
    groups: dict[tuple[object, ...], tuple[list[Variable], list[Variable]]] = defaultdict(lambda: ([], []))
    for side, left in enumerate((state.first, state.second)):
        for each in left:
            groups[(each.role == "optimizer", *sorted(squeezed(each.shape)))][side].append(each)
    for ones, others in groups.values():
        if ones and others and len(ones) * len(others) <= _MOST_TRIED:
            for each in ones:
                alive()
                first.sketch(each.name)
            for each in others:
                alive()
                second.sketch(each.name)
            state.take(_nearest(ones, others, first, second))


def _nearest(
    ones: Sequence[Variable], others: Sequence[Variable], first: Weights, second: Weights
) -> list[Matched]:
    apart = []
    for row, one in enumerate(ones):
        sketch = first.sketch(one.name)
        for column, other in enumerate(others):
            beside = second.sketch(other.name)
            if sketch is not None and beside is not None:
                apart.append((sketch.apart(beside), row + column, row, column))
    found: list[Matched] = []
    rows: set[int] = set()
    columns: set[int] = set()
    for distance, _, row, column in sorted(apart):
        if row in rows or column in columns:
            continue
        is_only = len(ones) == len(others) == 1 and bool(squeezed(ones[0].shape))
        is_only = (
            is_only and not first.is_beside_variables(ones[0]) and not second.is_beside_variables(others[0])
        )
        if distance <= _SAME or is_only:
            found.append(Matched(ones[row], others[column], "value" if distance <= _SAME else "shape"))
            rows.add(row)
            columns.add(column)
    return found
