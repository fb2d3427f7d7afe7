# SPDX-License-Identifier: Apache-2.0
"""A picture as Qt draws it: rectangles, lines and curves, made once; and which of them lie where."""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QPainterPath

from cutaway.description.drawing import Drawing
from cutaway.description.picture import NODE, OPEN
from cutaway.qt.graph.grid import Grid

_SLACK = 12.0
"""Badges and arrow heads reach a little beyond what they belong to."""


class Scene:
    """The boxes and wires of a picture. Numbers of boxes and wires are those of the picture's columns.

    frames: the open groups, the outermost first; leaves: all other boxes.
    """

    def __init__(self, drawing: Drawing) -> None:
        self.drawing = drawing
        self.picture = picture = drawing.picture
        boxes, wires = picture.boxes, picture.wires
        self.forms: list[int] = list(boxes.form)
        self.kinds: list[int] = list(boxes.kind)
        self.parents: list[int] = list(boxes.parent)
        self.keys, self.labels, self.notes = boxes.keys, boxes.labels, boxes.notes
        self.rects = [
            QRectF(*corner) for corner in zip(boxes.x, boxes.y, boxes.width, boxes.height, strict=True)
        ]
        self.frames = [number for number, form in enumerate(self.forms) if form == OPEN]
        self.frame_set = frozenset(self.frames)
        self.leaves = [number for number, form in enumerate(self.forms) if form != OPEN]
        self.sources: list[int] = list(wires.source)
        self.targets: list[int] = list(wires.target)
        self.points: list[float] = list(wires.points)
        self.starts: list[int] = list(wires.point_starts)
        self.flows_right = picture.direction == "right"
        self.bounds = QRectF(0, 0, max(picture.width, 1.0), max(picture.height, 1.0))
        self._paths: dict[int, QPainterPath] = {}

    def relabel(self, drawing: Drawing) -> None:
        """Take the labels of the same drawing, of which more is known by now."""
        self.drawing = drawing
        self.picture = drawing.picture

    @cached_property
    def index(self) -> dict[str, int]:
        """Boxes by their keys."""
        return {key: number for number, key in enumerate(self.keys)}

    @cached_property
    def _nodes(self) -> dict[tuple[str, str], int]:
        found: dict[tuple[str, str], int] = {}
        for box, place in enumerate(zip(self.drawing.names, self.drawing.functions, strict=True)):
            if place[0]:
                found.setdefault(place, box)
        return found

    def of_node(self, name: str, function: str = "") -> int:
        """The first box of a node of the file, −1 where it is not visible."""
        return self._nodes.get((name, function), -1)

    @cached_property
    def _box_grid(self) -> Grid:
        return Grid(
            (number, rect.left(), rect.top(), rect.right(), rect.bottom())
            for number, rect in enumerate(self.rects)
        )

    @cached_property
    def _wire_grid(self) -> Grid:
        found = []
        for wire in range(len(self.sources)):
            first, last = 2 * self.starts[wire], 2 * self.starts[wire + 1]
            if last > first:
                xs, ys = self.points[first:last:2], self.points[first + 1 : last : 2]
                found.append((wire, min(xs), min(ys), max(xs), max(ys)))
        return Grid(found)

    def boxes_in(self, area: QRectF) -> list[int]:
        """Boxes that touch an area, open groups before what is in them."""
        return self._box_grid.near(area.adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK))

    def wires_in(self, area: QRectF) -> list[int]:
        """Routed wires that may touch an area."""
        return self._wire_grid.near(area.adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK))

    def at(self, place: QPointF) -> int:
        """The innermost box at a place, −1 where there is none."""
        found = self._box_grid.near(QRectF(place.x(), place.y(), 0.0, 0.0))
        return found[-1] if found else -1

    def is_folded(self, box: int) -> bool:
        """Whether it is a group that hides its inside."""
        return self.forms[box] not in {NODE, OPEN}

    # --- wires ---

    def is_routed(self, wire: int) -> bool:
        """Whether the picture has a way for it."""
        return self.starts[wire + 1] > self.starts[wire]

    def way(self, wire: int) -> list[QPointF]:
        """The points that a wire goes by; straight from box to box where the picture has none."""
        first, last = self.starts[wire], self.starts[wire + 1]
        if last > first:
            flat = self.points
            return [QPointF(flat[2 * place], flat[2 * place + 1]) for place in range(first, last)]
        return self._straight(self.rects[self.sources[wire]], self.rects[self.targets[wire]])

    def _straight(self, source: QRectF, target: QRectF) -> list[QPointF]:
        if self.flows_right:
            return [QPointF(source.right(), source.center().y()), QPointF(target.left(), target.center().y())]
        return [QPointF(source.center().x(), source.bottom()), QPointF(target.center().x(), target.top())]

    def path(self, wire: int) -> QPainterPath:
        """The curve of a wire: slanted pieces bend so that they begin and end in the direction of flow."""
        found = self._paths.get(wire)
        if found is None:
            found = self._paths[wire] = curve(self.way(wire), flows_right=self.flows_right)
        return found

    @cached_property
    def segments(self) -> dict[int, list[QLineF]]:
        """The straight pieces of every routed wire, for a view so far out that curves are not seen."""
        found = {}
        for wire in range(len(self.sources)):
            if self.is_routed(wire):
                way = self.way(wire)
                found[wire] = [QLineF(a, b) for a, b in pairwise(way)]
        return found

    # --- neighbours ---

    @cached_property
    def _around(self) -> tuple[list[list[int]], list[list[int]]]:
        leaving: list[list[int]] = [[] for _ in self.rects]
        entering: list[list[int]] = [[] for _ in self.rects]
        for wire, (source, target) in enumerate(zip(self.sources, self.targets, strict=True)):
            leaving[source].append(wire)
            entering[target].append(wire)
        return leaving, entering

    @cached_property
    def _inside(self) -> list[list[int]]:
        found: list[list[int]] = [[] for _ in self.rects]
        for box, parent in enumerate(self.parents):
            if parent >= 0:
                found[parent].append(box)
        return found

    def leaving(self, box: int) -> list[int]:
        """Wires out of a box."""
        return self._around[0][box]

    def entering(self, box: int) -> list[int]:
        """Wires into a box."""
        return self._around[1][box]

    def inside(self, box: int) -> list[int]:
        """Boxes that lie directly in an open group."""
        return self._inside[box]

    def followers(self, box: int) -> set[int]:
        """Every visible box that depends on what a box gives."""
        return self._reach(box, self._around[0], self.targets)

    def feeders(self, box: int) -> set[int]:
        """Every visible box that what a box does depends on."""
        return self._reach(box, self._around[1], self.sources)

    def _reach(self, box: int, around: list[list[int]], ends: list[int]) -> set[int]:
        found: set[int] = set()
        waiting = [box, *self._within(box)]
        origin = set(waiting)
        while waiting:
            for wire in around[waiting.pop()]:
                end = ends[wire]
                if end not in found and end not in origin:
                    found.add(end)
                    waiting.append(end)
        return found

    def _within(self, box: int) -> list[int]:
        found, waiting = [], [box]
        while waiting:
            inside = self.inside(waiting.pop())
            found += inside
            waiting += inside
        return found

    def path_to(self, box: int) -> list[int]:
        """The open groups around a box, the outermost first."""
        found = []
        above = self.parents[box] if box >= 0 else -1
        while above >= 0:
            found.append(above)
            above = self.parents[above]
        return found[::-1]


def curve(way: list[QPointF], *, flows_right: bool) -> QPainterPath:
    """A line through these points whose slanted pieces leave and arrive in the direction of flow."""
    path = QPainterPath(way[0])
    for begin, end in pairwise(way):
        if flows_right:
            if abs(begin.y() - end.y()) < 1:
                path.lineTo(end)
                continue
            middle = (begin.x() + end.x()) / 2
            path.cubicTo(QPointF(middle, begin.y()), QPointF(middle, end.y()), end)
        else:
            if abs(begin.x() - end.x()) < 1:
                path.lineTo(end)
                continue
            middle = (begin.y() + end.y()) / 2
            path.cubicTo(QPointF(begin.x(), middle), QPointF(end.x(), middle), end)
    return path
