# SPDX-License-Identifier: Apache-2.0
"""Shapes of layers' outputs, from their settings and the shapes of their inputs, as Keras computes them.

Rules follow `compute_output_shape` of Keras 3 and, where they differ, of Keras 2. A shape that cannot be told is None;
a size that cannot be told is None inside it. No rule guesses.
"""

from __future__ import annotations

from collections.abc import Callable
from math import prod
from typing import TypeAlias

from cutaway.description.tensors import Shape
from cutaway.formats import keras_shapes_spatial as spatial
from cutaway.formats.keras_json import Object, as_dict, as_text
from cutaway.formats.keras_shapes_spatial import Known, Size
from cutaway.formats.keras_spelling import modern

Outputs: TypeAlias = "list[Shape] | None"
Rule: TypeAlias = "Callable[[Object, list[Known]], list[Shape] | None]"

_LARGEST = 1 << 62


def infer(class_name: str, config: Object, inputs: list[Shape]) -> Outputs:
    """Shapes of all outputs of one call, or None where they cannot be told."""
    name, settings = modern(class_name, config)
    rule = RULES.get(name)
    known = [shape for shape in inputs if shape is not None]
    if rule is None or not known or len(known) != len(inputs):
        return None
    try:
        found = rule(settings, known)
    except (TypeError, ValueError, IndexError, KeyError, ZeroDivisionError, AttributeError):
        return None  # settings that Keras would refuse as well
    return None if found is None else [_possible(shape) for shape in found]


def _possible(shape: Shape) -> Shape:
    if shape is None or any(size is not None and not 0 <= size < _LARGEST for size in shape):
        return None
    return shape


def _same(_config: Object, inputs: list[Known]) -> Outputs:
    return [inputs[0]]


def _dense(config: Object, inputs: list[Known]) -> Outputs:
    return [(*inputs[0][:-1], _whole(config["units"]))]


def _einsum_dense(config: Object, inputs: list[Known]) -> Outputs:
    equation, out = as_text(config.get("equation")), config["output_shape"]
    if "." in equation or not equation:
        return None
    return [(inputs[0][0], *(out if isinstance(out, list) else [out]))]


def _embedding(config: Object, inputs: list[Known]) -> Outputs:
    return [(*inputs[0], _whole(config["output_dim"]))]


def _flatten(_config: Object, inputs: list[Known]) -> Outputs:
    batch, *rest = inputs[0]
    return [(batch, 1 if not rest else _product(rest))]


def _reshape(config: Object, inputs: list[Known]) -> Outputs:
    target: list[Size] = [_whole(size) for size in config["target_shape"]]
    batch, *rest = inputs[0]
    if -1 in target:
        whole = _product(rest)
        fixed = prod(size for size in target if size is not None and size != -1)
        target[target.index(-1)] = None if whole is None else whole // fixed
    return [(batch, *target)]


def _permute(config: Object, inputs: list[Known]) -> Outputs:
    dims = [_whole(axis) for axis in config["dims"]]
    if sorted(dims) != list(range(1, len(inputs[0]))):
        return None
    return [(inputs[0][0], *(inputs[0][axis] for axis in dims))]


def _repeat(config: Object, inputs: list[Known]) -> Outputs:
    batch, size = inputs[0]
    return [(batch, _whole(config["n"]), size)]


def broadcast(inputs: list[Known]) -> Outputs:
    """The shape of an element by element result, as `_compute_elemwise_op_output_shape` of Keras 2 and 3 has it."""
    batches = {shape[0] for shape in inputs if shape} - {None}
    found: list[Size] = []
    for shape in inputs:
        rest: list[Size] = list(shape[1:])
        length = max(len(found), len(rest))
        found = [*([1] * (length - len(found))), *found]
        rest = [*([1] * (length - len(rest))), *rest]
        found = [_wider(a, b) for a, b in zip(found, rest, strict=True)]
    return [(batches.pop() if len(batches) == 1 else None, *found)]


def _wider(a: Size, b: Size) -> Size:
    if a is None or b is None:
        return None
    if a != b and 1 not in (a, b):
        raise ValueError("shapes that do not go together")
    return max(a, b)


