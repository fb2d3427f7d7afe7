# SPDX-License-Identifier: Apache-2.0
"""Chooses which groups are open: those that make a first picture worth looking at, or all there are."""

from __future__ import annotations

import re
from collections import deque

from cutaway.graphing.folding import Folding
from cutaway.graphing.groups import Group, Item
from cutaway.graphing.looking import Look

_FEWEST = 5
_ENOUGH = 60
_MOST_BOXES = 200
_DEEPEST = 8
_PACKING = 0.5
_WORTH = (4.0, 1.0, 1.0, 1.0, 0.2, 1.0, 0.1, 0.02, 0.2)
"""What an op of each kind counts when the group that does most of the work is sought."""
_BESIDE_FORMS = frozenset({"functions", "body", "leftover"})
_BESIDE_NAMES = re.compile(
    r"(gradients?|adam|adagrad|rmsprop|momentum|gradientdescent|sgd|train|training|optimizer|metrics|save|init)(_\d+)?",
    re.IGNORECASE,
)
"""Scopes in which TensorFlow 1 puts what trains and saves a model."""


def first_opened(folding: Folding, look: Look) -> list[str]:
    """Keys of the groups to open so that the first picture shows enough boxes, but not too many.

    Wrappers, groups that hold little beside one group, are opened as long as there are any, so that a model's inside
    shows, not its packing; then the largest one, until there are a few boxes.
    """
    opened: list[str] = []
    visible: list[Item] = list(folding.children(folding.root))
    around = visible[:]
    for _ in range(_DEEPEST):
        look()
        largest = _largest(folding, around)
        wrapper = largest is not None and _is_wrapped(folding, largest, around)
        if not wrapper and len(visible) < _FEWEST:
            largest = _largest(folding, visible)
        if largest is None or not (wrapper or len(visible) < _FEWEST):
            break
        around = folding.children(largest)
        if len(visible) + len(around) > (_MOST_BOXES if len(visible) < _FEWEST else _ENOUGH):
            break
        opened.append(largest.key)
        visible.remove(largest)
        visible += around
    return opened


def _largest(folding: Folding, items: list[Item]) -> Group | None:
    """The group among these that does most of the work; one beside the model only where there is no other."""
    groups = [item for item in items if isinstance(item, Group)]
    chosen = [item for item in groups if not _is_beside(item)] or groups
    return max(chosen, key=lambda item: _weight(folding, item), default=None)


def every_group(folding: Folding, most: int, look: Look) -> list[str]:
    """Keys of all groups, the outer ones first, as long as opening them shows no more than about `most` boxes.

    Functions that call themselves, or one another many times, have no end otherwise.
    """
    opened: list[str] = []
    boxes = 0
    waiting = deque([folding.root])
    while waiting:
        group = waiting.popleft()
        if len(opened) % 64 == 0:
            look()
        inside = folding.children(group)
        if boxes and boxes + len(inside) > most:
            break
        boxes += len(inside)
        if group is not folding.root:
            opened.append(group.key)
        waiting.extend(item for item in inside if isinstance(item, Group))
    return opened


def _is_beside(group: Group) -> bool:
    """Whether a group lies beside the model: functions that nothing calls, unused constants, training, saving."""
    return group.form in _BESIDE_FORMS or bool(_BESIDE_NAMES.fullmatch(group.label))


def _is_wrapped(folding: Folding, largest: Group, visible: list[Item]) -> bool:
    """Whether all but this group is packing: other calls beside a call (a saver's, another signature's) are, too."""
    weight = _weight(folding, largest)
    rest = 0.0
    for item in visible:
        if isinstance(item, Group) and (item is largest or item.form == "call" or _is_beside(item)):
            continue
        rest += _weight(folding, item)
    return weight > 0 and rest < _PACKING * weight


def _weight(folding: Folding, item: Item) -> float:
    """How much of the model's work an item does: its ops, but for state and what only passes values on."""
    return sum(worth * count for worth, count in zip(_WORTH, folding.kinds(item), strict=True))
