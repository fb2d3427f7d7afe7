# SPDX-License-Identifier: Apache-2.0
"""The object graph of a SavedModel: where objects hang, which variable of the checkpoint is which, what functions."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from cutaway.description.findings import Finding
from cutaway.description.signatures import ConcreteFunction, PythonFunction
from cutaway.description.tensors import Shape
from cutaway.formats.nodes import shape_of
from cutaway.formats.structured import argument_names, concrete_function, ragged_arguments
from cutaway.wire.protobuf import Message

_KERAS = "_tf_keras_"
_RESOURCE_FUNCTIONS = ("_create_resource", "_initialize", "_initializer", "_destroy_resource")
_MOST_PATH = 2000
_MOST_FUNCTIONS = 500
_MOST_STEPS = 2_000_000
_MOST_TRACES = 100
"""Looks at objects while the variables of layers are collected: layers may hold each other, all of them, all over."""


class ObjectGraph:
    """A SavedObjectGraph. paths: where each object hangs, by the shortest way from the root; None where unreachable.

    Walks are loops that enter each object once, so that cycles and depth do no harm; references to objects that do not
    exist are counted in `broken` and passed over.
    """

    def __init__(self, proto: Message) -> None:
        self.proto = proto
        self.nodes = proto.nodes
        self.broken = 0
        self._concrete = proto.concrete_functions
        self._in_layer = [False] * len(self.nodes)
        self._steps_left = _MOST_STEPS
        self.paths = self._find_paths()

    def _find_paths(self) -> list[str | None]:
        paths: list[str | None] = [None] * len(self.nodes)
        if not paths:
            return paths
        paths[0] = ""
        waiting = deque([0])
        while waiting:
            number = waiting.popleft()
            above = paths[number]
            is_layer = number > 0 and self.nodes[number].user_object.identifier.startswith(_KERAS)
            inside = self._in_layer[number] or is_layer
            for child in self.nodes[number].children:
                if not 0 <= child.node_id < len(paths):
                    self.broken += 1
                elif paths[child.node_id] is None:
                    name = child.local_name
                    paths[child.node_id] = f"{above}/{name}"[-_MOST_PATH:] if above else name
                    self._in_layer[child.node_id] = inside or name == "keras_api"
                    waiting.append(child.node_id)
        return paths

    def children(self, number: int) -> dict[str, int]:
        """Names to numbers of the objects under one, those that exist."""
        found = {child.local_name: child.node_id for child in self.nodes[number].children}
        return {name: child for name, child in found.items() if 0 <= child < len(self.nodes)}

    def functions(self) -> tuple[PythonFunction, ...]:
        """The `tf.function`s that were saved, except those inside Keras layers, which are the layers' own business."""
        found = []
        for number, node in enumerate(self.nodes):
            path = self.paths[number]
            if node.WhichOneof("kind") != "function" or path is None or self._in_layer[number]:
                continue
            if path.rpartition("/")[2] in _RESOURCE_FUNCTIONS:
                continue
            options = tuple(self._options(node.function))
            if options:
                found.append(PythonFunction(path, options))
            if len(found) == _MOST_FUNCTIONS:
                break
        return tuple(found)

    def _options(self, function: Message) -> Iterator[ConcreteFunction]:
        names = argument_names(function.function_spec)
        for name in function.concrete_functions:
            if name in self._concrete:
                yield concrete_function(name, self._concrete[name], names)

    def ragged_arguments(self) -> dict[str, int]:
        """Arguments of functions that are ragged, by name, with how many of their axes are."""
        found: dict[str, int] = {}
        for node in self.nodes:
            if node.WhichOneof("kind") == "function":
                names = argument_names(node.function.function_spec)
                for name in node.function.concrete_functions[:_MOST_TRACES]:
                    if name in self._concrete:
                        found |= ragged_arguments(self._concrete[name], names)
        return found

    def variables_under(self, number: int) -> list[int]:
        """Numbers of the variables that hang under an object, however deep, but not by way of the root."""
        seen, found, waiting = {0, number}, [], [number]
        while waiting and self._steps_left > 0:
            current = waiting.pop()
            self._steps_left -= 1 + len(self.nodes[current].children)
            if self.nodes[current].WhichOneof("kind") == "variable":
                found.append(current)
            for name, child in self.children(current).items():
                if child not in seen and name != "keras_api":
                    seen.add(child)
                    waiting.append(child)
        return sorted(found)

    def call_shape(self, number: int) -> Shape:
        """Shape of what an object gives when it is called, as far as its traces know and agree; else None."""
        shapes = []
        for name in self.concrete_names(self.children(number).get("__call__", -1)):
            given = self._concrete[name].output_signature if name in self._concrete else None
            if given is None or given.WhichOneof("kind") != "tensor_spec_value":
                return None
            shapes.append(shape_of(given.tensor_spec_value.shape))
        known = [shape for shape in shapes if shape is not None]
        if not known or len({len(shape) for shape in known}) > 1:
            return None
        return tuple(_size(set(sizes), axis) for axis, sizes in enumerate(zip(*known, strict=True)))

    def initialisers(self) -> list[str]:
        """Functions that loaders call themselves: `_create_resource` and `_initialize` of tables and their like."""
        found = []
        for number, node in enumerate(self.nodes):
            for child in node.children:
                if child.local_name in _RESOURCE_FUNCTIONS[:-1]:
                    found += self.concrete_names(self.children(number).get(child.local_name, -1))
        return found

    def concrete_names(self, number: int) -> list[str]:
        """Names of the library's functions behind a function object; none for other objects."""
        if not 0 <= number < len(self.nodes):
            return []
        node = self.nodes[number]
        kind = node.WhichOneof("kind")
        if kind == "function":
            return list(node.function.concrete_functions)
        return (
            [node.bare_concrete_function.concrete_function_name] if kind == "bare_concrete_function" else []
        )

    def captures(self, function: str) -> list[int]:
        """Numbers of the objects that a function was given beside its arguments, in the order it takes them."""
        return list(self._concrete[function].bound_inputs) if function in self._concrete else []

    def findings(self) -> tuple[Finding, ...]:
        """What is wrong with it."""
        if not self.broken:
            return ()
        count = "One object refers" if self.broken == 1 else f"{self.broken:,} objects refer"
        message = (
            f"{count} to an object that does not exist, so TensorFlow 2 cannot load this model as objects."
        )
        return (Finding("damaged-object-graph", "warning", message, "object graph"),)


