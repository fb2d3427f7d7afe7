# SPDX-License-Identifier: Apache-2.0
"""Lays out boxes in boxes: the inside of every open group by itself, then the groups as boxes among the others.

A wire that leaves an open group passes its border at a port, an invisible box in the last rank of its inside; one that
enters passes a port in the first rank. Ports belong to the box that a wire comes from, so that what feeds several
boxes of a group enters it as one line.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field

from cutaway.description.picture import Direction
from cutaway.graphing.bodies import Look
from cutaway.graphing.layered.arranging import arrange, simplified
from cutaway.graphing.layered.network import Arrangement, Link, Network, Point, Spacing
from cutaway.graphing.visible import View, Wire

HEAD = 30.0
PADDING = 14.0
_MOST_PORTS = 40
_SPACING = Spacing()


@dataclass(slots=True)
class _Level:
    """The inside of one open group. boxes: what is in it. entries, exits: ports by whom they belong to."""

    group: int
    boxes: list[int] = field(default_factory=list)
    place: dict[int, int] = field(default_factory=dict)
    entries: dict[int, int] = field(default_factory=dict)
    exits: dict[int, int] = field(default_factory=dict)
    links: dict[Hashable, int] = field(default_factory=dict)
    ends: list[tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=list)
    found: Arrangement | None = None
    merged: bool = False


@dataclass(slots=True)
class Layout:
    """Corner and size of each box, and the points of each wire (empty where it is not routed), in pixels."""

    corners: list[Point]
    sizes: list[Point]
    routes: list[list[Point]]
    size: Point


class Compound:
    """The layout of a view. sizes: width and height of each box that is not open; heads: least width of those that are."""

    def __init__(
        self, view: View, sizes: list[Point], flows: list[float], direction: Direction, look: Look
    ) -> None:
        self.view = view
        self.right = direction == "right"
        self.sizes = [self._turned(size) for size in sizes]
        self.flows = flows
        self.look = look
        self.levels: dict[int, _Level] = {-1: _Level(-1)}
        self.depth = [0] * len(view.shown)
        for number, shown in enumerate(view.shown):
            if shown.open:
                self.levels[number] = _Level(number)
            level = self.levels[shown.parent]
            level.place[number] = len(level.boxes)
            level.boxes.append(number)
            self.depth[number] = self.depth[shown.parent] + 1 if shown.parent >= 0 else 0
        self.steps: list[list[tuple[_Level, int]]] = []

    def _turned(self, point: Point) -> Point:
        """Width and height as breadth and length, or back."""
        return (point[1], point[0]) if self.right else point

    def layout(self) -> Layout:
        """Positions of all boxes and wires."""
        self._merge_ports()
        self.steps = [self._through(wire) if wire.routed else [] for wire in self.view.wires]
        for group in sorted(self.levels, reverse=True):  # what is inside has the higher number
            self._arrange(self.levels[group])
        corners = self._corners()
        routes = [self._route(steps, corners) for steps in self.steps]
        whole = self.levels[-1].found
        assert whole is not None
        return Layout(
            [self._turned(corner) for corner in corners[:-1]],
            [self._turned(size) for size in self.sizes],
            [[self._turned(point) for point in route] for route in routes],
            self._turned((whole.breadth, whole.length)),
        )

    # --- wires through levels ---------------------------------------------------------------------------------

    def _above(self, wire: Wire) -> tuple[list[int], int, list[int]]:
        """Open groups that a wire leaves (the inner first), the one around both ends, those it enters (outer first)."""
        shown, depth = self.view.shown, self.depth
        left, entered = [], []
        a, b = shown[wire.source].parent, shown[wire.target].parent
        while a != b:
            if a >= 0 and (b < 0 or depth[a] >= depth[b]):
                left.append(a)
                a = shown[a].parent
            else:
                entered.append(b)
                b = shown[b].parent
        return left, a, entered[::-1]

    def _merge_ports(self) -> None:
        """Groups that very many wires enter or leave get one port for all of them."""
        passing: dict[int, set[int]] = {}
        for wire in self.view.wires:
            if wire.routed:
                left, _, entered = self._above(wire)
                for group in (*left, *entered):
                    passing.setdefault(group, set()).add(wire.source)
        for group, sources in passing.items():
            self.levels[group].merged = len(sources) > _MOST_PORTS

    def _through(self, wire: Wire) -> list[tuple[_Level, int]]:
        """The links that a wire is made of, level by level."""
        left, around, entered = self._above(wire)
        steps = []
        box, key = wire.source, -1
        for group in left:
            level = self.levels[group]
            owner = -1 if level.merged else wire.source
            steps.append((level, self._link(level, (box, key), (self._port(level.exits, owner), -2))))
            box, key = group, owner
        level = self.levels[around]
        if not entered:
            steps.append((level, self._link(level, (box, key), (wire.target, -1))))
            return steps
        owner = -1 if self.levels[entered[0]].merged else wire.source
        steps.append((level, self._link(level, (box, key), (entered[0], owner), into=True)))
        for group, inner in zip(entered, [*entered[1:], wire.target], strict=True):
            level = self.levels[group]
            owner = -1 if level.merged else wire.source
            port = (self._port(level.entries, owner), -3)
            ends = group != entered[-1]
            beyond = (-1 if self.levels[inner].merged else wire.source) if ends else -1
            steps.append((level, self._link(level, port, (inner, beyond), into=ends)))
        return steps

    @staticmethod
    def _port(ports: dict[int, int], owner: int) -> int:
        return ports.setdefault(owner, len(ports))

    def _link(
        self, level: _Level, begin: tuple[int, int], end: tuple[int, int], *, into: bool = False
    ) -> int:
        """The number of a link of a level; wires that take the same way share it.

        Ends are (box, owner of the port through its border) or (port, −2 for an exit, −3 for an entry).
        """
        key = (begin, end, into, self._is_open(begin), level.group)
        if key not in level.links:
            level.links[key] = len(level.ends)
            level.ends.append((begin, end))
        return level.links[key]

    def _is_open(self, end: tuple[int, int]) -> bool:
        return end[1] > -2 and self.view.shown[end[0]].open

    # --- levels -----------------------------------------------------------------------------------------------

    def _arrange(self, level: _Level) -> None:
        boxes = len(level.boxes)
        entries, exits = len(level.entries), len(level.exits)
        sizes = [self.sizes[box] for box in level.boxes] + [(0.0, 0.0)] * (entries + exits)
        flows = [self.flows[box] for box in level.boxes]
        low, high = min(flows, default=0.0) - 1, max(flows, default=0.0) + 1
        links = []
        for begin, end in level.ends:
            a, first = self._end(level, begin, leaving=True)
            b, second = self._end(level, end, leaving=False)
            links.append(Link(a, b, first, second))
        network = Network(
            [size[0] for size in sizes],
            [size[1] for size in sizes],
            links,
            flows + [low] * entries + [high] * exits,
            frozenset(range(boxes, boxes + entries)),
            frozenset(range(boxes + entries, boxes + entries + exits)),
        )
        if not sizes:
            level.found = Arrangement([], [], [])
        else:
            level.found = arrange(network, _SPACING, self.look, 0.6 if self.right else 1.6)
        if level.group >= 0:
            self._enclose(level)

    def _end(self, level: _Level, end: tuple[int, int], *, leaving: bool) -> tuple[int, float]:
        """The place of a link's end in its level, and where at the side of an open group it is."""
        number, owner = end
        if owner == -2:
            return len(level.boxes) + len(level.entries) + number, 0.0
        if owner == -3:
            return len(level.boxes) + number, 0.0
        inner = self.levels.get(number)
        if inner is None:
            return level.place[number], 0.0
        ports = inner.exits if leaving else inner.entries
        if owner not in ports or inner.found is None:
            return level.place[number], 0.0
        place = len(inner.boxes) + ports[owner] + (len(inner.entries) if leaving else 0)
        return level.place[number], self._before(inner)[0] + inner.found.u[place] - self.sizes[number][0] / 2

    def _before(self, level: _Level) -> Point:
        """Where the inside of a group begins in it, as u and v."""
        if level.group < 0:
            return 0.0, 0.0
        return (HEAD, PADDING) if self.right else (PADDING, HEAD)

    def _enclose(self, level: _Level) -> None:
        """Size a group by its inside, its head, and the text in that."""
        assert level.found is not None
        u, v = self._before(level)
        breadth, length = u + level.found.breadth + PADDING, v + level.found.length + PADDING
        least, _ = self._turned(self.sizes[level.group])
        if self.right:
            length = max(length, least)
        else:
            breadth = max(breadth, least)
        self.sizes[level.group] = (breadth, length)

    # --- from nested to absolute ------------------------------------------------------------------------------

    def _corners(self) -> list[Point]:
        """Upper corner of each box, as u and v; that of the whole at the end."""
        corners: list[Point] = [(0.0, 0.0)] * (len(self.view.shown) + 1)
        for number, shown in enumerate(self.view.shown):
            level = self.levels[shown.parent]
            assert level.found is not None
            u, v = corners[shown.parent]
            before = self._before(level)
            place = level.place[number]
            breadth, length = self.sizes[number]
            corners[number] = (
                u + before[0] + level.found.u[place] - breadth / 2,
                v + before[1] + level.found.v[place] - length / 2,
            )
        return corners

    def _route(self, steps: list[tuple[_Level, int]], corners: list[Point]) -> list[Point]:
        points: list[Point] = []
        for level, link in steps:
            assert level.found is not None
            route = level.found.routes[link]
            if not route:
                return []
            u, v = corners[level.group]
            before = self._before(level)
            points.extend((u + before[0] + a, v + before[1] + b) for a, b in route)
        return simplified(points)
