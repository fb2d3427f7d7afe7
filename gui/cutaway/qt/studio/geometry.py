# SPDX-License-Identifier: Apache-2.0
"""Where everything in the picture of a signature lies: the block, the ports, and the parts of each that are edited."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetrics

from cutaway.description import wording
from cutaway.editing.draft import Port
from cutaway.editing.edits import Side
from cutaway.qt import fonts, tokens
from cutaway.qt.studio.desk import Place
from cutaway.qt.widgets import tag

Part: TypeAlias = Literal["name", "dtype", "size"]

ROW, TWO_LINES, NOTE = 36, 58, 18
"""Heights of a port, of one in two lines, and of each line of what is wrong with it, px."""
MARGIN = 20
_WIRE = 36
_BLOCK, _NARROW_BLOCK = 200, 132
_LEAST_BLOCK_HEIGHT = 84
_GAP = tokens.SPACE_2
_CHIP_AIR, _TIGHT_AIR = 6, 2
_LEAST_CHIP = 24
_MOST_NOTES = 3
_LEAST_NAME = 110
"""Of a name that is cut, px."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A part of a port: axis is of a size, −1 of the others. words: as it is drawn, cut where it has no room."""

    part: Part
    rect: QRect
    words: str
    axis: int = -1


@dataclass(frozen=True, slots=True)
class Box:
    """A port: the whole row, its parts from left to right, and lines of what is wrong with it below."""

    place: Place
    port: Port
    rect: QRect
    spots: tuple[Spot, ...]
    notes: tuple[str, ...]

    def spot(self, part: Part, axis: int = -1) -> Spot | None:
        """The part of that kind."""
        return next((each for each in self.spots if (each.part, each.axis) == (part, axis)), None)


@dataclass(frozen=True, slots=True)
class Layout:
    """The picture. height: of the whole."""

    block: QRect
    boxes: tuple[Box, ...]
    height: int

    def side(self, side: Side) -> list[Box]:
        """The ports of one side, from the top."""
        return [box for box in self.boxes if box.place.side == side]

    def box(self, place: Place | None) -> Box | None:
        """The port of that place."""
        return next((box for box in self.boxes if box.place == place), None)


