# SPDX-License-Identifier: Apache-2.0
"""Follows shapes and element types through the layers of a Keras model, nested models included."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass, field

from cutaway.description.tensors import Shape
from cutaway.formats import keras_shapes
from cutaway.formats.keras_config import Call, Node, Ref, input_shape, shape
from cutaway.formats.keras_json import Object, as_dict, as_text

_MOST_CALLS = 500_000
_MOST_INSIDE = 100_000
_MOST_OUTPUTS = 64
_LONGEST_CHAIN = 100

_INTEGER_MAKERS = frozenset(
    ("TextVectorization", "StringLookup", "IntegerLookup", "Hashing", "Discretization")
)
_PASS_ON = frozenset(
    (
        "Concatenate",
        "Cropping1D",
        "Flatten",
        "Permute",
        "RepeatVector",
        "Reshape",
        "ZeroPadding1D",
        "Identity",
    )
)


@dataclass(slots=True)
class Traced:
    """Shapes of one model. calls: for each layer, the outputs of each of its calls that could be followed."""

    calls: dict[str, dict[int, list[Shape]]] = field(default_factory=dict)
    outputs: list[Shape] = field(default_factory=list)

    def first(self, layer: str) -> Shape:
        """Shape of a layer's first output at its first call."""
        found = self.calls.get(layer, {}).get(0)
        return found[0] if found else None


class Tracer:
    """Follows one model. Models that are called again with the same shapes are followed once."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, tuple[Shape, ...]], Traced] = {}
        self._left = _MOST_CALLS
        self._inside = _MOST_INSIDE

    def trace(self, model: Node, given: list[Shape] | None = None) -> Traced:
        """Shapes inside `model`. given: of the inputs it is called with; None for those that it declares."""
        key = (id(model), tuple(given or ()))
        if key not in self._known:
            self._known[key] = Traced()  # what a model that contains itself would see
            self._known[key] = self._sequence(model, given) if model.sequential else self._graph(model, given)
        return self._known[key]

    def _call(self, layer: Node, inputs: list[Shape]) -> list[Shape] | None:
        self._left -= 1
        if self._left < 0:
            return None
        if layer.layers:
            self._inside -= 10 + len(layer.layers)  # models in models may call each other ever more often
            return (self.trace(layer, inputs).outputs or None) if self._inside > 0 else None
        return keras_shapes.infer(layer.class_name, layer.config, inputs)

    def _sequence(self, model: Node, given: list[Shape] | None) -> Traced:
        found = Traced()
        current = given[0] if given else sequence_input(model)
        for place, layer in enumerate(model.layers):
            if layer.class_name == "InputLayer":
                outputs: list[Shape] | None = [current if current is not None else input_shape(layer.config)]
            else:
                outputs = self._call(layer, [current])
            after = model.layers[place + 1] if place + 1 < len(model.layers) else None
            if (not outputs or outputs[0] is None) and after is not None:
                outputs = [shape(after.built)]
            found.calls[layer.name] = {0: outputs or [None]}
            current = outputs[0] if outputs else None
        found.outputs = [current]
        return found

    def _graph(self, model: Node, given: list[Shape] | None) -> Traced:
        found = Traced()
        names = {layer.name: layer for layer in model.layers}
        told = dict(zip((ref.layer for ref in model.inputs), given or (), strict=False))
        for layer, number, call in _in_order(model):
            if layer.class_name == "InputLayer":
                outputs: list[Shape] | None = [told.get(layer.name) or input_shape(layer.config)]
            else:
                inputs = [_at(found, ref) for ref in call.args or call.others]
                outputs = self._call(layer, inputs) if inputs else None
            found.calls.setdefault(layer.name, {})[number] = _with_recorded(
                layer, number, outputs, declared=not given
            )
        found.outputs = [_at(found, ref) for ref in model.outputs if ref.layer in names]
        return found


def sequence_input(model: Node) -> Shape:
    """What a Sequential model says of its input, wherever it says it."""
    first = model.layers[0] if model.layers else None
    told = input_shape(first.config) if first is not None else None
    for other in (model.config.get("build_input_shape"), model.built, first.built if first else None):
        told = shape(other) if told is None else told
    return told


def element_type(names: dict[str, Node], ref: Ref) -> str:
    """Element type of a tensor of a model with these layers, `unknown` where its layer decides for itself."""
    for _ in range(_LONGEST_CHAIN):
        layer = names.get(ref.layer)
        if layer is None:
            return "unknown"
        recorded = layer.recorded.get(ref.node, {}).get(ref.tensor, (None, ""))[1]
        if recorded:
            return recorded
        if layer.class_name not in _PASS_ON or ref.node >= len(layer.calls) or not layer.calls[ref.node].args:
            return layer_type(layer)
        ref = layer.calls[ref.node].args[0]
    return "unknown"


def layer_type(layer: Node) -> str:
    """Element type that a layer computes in, and so of what it gives."""
    if layer.class_name in _INTEGER_MAKERS and layer.config.get("output_mode", "int") == "int":
        return "string" if layer.config.get("invert") is True else "int64"
    if layer.layers:
        last = layer.layers[-1] if layer.sequential else None
        return layer_type(last) if last is not None else "unknown"
    if ".ops" in layer.module or not layer.config:
        return "unknown"
    return policy_type(layer.config)


def policy_type(config: Object) -> str:
    """The dtype that a `dtype` setting means for computing: a name, or a policy of any version of Keras."""
    policy = config.get("dtype", config.get("input_dtype"))
    if isinstance(policy, dict):
        inner = as_dict(policy.get("config"))
        policy = inner.get("source_name") or inner.get("name")
    name = as_text(policy, "float32").removeprefix("mixed_")
    return name.split("_from_", 1)[-1].removeprefix("mixed_")


def _with_recorded(layer: Node, number: int, outputs: list[Shape] | None, *, declared: bool) -> list[Shape]:
    """What Keras 3 wrote down of a layer's outputs beside those who use them; it counts more than what was inferred."""
    found = list(outputs or [])
    for place, (told, _) in layer.recorded.get(number, {}).items():
        if told is not None and place < _MOST_OUTPUTS:
            found.extend([None] * (place + 1 - len(found)))
            if declared or found[place] is None:
                found[place] = told
    return found or [None]


def _at(found: Traced, ref: Ref) -> Shape:
    outputs = found.calls.get(ref.layer, {}).get(ref.node, [])
    return outputs[ref.tensor] if ref.tensor < len(outputs) else None


def _in_order(model: Node) -> list[tuple[Node, int, Call]]:
    """Every call after those whose tensors it takes; calls in a ring are left out."""
    calls = [
        (layer, number, call)
        for layer in model.layers
        for number, call in enumerate(layer.calls or (Call(),))
    ]
    place = {(layer.name, number): index for index, (layer, number, _) in enumerate(calls)}
    waiting: dict[int, int] = {}
    followers: dict[int, list[int]] = defaultdict(list)
    for index, (_, _, call) in enumerate(calls):
        needs = {place[key] for ref in (*call.args, *call.others) if (key := (ref.layer, ref.node)) in place}
        waiting[index] = len(needs)
        for need in needs:
            followers[need].append(index)
    ready = deque(index for index, count in waiting.items() if count == 0)
    order = []
    while ready:
        index = ready.popleft()
        order.append(calls[index])
        for follower in followers[index]:
            waiting[follower] -= 1
            if waiting[follower] == 0:
                ready.append(follower)
    return order
