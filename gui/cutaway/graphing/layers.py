# SPDX-License-Identifier: Apache-2.0
"""The layers of a Keras file as a graph: such files hold no ops, and their layers are drawn in their place."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from cutaway.description import wording
from cutaway.description.graph import Graph
from cutaway.description.layers import Layer


@dataclass(slots=True)
class _Row:
    """A layer, and those of the model that it is, if it is one."""

    layer: Layer
    path: str
    inside: list[_Row] = field(default_factory=list)
    node: int = -1

    def leaves(self) -> Iterator[_Row]:
        """The rows that become nodes."""
        if not self.inside:
            yield self
        for row in self.inside:
            yield from row.leaves()


def layer_graph(layers: Sequence[Layer]) -> Graph:
    """One node a layer: its class is the op. Those of nested models lie in scopes of that model's name."""
    top = _rows(layers)
    leaves = [leaf for row in top for leaf in row.leaves()]
    for node, leaf in enumerate(leaves):
        leaf.node = node
    pairs: dict[tuple[int, int], int] = {}
    _link(top, pairs)
    classes = {leaf.layer.class_name: None for leaf in leaves}
    ids = {name: number for number, name in enumerate(classes)}
    return Graph(
        [leaf.path for leaf in leaves],
        list(ids),
        array("i", [ids[leaf.layer.class_name] for leaf in leaves]),
        [],
        array("i", [-1] * len(leaves)),
        array("i", [source for source, _ in pairs]),
        array("i", [target for _, target in pairs]),
        array("i", [0] * len(pairs)),
        array("i", pairs.values()),
    )


def layer_nodes(layers: Sequence[Layer]) -> list[Layer]:
    """The layer of each node, in the order of the nodes."""
    return [leaf.layer for row in _rows(layers) for leaf in row.leaves()]


def layer_tensors(layers: Sequence[Layer]) -> dict[tuple[int, int], str]:
    """What each layer gives, for the wires of its picture: the shape of its output, where it is known."""
    leaves = [leaf for row in _rows(layers) for leaf in row.leaves()]
    return {
        (node, 0): wording.shape(leaf.layer.output_shape)
        for node, leaf in enumerate(leaves)
        if leaf.layer.output_shape is not None
    }


def _rows(layers: Sequence[Layer]) -> list[_Row]:
    """The table as a tree: a row of depth 1 belongs to the last one of depth 0 before it, and so on."""
    top: list[_Row] = []
    stack: list[_Row] = []
    for layer in layers:
        del stack[max(layer.depth, 0) :]
        owner = stack[-1] if stack else None
        row = _Row(layer, f"{owner.path}/{layer.name}" if owner else layer.name)
        (owner.inside if owner else top).append(row)
        stack.append(row)
    return top


def _link(rows: list[_Row], pairs: dict[tuple[int, int], int]) -> None:
    """Edges among layers of one model, into the first layers of a nested one, and out of its last ones."""
    named = {row.layer.name: row for row in rows}
    for row in rows:
        _link(row.inside, pairs)
    for row in rows:
        slot = 0
        for name in row.layer.inbound:
            source = named.get(name)
            if source is None:
                continue
            for begin in _last(source):
                for end in _first(row):
                    if pairs.setdefault((begin, end), slot) == slot:
                        slot += 1


def _first(row: _Row) -> list[int]:
    """Nodes that take what a layer is given: of a nested model its inputs."""
    if not row.inside:
        return [row.node]
    names = {inner.layer.name for inner in row.inside}
    entered = [inner for inner in row.inside if not names.intersection(inner.layer.inbound)]
    return [node for inner in entered or row.inside[:1] for node in _first(inner)]


def _last(row: _Row) -> list[int]:
    """Nodes that give what a layer gives: of a nested model what nothing in it takes."""
    if not row.inside:
        return [row.node]
    taken = {name for inner in row.inside for name in inner.layer.inbound}
    left = [inner for inner in row.inside if inner.layer.name not in taken]
    return [node for inner in left or row.inside[-1:] for node in _last(inner)]
