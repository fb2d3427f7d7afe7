# SPDX-License-Identifier: Apache-2.0
"""Which of many rectangles lie near a place: a grid of buckets, so that a frame touches only what it shows."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRectF

_CELL = 320.0
_FEW = 256
_LONG = 64
"""A rectangle over more cells than that is looked at every time instead of filling them."""


class Grid:
    """Numbers of rectangles by place. rects: (number, left, top, right, bottom), in any order.

    The first question is answered without the buckets, so that a first frame need not wait for them.
    """

    def __init__(self, rects: Iterable[tuple[int, float, float, float, float]]) -> None:
        self._rects = {number: (left, top, right, bottom) for number, left, top, right, bottom in rects}
        self._cells: dict[tuple[int, int], list[int]] = {}
        self._long: list[int] = []
        self._everything = list(self._rects)
        self._is_asked = False

    def _fill(self) -> None:
        cells = self._cells
        for number, (left, top, right, bottom) in self._rects.items():
            first, last = int(left // _CELL), int(right // _CELL)
            upper, lower = int(top // _CELL), int(bottom // _CELL)
            if first == last and upper == lower:
                cells.setdefault((first, upper), []).append(number)
            elif (last - first + 1) * (lower - upper + 1) > _LONG:
                self._long.append(number)
            else:
                for column in range(first, last + 1):
                    for row in range(upper, lower + 1):
                        cells.setdefault((column, row), []).append(number)

    def near(self, area: QRectF) -> list[int]:
        """Those that touch `area`, in the order of their numbers."""
        left, top, right, bottom = area.left(), area.top(), area.right(), area.bottom()
        rects = self._rects
        found = []
        for number in self._candidates(left, top, right, bottom):
            begin, above, end, below = rects[number]
            if end >= left and begin <= right and below >= top and above <= bottom:
                found.append(number)
        return found

    def _candidates(self, left: float, top: float, right: float, bottom: float) -> list[int]:
        if len(self._rects) <= _FEW or not self._is_asked:
            self._is_asked = True
            return self._everything
        if not self._cells:
            self._fill()
        first, last = int(left // _CELL), int(right // _CELL)
        upper, lower = int(top // _CELL), int(bottom // _CELL)
        if (last - first + 1) * (lower - upper + 1) >= len(self._cells):
            return self._everything
        found = set(self._long)
        for column in range(first, last + 1):
            for row in range(upper, lower + 1):
                found.update(self._cells.get((column, row), ()))
        return sorted(found)