def _merge(_config: Object, inputs: list[Known]) -> Outputs:
    return broadcast(inputs)


def _old_merge(config: Object, inputs: list[Known]) -> Outputs:
    """Keras 1's one class for all merges."""
    mode = config.get("mode")
    if mode == "concat":
        return _concatenate({"axis": config.get("concat_axis", -1)}, inputs)
    return broadcast(inputs) if mode in ("sum", "mul", "ave", "max") else None


def _concatenate(config: Object, inputs: list[Known]) -> Outputs:
    axis = _whole(config.get("axis", -1))
    found = list(inputs[0])
    for shape in inputs[1:]:
        if len(shape) != len(found):
            return None
    found[axis] = _total([shape[axis] for shape in inputs])
    return [tuple(found)]


def _dot(config: Object, inputs: list[Known]) -> Outputs:
    first, second = (list(shape) for shape in inputs)
    axes = config["axes"]
    one, other = axes if isinstance(axes, list) else (axes, axes)
    first.pop(_whole(one))
    second.pop(_whole(other))
    second.pop(0)
    found = first + second
    return [(*found, 1) if len(found) == 1 else tuple(found)]


def _attention(_config: Object, inputs: list[Known]) -> Outputs:
    query, value = inputs[:2]
    return [(*query[:-1], value[-1])]


def _multi_head(config: Object, inputs: list[Known]) -> Outputs:
    out = config.get("output_shape")
    if out is None:
        return [inputs[0]]
    return [(*inputs[0][:-1], *(out if isinstance(out, list) else [out]))]


def _time_distributed(config: Object, inputs: list[Known]) -> Outputs:
    batch, steps, *rest = inputs[0]
    layer = as_dict(config.get("layer"))
    inner = infer(as_text(layer.get("class_name")), as_dict(layer.get("config")), [(batch, *rest)])
    if inner is None or len(inner) != 1 or inner[0] is None:
        return None
    return [(batch, steps, *inner[0][1:])]


def _wrapped(config: Object, inputs: list[Known]) -> Outputs:
    layer = as_dict(config.get("layer"))
    return infer(as_text(layer.get("class_name")), as_dict(layer.get("config")), list(inputs))


_STATES = {"LSTM": 2, "GRU": 1, "SimpleRNN": 1}


def _recurrent(states: int) -> Rule:
    def rule(config: Object, inputs: list[Known]) -> Outputs:
        batch, steps, _ = inputs[0]
        if config.get("time_major") is True:
            return None
        units = _whole(config["units"])
        out: Known = (batch, steps, units) if config.get("return_sequences") is True else (batch, units)
        return [out, *([(batch, units)] * states if config.get("return_state") is True else [])]

    return rule


def _rnn(config: Object, inputs: list[Known]) -> Outputs:
    """A loop over any cell of Keras's own; states only for a single cell."""
    cell = as_dict(config.get("cell"))
    name, settings = as_text(cell.get("class_name")), as_dict(cell.get("config"))
    if name == "StackedRNNCells" and not config.get("return_state"):
        last = as_dict(settings["cells"][-1])
        name, settings = as_text(last.get("class_name")), as_dict(last.get("config"))
    kind = name.removesuffix("Cell")
    if kind not in _STATES:
        return None
    return _recurrent(_STATES[kind])({**config, "units": settings["units"]}, inputs)


def _bidirectional(config: Object, inputs: list[Known]) -> Outputs:
    found = _wrapped(config, inputs[:1])
    out = found[0] if found else None
    if not found or out is None:
        return None
    states = found[1:]
    mode = config.get("merge_mode", "concat")
    if mode is None:
        return [out, out, *states, *states]
    if mode == "concat":
        out = (*out[:-1], None if out[-1] is None else 2 * out[-1])
    return [out, *states, *states]


