# SPDX-License-Identifier: Apache-2.0
"""Arranges a network: connected parts each by themselves, in ranks, then side by side."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from cutaway.graphing.layered.layering import layering
from cutaway.graphing.layered.network import Arrangement, Layers, Link, Network, Point, Spacing
from cutaway.graphing.layered.ordering import Ordering
from cutaway.graphing.layered.placing import Placing

_SLANT = 0.05
_MOST_SLANT = 70.0
_LOOP = 9.0
_SHAPE = 1.6
"""Breadth over length of what is packed from unconnected parts."""


@dataclass(frozen=True, slots=True)
class _Part:
    """Boxes and links that hang together, and how they were arranged."""

    boxes: list[int]
    links: list[int]
    found: Arrangement


def arrange(
    network: Network, spacing: Spacing, look: Callable[[], None], shape: float = _SHAPE
) -> Arrangement:
    """Positions and routes, from 0, 0 on. look: called often; it may raise CancelledError."""
    count = len(network.breadths)
    parts, alone = _parts(network)
    arranged = [_arranged(network, boxes, links, spacing, look) for boxes, links in parts]
    fixed = 1 if network.first or network.last else 0
    arranged[fixed:] = sorted(arranged[fixed:], key=lambda part: -part.found.breadth * part.found.length)
    if alone:
        arranged.append(_grid(network, alone, spacing, shape))
    if len(arranged) == 1 and len(arranged[0].boxes) == count:
        return _spread(network, arranged, [(0.0, 0.0)])
    bordered = bool(network.first or network.last)
    return _spread(network, arranged, _packed(arranged, spacing, shape, fixed=bordered))


def _parts(network: Network) -> tuple[list[tuple[list[int], list[int]]], list[int]]:
    """Connected parts as (boxes, links), that at the borders first, then the larger; and boxes without links."""
    root = list(range(len(network.breadths)))

    def find(box: int) -> int:
        while root[box] != box:
            root[box] = root[root[box]]
            box = root[box]
        return box

    border = sorted(network.first | network.last)
    joined = [(link.source, link.target) for link in network.links]
    for source, target in [*joined, *pairwise(border)]:
        ours, theirs = find(source), find(target)
        root[max(ours, theirs)] = min(ours, theirs)
    boxes: dict[int, list[int]] = {}
    for box in range(len(root)):
        boxes.setdefault(find(box), []).append(box)
    links: dict[int, list[int]] = {key: [] for key in boxes}
    for number, link in enumerate(network.links):
        links[find(link.source)].append(number)
    at_border = find(border[0]) if border else -1
    keys = sorted(boxes, key=lambda key: (key != at_border, -len(boxes[key]), key))
    alone = [box for key in keys if len(boxes[key]) == 1 and not links[key] for box in boxes[key]]
    return [(boxes[key], links[key]) for key in keys if len(boxes[key]) > 1 or links[key]], alone


def _arranged(
    network: Network, boxes: list[int], links: list[int], spacing: Spacing, look: Callable[[], None]
) -> _Part:
    number = {box: place for place, box in enumerate(boxes)}
    part = Network(
        [network.breadths[box] for box in boxes],
        [network.lengths[box] for box in boxes],
        [
            Link(number[link.source], number[link.target], link.begin, link.end)
            for link in (network.links[index] for index in links)
        ],
        [network.flow[box] for box in boxes],
        frozenset(number[box] for box in network.first if box in number),
        frozenset(number[box] for box in network.last if box in number),
    )
    return _Part(boxes, links, _in_ranks(part, spacing, look))


def _in_ranks(network: Network, spacing: Spacing, look: Callable[[], None]) -> Arrangement:
    look()
    layers = layering(network)
    crossings = Ordering(layers, look).improve()
    look()
    at = Placing(layers, spacing).place()
    left = min(u - breadth / 2 for u, breadth in zip(at, layers.breadth, strict=True))
    at = [u - left for u in at]
    tops, ends = _bands(network, layers, at, spacing)
    count = len(network.breadths)
    middle = [(tops[layers.rank[box]] + ends[layers.rank[box]]) / 2 for box in range(count)]
    found = Arrangement(at[:count], middle, [], crossings=crossings)
    for link, chain in zip(network.links, layers.chains, strict=True):
        found.routes.append(_route(network, layers, link, chain, (at, tops, ends)))
    found.breadth = max(u + breadth / 2 for u, breadth in zip(at, layers.breadth, strict=True))
    if any(link.source == link.target for link in network.links):
        found.breadth += _LOOP
    found.length = ends[-1]
    return found


def _bands(
    network: Network, layers: Layers, at: list[float], spacing: Spacing
) -> tuple[list[float], list[float]]:
    """Where each rank begins and ends along the flow; ranks with far slanted lines between them lie further apart."""
    slants = [0.0] * len(layers.rows)
    for box, targets in enumerate(layers.below):
        for target in targets:
            slants[layers.rank[box]] = max(slants[layers.rank[box]], abs(at[box] - at[target]))
    tops, ends, v = [], [], 0.0
    for row, slant in zip(layers.rows, slants, strict=True):
        length = max((network.lengths[box] for box in row if box < layers.boxes), default=0.0)
        tops.append(v)
        ends.append(v + length)
        v += length + spacing.ranks + min(slant * _SLANT, _MOST_SLANT)
    return tops, ends


def _route(
    network: Network,
    layers: Layers,
    link: Link,
    chain: list[int],
    coordinates: tuple[list[float], list[float], list[float]],
) -> list[Point]:
    at, tops, ends = coordinates
    if link.source == link.target:
        rank = layers.rank[link.source]
        u, v = at[link.source] + network.breadths[link.source] / 2, (tops[rank] + ends[rank]) / 2
        return [
            (u, v + _LOOP / 2),
            (u + _LOOP, v + _LOOP / 2),
            (u + _LOOP, v - _LOOP / 2),
            (u, v - _LOOP / 2),
        ]
    if not chain:
        return []
    upper, lower = chain[0], chain[-1]
    turned = upper != link.source
    begin, end = (link.end, link.begin) if turned else (link.begin, link.end)
    first, last = layers.rank[upper], layers.rank[lower]
    u, middle = at[upper] + begin, (tops[first] + ends[first]) / 2
    points = [(u, middle + network.lengths[upper] / 2), (u, ends[first])]
    for bend in chain[1:-1]:
        points += [(at[bend], tops[layers.rank[bend]]), (at[bend], ends[layers.rank[bend]])]
    u, middle = at[lower] + end, (tops[last] + ends[last]) / 2
    points += [(u, tops[last]), (u, middle - network.lengths[lower] / 2)]
    points = simplified(points)
    return points[::-1] if turned else points


def simplified(points: list[Point]) -> list[Point]:
    """The same line without points that repeat or lie on a straight piece along the flow."""
    found: list[Point] = []
    for point in points:
        if found and abs(found[-1][0] - point[0]) < 1e-6 and abs(found[-1][1] - point[1]) < 1e-6:
            continue
        if len(found) > 1 and abs(found[-1][0] - point[0]) < 1e-6 and abs(found[-2][0] - point[0]) < 1e-6:
            found[-1] = point
            continue
        found.append(point)
    return found


def _grid(network: Network, boxes: list[int], spacing: Spacing, shape: float) -> _Part:
    """Boxes that nothing links, in rows."""
    area = sum(
        (network.breadths[box] + spacing.boxes) * (network.lengths[box] + spacing.boxes) for box in boxes
    )
    limit = max(math.sqrt(area * shape), *(network.breadths[box] for box in boxes))
    found = Arrangement([], [], [])
    u = v = tallest = 0.0
    for box in boxes:
        if u and u + network.breadths[box] > limit:
            u, v, tallest = 0.0, v + tallest + spacing.boxes, 0.0
        found.u.append(u + network.breadths[box] / 2)
        found.v.append(v + network.lengths[box] / 2)
        u += network.breadths[box] + spacing.boxes
        tallest = max(tallest, network.lengths[box])
        found.breadth = max(found.breadth, u - spacing.boxes)
    found.length = v + tallest
    return _Part(boxes, [], found)


def _packed(parts: list[_Part], spacing: Spacing, shape: float, *, fixed: bool) -> list[Point]:
    """Where each part begins: on shelves. fixed: the first one touches both borders, so nothing is above or below."""
    sizes = [(part.found.breadth, part.found.length) for part in parts]
    begin = sizes[0][0] + spacing.parts if fixed else 0.0
    rest = sizes[1:] if fixed else sizes
    area = sum((breadth + spacing.parts) * (length + spacing.parts) for breadth, length in rest)
    limit = max([math.sqrt(area * shape), *(breadth for breadth, _ in rest)])
    if fixed:
        limit = min(limit, max([area / max(sizes[0][1], 1.0), *(breadth for breadth, _ in rest)]))
    places: list[Point] = [(0.0, 0.0)] if fixed else []
    u = v = tallest = 0.0
    for breadth, length in rest:
        if u and u + breadth > limit:
            u, v, tallest = 0.0, v + tallest + spacing.parts, 0.0
        places.append((begin + u, v))
        u += breadth + spacing.parts
        tallest = max(tallest, length)
    return places


def _spread(network: Network, parts: list[_Part], places: list[Point]) -> Arrangement:
    """All parts at their places; lines that leave at the end are drawn on to the common end."""
    whole = Arrangement(
        [0.0] * len(network.breadths), [0.0] * len(network.breadths), [[]] * len(network.links)
    )
    for part, (u, v) in zip(parts, places, strict=True):
        for place, box in enumerate(part.boxes):
            whole.u[box] = part.found.u[place] + u
            whole.v[box] = part.found.v[place] + v
        for place, link in enumerate(part.links):
            whole.routes[link] = [(a + u, b + v) for a, b in part.found.routes[place]]
        whole.breadth = max(whole.breadth, u + part.found.breadth)
        whole.length = max(whole.length, v + part.found.length)
        whole.crossings += part.found.crossings
    for number, between in enumerate(network.links):
        route = whole.routes[number]
        if route and between.target in network.last:
            whole.routes[number] = simplified([*route, (route[-1][0], whole.length)])
        elif route and between.source in network.last:
            whole.routes[number] = simplified([(route[0][0], whole.length), *route])
    for box in network.last:
        whole.v[box] = whole.length
    return whole
