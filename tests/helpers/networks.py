# SPDX-License-Identifier: Apache-2.0
"""Networks to lay out, and how often the lines of a layout cross, counted from the drawing alone."""

from __future__ import annotations

from itertools import combinations, pairwise
from random import Random
from typing import TypeAlias

from cutaway.graphing.layered.network import Link, Network

Point: TypeAlias = tuple[float, float]


def layered(random: Random, boxes: int, links: int, reach: int = 12) -> Network:
    """A network like those of models: mostly short links onwards, each box fed by one before it."""
    found = {(random.randrange(max(0, box - reach), box), box) for box in range(1, boxes)}
    while len(found) < links:
        begin = random.randrange(boxes - 1)
        found.add((begin, min(boxes - 1, begin + random.randrange(1, 2 * reach))))
    sizes = [float(random.randrange(72, 200)) for _ in range(boxes)]
    ordered = [Link(*pair) for pair in sorted(found)]
    return Network(sizes, [40.0] * boxes, ordered, [float(box) for box in range(boxes)])


def residual(blocks: int) -> Network:
    """Blocks of four boxes with a link around each, as in a ResNet."""
    links = []
    for block in range(blocks):
        first = 4 * block
        links += [Link(first + step, first + step + 1) for step in range(4)] + [Link(first, first + 4)]
    count = 4 * blocks + 1
    return Network([120.0] * count, [40.0] * count, links, [float(box) for box in range(count)])


def crossings(routes: list[list[Point]]) -> int:
    """How many pairs of lines cross; those that meet at an end do not."""
    pieces = [(line, begin, end) for line, route in enumerate(routes) for begin, end in pairwise(route)]
    pieces.sort(key=lambda piece: min(piece[1][1], piece[2][1]))
    crossed = set()
    for place, (line, a, b) in enumerate(pieces):
        bottom = max(a[1], b[1])
        for other, c, d in pieces[place + 1 :]:
            if min(c[1], d[1]) >= bottom:
                break
            if line != other and _cross(a, b, c, d):
                crossed.add((min(line, other), max(line, other)))
    return len(crossed)


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    def side(p: Point, q: Point, r: Point) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    slack = 1e-6
    one, two, three, four = side(a, b, c), side(a, b, d), side(c, d, a), side(c, d, b)
    return one * two < -slack and three * four < -slack


def overlapping(network: Network, u: list[float], v: list[float]) -> list[tuple[int, int]]:
    """Pairs of boxes that overlap."""
    return [
        (a, b)
        for a, b in combinations(range(len(u)), 2)
        if abs(u[a] - u[b]) < (network.breadths[a] + network.breadths[b]) / 2 - 1e-6
        and abs(v[a] - v[b]) < (network.lengths[a] + network.lengths[b]) / 2 - 1e-6
    ]
