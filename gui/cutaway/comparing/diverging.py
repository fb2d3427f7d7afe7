# SPDX-License-Identifier: Apache-2.0
"""Tells, of tensors inside two models that were compared, the first that differs by more than what is borne."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from cutaway.description.conversion import Diverging, TensorPair
from cutaway.description.inside import Insides, InsideTensor, Met

_MOST_BEFORE = 4


def first(found: Insides, met: Sequence[Met]) -> Diverging | None:
    """The first tensor that differs; None where none does.

    Where the result fuses what the source tells apart, a tensor may have no counterpart and differ for that alone.
    What leads to a tensor that agrees is right, so there only what nothing that agrees depends on is looked at.
    """
    differing = [each for each in met if not each.passed]
    agreeing = {each.source: each for each in met if each.passed}
    if not found.is_exact:
        differing = [each for each in differing if not each.figures.note]
        telling = [each for each in met if each.passed and each.tells]
        right = _leading(found.sources, [each.source for each in telling])
        also = _leading(found.targets, [each.target for each in telling])
        right.update(agreeing)
        differing = [each for each in differing if each.source not in right and each.target not in also]
    if not differing:
        return None
    worst = min(differing, key=lambda each: (each.source, each.target))
    pair = _pair(found, worst)
    return Diverging(
        pair.source,
        pair.target,
        pair.figures,
        pair.op,
        pair.target_op,
        _fused(found, worst),
        tuple(_pair(found, each) for each in _before(found.sources, worst.source, agreeing)),
        len(met),
        _node(found.sources[worst.source]),
        _node(found.targets[worst.target]),
    )


def turned(found: Diverging) -> Diverging:
    """The same, seen from the other model."""
    return replace(
        found,
        source=found.target,
        target=found.source,
        op=found.target_op,
        target_op=found.op,
        node=found.target_node,
        target_node=found.node,
        before=tuple(
            TensorPair(each.target, each.source, each.target_op, each.op, each.figures)
            for each in found.before
        ),
    )


def _leading(tensors: Sequence[InsideTensor], places: Iterable[int]) -> set[int]:
    """All that these tensors depend on, without themselves."""
    found: set[int] = set()
    waiting = list(places)
    while waiting:
        for place in tensors[waiting.pop()].before:
            if place not in found:
                found.add(place)
                waiting.append(place)
    return found


def _before(tensors: Sequence[InsideTensor], place: int, known: Mapping[int, Met]) -> list[Met]:
    """The nearest tensors that lead to a place and were compared, in the order of execution."""
    found: dict[int, Met] = {}
    seen = {place}
    waiting = list(tensors[place].before)
    while waiting and len(found) < _MOST_BEFORE:
        near = waiting.pop(0)
        if near in seen:
            continue
        seen.add(near)
        if near in known:
            found[near] = known[near]
        else:
            waiting += tensors[near].before
    return [found[each] for each in sorted(found)]


def _fused(found: Insides, met: Met) -> tuple[str, ...]:
    """What the result's own name tells of beside the tensor."""
    candidates = found.candidates[met.number]
    told = candidates.sources[: candidates.named]
    return tuple(found.sources[place].name for place in sorted(told) if place != met.source)


def _pair(found: Insides, met: Met) -> TensorPair:
    source, target = found.sources[met.source], found.targets[met.target]
    return TensorPair(source.name, target.name, source.op, target.op, met.figures)


def _node(found: InsideTensor) -> tuple[str, str]:
    return found.node, found.function
