# SPDX-License-Identifier: Apache-2.0
"""Finds room for what wires carry: where they leave their boxes, over no box and no other words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

from cutaway.description.picture import OPEN, Picture

CHARACTER = 5.4
"""Pixels that a character of these small words takes on average."""
HEIGHT = 13.0
_AFTER, _BESIDE, _PADDING = 13.0, 6.0, 6.0
_CELL = 128.0
_FLAT = 0.5


class Label(NamedTuple):
    """Words with the middle of their rectangle, and its width."""

    words: str
    x: float
    y: float
    width: float


class _Rect(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: _Rect) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


class _Taken:
    """Rectangles that are in the way, by the cells that they touch."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[_Rect]] = {}

    def add(self, rect: _Rect) -> None:
        for cell in _cells(rect):
            self._cells.setdefault(cell, []).append(rect)

    def is_free(self, rect: _Rect) -> bool:
        return not any(rect.meets(other) for cell in _cells(rect) for other in self._cells.get(cell, ()))


def _cells(rect: _Rect) -> Iterator[tuple[int, int]]:
    columns = range(int(rect.left // _CELL), int(rect.right // _CELL) + 1)
    return product(columns, range(int(rect.top // _CELL), int(rect.bottom // _CELL) + 1))


def labels(picture: Picture) -> Iterator[Label]:
    """What is said of wires, all of it or the shape alone, or nothing where there is no room.

    Open groups are there to be drawn in, so that words may stand in them.
    """
    boxes, wires = picture.boxes, picture.wires
    taken = _Taken()
    for box, form in enumerate(boxes.form):
        if form != OPEN:
            left, top = boxes.x[box], boxes.y[box]
            taken.add(_Rect(left, top, left + boxes.width[box], top + boxes.height[box]))
    for wire, words in enumerate(wires.labels):
        begin, end = wires.point_starts[wire], wires.point_starts[wire + 1]
        if not words or end - begin < 2:
            continue
        for said in dict.fromkeys((words, words.partition(" ")[2])):
            rect = _place(picture, begin, len(said) * CHARACTER + _PADDING)
            if said and taken.is_free(rect):
                taken.add(rect)
                middle = (rect.left + rect.right) / 2, (rect.top + rect.bottom) / 2
                yield Label(said, *middle, rect.right - rect.left)
                break


def _place(picture: Picture, begin: int, width: float) -> _Rect:
    """Just after the box that a wire leaves."""
    points = picture.wires.points
    x, y, next_x, next_y = points[2 * begin : 2 * begin + 4]
    if picture.direction == "right":
        left = x + _BESIDE if next_x >= x - _FLAT else x - _BESIDE - width
        return _Rect(left, y - HEIGHT - 1, left + width, y - 1)
    middle = y + (_AFTER if next_y >= y - _FLAT else -_AFTER)
    return _Rect(x - width / 2, middle - HEIGHT / 2, x + width / 2, middle + HEIGHT / 2)
