# SPDX-License-Identifier: Apache-2.0
"""Orders the boxes and bends of every rank so that few links cross: sweeps by barycentre and median, then swaps.

Effort is counted in steps, not in seconds, so that the same network gives the same order on a busy machine.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable

from cutaway.graphing.layered.network import Layers

_SWEEPS = 24
_PATIENCE = 5
_BEGINNINGS = ("down", "up", "down mirrored", "up mirrored")
_EFFORT = 4_000_000
"""Neighbours looked at in all, about half a second."""


def crossings_between(upper: list[int], place: list[int], below: list[list[int]]) -> int:
    """How many links between a rank and the next cross (Barth, Jünger and Mutzel 2002: inversions by a sum tree)."""
    sequence: list[int] = []
    for box in upper:
        targets = below[box]
        if len(targets) == 1:
            sequence.append(place[targets[0]])
        elif targets:
            sequence.extend(sorted([place[target] for target in targets]))
    if all(map(int.__le__, sequence, sequence[1:])):
        return 0
    size = max(sequence) + 2
    tree = [0] * size
    crossed = 0
    for seen, value in enumerate(sequence):
        at, before = value + 1, 0
        while at > 0:
            before += tree[at]
            at -= at & -at
        crossed += seen - before
        at = value + 1
        while at < size:
            tree[at] += 1
            at += at & -at
    return crossed


class Ordering:
    """The rows of a layering while their order is sought."""

    def __init__(self, layers: Layers, look: Callable[[], None]) -> None:
        self.layers = layers
        self.look = look
        self.place = [0] * len(layers.rank)
        self.effort = _EFFORT
        self.links = sum(map(len, layers.below))

    def _settle(self, row: list[int]) -> None:
        for index, box in enumerate(row):
            self.place[box] = index

    def improve(self) -> int:
        """Reorder the rows of the layering; the number of crossings that are left.

        Several orders are begun with as long as there is effort left, since each leads to another end.
        """
        best, kept = -1, self.layers.rows
        for begin in _BEGINNINGS:
            if best == 0 or (best > 0 and self.effort <= 0):
                break
            self._begin(begin)
            found, rows = self._improved()
            if best < 0 or found < best:
                best, kept = found, rows
        for row, better in zip(self.layers.rows, kept, strict=True):
            row[:] = better
        return best

    def _begin(self, begin: str) -> None:
        down = begin.startswith("down")
        initial_order(self.layers, down=down, mirrored=begin.endswith("mirrored"))
        for row in self.layers.rows:
            self._settle(row)

    def _improved(self) -> tuple[int, list[list[int]]]:
        """The fewest crossings that sweeps and swaps lead to from the present order, and the rows then."""
        best = self._crossings()
        kept = [row[:] for row in self.layers.rows]
        idle = 0
        for sweep in range(_SWEEPS):
            if best == 0 or idle > _PATIENCE or self.effort <= 0:
                break
            self.look()
            self._sweep(down=sweep % 2 == 0, median=sweep % 8 > 5, flip=sweep % 4 > 1)
            self._swap()
            found = self._crossings()
            if found < best:
                best, idle = found, 0
                kept = [row[:] for row in self.layers.rows]
            else:
                idle += 1
        return best, kept

    def _crossings(self) -> int:
        self.effort -= 2 * self.links
        rows = self.layers.rows
        return sum(crossings_between(row, self.place, self.layers.below) for row in rows[:-1])

    def _sweep(self, *, down: bool, median: bool, flip: bool) -> None:
        rows = self.layers.rows
        neighbours = self.layers.above if down else self.layers.below
        key = self._median if median else self._mean
        self.effort -= 2 * self.links
        for row in rows[1:] if down else reversed(rows[:-1]):
            if len(row) > 1:
                if flip:
                    row.reverse()
                row.sort(key=lambda box: key(neighbours[box], self.place[box]))
                self._settle(row)

    def _mean(self, neighbours: list[int], otherwise: int) -> float:
        if not neighbours:
            return otherwise
        return sum([self.place[box] for box in neighbours]) / len(neighbours)

    def _median(self, neighbours: list[int], otherwise: int) -> float:
        if not neighbours:
            return otherwise
        places = sorted([self.place[box] for box in neighbours])
        middle = len(places) // 2
        return places[middle] if len(places) % 2 else (places[middle - 1] + places[middle]) / 2

    def _swap(self) -> None:
        """Exchange neighbours in a row as long as that removes crossings, within the effort that is left."""
        dirty = [len(row) > 1 for row in self.layers.rows]
        for _ in range(4):
            if self.effort <= 0 or not any(dirty):
                return
            self.look()
            for number, row in enumerate(self.layers.rows):
                if dirty[number]:
                    dirty[number] = self._swap_in(row)
                    if dirty[number]:
                        for near in (number - 1, number + 1):
                            if 0 <= near < len(dirty):
                                dirty[near] = len(self.layers.rows[near]) > 1

    def _swap_in(self, row: list[int]) -> bool:
        improved = False
        place, above, below = self.place, self.layers.above, self.layers.below
        for index in range(len(row) - 1):
            left, right = row[index], row[index + 1]
            gained = 0
            for near in (above, below):
                ours, theirs = near[left], near[right]
                if ours and theirs:
                    gained += _gain(ours, theirs, place)
                    self.effort -= len(ours) + len(theirs)
            if gained > 0:
                row[index], row[index + 1] = right, left
                place[left], place[right] = index + 1, index
                improved = True
        return improved


def _gain(left: list[int], right: list[int], place: list[int]) -> int:
    """Crossings between the links of two neighbours in a row, less those after an exchange."""
    if len(left) == 1 and len(right) == 1:
        ours, theirs = place[left[0]], place[right[0]]
        return (ours > theirs) - (ours < theirs)
    if len(left) == 1:
        ours = place[left[0]]
        return sum([(ours > place[box]) - (ours < place[box]) for box in right])
    if len(right) == 1:
        theirs = place[right[0]]
        return sum([(place[box] > theirs) - (place[box] < theirs) for box in left])
    ours_sorted = sorted([place[box] for box in left])
    theirs_sorted = sorted([place[box] for box in right])
    now = sum([bisect_left(theirs_sorted, value) for value in ours_sorted])
    swapped = sum([bisect_left(ours_sorted, value) for value in theirs_sorted])
    return now - swapped


def initial_order(layers: Layers, *, down: bool = True, mirrored: bool = False) -> None:
    """Fill the rows in the order in which a walk along the links meets boxes, so that connected ones stay close."""
    layers.rows = [[] for _ in range(max(layers.rank, default=-1) + 1)]
    seen = [False] * len(layers.rank)
    near = layers.below if down else layers.above
    starts = sorted(range(len(layers.rank)), key=layers.rank.__getitem__, reverse=not down)
    for start in starts:
        if seen[start]:
            continue
        seen[start] = True
        stack = [start]
        while stack:
            box = stack.pop()
            layers.rows[layers.rank[box]].append(box)
            for target in near[box] if mirrored else reversed(near[box]):
                if not seen[target]:
                    seen[target] = True
                    stack.append(target)
