# SPDX-License-Identifier: Apache-2.0
"""What is in a group, however deep: its nodes, and those of the functions that it calls."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from cutaway.graphing.folding import Folding
from cutaway.graphing.groups import Group
from cutaway.graphing.looking import Look

MOST_NODES = 200_000
"""So many nodes are looked at; functions that call one another make more than anybody can count."""
_OFTEN = 256


def nodes_in(folding: Folding, group: Group, look: Look, most: int = MOST_NODES) -> Iterator[int]:
    """The nodes of a group, groups in it and bodies of functions included; a function called twice comes twice."""
    waiting, seen, left = [group], 0, most
    if group.node >= 0:
        yield group.node
    while waiting and left > 0:
        seen += 1
        if seen % _OFTEN == 0:
            look()
        left -= 1
        for item in folding.children(waiting.pop()):
            if isinstance(item, Group):
                waiting.append(item)
                if item.node >= 0 and item.form == "call":
                    yield item.node
            else:
                yield item
                left -= 1


def visible_groups(folding: Folding, opened: Collection[str]) -> dict[str, Group]:
    """Groups that can be seen while these are open, by their keys."""
    found: dict[str, Group] = {}
    waiting, wanted = [folding.root], set(opened)
    while waiting:
        for item in folding.children(waiting.pop()):
            if isinstance(item, Group):
                found[item.key] = item
                if item.key in wanted:
                    waiting.append(item)
    return found