def _text_vectorization(config: Object, inputs: list[Known]) -> Outputs:
    mode = config.get("output_mode", "int")
    if config.get("ragged") is True:
        return None
    if mode == "int":
        length = config.get("output_sequence_length")
        return [(inputs[0][0], None if length is None else _whole(length))]
    return [(inputs[0][0], _whole(config["max_tokens"]) if config.get("pad_to_max_tokens") is True else None)]


def _lookup(config: Object, inputs: list[Known]) -> Outputs:
    if config.get("output_mode", "int") == "int":
        return [inputs[0]]
    fixed = config.get("pad_to_max_tokens") is True and isinstance(config.get("max_tokens"), int)
    return _encoded(config, inputs, config["max_tokens"] if fixed else None)


def _category_encoding(config: Object, inputs: list[Known]) -> Outputs:
    return _encoded(config, inputs, _whole(config["num_tokens"]))


def _hashing(config: Object, inputs: list[Known]) -> Outputs:
    mode = config.get("output_mode", "int")
    return [inputs[0]] if mode == "int" else _encoded(config, inputs, _whole(config["num_bins"]))


def _encoded(config: Object, inputs: list[Known], depth: Size) -> Outputs:
    shape = inputs[0]
    if config.get("output_mode") == "one_hot" and shape[-1] != 1:
        return [(*shape, depth)]
    return [(*shape[:-1], depth)]


def _lambda(config: Object, inputs: list[Known]) -> Outputs:
    """Only where the file itself says it; what the function does is not looked at."""
    out = config.get("output_shape")
    out = out.get("items") if isinstance(out, dict) else out
    if not isinstance(out, list) or config.get("output_shape_type", "raw") != "raw":
        return None
    return [(inputs[0][0], *(_whole(size) for size in out))]


def _product(sizes: list[Size]) -> Size:
    known = [size for size in sizes if size is not None]
    return prod(known) if len(known) == len(sizes) else None


def _total(sizes: list[Size]) -> Size:
    known = [size for size in sizes if size is not None]
    return sum(known) if len(known) == len(sizes) else None


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError("no whole number")
    return value


_SAME = (
    "Activation",
    "ActivityRegularization",
    "AlphaDropout",
    "AutoContrast",
    "BatchNormalization",
    "Dropout",
    "ELU",
    "GaussianDropout",
    "GaussianNoise",
    "GroupNormalization",
    "Highway",
    "Identity",
    "LayerNormalization",
    "LeakyReLU",
    "Masking",
    "Normalization",
    "PReLU",
    "ParametricSoftplus",
    "RMSNormalization",
    "RandomBrightness",
    "RandomContrast",
    "RandomFlip",
    "RandomRotation",
    "RandomTranslation",
    "RandomZoom",
    "ReLU",
    "Rescaling",
    "Softmax",
    "Solarization",
    "SpatialDropout1D",
    "SpatialDropout2D",
    "SpatialDropout3D",
    "ThresholdedReLU",
    "UnitNormalization",
)

RULES: dict[str, Rule] = {
    **dict.fromkeys(_SAME, _same),
    **dict.fromkeys(("Add", "Average", "Maximum", "Minimum", "Multiply", "Subtract"), _merge),
    **dict.fromkeys(("Attention", "AdditiveAttention"), _attention),
    **dict.fromkeys(("MultiHeadAttention", "GroupedQueryAttention"), _multi_head),
    **dict.fromkeys(("StringLookup", "IntegerLookup"), _lookup),
    **{name: _recurrent(states) for name, states in _STATES.items()},
    **spatial.RULES,
    "Bidirectional": _bidirectional,
    "CategoryEncoding": _category_encoding,
    "Concatenate": _concatenate,
    "Dense": _dense,
    "Discretization": _hashing,
    "Dot": _dot,
    "EinsumDense": _einsum_dense,
    "Embedding": _embedding,
    "Flatten": _flatten,
    "Hashing": _hashing,
    "Lambda": _lambda,
    "Merge": _old_merge,
    "Permute": _permute,
    "RNN": _rnn,
    "RepeatVector": _repeat,
    "Reshape": _reshape,
    "SpectralNormalization": _wrapped,
    "TextVectorization": _text_vectorization,
    "TimeDistributed": _time_distributed,
}
