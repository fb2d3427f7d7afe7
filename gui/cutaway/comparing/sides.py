# SPDX-License-Identifier: Apache-2.0
"""Two maps beside each other: what of each is the same, changed, or in one alone, and which group is which."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeAlias

from cutaway.description.comparison import Box, BoxPair, MapMatch

Status: TypeAlias = Literal["same", "changed", "removed", "added"]
Names: TypeAlias = tuple[AbstractSet[str], AbstractSet[str]]
_LIKE_ENOUGH = 0.5
"""Share of nodes in either of two groups that have to be matched with each other, so that the groups are."""


@dataclass(frozen=True, slots=True)
class Step:
    """A difference that one can walk to. first, second: the boxes of either side, empty where it has none."""

    status: Status
    first: tuple[Box, ...]
    second: tuple[Box, ...]
    words: str = ""


class MapSides:
    """changed: names of the weights that differ, of the first and of the second. alone: those without another.

    Sides are 0 and 1.
    """

    def __init__(self, match: MapMatch, changed: Names, alone: Names = (frozenset(), frozenset())) -> None:
        self.match = match
        self._changed = changed
        self._lost = changed[0] | alone[0], changed[1] | alone[1]

    def statuses(self, side: int) -> Mapping[str, Status]:
        """By the keys of the map's boxes; what only passes values on is in none."""
        return self._statuses[side]

    def partners(self, side: int, key: str) -> tuple[Box, ...]:
        """Boxes of the other side that a box is matched with."""
        return self._partners[side].get(key, ())

    def twin(self, side: int, group: str) -> str:
        """The group of the other side that holds what this one holds, by its key; empty where none does."""
        return self._twins[side].get(group, "")

    def places(self, side: int) -> Sequence[tuple[Status, tuple[str, ...]]]:
        """What each matched box is, and the keys of the groups around it and its own."""
        statuses = self._statuses[side]
        pairs = [box for pair in self.match.pairs for box in (pair.first, pair.second)[side]]
        alone = (self.match.only_first, self.match.only_second)[side]
        return [(statuses[box.chain[-1]], box.chain) for box in (*pairs, *alone)]

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """All differences: what changed, what was taken away, what was added."""
        changed = []
        for pair in self.match.pairs:
            words = self._words(pair)
            if words:
                changed.append(Step("changed", pair.first, pair.second, words))
        removed = [Step("removed", (box,), ()) for box in self.match.only_first]
        added = [Step("added", (), (box,)) for box in self.match.only_second]
        return (*changed, *removed, *added)

    @property
    def same(self) -> int:
        """How many pairs do not differ."""
        return len(self.match.pairs) - sum(step.status == "changed" for step in self.steps)

    def _words(self, pair: BoxPair) -> str:
        """How the two differ; empty where they do not.

        What a converter fused has another name for its op, other axes, and need not have all weights.
        """
        told = []
        is_fused = pair.match == "fused"
        one, other = pair.first[0], pair.second[0]
        if not is_fused and one.kind != other.kind:
            told.append(f"{one.kind} → {other.kind}")
        if not is_fused and _is_other_shape(one.shape, other.shape):
            told.append(f"{one.shape} → {other.shape}")
        weights = {
            name
            for boxes, changed in zip(
                (pair.first, pair.second), self._changed if is_fused else self._lost, strict=True
            )
            for box in boxes
            for name in box.weights
            if name in changed
        }
        if weights:
            told.append("weights differ")
        return ", ".join(told)

    @cached_property
    def _statuses(self) -> tuple[dict[str, Status], dict[str, Status]]:
        found: tuple[dict[str, Status], dict[str, Status]] = ({}, {})
        for pair in self.match.pairs:
            for side, boxes in enumerate((pair.first, pair.second)):
                found[side].update({box.chain[-1]: "same" for box in boxes})
        for step in self.steps:
            for side, boxes in enumerate((step.first, step.second)):
                found[side].update({box.chain[-1]: step.status for box in boxes})
        return found

    @cached_property
    def _partners(self) -> tuple[dict[str, tuple[Box, ...]], dict[str, tuple[Box, ...]]]:
        first: dict[str, tuple[Box, ...]] = {}
        second: dict[str, tuple[Box, ...]] = {}
        for pair in self.match.pairs:
            first.update({box.chain[-1]: pair.second for box in pair.first})
            second.update({box.chain[-1]: pair.first for box in pair.second})
        return first, second

    @cached_property
    def _twins(self) -> tuple[dict[str, str], dict[str, str]]:
        return _twins(self.match.pairs, 0), _twins(self.match.pairs, 1)


def _is_other_shape(one: str, other: str) -> bool:
    """Whether two shapes, as text, cannot be of the same tensor; a size that is not known may be any."""
    if not one or not other:
        return False
    sizes, others = one.split(" × "), other.split(" × ")
    return len(sizes) != len(others) or any(
        size != beside and "?" not in (size, beside) for size, beside in zip(sizes, others, strict=True)
    )


def _twins(pairs: Sequence[BoxPair], side: int) -> dict[str, str]:
    """For each group the one of the other side that has most in common with it; of the same name rather."""
    sizes: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    shared: dict[str, Counter[str]] = defaultdict(Counter)
    for pair in pairs:
        own, other = (pair.first, pair.second) if side == 0 else (pair.second, pair.first)
        groups, others = _groups(own), _groups(other)
        sizes[0].update(groups)
        sizes[1].update(others)
        for group in groups:
            shared[group].update(others)
    found = {}
    for group, counts in shared.items():
        likeness = {
            other: count / (sizes[0][group] + sizes[1][other] - count) for other, count in counts.items()
        }
        best = max(likeness, key=lambda other: (likeness[other], other == group), default="")
        if best and likeness[best] >= _LIKE_ENOUGH:
            found[group] = best
    return found


def _groups(boxes: Iterable[Box]) -> set[str]:
    return {key for box in boxes for key in box.chain[:-1]}
