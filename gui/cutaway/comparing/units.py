# SPDX-License-Identifier: Apache-2.0
"""What computes in a model, as units that can be matched: layers, nodes with functions inlined, .tflite operators."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from cutaway.description.graph import CONTROL, Graph
from cutaway.description.model import ModelDescription

_PLUMBING = frozenset(
    {
        *(
            "Const",
            "Identity",
            "IdentityN",
            "NoOp",
            "_Arg",
            "_Retval",
            "Placeholder",
            "ReadVariableOp",
            "VarHandleOp",
        ),
        *(
            "VariableV2",
            "PartitionedCall",
            "StatefulPartitionedCall",
            "StopGradient",
            "Assert",
            "SaveV2",
            "RestoreV2",
        ),
    }
)
"""Ops that pass values on, or hold them, and are named by chance."""
_NUMBER = re.compile(r"(?<=[A-Za-z])\d{1,2}$")
"""What a converter adds to a name that was taken."""
_CALLS = re.compile(r"^(?:(?:Stateful)?PartitionedCall(?:_\d+)?/)+")
"""What inlining puts before the names in a function: tensorflow/core/common_runtime/inline_function_utils.cc."""
_MADE = re.compile(r"(?:_[A-Z][A-Za-z]+)?__\d+$")
"""What tf2onnx adds to the names of nodes that it makes of others: tf2onnx/utils.py, `make_name`."""


@dataclass(frozen=True, slots=True)
class Unit:
    """name: unique in the model. kind: op or class. pieces: names of what was fused into it, its own where nothing was.

    before: units that feed it, by their places in the list. detail: shape and size, where they are known.
    node: of the graph, by its number; −1 for a layer.
    """

    name: str
    kind: str
    pieces: tuple[str, ...]
    before: tuple[int, ...] = ()
    detail: str = ""
    node: int = -1


def layers(description: ModelDescription) -> list[Unit]:
    """The layers of a Keras model, inputs left out."""
    every = {layer.name: layer for layer in description.layers or () if layer.class_name != "InputLayer"}
    found = list(every.values())
    names = {layer.name: place for place, layer in enumerate(found)}
    return [
        Unit(
            layer.name,
            layer.class_name,
            (layer.name,),
            tuple(names[name] for name in layer.inbound if name in names),
            f"{layer.output_shape} {layer.parameters}",
        )
        for layer in found
    ]


def operators(graph: Graph) -> list[Unit]:
    """Operators of a .tflite, which go by their first output; its name tells what was fused."""
    return _units(graph, list(range(len(graph.names))))


def exported(graph: Graph) -> list[Unit]:
    """Nodes of an .onnx or the like, named after what they were made of."""
    return _units(graph, list(range(len(graph.names))))


def nodes(graph: Graph, description: ModelDescription) -> list[Unit]:
    """Nodes that signatures need, those of the functions that they call among them; without what only passes on."""
    needed = _needed(graph, description)
    return _units(graph, sorted(needed))


def _units(graph: Graph, chosen: list[int]) -> list[Unit]:
    kept = [node for node in chosen if graph.op_names[graph.ops[node]] not in _PLUMBING]
    places = {node: place for place, node in enumerate(kept)}
    before: dict[int, list[int]] = defaultdict(list)
    for source, target, output in zip(graph.edge_from, graph.edge_to, graph.edge_output, strict=True):
        if output != CONTROL and source in places and target in places:
            before[target].append(places[source])
    used: dict[str, int] = defaultdict(int)
    found = []
    for node in kept:
        name = graph.names[node]
        used[name] += 1
        unique = name if used[name] == 1 else f"{name} ({used[name]})"
        kind = graph.op_names[graph.ops[node]]
        found.append(Unit(unique, kind, _pieces(name), tuple(before.get(node, ())), node=node))
    return found


def stem(name: str) -> str:
    """The name without what inlining and exporting add to it; empty where it was made of nothing else."""
    plain = _MADE.sub("", name)
    return "" if plain != name and "/" not in plain else _CALLS.sub("", plain)


def _pieces(name: str) -> tuple[str, ...]:
    """The names in a fused one; of several with the same op the last, the one that the others were merged into."""
    plain = stem(name)
    if ";" not in plain:
        return (plain,) if plain else ()
    by_op = {_NUMBER.sub("", piece.rpartition("/")[2]): piece for piece in plain.split(";")}
    return tuple(by_op.values())


def spellings(piece: str) -> tuple[str, ...]:
    """The name, and what it was before a converter added a number to a letter because the name was taken."""
    found = _NUMBER.search(piece)
    start = found.start() if found else len(piece)
    return tuple(piece[:end] for end in range(len(piece), start - 1, -1))


ACTIVATIONS = frozenset(
    {"relu", "relu6", "softmax", "logistic", "sigmoid", "tanh", "elu", "leakyrelu", "hardswish"}
)
"""Kinds, as `plain_kind` spells them, that layers of Keras have inside."""
NORMALISING = frozenset({"batchnormalization", "fusedbatchnorm"})
_VERSION = re.compile(r"v\d$")


def plain_kind(kind: str) -> str:
    """An op as all formats would spell it: `AddV2`, `ADD` and `Add` are one."""
    return _VERSION.sub("", kind.lower().replace("_", ""))


def _needed(graph: Graph, description: ModelDescription) -> set[int]:
    """Nodes from which a signature's output can be reached, through calls; all where no signature tells."""
    main = {graph.names[node]: node for node, function in enumerate(graph.function_of) if function < 0}
    ends = {
        spec.tensor.rpartition(":")[0] or spec.tensor
        for signature in description.signatures
        if not signature.runs_on_load
        for spec in signature.outputs
    }
    waiting = [main[name] for name in ends if name in main]
    if not waiting:
        return set(range(len(graph.names)))
    feeding: dict[int, list[int]] = defaultdict(list)
    for source, target in zip(graph.edge_from, graph.edge_to, strict=True):
        feeding[target].append(source)
    called: dict[int, list[int]] = defaultdict(list)
    for node, function, _ in graph.calls:
        called[node].append(function)
    bodies: dict[int, list[int]] = defaultdict(list)
    for node, function in enumerate(graph.function_of):
        bodies[function].append(node)
    found: set[int] = set()
    while waiting:
        node = waiting.pop()
        if node in found:
            continue
        found.add(node)
        waiting += feeding[node]
        for function in called[node]:
            waiting += bodies[function]
    return found
