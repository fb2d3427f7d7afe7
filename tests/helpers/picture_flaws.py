# SPDX-License-Identifier: Apache-2.0
"""What must hold for every picture of a graph, told as lists of what is wrong with one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from cutaway.description.graph import Graph
from cutaway.description.picture import OPEN, Picture
from cutaway.graphing.maps import GraphMap

NEAR = 0.1
"""Pixels by which float32 columns may be off."""


def everything(made: GraphMap, most: int = 400) -> Picture:
    """The picture with all groups open that can be opened without showing more than about so many boxes."""
    opened: set[str] = set()
    picture = made.picture([])
    while len(picture.boxes.keys) < most:
        boxes = picture.boxes
        closed = [key for key, form in zip(boxes.keys, boxes.form, strict=True) if form == 1]
        fresh = [key for key in closed if key.count("(") < 4 and key not in opened]
        if not fresh:
            return picture
        opened.update(fresh)
        picture = made.picture(opened)
    return picture


def overlapping(picture: Picture) -> Iterator[str]:
    """Pairs of boxes in the same group that overlap."""
    boxes = picture.boxes
    inside: dict[int, list[int]] = {}
    for box, parent in enumerate(boxes.parent):
        inside.setdefault(parent, []).append(box)
    for siblings in inside.values():
        siblings.sort(key=lambda box: boxes.x[box])
        for place, box in enumerate(siblings):
            right, bottom = boxes.x[box] + boxes.width[box], boxes.y[box] + boxes.height[box]
            for other in siblings[place + 1 :]:
                if boxes.x[other] > right - NEAR:
                    break
                if (
                    boxes.y[other] < bottom - NEAR
                    and boxes.y[other] + boxes.height[other] > boxes.y[box] + NEAR
                ):
                    yield f"{boxes.keys[box]} and {boxes.keys[other]}"


def outside(picture: Picture) -> Iterator[str]:
    """Boxes that reach over the border of their group, or of the picture."""
    boxes = picture.boxes
    for box, parent in enumerate(boxes.parent):
        left, top, right, bottom = 0.0, 0.0, picture.width, picture.height
        if parent >= 0:
            left, top = boxes.x[parent], boxes.y[parent]
            right, bottom = left + boxes.width[parent], top + boxes.height[parent]
        if (
            boxes.x[box] < left - NEAR
            or boxes.y[box] < top - NEAR
            or boxes.x[box] + boxes.width[box] > right + NEAR
            or boxes.y[box] + boxes.height[box] > bottom + NEAR
        ):
            yield boxes.keys[box]


def route(picture: Picture, wire: int) -> list[tuple[float, float]]:
    """The points of a wire."""
    begin, end = picture.wires.point_starts[wire], picture.wires.point_starts[wire + 1]
    points = picture.wires.points
    return [(points[2 * place], points[2 * place + 1]) for place in range(begin, end)]


def loose_ends(picture: Picture) -> Iterator[str]:
    """Routed wires that do not begin and end at the borders of their boxes."""
    for wire in range(len(picture.wires.source)):
        points = route(picture, wire)
        if not points:
            continue
        for point, box in (points[0], picture.wires.source[wire]), (points[-1], picture.wires.target[wire]):
            if not _at_border(picture, point, box):
                yield f"{picture.boxes.keys[box]}: {point}"


def _at_border(picture: Picture, point: tuple[float, float], box: int) -> bool:
    boxes = picture.boxes
    left, top = boxes.x[box], boxes.y[box]
    right, bottom = left + boxes.width[box], top + boxes.height[box]
    across = left - NEAR <= point[0] <= right + NEAR and top - NEAR <= point[1] <= bottom + NEAR
    sides = (abs(point[0] - left), abs(point[0] - right), abs(point[1] - top), abs(point[1] - bottom))
    return across and min(sides) <= NEAR


def crossed_boxes(picture: Picture) -> Iterator[str]:
    """Routed wires that run through a box that they neither begin nor end at, nor in."""
    boxes = picture.boxes
    shrunk = 1.0
    around = [_around(picture, box) for box in range(len(boxes.keys))]
    for wire in range(len(picture.wires.source)):
        source, target = picture.wires.source[wire], picture.wires.target[wire]
        passed = {source, target} | around[source] | around[target]
        points = route(picture, wire)
        for begin, end in pairwise(points):
            for box in range(len(boxes.keys)):
                if box in passed:
                    continue
                frame = (
                    boxes.x[box] + shrunk,
                    boxes.y[box] + shrunk,
                    boxes.x[box] + boxes.width[box] - shrunk,
                    boxes.y[box] + boxes.height[box] - shrunk,
                )
                if _crosses(begin, end, frame):
                    yield f"{boxes.keys[source]} → {boxes.keys[target]} through {boxes.keys[box]}"


def _around(picture: Picture, box: int) -> set[int]:
    found = set()
    parent = picture.boxes.parent[box]
    while parent >= 0:
        found.add(parent)
        parent = picture.boxes.parent[parent]
    return found


def _crosses(
    begin: tuple[float, float], end: tuple[float, float], frame: tuple[float, float, float, float]
) -> bool:
    """Whether a straight piece enters a frame (Liang and Barsky 1984)."""
    low, high = 0.0, 1.0
    for axis in (0, 1):
        delta = end[axis] - begin[axis]
        if abs(delta) < 1e-9:
            if not frame[axis] < begin[axis] < frame[axis + 2]:
                return False
            continue
        first, last = (frame[axis] - begin[axis]) / delta, (frame[axis + 2] - begin[axis]) / delta
        low, high = max(low, min(first, last)), min(high, max(first, last))
    return low < high


def unshown(graph: Graph, made: GraphMap, picture: Picture) -> Iterator[str]:
    """Edges of the main graph that neither a wire stands for nor a folded group hides."""
    boxes, wires = picture.boxes, picture.wires
    drawn = set(wires.edges)
    of = made.folding.root.inside.body.attachments.of
    attached = {node for nodes in of.values() for node in nodes}
    for edge, (source, target) in enumerate(zip(graph.edge_from, graph.edge_to, strict=True)):
        if graph.function_of[source] >= 0 or edge in drawn or source in attached:
            continue
        if target in attached:
            continue  # a constant that waits for something: led on to what uses it
        ours, theirs = (set(made.places.of(node).opened) for node in (source, target))
        closed = {key for key, form in zip(boxes.keys, boxes.form, strict=True) if form != OPEN}
        if not ours & theirs & closed:
            yield f"{graph.names[source]} → {graph.names[target]}"
