# SPDX-License-Identifier: Apache-2.0
"""What is visible when certain groups are open, and the edges between that."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

import numpy

from cutaway.graphing.folding import Folding
from cutaway.graphing.groups import Group, Instance, Item, members_of
from cutaway.graphing.looking import Look

_OFTEN = 256
_HUB = 12
"""A box with more control edges than that to other boxes is a hub, and they are not routed."""


@dataclass(slots=True)
class Shown:
    """One visible box. parent: the number of the open group around it, −1 for none; within: the instance it is in."""

    item: Item
    parent: int
    within: Instance
    open: bool = False

    @property
    def group(self) -> Group | None:
        """The group that it is, None for a node."""
        return None if isinstance(self.item, int) else self.item

    @property
    def node(self) -> int:
        """The node that it is, or the call; −1 for other groups."""
        return self.item if isinstance(self.item, int) else self.item.node


@dataclass(slots=True)
class Wire:
    """All edges between two visible boxes, by their indices. tensors: different ones that it carries."""

    source: int
    target: int
    edges: numpy.ndarray
    tensors: int = 0
    controls: int = 0
    routed: bool = True


@dataclass(slots=True)
class View:
    """Visible boxes, an open group before what is in it, and the wires between them."""

    shown: list[Shown] = field(default_factory=list)
    wires: list[Wire] = field(default_factory=list)


def view(folding: Folding, opened: Collection[str], look: Look) -> View:
    """The boxes that are visible when the groups with these keys are open."""
    found = View()
    owners = _Owners(folding)
    # A group's parts follow it, so that their order tells how boxes lie in one another.
    waiting: list[tuple[Item, int, Instance]] = [
        (item, -1, folding.root.inside) for item in reversed(folding.children(folding.root))
    ]
    while waiting:
        item, parent, within = waiting.pop()
        number = len(found.shown)
        if number % _OFTEN == 0:
            look()
        shown = Shown(item, parent, within)
        found.shown.append(shown)
        if isinstance(item, int) or item.key not in opened:
            owners.own(within, members_of([item]), number)
            continue
        inside = folding.children(item)
        shown.open = True
        if item.form == "call":
            owners.own(within, [item.node], number)
            owners.entered[number] = [(item.inside, "")] if _single(folding, item) else []
        if item.form == "body" and parent >= 0 and parent in owners.entered:
            owners.entered[parent].append((item.inside, item.role))
        waiting.extend((each, number, item.inside) for each in reversed(inside))
    found.wires = _wires(folding, found.shown, owners)
    return found


def _single(folding: Folding, call: Group) -> bool:
    return len(folding.columns.calls[call.node]) == 1


class _Owners:
    """Which visible box each node lies in, for every instance that is looked into."""

    def __init__(self, folding: Folding) -> None:
        self.folding = folding
        self.instances: dict[int, tuple[Instance, int, numpy.ndarray]] = {}
        self.entered: dict[int, list[tuple[Instance, str]]] = {}

    def own(self, within: Instance, nodes: list[int], number: int) -> None:
        """These nodes are drawn as that box."""
        if nodes:
            _, first, owner = self._of(within)
            owner[numpy.asarray(nodes) - first] = number

    def _of(self, within: Instance) -> tuple[Instance, int, numpy.ndarray]:
        found = self.instances.get(id(within))
        if found is None:
            nodes = self.folding.columns.nodes_by_body[within.body.number + 1]
            first, last = (int(nodes[0]), int(nodes[-1])) if len(nodes) else (0, 0)
            found = (within, first, numpy.full(last - first + 1, -1, numpy.int64))
            self.instances[id(within)] = found
        return found

    def owner(self, within: Instance, node: int) -> int:
        """The box of a node, −1 where it has none."""
        found = self.instances.get(id(within))
        if found is None:
            return -1
        _, first, owner = found
        return int(owner[node - first])


def _wires(folding: Folding, shown: list[Shown], owners: _Owners) -> list[Wire]:
    calls = numpy.zeros(len(shown) + 1, bool)
    calls[list(owners.entered)] = True
    leaf = numpy.array([each.node >= 0 for each in shown] + [False], bool)
    sources, targets, numbers = [], [], []
    ends: list[tuple[int, int, int]] = []
    for within, first, owner in list(owners.instances.values()):
        edges = within.body.edges
        begin, end = owner[edges.source - first], owner[edges.target - first]
        drawn = (begin >= 0) & (end >= 0) & ((begin != end) | leaf[begin])
        into = drawn & (calls[begin] | calls[end])
        for a, b, edge in zip(
            begin[into].tolist(), end[into].tolist(), edges.edge[into].tolist(), strict=True
        ):
            ends.extend(_continued(folding, owners, a, b, edge))
        drawn &= ~into
        sources.append(begin[drawn])
        targets.append(end[drawn])
        numbers.append(edges.edge[drawn])
    if ends:
        more = numpy.array(ends, numpy.int64)
        sources.append(more[:, 0])
        targets.append(more[:, 1])
        numbers.append(more[:, 2])
    if not sources:
        return []
    return _bundled(
        folding, numpy.concatenate(sources), numpy.concatenate(targets), numpy.concatenate(numbers)
    )


def _continued(
    folding: Folding, owners: _Owners, source: int, target: int, edge: int
) -> list[tuple[int, int, int]]:
    """An edge from or into an open call, led on to the argument or result inside that it means."""
    columns = folding.columns
    begins, ends = [source], [target]
    output, slot = int(columns.edge_output[edge]), int(columns.edge_input[edge])
    if source in owners.entered and output >= 0:
        results = [
            owners.owner(inside, inside.body.results[output])
            for inside, role in owners.entered[source]
            if role != "cond" and output < len(inside.body.results)
        ]
        begins = [number for number in results if number >= 0] or begins
    node = int(columns.edge_to[edge])
    # An edge into a constant that belongs to the call enters nothing.
    if target in owners.entered and output >= 0 and node in columns.calls:
        found = []
        for inside, role in owners.entered[target]:
            entered = role or columns.calls[node][0][1]
            argument = folding.bodies.argument(node, inside.body.number, entered, slot)
            if argument is not None:
                found.append(owners.owner(inside, argument))
        ends = [number for number in found if number >= 0] or ends
    return [(begin, end, edge) for begin in begins for end in ends]


def _bundled(
    folding: Folding, source: numpy.ndarray, target: numpy.ndarray, edge: numpy.ndarray
) -> list[Wire]:
    if not len(edge):
        return []
    columns = folding.columns
    output, begin = columns.edge_output[edge].astype(numpy.int64), columns.edge_from[edge]
    order = numpy.lexsort((output, begin, target, source))
    source, target, edge, output, begin = (each[order] for each in (source, target, edge, output, begin))
    new = numpy.ones(len(order), bool)
    new[1:] = (source[1:] != source[:-1]) | (target[1:] != target[:-1])
    fresh = new.copy()  # the first edge of a tensor in its wire
    fresh[1:] |= (begin[1:] != begin[:-1]) | (output[1:] != output[:-1])
    starts = numpy.flatnonzero(new)
    tensors = numpy.add.reduceat(fresh & (output >= 0), starts, dtype=numpy.int64)
    controls = numpy.add.reduceat(output < 0, starts, dtype=numpy.int64)
    bundles = numpy.split(edge, starts[1:])
    rows = zip(
        source[starts].tolist(), target[starts].tolist(), tensors.tolist(), controls.tolist(), strict=True
    )
    wires = [
        Wire(a, b, bundle, carried, waiting)
        for (a, b, carried, waiting), bundle in zip(rows, bundles, strict=True)
    ]
    _quiet_hubs(wires)
    return wires


def _quiet_hubs(wires: list[Wire]) -> None:
    """Leave out the routes of control edges at boxes that have very many: they would hide all else."""
    leaving: dict[int, int] = {}
    entering: dict[int, int] = {}
    for wire in wires:
        if not wire.tensors:
            leaving[wire.source] = leaving.get(wire.source, 0) + 1
            entering[wire.target] = entering.get(wire.target, 0) + 1
    for wire in wires:
        if not wire.tensors:
            wire.routed = leaving[wire.source] <= _HUB and entering[wire.target] <= _HUB
