# SPDX-License-Identifier: Apache-2.0
"""Finds which groups to open so that a certain one shows its inside, or so that all do."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from cutaway.graphing.bodies import Look
from cutaway.graphing.folding import Folding
from cutaway.graphing.groups import Group

MOST_BOXES = 3_000
"""So many boxes are the most that is laid out where all groups are to be opened."""

_MOST_GROUPS = 50_000
"""So many groups are looked through for one; functions that call one another make more than anybody can count."""
_ENDINGS = ("", "/", "()", ":")


def way_to(folding: Folding, wanted: str, look: Look) -> list[str]:
    """Keys of the groups to open, the outermost first and the wanted one last; empty where there is none.

    wanted: the key of a group, with or without what keys end in.
    """
    keys = {wanted + ending for ending in _ENDINGS}
    for group, above in _groups(folding, look, _MOST_GROUPS):
        if group.key in keys:
            return [*above, group.key]
    return []


def all_groups(folding: Folding, look: Look) -> tuple[list[str], bool]:
    """Keys of all groups, the outermost first, as far as that makes no more than MOST_BOXES; and whether it does."""
    found: list[str] = []
    boxes = len(folding.children(folding.root))
    for group, _ in _groups(folding, look, _MOST_GROUPS):
        boxes += len(folding.children(group))
        if boxes > MOST_BOXES:
            return found, False
        found.append(group.key)
    return found, True


def _groups(folding: Folding, look: Look, most: int) -> Iterator[tuple[Group, tuple[str, ...]]]:
    """Groups with the keys of those around them, level by level."""
    waiting: deque[tuple[Group, tuple[str, ...]]] = deque([(folding.root, ())])
    while waiting and most > 0:
        look()
        around, above = waiting.popleft()
        for item in folding.children(around):
            if isinstance(item, Group):
                most -= 1
                yield item, above
                waiting.append((item, (*above, item.key)))
