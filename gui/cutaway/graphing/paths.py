# SPDX-License-Identifier: Apache-2.0
"""Walks a graph along its edges, into functions and out again: what feeds, what follows, which ways there are."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence

import numpy

from cutaway.description.columns import Ints
from cutaway.description.graph import Graph
from cutaway.description.picture import Around, Ways
from cutaway.graphing.looking import Look, nobody
from cutaway.graphing.order import grouped_targets

_MOST_STEPS = 200_000


class Paths:
    """The edges of one graph, prepared to be walked.

    A call leads to the arguments of the functions that it calls, and their results lead back to it. That is more than
    runs where a function is called at several places: what follows a node may then come out at another call.
    """

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self._count = len(graph.names)
        source, target = self._edges()
        size = self._count + 2 * len(graph.functions)
        self._below = grouped_targets(size, source, target)
        self._above = grouped_targets(size, target, source)

    def _edges(self) -> tuple[numpy.ndarray, numpy.ndarray]:
        """Edges, with two more places for each function: all its calls lead to one, its results to the other."""
        graph, count = self.graph, self._count
        source = numpy.asarray(graph.edge_from, numpy.int64)
        target = numpy.asarray(graph.edge_to, numpy.int64)
        if not graph.functions or not count:
            return source, target
        entry = count + numpy.arange(len(graph.functions))
        leaving = entry + len(graph.functions)
        calls = numpy.array([(node, function) for node, function, _ in graph.calls], numpy.int64).reshape(
            -1, 2
        )
        ops = numpy.asarray(graph.ops)
        bodies = numpy.asarray(graph.function_of)
        op_ids = {op: number for number, op in enumerate(graph.op_names)}
        arguments = numpy.flatnonzero((ops == op_ids.get("_Arg", -1)) & (bodies >= 0))
        results = numpy.flatnonzero((ops == op_ids.get("_Retval", -1)) & (bodies >= 0))
        sources = [source, calls[:, 0], entry[bodies[arguments]], results, leaving[calls[:, 1]]]
        targets = [target, entry[calls[:, 1]], arguments, leaving[bodies[results]], calls[:, 0]]
        return numpy.concatenate(sources), numpy.concatenate(targets)

    def around(self, node: int) -> Around:
        """The edges that end and begin at a node, by their indices."""
        graph = self.graph
        inputs = numpy.flatnonzero(numpy.asarray(graph.edge_to) == node)
        outputs = numpy.flatnonzero(numpy.asarray(graph.edge_from) == node)
        slots = numpy.asarray(graph.edge_input)[inputs]
        return Around(
            array("i", inputs[numpy.argsort(slots, kind="stable")].tolist()), array("i", outputs.tolist())
        )

    def feeding(self, nodes: Iterable[int], look: Look = nobody) -> Ints:
        """All that these nodes depend on, with themselves, in file order."""
        return self._listed(self._reached(nodes, self._above, look))

    def following(self, nodes: Iterable[int], look: Look = nobody) -> Ints:
        """All that depends on these nodes, with themselves, in file order."""
        return self._listed(self._reached(nodes, self._below, look))

    def dead(self, outputs: Sequence[int] = (), look: Look = nobody) -> Ints:
        """Nodes on which no output depends.

        outputs: nodes that give the model's results; without any those count that nothing takes from, but for
        constants and variables, and results of functions always do.
        """
        ends = list(outputs) or self._ends()
        op = {name: number for number, name in enumerate(self.graph.op_names)}.get("_Retval", -1)
        if not outputs:
            ends += numpy.flatnonzero(numpy.asarray(self.graph.ops) == op).tolist()
        alive = self._reached(ends, self._above, look)
        return array("i", [node for node in range(self._count) if not alive[node]])

    def _ends(self) -> list[int]:
        """Nodes that something feeds and that feed nothing."""
        fed = numpy.bincount(numpy.asarray(self.graph.edge_to), minlength=self._count)
        feeds = numpy.bincount(numpy.asarray(self.graph.edge_from), minlength=self._count)
        found: list[int] = numpy.flatnonzero((fed > 0) & (feeds == 0)).tolist()
        return found

    def between(self, begin: int, end: int, limit: int = 100, look: Look = nobody) -> Ways:
        """Ways from one node to another that visit no node twice, the shortest first, at most `limit` of them."""
        below = self._reached([begin], self._below, look)
        above = self._reached([end], self._above, look)
        starts, targets = self._below
        found: list[list[int]] = []
        way, inside = [begin], {begin}
        places = [starts[begin]]
        steps = 0
        while way and len(found) < limit and steps < _MOST_STEPS:
            steps += 1
            if not steps % 4096:
                look()
            node = way[-1]
            if (node == end and len(way) > 1) or places[-1] == starts[node + 1]:
                if node == end:
                    found.append([each for each in way if each < self._count])
                inside.discard(way.pop())
                places.pop()
                continue
            following = targets[places[-1]]
            places[-1] += 1
            if below[following] and above[following] and following not in inside:
                way.append(following)
                inside.add(following)
                places.append(starts[following])
        found = sorted({tuple(each): each for each in found}.values(), key=len)
        return Ways([array("i", each) for each in found], not way)

    def _reached(self, nodes: Iterable[int], edges: tuple[list[int], list[int]], look: Look) -> bytearray:
        starts, targets = edges
        seen = bytearray(len(starts) - 1)
        waiting = list(dict.fromkeys(nodes))
        for node in waiting:
            seen[node] = 1
        steps = 0
        while waiting:
            steps += 1
            if not steps % 16384:
                look()
            node = waiting.pop()
            for near in targets[starts[node] : starts[node + 1]]:
                if not seen[near]:
                    seen[near] = 1
                    waiting.append(near)
        return seen

    def _listed(self, seen: bytearray) -> Ints:
        return array("i", numpy.flatnonzero(numpy.frombuffer(seen, numpy.uint8)[: self._count]).tolist())
