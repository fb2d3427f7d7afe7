# SPDX-License-Identifier: Apache-2.0
"""The map of a graph: pictures of it with certain groups open, and where in it a node is."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Mapping

import numpy

from cutaway.description.graph import Graph
from cutaway.description.picture import FOLDED, NODE, OPEN, Boxes, Direction, Picture, Wires
from cutaway.graphing.bodies import MOST
from cutaway.graphing.compound import Compound, Known, Layout
from cutaway.graphing.folding import Folding
from cutaway.graphing.groups import Group, position
from cutaway.graphing.kinds import leading_kind
from cutaway.graphing.looking import Look, nobody
from cutaway.graphing.opening import every_group, first_opened
from cutaway.graphing.places import Places
from cutaway.graphing.texts import GROUP_HEIGHT, NODE_HEIGHT, Text, Texts
from cutaway.graphing.visible import Shown, View, view


class GraphMap:
    """Pictures of one graph; what was found out for one picture is kept for the next.

    layers: classes of Keras layers by name. unit: what a node is (`layer`, where the graph is one of layers).
    plain: constants and variables have boxes of their own.
    """

    def __init__(
        self,
        graph: Graph,
        *,
        layers: Mapping[str, str] | None = None,
        unit: str = "op",
        plain: bool = False,
    ) -> None:
        self.graph = graph
        self.folding = Folding(graph, plain=plain)
        self.places = Places(self.folding)
        self._known: Known = {}
        self._texts = Texts(self.folding, dict(layers or {}), unit)

    def first(self, look: Look = nobody) -> list[str]:
        """Keys of the groups that the first picture has open: it shows 5 to 200 boxes where the graph has them."""
        return first_opened(self.folding, look)

    def every(self, most: int = 20_000, look: Look = nobody) -> list[str]:
        """Keys of all groups, as long as opening them shows no more than about `most` boxes."""
        return every_group(self.folding, most, look)

    def picture(
        self,
        opened: Collection[str] | None = None,
        *,
        direction: Direction = "down",
        anchor: str = "",
        tensors: Mapping[tuple[int, int], str] | None = None,
        look: Look = nobody,
    ) -> Picture:
        """The picture with these groups open (None: those of `first`); keys of groups that are not visible do nothing.

        anchor: key of the box to keep in sight. tensors: dtype and shape of (node, output), as far as they are known.
        look: called often; it may raise CancelledError. The same arguments give the same picture.
        """
        found = view(self.folding, set(self.first(look) if opened is None else opened), look)
        texts = [self._texts.of(shown, self._around(found, shown)) for shown in found.shown]
        sizes = [
            (text.head if shown.open else text.width, GROUP_HEIGHT if shown.group else NODE_HEIGHT)
            for text, shown in zip(texts, found.shown, strict=True)
        ]
        flows = [position(shown.item, shown.within) for shown in found.shown]
        layout = Compound(found, sizes, flows, direction, look, self._known).layout()
        keys = [self._key(shown) for shown in found.shown]
        return Picture(
            *layout.size,
            direction,
            self._boxes(found, texts, layout, keys),
            self._wires(found, layout, tensors or {}),
            [key for key, shown in zip(keys, found.shown, strict=True) if shown.open],
            keys.index(anchor) if anchor in keys else -1,
            len(self.graph.names),
        )

    def _around(self, found: View, shown: Shown) -> Group:
        around = found.shown[shown.parent].group if shown.parent >= 0 else None
        return around or self.folding.root

    def _key(self, shown: Shown) -> str:
        if isinstance(shown.item, int):
            return f"{shown.within.path}{self.graph.names[shown.item]}"
        return shown.item.key

    def _boxes(self, found: View, texts: list[Text], layout: Layout, keys: list[str]) -> Boxes:
        shown = found.shown
        kinds = [self.folding.kinds(each.item) for each in shown]
        starts, attached = array("i", [0]), array("i")
        for text in texts:
            attached.extend(text.attached)
            starts.append(len(attached))
        return Boxes(
            array("f", [corner[0] for corner in layout.corners]),
            array("f", [corner[1] for corner in layout.corners]),
            array("f", [size[0] for size in layout.sizes]),
            array("f", [size[1] for size in layout.sizes]),
            array("i", [OPEN if each.open else FOLDED if each.group else NODE for each in shown]),
            array("i", map(leading_kind, kinds)),
            array("i", [each.parent for each in shown]),
            array("i", [each.node for each in shown]),
            array("i", [min(sum(each), MOST) for each in kinds]),
            array("i", [each.group.repeat if each.group else 1 for each in shown]),
            keys,
            [text.label for text in texts],
            [text.note for text in texts],
            array("i", [text.constants for text in texts]),
            array("i", [text.variables for text in texts]),
            starts,
            attached,
        )

    def _wires(self, found: View, layout: Layout, tensors: Mapping[tuple[int, int], str]) -> Wires:
        wires = found.wires
        edge_starts, edges = array("i", [0]), array("i")
        point_starts, points = array("i", [0]), array("f")
        for wire, route in zip(wires, layout.routes, strict=True):
            edges.frombytes(wire.edges.astype(numpy.int32).tobytes())
            edge_starts.append(len(edges))
            for point in route:
                points.extend(point)
            point_starts.append(len(points) // 2)
        return Wires(
            array("i", [wire.source for wire in wires]),
            array("i", [wire.target for wire in wires]),
            array("i", [wire.tensors for wire in wires]),
            array("i", [wire.controls for wire in wires]),
            [self._label(wire.edges, tensors) for wire in wires] if tensors else [""] * len(wires),
            edge_starts,
            edges,
            point_starts,
            points,
            _of_edges(self.folding.columns.edge_from, edges),
            _of_edges(self.folding.columns.edge_output, edges),
        )

    def _label(self, edges: numpy.ndarray, tensors: Mapping[tuple[int, int], str]) -> str:
        columns = self.folding.columns
        told = {
            tensors.get((int(columns.edge_from[edge]), int(columns.edge_output[edge])), "")
            for edge in edges
            if columns.edge_output[edge] >= 0
        }
        return told.pop() if len(told) == 1 else ""


def _of_edges(column: numpy.ndarray, edges: array[int]) -> array[int]:
    """What a column of the graph says of these edges."""
    found = array("i")
    if len(edges):
        found.frombytes(column[numpy.frombuffer(edges, numpy.int32)].astype(numpy.int32).tobytes())
    return found
