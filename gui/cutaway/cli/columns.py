# SPDX-License-Identifier: Apache-2.0
"""Tables that fit the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from cutaway.cli.shortening import shortened
from cutaway.cli.terminal import Terminal, Tone
from cutaway.description import wording


class Cell(NamedTuple):
    """A cell of a table; the text is safe already. A named tuple, because a long table has 120,000 of them."""

    text: str
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Column:
    """right: numbers. shrinks: gives way where the terminal is too narrow.

    name: its cells stay different from one another when they are shortened. leaves: whether it is left out before names
    become useless, those with the highest number first.
    """

    title: str = ""
    right: bool = False
    shrinks: bool = False
    name: bool = False
    leaves: int = 0


_NARROW = dict.fromkeys(map(ord, "×·…–—●▲✓✗"), "x")
"""What the program itself writes beyond ASCII, each in one column."""
_GAP = 2
_LEAST = 12
_USEFUL = 22
"""Columns that a name should have before others give way."""


def table(
    terminal: Terminal, columns: Sequence[Column], rows: Iterable[Sequence[Cell]], indent: int = 2
) -> None:
    """Print rows under each other in columns that fit the terminal; empty columns are left out."""
    cells = [list(row) for row in rows]
    kept = [place for place in range(len(columns)) if any(row[place].text for row in cells)]
    if any(columns[place].title for place in kept):
        cells.insert(0, [Cell(column.title, "faint") for column in columns])
    all_widths = {place: max((columns_of(row[place].text) for row in cells), default=0) for place in kept}
    staying = _staying(kept, columns, all_widths, terminal.width - indent)
    if any(columns[place].title for place in kept) and not any(columns[place].title for place in staying):
        del cells[0]
    kept = staying
    widths = [all_widths[place] for place in kept]
    chosen = [columns[place] for place in kept]
    room = terminal.width - indent - _GAP * (len(kept) - 1)
    _shrink(widths, chosen, room)
    for place, width, column in zip(kept, widths, chosen, strict=True):
        if column.name and width < all_widths[place]:
            texts = shortened([row[place].text for row in cells], width)
            for row, text in zip(cells, texts, strict=True):
                row[place] = Cell(text, row[place].tone)
    for row in cells:
        parts = [
            _fit(terminal, row[place], width, column)
            for place, width, column in zip(kept, widths, chosen, strict=True)
        ]
        terminal.print((" " * indent + (" " * _GAP).join(parts)).rstrip())


def _staying(kept: list[int], columns: Sequence[Column], widths: Mapping[int, int], room: int) -> list[int]:
    """The columns that are shown: some leave until names have room enough to tell one from another."""

    def least(place: int) -> int:
        enough = _USEFUL if columns[place].name else _LEAST
        return min(widths[place], enough) if columns[place].shrinks else widths[place]

    staying = list(kept)
    while sum(least(place) + _GAP for place in staying) - _GAP > room:
        leaving = max(staying, key=lambda place: columns[place].leaves)
        if not columns[leaving].leaves:
            break
        staying.remove(leaving)
    return staying


def _shrink(widths: list[int], columns: Sequence[Column], room: int) -> None:
    """Take what is too much from the columns that shrink, names last; in need from the others too, the widest first."""
    able = [place for place, column in enumerate(columns) if column.shrinks]
    names = [place for place in able if columns[place].name]
    others = [place for place in able if not columns[place].name]
    _take(widths, others, room, _LEAST)
    _take(widths, names, room, _LEAST)
    _take(widths, list(range(len(widths))), room, 1)


def _take(widths: list[int], able: list[int], room: int, least: int) -> None:
    excess = sum(widths) - room
    while excess > 0 and able:
        widest = max(able, key=widths.__getitem__)
        if widths[widest] <= least:
            return
        others = [widths[place] for place in able if place != widest]
        below = max((width for width in others if width < widths[widest]), default=0)
        target = max(least, widths[widest] - excess, below)
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
    if text.translate(_NARROW).isascii():
        return len(text)
    import unicodedata  # which most answers do without

    spacing = [character for character in text if not unicodedata.combining(character)]
    return sum(2 if unicodedata.east_asian_width(character) in ("W", "F") else 1 for character in spacing)


def headline(terminal: Terminal, title: str, words: str, *, tone: Tone = "plain") -> None:
    """Print a title and the parts of `words` behind it, in further lines where the terminal is too narrow."""
    title = wording.elided(title, terminal.width)
    lines, left = [""], columns_of(title) + _GAP
    for part in words.split(wording.SEPARATOR):
        dot = wording.SEPARATOR if lines[-1] else ""
        if left + columns_of(lines[-1] + dot + part) > terminal.width:
            lines.append(part)
            left = _GAP
        else:
            lines[-1] += dot + part
    first = f"{terminal.paint(title, 'strong')}{' ' * _GAP}{terminal.paint(lines[0], tone)}"
    for line in (first.rstrip(), *(" " * _GAP + terminal.paint(line, tone) for line in lines[1:])):
        terminal.print(line)


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
