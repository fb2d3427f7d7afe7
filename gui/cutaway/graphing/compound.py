# SPDX-License-Identifier: Apache-2.0
"""Lays out boxes in boxes: the inside of every open group by itself, then the groups as boxes among the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from cutaway.description.picture import Direction
from cutaway.graphing.layered.arranging import arrange, simplified
from cutaway.graphing.layered.network import Arrangement, Link, Network, Point, Spacing
from cutaway.graphing.looking import Look
from cutaway.graphing.visible import View
from cutaway.graphing.wiring import End, Level, Step, Wiring

HEAD = 30.0
PADDING = 14.0
_SPACING: dict[Direction, Spacing] = {"down": Spacing(), "right": Spacing(ranks=84.0)}
"""By direction: what a wire carries is written along it, which takes more room between ranks side by side."""
_MOST_KNOWN = 5_000
"""Insides of groups that are remembered: those of some pictures."""
Known: TypeAlias = dict[tuple[object, ...], Arrangement]
_WIDE, _TALL = 1.6, 0.6


@dataclass(slots=True)
class Layout:
    """Corner and size of each box, and the points of each wire (empty where it is not routed), in pixels."""

    corners: list[Point]
    sizes: list[Point]
    routes: list[list[Point]]
    size: Point


class Compound:
    """The layout of a view. sizes: width and height of each box; of an open group the least width counts alone.

    known: insides of groups that were arranged before; those of this view are added.
    """

    def __init__(
        self,
        view: View,
        sizes: list[Point],
        flows: list[float],
        direction: Direction,
        look: Look,
        known: Known | None = None,
    ) -> None:
        self.known = {} if known is None else known
        self.view = view
        self.right = direction == "right"
        self.spacing = _SPACING[direction]
        self.sizes = [self._swapped(size) for size in sizes]
        self.flows = flows
        self.look = look
        self.wiring = Wiring(view, flows)
        self.levels = self.wiring.levels

    def _swapped(self, point: Point) -> Point:
        """Width and height as breadth and length, or back."""
        return (point[1], point[0]) if self.right else point

    def layout(self) -> Layout:
        """Positions of all boxes and wires."""
        for group in sorted(self.levels, reverse=True):  # what is inside has the higher number
            self._arrange(self.levels[group])
        corners = self._corners()
        whole = self.levels[-1].found
        return Layout(
            [self._swapped(corner) for corner in corners[:-1]],
            [self._swapped(size) for size in self.sizes],
            [[self._swapped(point) for point in self._route(steps, corners)] for steps in self.wiring.steps],
            self._swapped((whole.breadth, whole.length)),
        )

    def _arrange(self, level: Level) -> None:
        boxes = len(level.boxes)
        sizes = [self.sizes[box] for box in level.boxes] + [(0.0, 0.0)] * len(level.ports)
        flows = [self.flows[box] for box in level.boxes]
        before, behind = min(flows, default=0.0) - 1, max(flows, default=0.0) + 1
        links = []
        for begin, end in level.links:
            source, first = self._end(level, begin)
            target, last = self._end(level, end)
            links.append(Link(source, target, first, last))
        heads = [head for _, head in level.ports]
        network = Network(
            [size[0] for size in sizes],
            [size[1] for size in sizes],
            links,
            flows + [before if head else behind for head in heads],
            frozenset(boxes + place for place, head in enumerate(heads) if head),
            frozenset(boxes + place for place, head in enumerate(heads) if not head),
        )
        if sizes:
            level.found = self._arranged(network)
        if level.group >= 0:
            self._enclose(level)

    def _arranged(self, network: Network) -> Arrangement:
        """As it was arranged before, where it was: opening a group changes the groups around it and no others."""
        links = tuple((link.source, link.target, link.begin, link.end) for link in network.links)
        boxes = (*network.breadths, *network.lengths, *network.flow)
        key = (self.right, boxes, links, network.first, network.last)
        found = self.known.get(key)
        if found is None:
            found = arrange(network, self.spacing, self.look, _TALL if self.right else _WIDE)
            if len(self.known) >= _MOST_KNOWN:
                self.known.clear()
            self.known[key] = found
        return found

    def _end(self, level: Level, end: End) -> tuple[int, float]:
        """The place of a link's end in its level, and where at the side of an open group it is."""
        if end.box < 0 and end.port is not None:
            return len(level.boxes) + level.ports[end.port], 0.0
        place = level.place[end.box]
        if end.port is None:
            return place, 0.0
        inner = self.levels[end.box]
        at = inner.found.u[len(inner.boxes) + inner.ports[end.port]]
        return place, self._before(inner)[0] + at - self.sizes[end.box][0] / 2

    def _before(self, level: Level) -> Point:
        """Where the inside of a group begins in it, as u and v."""
        if level.group < 0:
            return 0.0, 0.0
        return (HEAD, PADDING) if self.right else (PADDING, HEAD)

    def _enclose(self, level: Level) -> None:
        """Size a group by its inside, its head, and the text in that."""
        u, v = self._before(level)
        breadth, length = u + level.found.breadth + PADDING, v + level.found.length + PADDING
        width, _ = self._swapped(self.sizes[level.group])
        if self.right:
            length = max(length, width)
        else:
            breadth = max(breadth, width)
        self.sizes[level.group] = (breadth, length)

    def _corners(self) -> list[Point]:
        """Upper corner of each box, as u and v; that of the whole at the end."""
        corners: list[Point] = [(0.0, 0.0)] * (len(self.view.shown) + 1)
        for number, shown in enumerate(self.view.shown):
            level = self.levels[shown.parent]
            u, v = corners[shown.parent]
            before = self._before(level)
            place = level.place[number]
            breadth, length = self.sizes[number]
            corners[number] = (
                u + before[0] + level.found.u[place] - breadth / 2,
                v + before[1] + level.found.v[place] - length / 2,
            )
        return corners

    def _route(self, steps: list[Step], corners: list[Point]) -> list[Point]:
        points: list[Point] = []
        for level, link in steps:
            route = level.found.routes[link]
            if not route:
                return []
            u, v = corners[level.group]
            before = self._before(level)
            points.extend((u + before[0] + a, v + before[1] + b) for a, b in route)
        return simplified(points)
