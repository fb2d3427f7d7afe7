# SPDX-License-Identifier: Apache-2.0
"""Cuts wires into links, one for every open group that they pass, with ports where they pass a border.

A port is an invisible box in the first or last rank of a group's inside. It belongs to the box that a wire comes from,
so that what feeds several boxes of a group enters it as one line.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from cutaway.graphing.layered.network import Arrangement
from cutaway.graphing.layered.ranks import against_the_flow
from cutaway.graphing.visible import View, Wire

_MOST_PORTS = 40
_IN, _OUT = -1, -2
"""Owners of the one port that very many wires share."""

PortKey: TypeAlias = tuple[int, bool]
"""Whom a port belongs to, and whether it is at the head of the group, where flow enters."""


class End(NamedTuple):
    """Where a link ends: at a box, through a port of it where it is open; box −1: at a port of the level itself."""

    box: int
    port: PortKey | None = None


@dataclass(slots=True)
class Level:
    """The inside of one open group (−1: of the picture). place: number of each box in it. links: by their ends."""

    group: int
    boxes: list[int] = field(default_factory=list)
    place: dict[int, int] = field(default_factory=dict)
    ports: dict[PortKey, int] = field(default_factory=dict)
    links: dict[tuple[End, End], int] = field(default_factory=dict)
    turned: set[tuple[int, int]] = field(default_factory=set)
    merged: bool = False
    found: Arrangement = field(default_factory=lambda: Arrangement([], [], []))

    def port(self, owner: int, *, head: bool) -> End:
        """The end of a link at a port of this level, which is made when it is first asked for."""
        self.ports.setdefault((owner, head), len(self.ports))
        return End(-1, (owner, head))

    def link(self, begin: End, end: End) -> int:
        """The number of a link; wires that take the same way share it."""
        return self.links.setdefault((begin, end), len(self.links))


Step: TypeAlias = tuple[Level, int]
"""A link of a level."""


class Wiring:
    """The levels of a view and the way of each wire through them. flows: where each box stands in the flow."""

    def __init__(self, view: View, flows: list[float]) -> None:
        self.view = view
        self.levels: dict[int, Level] = {-1: Level(-1)}
        self.depth = [0] * len(view.shown)
        for number, shown in enumerate(view.shown):
            if shown.open:
                self.levels[number] = Level(number)
            level = self.levels[shown.parent]
            level.place[number] = len(level.boxes)
            level.boxes.append(number)
            self.depth[number] = self.depth[shown.parent] + 1 if shown.parent >= 0 else 0
        ways = [self._way(wire) for wire in view.wires]
        ways = [way if way and not way.turns_back else None for way in ways]
        self._turn([way for way in ways if way], flows)
        self._merge([way for way in ways if way])
        self.steps = [self._through(way) if way else [] for way in ways]

    def _way(self, wire: Wire) -> _Way | None:
        if not wire.routed:
            return None
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
        return _Way(wire.source, wire.target, left, a, entered[::-1])

    def _turn(self, ways: list[_Way], flows: list[float]) -> None:
        """Tell in every level which boxes are linked against the flow: their wires use the ports on the other side."""
        pairs: dict[int, dict[tuple[int, int], None]] = {}
        for way in ways:
            if way.begin != way.end:
                pairs.setdefault(way.around, {})[way.begin, way.end] = None
        for group, found in pairs.items():
            level = self.levels[group]
            local = [(level.place[a], level.place[b]) for a, b in found]
            turned = against_the_flow(len(level.boxes), local, [flows[box] for box in level.boxes])
            level.turned = {(level.boxes[a], level.boxes[b]) for a, b in turned}

    def _merge(self, ways: list[_Way]) -> None:
        """Groups that very many wires enter or leave get one port for all of them."""
        passing: dict[int, set[int]] = {}
        for way in ways:
            for group in (*way.left, *way.entered):
                passing.setdefault(group, set()).add(way.source)
        for group, sources in passing.items():
            self.levels[group].merged = len(sources) > _MOST_PORTS

    def _through(self, way: _Way) -> list[Step]:
        around = self.levels[way.around]
        turned = (way.begin, way.end) in around.turned
        steps: list[Step] = []
        begin = End(way.source)
        for group in way.left:
            level = self.levels[group]
            port = level.port(_OUT if level.merged else way.source, head=turned)
            steps.append((level, level.link(begin, port)))
            begin = End(group, port.port)
        level = around
        for group in way.entered:
            inner = self.levels[group]
            port = inner.port(_IN if inner.merged else way.source, head=not turned)
            steps.append((level, level.link(begin, End(group, port.port))))
            level, begin = inner, port
        steps.append((level, level.link(begin, End(way.target))))
        return steps


@dataclass(frozen=True, slots=True)
class _Way:
    """left: open groups that a wire leaves, the inner first. around: that of both ends. entered: the outer first."""

    source: int
    target: int
    left: list[int]
    around: int
    entered: list[int]

    @property
    def begin(self) -> int:
        """The box that the wire comes from in the group around both ends."""
        return self.left[-1] if self.left else self.source

    @property
    def turns_back(self) -> bool:
        """Whether it goes between a group and what is in it, as where a call feeds itself: that is not routed."""
        return self.begin == self.end and bool(self.left or self.entered)

    @property
    def end(self) -> int:
        """The box that it leads to there."""
        return self.entered[0] if self.entered else self.target
