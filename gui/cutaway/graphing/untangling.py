# SPDX-License-Identifier: Apache-2.0
"""Takes scopes apart that name a kind of work and not a place: as one box each would feed itself through others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy

from cutaway.graphing.groups import Group, Item, owners
from cutaway.graphing.layered.ranks import strong_parts


def untangled(items: list[Item], around: Group) -> list[Item]:
    """The items; a scope that lies on a cycle of items falls into the parts of it that hang together.

    Edges that close a loop of the graph itself do not count.
    """
    if not any(isinstance(item, Group) and item.form == "scope" for item in items):
        return items
    owner = owners(items, around.inside)
    parts = _on_cycles(items, owner, around)
    found: list[Item] = []
    for place, item in enumerate(items):
        if place in parts and isinstance(item, Group) and item.form == "scope":
            found.extend(_apart(item, owner == place))
        else:
            found.append(item)
    return found


def _on_cycles(items: list[Item], owner: numpy.ndarray, around: Group) -> set[int]:
    """Places of items that can be reached from themselves along edges that point on."""
    body = around.inside.body
    source, target = owner[body.edges.source], owner[body.edges.target]
    between = (source >= 0) & (target >= 0) & (source != target)
    if not between.any():
        return set()
    onward = between & (body.places[body.edges.source] < body.places[body.edges.target])
    pairs = numpy.unique(numpy.stack([source[onward], target[onward]]), axis=1).T.tolist()
    below: list[list[int]] = [[] for _ in items]
    for begin, end in pairs:
        below[begin].append(end)
    part = strong_parts(len(items), below)
    sizes = numpy.bincount(part)
    return {place for place, number in enumerate(part) if sizes[number] > 1}


def _apart(scope: Group, inside: numpy.ndarray) -> Sequence[Item]:
    """The parts of a scope that no edge inside it links, as scopes of their own, numbered where they are several."""
    edges = scope.inside.body.edges
    linked = inside[edges.source] & inside[edges.target]
    root = {node: node for node in scope.members}

    def find(node: int) -> int:
        while root[node] != node:
            root[node] = root[root[node]]
            node = root[node]
        return node

    for a, b in zip(edges.source[linked].tolist(), edges.target[linked].tolist(), strict=True):
        ours, theirs = find(a), find(b)
        root[max(ours, theirs)] = min(ours, theirs)
    parts: dict[int, list[int]] = {}
    for node in scope.members:
        parts.setdefault(find(node), []).append(node)
    if len(parts) == 1:
        return [scope]
    found: list[Item] = []
    calls = scope.inside.body.columns.calls
    for number, nodes in enumerate(_with_unlinked_together(parts, inside, scope), 1):
        if len(nodes) == 1 and nodes[0] not in calls:
            found.append(nodes[0])
        else:
            key, label = f"{scope.key}#part {number}", f"{scope.label} · {number}"
            found.append(replace(scope, key=key, label=label, members=nodes, children=None, _kinds=[]))
    return found


def _with_unlinked_together(
    parts: dict[int, list[int]], inside: numpy.ndarray, scope: Group
) -> list[list[int]]:
    """The parts; those that nothing outside the scope is linked to stay one."""
    edges = scope.inside.body.edges
    border = inside[edges.source] != inside[edges.target]
    ends = numpy.where(inside[edges.source[border]], edges.source[border], edges.target[border])
    linked = numpy.zeros(len(inside), bool)
    linked[ends] = True
    found, alone = [], []
    for nodes in parts.values():
        if linked[nodes].any():
            found.append(nodes)
        else:
            alone += nodes
    return [*found, sorted(alone)] if alone else found
