# SPDX-License-Identifier: Apache-2.0
"""Shortens names that stand under one another, so that they stay different from one another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cutaway.description import wording

_ELLIPSIS = wording.ELLIPSIS


def shortened(names: Sequence[str], width: int) -> list[str]:
    """Each name in at most `width` characters: folders in its middle go first, then what it shares with those like it.

    Spaces before a name, which say how deep it stands, are kept.
    """
    found = [_without_folders(name, width) for name in names]
    for alike in _groups(names, found):
        distinct = {names[place] for place in alike}
        shared = _shared(distinct)
        for place in alike:
            found[place] = _differing(names[place], *shared, width)
    return found


def _without_folders(name: str, width: int) -> str:
    """`first/…/layer/kernel`: the outermost folder and as many of the last parts as fit."""
    if len(name) <= width:
        return name
    parts = name.split("/")
    for kept in range(len(parts) - 2, 0, -1):
        short = "/".join([parts[0], _ELLIPSIS, *parts[-kept:]])
        if len(short) <= width:
            return short
    for kept in range(len(parts) - 1, 0, -1):
        short = "/".join([_ELLIPSIS, *parts[-kept:]])
        if len(short) <= width:
            return short
    return _tail_heavy(name, width)


def _tail_heavy(name: str, width: int) -> str:
    """A third of the room for the beginning, the rest for the end, which tells more."""
    head = max(0, (width - 1) // 3)
    tail = max(0, width - 1 - head)
    return (name[:head] + _ELLIPSIS + (name[-tail:] if tail else ""))[: max(width, 0)]


def _groups(names: Sequence[str], found: Sequence[str]) -> list[list[int]]:
    """Places of different names that became the same text."""
    places: dict[str, list[int]] = {}
    for place, short in enumerate(found):
        places.setdefault(short, []).append(place)
    return [alike for alike in places.values() if len({names[place] for place in alike}) > 1]


def _shared(names: Iterable[str]) -> tuple[int, int]:
    """How many characters all names begin with, and end with beyond those."""
    every = sorted(names)
    start = _alike(every)
    return start, _alike(sorted(name[start:][::-1] for name in every))


def _alike(every: Sequence[str]) -> int:
    """How many characters sorted texts begin with in common: the first and the last tell for all."""
    first, last = every[0], every[-1]
    length = min(len(first), len(last))
    return next((place for place in range(length) if first[place] != last[place]), length)


def _differing(name: str, start: int, end: int, width: int) -> str:
    """The part in which the name differs, with as much around it as fits: `…block_12/con…`."""
    if len(name) <= width:
        return name
    stop = len(name) - end
    if stop - start > width - 2:  # what differs is too long itself: its own end tells most
        return _tail_heavy(name[start:stop], width)
    room = width - 2 - (stop - start)
    after = min(end, room // 2 + max(0, room - room // 2 - start))
    before = min(start, room - after)
    low, high = start - before, stop + after
    return (_ELLIPSIS if low else "") + name[low:high] + (_ELLIPSIS if high < len(name) else "")
