# SPDX-License-Identifier: Apache-2.0
"""All that was made of an open model's graph so far: its map, its search, its weights; each when first asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from cutaway.description.graph import Graph
from cutaway.description.model import ModelDescription
from cutaway.description.variables import Variable
from cutaway.formats.graphmodel import GraphModel
from cutaway.formats.node_details import NodeDetails
from cutaway.formats.opened import OpenModel
from cutaway.graphing.layers import layer_graph
from cutaway.graphing.maps import GraphMap
from cutaway.graphing.paths import Paths
from cutaway.graphing.places import Places
from cutaway.graphing.search import Search
from cutaway.worker.tasks.graph_details import Captures, LayerDetails
from cutaway.worker.tasks.graph_search import Told

MOST_AHEAD = 250_000
"""Nodes of a graph whose details are read before anybody searches them: some seconds of work, and 100 MB."""


class Details(Protocol):
    """What a reader knows of single nodes."""

    def tensor(self, node: int, output: int) -> str:
        """Type and shape of an output, empty where the file does not tell."""

    def attributes(self, node: int) -> tuple[tuple[str, str], ...]:
        """Names and values."""

    def count(self, node: int) -> int:
        """How many tensors it gives."""

    def device(self, node: int) -> str:
        """The device it is meant for."""


class Index:
    """A graph with what was found out about it."""

    def __init__(
        self, graph: Graph, description: ModelDescription, details: Details | None, unit: str = "op"
    ) -> None:
        layers = {layer.name: layer.class_name for layer in description.layers or ()} if unit == "op" else {}
        self.graph = graph
        self.map = GraphMap(graph, layers=layers, unit=unit)
        self.details = details
        self.tensors = Tensors(details)
        self.group_weights: dict[str, list[str]] = {}
        self.group_devices: dict[str, str] = {}
        self.weights = Weights(graph, description, details, Captures(graph, self.map.folding.bodies))

    @cached_property
    def search(self) -> Search:
        """To find nodes by words."""
        return Search(self.graph, Told(self.details, self.tensors).fields() if self.details else None)

    def ahead(self) -> Iterator[None]:
        """Read in steps what searches need, so that also the first is fast; nothing of a graph beyond all measure."""
        if len(self.graph.names) <= MOST_AHEAD:
            yield from self.search.ahead()

    def learn(self, inferred: Mapping[tuple[int, int], str]) -> None:
        """Take types and shapes that the file does not tell, by node and output."""
        self.tensors.learn(inferred)
        if "search" in vars(self):
            self.search.forget("dtype", "shape")

    @property
    def places(self) -> Places:
        """To find where a node is drawn."""
        return self.map.places

    def attached(self, node: int) -> list[str]:
        """Names of the constants and variables that belong to a node."""
        body = self.map.folding.bodies.body(int(self.graph.function_of[node]))
        found = [self.weights.named(each) for each in body.attachments.of.get(node, ())]
        return found or self.weights.of(node)

    @cached_property
    def devices(self) -> dict[int, str]:
        """The devices that nodes ask for, those of the others left out."""
        return self.details.devices() if isinstance(self.details, NodeDetails) else {}

    @cached_property
    def paths(self) -> Paths:
        """To walk along edges."""
        return Paths(self.graph)

    def function(self, node: int) -> str:
        """The function that a node is in, empty for the main graph."""
        number = self.graph.function_of[node]
        return self.graph.functions[number] if number >= 0 else ""

    def node(self, name: str, function: str = "") -> int:
        """The number of a node by its name, −1 where there is none."""
        return self._numbers.get((name, function), -1)

    def along(self, path: str) -> int:
        """The node at the end of a path through calls (`CALL/INNER CALL/NODE`), −1 where there is none."""
        return self._along(path.split("/"), "")

    def _along(self, parts: list[str], function: str) -> int:
        node = self.node("/".join(parts), function)
        if node >= 0:
            return node
        calls, functions = self.places.columns.calls, self.graph.functions
        for cut in range(len(parts) - 1, 0, -1):
            call = self.node("/".join(parts[:cut]), function)
            for body, _role in calls.get(call, ()):
                found = self._along(parts[cut:], functions[body])
                if found >= 0:
                    return found
        return -1

    @cached_property
    def _numbers(self) -> dict[tuple[str, str], int]:
        names = ["", *self.graph.functions]
        found: dict[tuple[str, str], int] = {}
        for node, (name, body) in enumerate(zip(self.graph.names, self.graph.function_of, strict=True)):
            found.setdefault((name, names[body + 1]), node)
        return found


@dataclass(frozen=True, slots=True)
class Sum:
    """What the weights of a box add up to."""

    parameters: int
    bytes: int
    dtype: str


class Weights:
    """Which variables and constants of the description the nodes of a graph are."""

    def __init__(
        self, graph: Graph, description: ModelDescription, details: Details | None, captures: Captures
    ) -> None:
        self._graph = graph
        self._captures = captures
        self._by_name: dict[str, Variable] = {}
        for variable in (*description.constants, *description.variables):
            self._by_name.setdefault(variable.path, variable)
        for variable in (*description.constants, *description.variables):
            self._by_name[variable.name] = variable
        self._weights = getattr(details, "weights", None)

    def named(self, node: int) -> str:
        """The name of the variable or constant that a node is, its own name where the description has none of it.

        An argument of a function is the variable that the function was called with.
        """
        node = self._captures.source(node)
        name = self._graph.names[node]
        function = self._graph.function_of[node]
        if function >= 0:
            name = f"{self._graph.functions[function]}/{name}"
        found = self._by_name.get(name)
        return found.name if found is not None else self._graph.names[node]

    @property
    def are_told(self) -> bool:
        """Whether nodes take weights without an edge."""
        return self._weights is not None

    def knows(self, name: str) -> bool:
        """Whether the description has a variable or constant of that name."""
        found = self._by_name.get(name)
        return found is not None and found.name == name

    def of(self, node: int) -> list[str]:
        """Weights that a node takes without an edge, as operators of TensorFlow Lite do."""
        return list(self._weights(node)) if self._weights is not None and node >= 0 else []

    def sum(self, names: list[str]) -> Sum:
        """Of those that the description knows; the type is that of most of the bytes."""
        found = [self._by_name[name] for name in dict.fromkeys(names) if name in self._by_name]
        shares: dict[str, int] = {}
        for variable in found:
            shares[variable.dtype] = shares.get(variable.dtype, 0) + variable.bytes
        return Sum(
            sum(variable.elements for variable in found),
            sum(variable.bytes for variable in found),
            max(shares, key=shares.__getitem__, default=""),
        )


class Tensors(Mapping[tuple[int, int], str]):
    """Types and shapes by (node, output), looked up when they are asked for: only those of visible wires are."""

    def __init__(self, details: Details | None) -> None:
        self._details = details
        self._known: dict[tuple[int, int], str] = {}
        self.inferred: Mapping[tuple[int, int], str] = {}

    def learn(self, inferred: Mapping[tuple[int, int], str]) -> None:
        """Tell these from now on; they hold what the file tells, too."""
        self.inferred = inferred
        self._known.clear()

    def __getitem__(self, key: tuple[int, int]) -> str:
        found = self._known.get(key)
        if found is None:
            told = self._details.tensor(*key) if self._details is not None else ""
            found = self._known[key] = self.inferred.get(key, told)
        return found

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)

    def __bool__(self) -> bool:
        return self._details is not None


def index_of(model: OpenModel) -> Index | None:
    """The index of a model's graph, or of its Keras layers; None where it has neither."""
    graph, layers = model.graph(), model.description.layers
    if graph is not None:
        return Index(graph, model.description, details_of(model, graph))
    if layers:
        return Index(layer_graph(layers), model.description, LayerDetails(layers), unit="layer")
    return None


def details_of(model: OpenModel, graph: Graph) -> Details | None:
    """Types, shapes and attributes of the nodes of a model's graph; None where its reader knows none."""
    if isinstance(model, GraphModel):
        return NodeDetails(model.graph_def, graph)
    from cutaway.formats.tflite import TfliteModel

    return model.details() if isinstance(model, TfliteModel) else None