def _size(told: set[int | None], axis: int) -> int | None:
    """The size that traces tell of an axis; one that any of them leaves open stays open along the batch."""
    known = told - {None}
    return known.pop() if len(known) == 1 and (axis or len(told) == 1) else None


class Stored(NamedTuple):
    """What the SavedModel says of a variable of the checkpoint. number: of the object. name: its own, may be empty."""

    number: int
    path: str
    name: str
    trainable: bool


def stored_variables(graph: ObjectGraph, trackable: Message) -> dict[str, Stored]:
    """Checkpoint keys to variables of the SavedModel, by walking both object graphs in step from their roots."""
    pairs = _pairs(graph, trackable.nodes)
    found = {}
    for number, other in pairs.items():
        node = graph.nodes[other]
        if node.WhichOneof("kind") != "variable":
            continue
        stored = Stored(other, graph.paths[other] or "", node.variable.name, node.variable.trainable)
        for attribute in trackable.nodes[number].attributes:
            found[attribute.checkpoint_key] = stored
    return found


def _pairs(graph: ObjectGraph, nodes: Message) -> dict[int, int]:
    """Objects of the checkpoint to the objects of the SavedModel that hang in the same place."""
    if not len(nodes) or not len(graph.nodes):
        return {}
    pairs = {0: 0}
    waiting = deque([0])
    while waiting:
        number = waiting.popleft()
        own = graph.children(pairs[number])
        for child in nodes[number].children:
            other = own.get(child.local_name)
            if other is not None and 0 <= child.node_id < len(nodes) and child.node_id not in pairs:
                pairs[child.node_id] = other
                waiting.append(child.node_id)
    return pairs
