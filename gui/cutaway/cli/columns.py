# SPDX-License-Identifier: Apache-2.0
"""Tables that fit the terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from cutaway.cli.terminal import Terminal, Tone
from cutaway.description import wording


class Cell(NamedTuple):
    """A cell of a table; the text is safe already. A named tuple, because a long table has 120,000 of them."""

    text: str
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Column:
    """right: numbers. shrinks: gives way where the terminal is too narrow, its middle left out."""

    title: str = ""
    right: bool = False
    shrinks: bool = False


_GAP = 2
_LEAST = 12


def table(
    terminal: Terminal, columns: Sequence[Column], rows: Iterable[Sequence[Cell]], indent: int = 2
) -> None:
    """Print rows under each other in columns that fit the terminal; empty columns are left out."""
    cells = [list(row) for row in rows]
    kept = [place for place in range(len(columns)) if any(row[place].text for row in cells)]
    if any(columns[place].title for place in kept):
        cells.insert(0, [Cell(column.title, "faint") for column in columns])
    widths = [max((columns_of(row[place].text) for row in cells), default=0) for place in kept]
    chosen = [columns[place] for place in kept]
    _shrink(widths, chosen, terminal.width - indent - _GAP * (len(kept) - 1))
    for row in cells:
        parts = [
            _fit(terminal, row[place], width, column)
            for place, width, column in zip(kept, widths, chosen, strict=True)
        ]
        terminal.print((" " * indent + (" " * _GAP).join(parts)).rstrip())


def _shrink(widths: list[int], columns: Sequence[Column], room: int) -> None:
    """Take what is too much from the columns that shrink, the widest first."""
    able = [place for place, column in enumerate(columns) if column.shrinks]
    excess = sum(widths) - room
    while excess > 0 and able:
        widest = max(able, key=widths.__getitem__)
        if widths[widest] <= _LEAST:
            return
        others = [widths[place] for place in able if place != widest]
        target = max(
            _LEAST, widths[widest] - excess, max((w for w in others if w < widths[widest]), default=0)
        )
        excess -= widths[widest] - target
        widths[widest] = target


def _fit(terminal: Terminal, cell: Cell, width: int, column: Column) -> str:
    text = cell.text
    while (taken := columns_of(text)) > width:
        text = wording.elided(text, min(len(text) - 1, width))
    room = " " * (width - taken)
    painted = terminal.paint(text, cell.tone)
    return room + painted if column.right else painted + room


def columns_of(text: str) -> int:
    """How many columns of a terminal the text takes."""
    return len(text) if text.isascii() else _columns(text)


@lru_cache(maxsize=1024)
def _columns(text: str) -> int:
    """The same few shapes, with their `×`, stand in a table of 20,000 rows, and each is measured three times."""
    spacing = [character for character in text if not unicodedata.combining(character)]
    return sum(2 if unicodedata.east_asian_width(character) in ("W", "F") else 1 for character in spacing)


_MEASURE = 100
"""A line of prose is never longer, however wide the terminal."""


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` columns, broken between words."""
    lines: list[str] = []
    for word in text.split(" "):
        if lines and columns_of(lines[-1]) + 1 + columns_of(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def paragraph(
    terminal: Terminal, text: str, *, indent: int = 2, mark: str = "", tone: Tone = "plain"
) -> None:
    """Print prose with a hanging indent; `mark` (in `tone`) stands before its first line."""
    hang = indent + (columns_of(mark) + 1 if mark else 0)
    lines = wrapped(text, min(terminal.width, _MEASURE) - hang)
    for place, line in enumerate(lines):
        head = f"{' ' * indent}{terminal.paint(mark, tone)} " if mark and place == 0 else " " * hang
        terminal.print(head + line)
