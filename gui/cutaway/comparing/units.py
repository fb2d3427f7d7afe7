# SPDX-License-Identifier: Apache-2.0
"""What computes in a model, as units that can be matched: layers, nodes with functions inlined, .tflite operators."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from cutaway.description.graph import CONTROL, Graph
from cutaway.description.model import ModelDescription

PLUMBING = frozenset(
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
_ENTRANCES = frozenset({"Placeholder", "PlaceholderWithDefault", "PlaceholderV2", "Input"})
"""Ops that stand for what callers give."""
_NUMBER = re.compile(r"(?<=[A-Za-z])\d{1,2}$")
"""What a converter adds to a name that was taken."""
_CALLS = re.compile(r"^(?:(?:Stateful)?PartitionedCall(?:_\d+)?/)+")
"""What inlining puts before the names in a function: tensorflow/core/common_runtime/inline_function_utils.cc."""
_MADE = re.compile(r"(?:_[A-Z][A-Za-z]+)?__\d+$")
"""What tf2onnx adds to the names of nodes that it makes of others: tf2onnx/utils.py, `make_name`."""


Shapes: TypeAlias = Callable[[int], str]
"""The shape of what a node of the graph gives first, empty where it is not known."""


@dataclass(frozen=True, slots=True)
class Unit:
    """name: unique in the model. kind: op or class. pieces: names of what was fused into it, its own where nothing was.

    before: units that feed it, by their places in the list. detail: shape and size, where they are known.
    node: of the graph, by its number; −1 for a layer. within: the unit that calls the function that this one is in, −1
    for none. constant: no input of the model has a part in it, so that converters compute it. told: looks its shape up.
    """

    name: str
    kind: str
    pieces: tuple[str, ...]
    before: tuple[int, ...] = ()
    detail: str = ""
    node: int = -1
    within: int = -1
    constant: bool = False
    told: Shapes | None = None

    def shape(self) -> str:
        """What it gives, as text: layers and nodes whose names differ may be known by that; empty where unknown."""
        return self.detail or (self.told(self.node) if self.told is not None else "")


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


def operators(graph: Graph, shapes: Shapes | None = None) -> list[Unit]:
    """Operators of a .tflite, which go by their first output; its name tells what was fused."""
    return _units(graph, list(range(len(graph.names))), shapes)


def exported(graph: Graph) -> list[Unit]:
    """Nodes of an .onnx or the like, named after what they were made of."""
    return _units(graph, list(range(len(graph.names))))


def nodes(graph: Graph, description: ModelDescription, shapes: Shapes | None = None) -> list[Unit]:
    """Nodes that signatures need, those of the functions that they call among them; without what only passes on."""
    needed = _needed(graph, description)
    return _units(graph, sorted(needed), shapes)


def _units(graph: Graph, chosen: list[int], shapes: Shapes | None = None) -> list[Unit]:
    kept = [node for node in chosen if graph.op_names[graph.ops[node]] not in PLUMBING]
    places = {node: place for place, node in enumerate(kept)}
    before: dict[int, list[int]] = defaultdict(list)
    for source, target, output in zip(graph.edge_from, graph.edge_to, graph.edge_output, strict=True):
        if output != CONTROL and source in places and target in places:
            before[target].append(places[source])
    callers = {function: places[node] for node, function, _ in graph.calls if node in places}
    fed = _fed(graph)
    used: dict[str, int] = defaultdict(int)
    found = []
    for node in kept:
        name = graph.names[node]
        used[name] += 1
        unique = name if used[name] == 1 else f"{name} ({used[name]})"
        kind = graph.op_names[graph.ops[node]]
        caller = callers.get(graph.function_of[node], -1)
        found.append(
            Unit(
                unique,
                kind,
                _pieces(name),
                tuple(before.get(node, ())),
                node=node,
                within=caller if caller != places[node] else -1,
                constant=node not in fed,
                told=shapes,
            )
        )
    return found


def _fed(graph: Graph) -> set[int]:
    """Nodes that an input of the model has a part in, also through calls; all arguments where no call tells."""
    kinds = [graph.op_names[op] for op in graph.ops]
    given: dict[int, list[int]] = defaultdict(list)
    for node, kind in enumerate(kinds):
        if kind == "_Arg":
            given[graph.function_of[node]].append(node)
    called: dict[int, list[int]] = defaultdict(list)
    for node, function, _ in graph.calls:
        called[node].append(function)
    ahead: dict[int, list[int]] = defaultdict(list)
    columns = graph.edge_from, graph.edge_to, graph.edge_output, graph.edge_input
    for source, target, output, slot in zip(*columns, strict=True):
        if output != CONTROL:
            ahead[source].append(target)
            ahead[source] += _arguments(kinds[target], slot, [given[each] for each in called.get(target, ())])
    known = {function for functions in called.values() for function in functions}
    waiting = [node for node, kind in enumerate(kinds) if kind in _ENTRANCES]
    waiting += [node for function, nodes in given.items() if function not in known for node in nodes]
    found: set[int] = set()
    while waiting:
        node = waiting.pop()
        if node not in found and kinds[node] != "ReadVariableOp":  # the value of a variable is known
            found.add(node)
            waiting += ahead[node]
    return found


def _arguments(kind: str, slot: int, functions: Sequence[Sequence[int]]) -> list[int]:
    """Arguments of the functions that an op calls to which what it takes at that place is handed on."""
    if kind.endswith("PartitionedCall"):
        return [nodes[slot] for nodes in functions if slot < len(nodes)]
    return [node for nodes in functions for node in nodes]


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
PRODUCTS = frozenset({"dense", "fullyconnected", "matmul", "gemm"})
"""Kinds that are the same in several formats: a product with a matrix."""
_NORMALISING = frozenset({"batchnormalization", "fusedbatchnorm"})
_PASSIVE = frozenset(
    {
        *("dropout", "spatialdropout1d", "spatialdropout2d", "spatialdropout3d", "alphadropout"),
        *("gaussiandropout", "gaussiannoise", "activityregularization"),
    }
)
"""Kinds of layers that do nothing when a trained model is called."""


def goes(unit: Unit) -> bool:
    """Whether every converter does away with it: a normalisation, spelt out or not, or what only training needs."""
    kind = plain_kind(unit.kind)
    return kind in _NORMALISING or kind in _PASSIVE or unit.name.split("/")[-2:-1] == ["batchnorm"]


_CALLED = {
    "sigmoid": "logistic",
    "concatenation": "concat",
    "realdiv": "div",
    "conv": "conv2d",
    "depthwiseconv2dnative": "depthwiseconv2d",
    "averagepool2d": "avgpool",
    "maxpool2d": "maxpool",
    "min": "reducemin",
    "max": "reducemax",
    "sum": "reducesum",
    "mean": "reducemean",
    "all": "reduceall",
    "expanddims": "unsqueeze",
}
"""What one format calls otherwise than another."""
_VERSION = re.compile(r"v\d$")


def plain_kind(kind: str) -> str:
    """An op as all formats would spell it: `AddV2`, `ADD` and `Add` are one, `Sigmoid` is a `LOGISTIC`."""
    plain = _VERSION.sub("", kind.lower().replace("_", ""))
    return _CALLED.get(plain, plain)


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
