# SPDX-License-Identifier: Apache-2.0
"""Places the boxes of every rank across the flow: close to their neighbours, in their order, with room between them.

Each sweep asks where a box would like to be, the weighted mean of its neighbours in the rank before, and gives every
row the closest positions that keep order and distance: least squares by pooling adjacent violators (Ayer et al. 1955).
"""

from __future__ import annotations

from cutaway.graphing.layered.network import Layers, Spacing

_STRAIGHT = 8.0  # how much more a bend wants to be straight below a bend than a box below a box
_ASIDE = 0.3  # how much less a box wants to be in line with a bend, so that chains of boxes stay straight
_FIRM = 4.0
_ALMOST = 16.0
"""Pixels off the line that look like a mistake."""
_SWEEPS = 14
_FEW_SWEEPS = 6
_MANY = 20_000


class Placing:
    """The coordinates of a layering while they are sought."""

    def __init__(self, layers: Layers, spacing: Spacing) -> None:
        self.layers = layers
        self.offsets = layers.offsets
        self.at = [0.0] * len(layers.rank)
        self.bend = [box >= layers.boxes for box in range(len(layers.rank))]
        self.distances = [self._distances(row, spacing) for row in layers.rows]

    def _distances(self, row: list[int], spacing: Spacing) -> list[float]:
        """Where each box of a row would be if all were pushed together, from the first."""
        found, total, before = [], 0.0, -1
        for box in row:
            if before >= 0:
                apart = spacing.lines if self.bend[before] and self.bend[box] else spacing.boxes
                if self.bend[before] != self.bend[box]:
                    apart = (spacing.lines + spacing.boxes) / 2
                total += (self.layers.breadth[before] + self.layers.breadth[box]) / 2 + apart
            found.append(total)
            before = box
        return found

    def place(self) -> list[float]:
        """The middle of each box and bend across the flow."""
        rows = self.layers.rows
        for row, distances in zip(rows, self.distances, strict=True):
            middle = distances[-1] / 2 if distances else 0.0
            for box, distance in zip(row, distances, strict=True):
                self.at[box] = distance - middle
        sweeps = _SWEEPS if len(self.at) < _MANY else _FEW_SWEEPS
        for sweep in range(sweeps):
            down = sweep % 2 == 0
            both = sweep >= sweeps - 3
            for number in range(1, len(rows)) if down else range(len(rows) - 2, -1, -1):
                self._row(number, down=down, both=both)
        self._straighten(self.layers.above, self.layers.below)
        self._straighten(self.layers.below, self.layers.above)
        self._straighten(self.layers.above, self.layers.below)
        return self.at

    def _straighten(self, near: list[list[int]], far: list[list[int]]) -> None:
        """Move boxes that are almost in line with a neighbour, or its only one, into line, where there is room."""
        rows = self.layers.rows if near is self.layers.above else self.layers.rows[::-1]
        spaces = self.distances if near is self.layers.above else self.distances[::-1]
        for row, distances in zip(rows, spaces, strict=True):
            for place, box in enumerate(row):
                if not near[box]:
                    continue
                other = near[box][len(near[box]) // 2]
                wish = self._wish(box, [other])
                only = len(near[box]) == 1 and len(far[other]) == 1
                if not only and abs(wish - self.at[box]) > _ALMOST:
                    continue
                if place and wish - self.at[row[place - 1]] < distances[place] - distances[place - 1]:
                    continue
                if (
                    place + 1 < len(row)
                    and self.at[row[place + 1]] - wish < distances[place + 1] - distances[place]
                ):
                    continue
                self.at[box] = wish

    def _row(self, number: int, *, down: bool, both: bool) -> None:
        row = self.layers.rows[number]
        near, far = self.layers.above, self.layers.below
        if not down:
            near, far = far, near
        if len(row) == 1:  # as most are: nothing stands beside it
            box = row[0]
            self.at[box] = self._wish(box, near[box] + far[box] if both else near[box] or far[box])
            return
        wanted, weights = [], []
        for box in row:
            neighbours = near[box] + far[box] if both else near[box] or far[box]
            wanted.append(self._wish(box, neighbours))
            weights.append(_FIRM if self.bend[box] else 1.0)
        for box, at in zip(row, closest(wanted, weights, self.distances[number]), strict=True):
            self.at[box] = at

    def _wish(self, box: int, neighbours: list[int]) -> float:
        if not neighbours:
            return self.at[box]
        if len(neighbours) == 1:
            return self.at[neighbours[0]] + self._offset(neighbours[0], box)
        total = weight = 0.0
        for other in neighbours:
            bends = self.bend[box] + self.bend[other]
            pull = _STRAIGHT if bends == 2 else _ASIDE if bends else 1.0
            total += pull * (self.at[other] + self._offset(other, box))
            weight += pull
        return total / weight

    def _offset(self, other: int, box: int) -> float:
        if not self.offsets:
            return 0.0
        return self.offsets.get((other, box), 0.0) - self.offsets.get((box, other), 0.0)


def closest(wanted: list[float], weights: list[float], distances: list[float]) -> list[float]:
    """Positions that are as close as possible to those wanted and keep the distances at least."""
    means: list[float] = []
    masses: list[float] = []
    sizes: list[int] = []
    for want, weight, distance in zip(wanted, weights, distances, strict=True):
        mean, mass, size = want - distance, weight, 1
        while means and means[-1] > mean:
            other = masses.pop()
            mean = (mean * mass + means.pop() * other) / (mass + other)
            mass += other
            size += sizes.pop()
        means.append(mean)
        masses.append(mass)
        sizes.append(size)
    found: list[float] = []
    for mean, size in zip(means, sizes, strict=True):
        found.extend([mean + distance for distance in distances[len(found) : len(found) + size]])
    return found
