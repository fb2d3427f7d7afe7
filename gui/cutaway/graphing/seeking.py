# SPDX-License-Identifier: Apache-2.0
"""Finds a group by its key: which groups to open so that it shows its inside."""

from __future__ import annotations

from collections import deque

from cutaway.graphing.folding import Folding
from cutaway.graphing.groups import Group
from cutaway.graphing.looking import Look

_MOST_GROUPS = 50_000
"""So many groups are looked through; functions that call one another make more than anybody can count."""
_ENDINGS = ("", "/", "()", ":")


def way_to(folding: Folding, wanted: str, look: Look) -> list[str]:
    """Keys of the groups to open, the outermost first and the wanted one last; empty where there is none.

    wanted: the key of a group, with or without what keys end in.
    """
    keys = {wanted + ending for ending in _ENDINGS}
    left = _MOST_GROUPS
    waiting: deque[tuple[Group, tuple[str, ...]]] = deque([(folding.root, ())])
    while waiting and left > 0:
        look()
        around, above = waiting.popleft()
        for item in folding.children(around):
            if isinstance(item, Group):
                way = (*above, item.key)
                if item.key in keys:
                    return list(way)
                waiting.append((item, way))
                left -= 1
    return []
