# SPDX-License-Identifier: Apache-2.0
"""Where a graph's boxes get their facts beyond its columns: layers from their table, arguments from their calls."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import numpy

from cutaway.description import wording
from cutaway.description.graph import Graph
from cutaway.description.layers import Layer
from cutaway.graphing.bodies import Bodies
from cutaway.graphing.layers import layer_nodes, layer_tensors

_DEEPEST = 12
_LONGEST = 400


class LayerDetails:
    """Facts of the nodes of a graph whose nodes are Keras layers."""

    def __init__(self, layers: Sequence[Layer]) -> None:
        self._layers = layer_nodes(layers)
        self._tensors = layer_tensors(layers)

    def tensor(self, node: int, output: int) -> str:
        """The shape that a layer gives, where it is known."""
        return self._tensors.get((node, output), "")

    def count(self, node: int) -> int:  # noqa: ARG002 - all alike
        """One: a layer's first output is the one that is known."""
        return 1

    def attributes(self, node: int) -> tuple[tuple[str, str], ...]:
        """The layer's configuration, a row for each of its keys."""
        try:
            found = json.loads(self._layers[node].config)
        except ValueError:
            return ()
        rows = found.items() if isinstance(found, dict) else ()
        return tuple((str(key), _text(value)) for key, value in rows if value is not None)

    def weights(self, node: int) -> list[str]:
        """Names of its variables."""
        return list(self._layers[node].variables)

    def device(self, node: int) -> str:  # noqa: ARG002 - the format knows no devices
        """Empty: layers are not placed."""
        return ""


class Captures:
    """Which node of the main graph an argument of a function stands for, as far as its calls agree."""

    def __init__(self, graph: Graph, bodies: Bodies) -> None:
        self._graph = graph
        self._bodies = bodies
        self._known: dict[int, int] = {}
        self._calls: dict[int, list[tuple[int, str]]] = {}
        for node, function, role in graph.calls:
            self._calls.setdefault(function, []).append((node, role))
        self._arguments: dict[int, dict[int, int]] = {}

    def source(self, node: int) -> int:
        """The node that is handed in for an argument, from the outermost call; the node itself where it is none."""
        found = self._known.get(node)
        if found is None:
            found = node
            for _ in range(_DEEPEST):
                outer = self._outer(found)
                if outer < 0:
                    break
                found = outer
            self._known[node] = found
        return found

    def _outer(self, node: int) -> int:
        graph = self._graph
        function = int(graph.function_of[node])
        if function < 0 or graph.op_names[graph.ops[node]] != "_Arg":
            return -1
        return self._of(function).get(node, -1)

    def _of(self, function: int) -> dict[int, int]:
        """What each argument of a function is at its first call."""
        found = self._arguments.get(function)
        if found is None:
            found = self._arguments[function] = {}
            for call, role in self._calls.get(function, ())[:1]:
                for edge in self._into(call):
                    slot = int(self._graph.edge_input[edge])
                    argument = self._bodies.argument(call, function, role, slot)
                    if argument is not None and self._graph.edge_output[edge] >= 0:
                        found[argument] = int(self._graph.edge_from[edge])
        return found

    def _into(self, node: int) -> list[int]:
        edges: list[int] = numpy.flatnonzero(numpy.asarray(self._graph.edge_to) == node).tolist()
        return edges


def _text(value: Any) -> str:  # noqa: ANN401 - any value of JSON
    if isinstance(value, str):
        return wording.elided(value, _LONGEST)
    return wording.elided(json.dumps(value, ensure_ascii=False), _LONGEST)
