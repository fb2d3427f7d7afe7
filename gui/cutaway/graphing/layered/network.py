# SPDX-License-Identifier: Apache-2.0
"""What a layered layout takes and gives. Flow runs along the axis `v`; across it lies `u`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

Point: TypeAlias = tuple[float, float]
"""u, v."""


@dataclass(frozen=True, slots=True)
class Link:
    """An edge between two boxes. begin, end: where on the box's side it is attached, from the box's middle along u."""

    source: int
    target: int
    begin: float = 0.0
    end: float = 0.0


@dataclass(frozen=True, slots=True)
class Network:
    """Boxes (breadth along u, length along v) and links between them.

    flow: tells which way links point that lie on a cycle: those to a lower value are turned around.
    first, last: boxes without size at the borders where flow enters and leaves.
    """

    breadths: list[float]
    lengths: list[float]
    links: list[Link]
    flow: list[float]
    first: frozenset[int] = frozenset()
    last: frozenset[int] = frozenset()


@dataclass(slots=True)
class Arrangement:
    """Where boxes are: u, v of their middles; routes: points from source to target, none where a link is not routed."""

    u: list[float]
    v: list[float]
    routes: list[list[Point]]
    breadth: float = 0.0
    length: float = 0.0
    crossings: int = 0


@dataclass(frozen=True, slots=True)
class Spacing:
    """Distances in pixels: between boxes of a rank, between lines, between ranks, and between unconnected parts."""

    boxes: float = 20.0
    lines: float = 10.0
    ranks: float = 34.0
    parts: float = 36.0


@dataclass(slots=True)
class Layers:
    """A network cut into ranks: boxes first, then the bends of links that span more than one rank.

    rank: of each. above, below: neighbours in the ranks next to it. breadth: 0 for a bend. boxes: how many are boxes.
    chains: for each link the boxes and bends from its upper to its lower end; empty where it is not routed.
    offsets: where a link is attached, from the middle of the box at its end: {(box, neighbour): u}.
    """

    boxes: int
    rank: list[int]
    breadth: list[float]
    above: list[list[int]]
    below: list[list[int]]
    rows: list[list[int]] = field(default_factory=list)
    chains: list[list[int]] = field(default_factory=list)
    offsets: dict[tuple[int, int], float] = field(default_factory=dict)
