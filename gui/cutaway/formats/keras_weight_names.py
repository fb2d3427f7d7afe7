# SPDX-License-Identifier: Apache-2.0
"""What the numbered arrays of a Keras 3 layer are called, by the class of the layer."""

from __future__ import annotations

from cutaway.formats.keras_config import Node
from cutaway.formats.keras_json import Object, as_dict, as_text

NOT_TRAINED = frozenset(
    (
        "moving_mean",
        "moving_variance",
        "seed_generator_state",
        "kernel_scale",
        "kernel_zero",
        "g_idx",
        "vector_u",
    )
)
COPY = "copy_of_kernel"
"""What a wrapper keeps of the layer inside it a second time; it is no weight of its own."""

_CELL = ("kernel", "recurrent_kernel", "bias")
_KERNELS = frozenset(
    (
        *(f"Conv{n}D" for n in (1, 2, 3)),
        *(f"Conv{n}DTranspose" for n in (1, 2, 3)),
        *(f"DepthwiseConv{n}D" for n in (1, 2)),
        "Dense",
        "EinsumDense",
    )
)
_QUANTIZED = ("kernel_scale", "kernel_zero", "g_idx")
_CELLS = (
    "LSTM",
    "GRU",
    "SimpleRNN",
    "LSTMCell",
    "GRUCell",
    "SimpleRNNCell",
    "ConvLSTM1D",
    "ConvLSTM2D",
    "ConvLSTM3D",
)


def variable_names(layer: Node | None, inner: str, count: int) -> list[str] | None:
    """Names of `count` arrays in the order of their numbers; None where they cannot be told.

    inner: path from the layer to the object that holds them (`forward_layer/cell`), empty for the layer itself.
    """
    name, config = (layer.class_name, layer.config) if layer is not None else ("", {})
    found: list[str]
    last = inner.rpartition("/")[2]
    if last == "cell" or inner.split("/")[-2:-1] == ["cells"] or (not inner and name in _CELLS):
        found = list(_CELL)
    elif inner and last.endswith("_dense"):
        found = ["kernel", "bias"]
    elif inner:
        inner_layer = as_dict(config.get("layer"))
        if last != "layer":
            return None
        found = _own(as_text(inner_layer.get("class_name")), as_dict(inner_layer.get("config")))
    else:
        found = _own(name, config)
    if config.get("use_bias") is False and found[-1:] == ["bias"]:
        found = found[:-1]
    if found[:1] == ["kernel"] and name in ("Dense", "EinsumDense") and len(found) < count <= len(found) + 3:
        found += _QUANTIZED[: count - len(found)]
    return found if len(found) == count else None


def _own(name: str, config: Object) -> list[str]:
    """Names of the variables that a layer of this class makes itself, in the order of their making."""
    if name in _KERNELS:
        return ["kernel", "bias"]
    if name in ("SeparableConv1D", "SeparableConv2D"):
        return ["depthwise_kernel", "pointwise_kernel", "bias"]
    scaled = ["gamma"] if config.get("scale") is not False else []
    moved = [*scaled, *(["beta"] if config.get("center") is not False else [])]
    return {
        "AdditiveAttention": ["scale"],
        "BatchNormalization": [*moved, "moving_mean", "moving_variance"],
        "Embedding": ["embeddings"],
        "GroupNormalization": moved,
        "LayerNormalization": moved,
        "Normalization": ["mean", "variance", "count"],
        "PReLU": ["alpha"],
        "RMSNormalization": ["scale"],
        "SpectralNormalization": [COPY, "vector_u"],
    }.get(name, [])
