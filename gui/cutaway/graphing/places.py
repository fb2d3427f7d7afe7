# SPDX-License-Identifier: Apache-2.0
"""Finds a node in the folded graph: which groups to open so that its box shows, and how its place is spelled."""

from __future__ import annotations

from collections import deque
from functools import cached_property

from cutaway.description.picture import Place
from cutaway.graphing.folding import Folding
from cutaway.graphing.groups import Group, Instance


class Places:
    """Ways from the main graph to nodes. A function that is called at several places is found at the nearest call."""

    def __init__(self, folding: Folding) -> None:
        self.folding = folding
        self.columns = folding.columns
        self._consumers: dict[int, dict[int, int]] = {}
        self._inside: dict[int, tuple[Group, dict[int, Group]]] = {}

    @cached_property
    def _entries(self) -> dict[int, int]:
        """The call by which each function is entered on the shortest way; −1 for one that nothing calls."""
        calls: dict[int, list[int]] = {}
        for node in self.columns.calls:
            calls.setdefault(int(self.columns.function_of[node]), []).append(node)
        found: dict[int, int] = {}
        for start in (-1, *self.folding.bodies.uncalled):
            if start >= 0:
                found.setdefault(start, -1)
            waiting = deque([start])
            while waiting:
                for node in calls.get(waiting.popleft(), ()):
                    for function, _ in self.columns.calls[node]:
                        if function not in found:
                            found[function] = node
                            waiting.append(function)
        return found

    def of(self, node: int) -> Place:
        """Where a node is. One that is attached has the place of the first node that uses it."""
        way, body = self._way(node)
        opened: list[str] = []
        group = self.folding.root
        if body >= 0:
            group = self._down(group, opened, body=body)
        for call in way:
            function = int(self.columns.function_of[call[1]])
            group = self._down(group, opened, node=call[0])
            opened.append(group.key)
            self.folding.children(group)
            if len(self.columns.calls[call[0]]) > 1:
                group = self._down(group, opened, body=function)
        shown = self._shown(node, group.inside)
        last = self._down(group, opened, node=shown)
        within = last.inside
        if last.form == "call" and last.node == shown:
            within = last.parent.inside if last.parent is not None else within
            key = last.key
        else:
            key = f"{within.path}{self.columns.graph.names[shown]}"
        return Place(node, key, tuple(opened), f"{within.spelled}{self.columns.graph.names[node]}")

    def spelled(self, node: int) -> str:
        """The path of a node as `of` gives it, without looking for its box."""
        way, body = self._way(node)
        names = self.columns.graph.names
        outside = [self.columns.graph.functions[body]] if body >= 0 else []
        return "/".join([*outside, *(names[call] for call, _ in way), names[node]])

    def _shown(self, node: int, within: Instance) -> int:
        """The node itself, or the first of those that it is attached to."""
        body = within.body
        consumers = self._consumers.get(body.number)
        if consumers is None:
            consumers = self._consumers[body.number] = {}
            for consumer, attached in body.attachments.of.items():
                for each in attached:
                    consumers.setdefault(each, consumer)
        return consumers.get(node, node)

    def _way(self, node: int) -> tuple[list[tuple[int, int]], int]:
        """Calls from the outside in, each with a node of what it enters; and the function where that begins, or −1."""
        way: list[tuple[int, int]] = []
        function = int(self.columns.function_of[node])
        inner = node
        while function >= 0:
            call = self._entries.get(function, -1)
            if call < 0:
                return way[::-1], function
            way.append((call, inner))
            inner, function = call, int(self.columns.function_of[call])
        return way[::-1], -1

    def _down(self, group: Group, opened: list[str], *, node: int = -1, body: int = -2) -> Group:
        """Open groups until the node's box shows (gives the group around it, or the call that it is), or the body."""
        while True:
            if node >= 0:
                found = self._holding(group).get(node)
                if found is None or found.form == "call":
                    return group if found is None else found
                opened.append(found.key)
                group = found
                continue
            for item in self.folding.children(group):
                if isinstance(item, int) or item.form == "call":
                    continue
                if item.form == "body":
                    if item.inside.body.number == body:
                        opened.append(item.key)
                        return item
                elif _holds(item, body):
                    opened.append(item.key)
                    group = item
                    break
            else:
                return group

    def _holding(self, group: Group) -> dict[int, Group]:
        """By the nodes inside a group the group of its own that each is in, or the call that it is."""
        known = self._inside.get(id(group))
        if known is None:
            found: dict[int, Group] = {}
            for item in self.folding.children(group):
                if isinstance(item, int) or item.form == "body":
                    continue
                for node in (item.node,) if item.form == "call" else item.members:
                    found.setdefault(node, item)
            known = self._inside[id(group)] = group, found
        return known[1]


def _holds(group: Group, body: int) -> bool:
    """Whether a group was made of functions among which this one is."""
    waiting = [group]
    while waiting:
        for item in waiting.pop().items or ():
            if not isinstance(item, int):
                if item.form == "body" and item.inside.body.number == body:
                    return True
                waiting.append(item)
    return False