def lay_out(
    inputs: Sequence[Port],
    outputs: Sequence[Port],
    width: int,
    least: int,
    notes: Callable[[Place], str],
) -> Layout:
    """The picture in a width, at least so high. notes: what is wrong with a port, empty where nothing is.

    What has no room in that height begins at the top on both sides, so that neither has to be looked for.
    """
    block_width = max(min(_BLOCK, width // 4), _NARROW_BLOCK)
    left, right = (width - block_width) // 2, (width + block_width) // 2
    sides: list[tuple[Side, Sequence[Port], int, int]] = [
        ("input", inputs, MARGIN, left - _WIRE),
        ("output", outputs, right + _WIRE, width - MARGIN),
    ]
    told = {
        Place(side, port.name): _lines(notes(Place(side, port.name)), end - begin)
        for side, ports, begin, end in sides
        for port in ports
    }
    room = least - 2 * MARGIN
    rows = {side: _row_height(ports, end - begin, room) for side, ports, begin, end in sides}
    heights = {
        side: sum(rows[side] + NOTE * len(told[Place(side, port.name)]) for port in ports)
        for side, ports, begin, end in sides
    }
    height = max(*heights.values(), _LEAST_BLOCK_HEIGHT, room)
    block_height = min(max(*heights.values(), _LEAST_BLOCK_HEIGHT), height)
    boxes = []
    for side, ports, begin, end in sides:
        top = MARGIN + ((height - heights[side]) // 2 if height <= room else 0)
        for port in ports:
            place = Place(side, port.name)
            lines = told[place]
            row = QRect(begin, top, end - begin, rows[side])
            boxes.append(Box(place, port, row, _spots(port, row, side), lines))
            top += row.height() + NOTE * len(lines)
    block = QRect(left, MARGIN + (height - block_height) // 2, block_width, block_height)
    return Layout(block, tuple(boxes), height + 2 * MARGIN)


def _lines(words: str, width: int) -> tuple[str, ...]:
    """The words in lines of that width, at most a few."""
    metrics = QFontMetrics(fonts.interface(tokens.SECONDARY_PX))
    lines: list[str] = []
    for word in wording.safe(words).split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and metrics.horizontalAdvance(longer) <= width - 2 * _GAP:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > _MOST_NOTES:
        lines = [*lines[: _MOST_NOTES - 1], f"{lines[_MOST_NOTES - 1]} …"]
    return tuple(lines)


def _spots(port: Port, row: QRect, side: Side) -> tuple[Spot, ...]:
    """Name, type, sizes; of an input they end at the right, where its wire begins.

    In a high row type and sizes stand below the name.
    """
    inside = row.adjusted(_GAP, 0, -_GAP, 0)
    name, rest = _named(port), _rest(port)
    if _width(rest) > inside.width():
        rest = _rest(port, _TIGHT_AIR)
    lines = [name, rest] if row.height() > ROW else [[*name, *rest]]
    height = 26 if len(lines) > 1 else ROW
    top = row.top() + (row.height() - height * len(lines)) // 2
    spots: list[Spot] = []
    for number, line in enumerate(lines):
        place = QRect(inside.left(), top + number * height, inside.width(), height)
        spots += _placed(line, place, side)
    return tuple(spots)


@dataclass(frozen=True, slots=True)
class _Piece:
    part: Part
    words: str
    width: int
    axis: int = -1

    @property
    def gap(self) -> int:
        """Before it, px."""
        return 2 if self.axis > 0 else _GAP


def _named(port: Port) -> list[_Piece]:
    words = wording.name(port.name)
    return [_Piece("name", words, QFontMetrics(fonts.mono()).horizontalAdvance(words) + 2)]


def _rest(port: Port, air: int = _CHIP_AIR) -> list[_Piece]:
    metrics = QFontMetrics(fonts.mono())
    dtype = wording.safe(port.spec.dtype)
    pieces = [_Piece("dtype", dtype, min(tag.width(dtype), 96))]
    for axis, words in enumerate(_sizes(port)):
        width = max(metrics.horizontalAdvance(words) + 2 * air, _LEAST_CHIP - 2 * (_CHIP_AIR - air))
        pieces.append(_Piece("size", words, width, axis))
    return pieces


def _width(pieces: Sequence[_Piece]) -> int:
    return sum(piece.width + piece.gap for piece in pieces) - _GAP


def _placed(pieces: Sequence[_Piece], room: QRect, side: Side) -> Iterator[Spot]:
    """One line; of what is too wide the name is cut."""
    too_wide = max(_width(pieces) - room.width(), 0)
    used = _width(pieces) - (too_wide if pieces[0].part == "name" else 0)
    x = max(room.right() + 1 - used, room.left()) if side == "input" else room.left()
    for number, piece in enumerate(pieces):
        x += piece.gap if number else 0
        width = max(piece.width - too_wide, 0) if piece.part == "name" else piece.width
        rect = QRect(x, room.top(), width, room.height())
        if piece.part == "size":
            rect = QRect(x, room.center().y() - 9, width, 20)
        yield Spot(piece.part, rect, piece.words, piece.axis)
        x += width


def _row_height(ports: Sequence[Port], width: int, most: int) -> int:
    """Of each port of a side, without what is wrong with it: two lines where one of them has no room in one.

    Where all of them would not fit below each other, names are cut as long as enough of them is left.
    """
    space = width - 2 * _GAP
    needed = max((_width([*_named(port), *_rest(port)]) for port in ports), default=0)
    if needed <= space:
        return ROW
    rest = max((_width(_rest(port)) + _GAP for port in ports), default=0)
    return ROW if len(ports) * TWO_LINES > most and space - rest >= _LEAST_NAME else TWO_LINES


def _sizes(port: Port) -> list[str]:
    return ["?" if size is None else str(size) for size in port.spec.shape or ()]
