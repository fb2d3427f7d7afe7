# SPDX-License-Identifier: Apache-2.0
"""A laid out part of a graph, in columns that a window can paint without computing anything."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from cutaway.description.columns import Floats, Ints

Direction: TypeAlias = Literal["down", "right"]

NODE, FOLDED, OPEN = 0, 1, 2
"""Forms of a box: one node of the graph, a group that hides its inside, a group with its inside drawn in it."""

OP_KINDS = (
    "convolution",
    "activation",
    "normalisation",
    "reduction",
    "shape",
    "arithmetic",
    "control",
    "state",
    "other",
)
"""Kinds of ops; a box's `kind` indexes this. A group has the kind that most of its work is of."""


@dataclass(frozen=True, slots=True)
class Boxes:
    """Boxes, an open group before what is in it. All columns are equally long, but for those of the attachments.

    x, y: top left corner; width, height: in units of one pixel at zoom 1.
    form: NODE, FOLDED or OPEN. kind: index into OP_KINDS. parent: the open group it lies in, −1 for none.
    node: the graph's node; −1 for a group, unless it is a node that calls functions. count: nodes in it, at most
    2³¹ − 1. repeat: how many blocks of one structure a folded group stands for, else 1.
    keys: names that stay the same as long as the file does: `GraphMap.picture` takes those of the groups to open.
    labels: what to write in it. notes: a second line (the op, or how many nodes of what).
    constants, variables: how many are attached to it. attached: their nodes, those of box i at
    `attached_starts[i]:attached_starts[i + 1]`.
    """

    x: Floats
    y: Floats
    width: Floats
    height: Floats
    form: Ints
    kind: Ints
    parent: Ints
    node: Ints
    count: Ints
    repeat: Ints
    keys: list[str]
    labels: list[str]
    notes: list[str]
    constants: Ints
    variables: Ints
    attached_starts: Ints
    attached: Ints


def _none() -> Ints:
    return array("i")


@dataclass(frozen=True, slots=True)
class Wires:
    """Edges between boxes, each standing for all edges of the graph between what is in them.

    source, target: boxes. tensors: how many tensors it carries; controls: how many control edges.
    labels: dtype and shape where all that it carries agree and the file tells, else empty.
    edges: the graph's edges that it bundles (indices into `Graph.edge_from`), those of wire i at
    `edge_starts[i]:edge_starts[i + 1]`; of a wire into a called function those of the call.
    edge_nodes, edge_outputs: for each of `edges` the node that it comes from and its output (−1: a control edge).
    inferred: the wires whose labels the file does not tell.
    points: x, y, x, y, …, wire i has those at `point_starts[i]:point_starts[i + 1]`, counted in points. A wire with
    none is not routed: it is long or belongs to a hub with very many, and shows when one of its boxes is chosen.
    Pieces along the direction of flow stay clear of all boxes, and so do slanted ones, which lie between two ranks
    of boxes and may be drawn as curves that begin and end in the direction of flow.
    """

    source: Ints
    target: Ints
    tensors: Ints
    controls: Ints
    labels: list[str]
    edge_starts: Ints
    edges: Ints
    point_starts: Ints
    points: Floats
    edge_nodes: Ints = field(default_factory=_none)
    edge_outputs: Ints = field(default_factory=_none)
    inferred: Ints = field(default_factory=_none)


@dataclass(frozen=True, slots=True)
class Picture:
    """What is visible of a graph. opened: keys of the open groups. anchor: the box one asked to keep in sight, or −1.

    nodes: how many nodes the graph has, the hidden ones too.
    """

    width: float
    height: float
    direction: Direction
    boxes: Boxes
    wires: Wires
    opened: list[str]
    anchor: int = -1
    nodes: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """Nodes that a search found, the best first; total: how many there are beside those that are listed."""

    nodes: Ints
    total: int


@dataclass(frozen=True, slots=True)
class Around:
    """Edges at a node, by their indices: inputs by their slot, outputs in file order."""

    inputs: Ints
    outputs: Ints


@dataclass(frozen=True, slots=True)
class Ways:
    """Ways between two nodes, as nodes in order, the shortest first; complete: whether these are all there are."""

    ways: list[Ints]
    complete: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Where a node is: its own key, and the keys of the groups to open, the outermost first.

    path: how it is spelled to a user, calls and scopes apart by slashes.
    """

    node: int
    key: str
    opened: tuple[str, ...]
    path: str
