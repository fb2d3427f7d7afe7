# SPDX-License-Identifier: Apache-2.0
"""What names of weights have in common across formats: `model/conv2d/BiasAdd;…` of a .tflite is `conv2d/bias`."""

from __future__ import annotations

import re
from typing import NamedTuple

from cutaway.description.variables import Variable

_KEY = "/.ATTRIBUTES/VARIABLE_VALUE"
_LEAVES = {
    "Conv2D": "kernel",
    "Conv1D": "kernel",
    "convolution": "kernel",
    "conv2d_transpose": "kernel",
    "depthwise": "depthwise_kernel",
    "separable_conv2d": "pointwise_kernel",
    "MatMul": "kernel",
    "Cast": "kernel",
    "BiasAdd": "bias",
    "Add": "bias",
    "MatMul_bias": "bias",
    "embedding_lookup": "embeddings",
}
"""tensorflow/python/keras/layers: the op that takes a variable, and what the layer calls that variable.

`convolution`, `Cast` and `Add` are of Keras 3: keras/src/backend/tensorflow/nn.py, keras/src/layers/core/dense.py.
"""
_READ = ("/readvariableop", "/readvariableop_1")
_TAKING = frozenset(op.lower() for op in (*_LEAVES, "FusedBatchNormV3"))
_NORMALISING = ("FusedBatchNormV3", "FusedBatchNorm", "batchnorm")
_TRAILING = ("resource", "ReadVariableOp", "read", "Enter", "Initializer")
_NUMBER = re.compile(r"(?<=[A-Za-z;])\d{1,3}$")
_AGAIN = re.compile(r"_\d+$")
_CALLS = re.compile(r"^(?:(?:Stateful)?PartitionedCall(?:_\d+)?/)+")
_FOLDED = {"_weights_fused_bn": "Conv2D", "_bias_fused_bn": "BiasAdd"}
"""What tf2onnx adds to a kernel and a bias with a normalisation in them: back_to_back_optimizer.py."""
_NORMAL = {
    "ReadVariableOp": "gamma",
    "ReadVariableOp_1": "beta",
    "FusedBatchNormV3/ReadVariableOp": "moving_mean",
    "FusedBatchNormV3/ReadVariableOp_1": "moving_variance",
}
"""Names of a normalisation's weights in an export: keras/layers/normalization/batch_normalization.py, in that order."""
_KEPT = frozenset({*_LEAVES.values(), *_NORMAL.values(), "recurrent_kernel"})
"""What layers call their weights; in a frozen graph a number may follow."""
_SEPARABLE = {"ReadVariableOp": "depthwise", "ReadVariableOp_1": "separable_conv2d"}


class Fused(NamedTuple):
    """What a name made by a converter tells. layer, leaf: `conv2d`, `bias`. normalisation: a layer, or empty.

    is_folded: the normalisation that follows the layer is in it, whatever it is called.
    """

    layer: str
    leaf: str
    normalisation: str
    is_folded: bool = False


def plain(text: str) -> str:
    """The name without what a checkpoint or a tensor's spelling adds."""
    return text.removesuffix(_KEY).removesuffix(":0").removesuffix("/read")


def first_scope(scope: str) -> str:
    """The scope of a layer, or the name of a weight, before a number was added because it was made again."""
    return _AGAIN.sub("", scope, count=1)


def path(variable: Variable) -> str:
    """Where it hangs; several spellings of one place give the same."""
    return plain(variable.path or variable.name).lower()


def tail(variable: Variable) -> str:
    """The layer and what the weight is in it: the last two parts of its path; empty where there are not two."""
    text = path(variable)
    if text.endswith(_READ):
        return _read(text)
    parts = text.split("/")
    if first_scope(parts[-1]) in _KEPT:
        parts[-1] = first_scope(parts[-1])
    return "/".join(parts[-2:]) if len(parts) > 1 else ""


def _read(text: str) -> str:
    """Likewise of a weight that an export names after the op that read it."""
    for ending, leaf in reversed(_NORMAL.items()):
        before = text.removesuffix(f"/{ending.lower()}")
        layer = before.rpartition("/")[2]
        if before != text and layer not in _TAKING:
            return f"{layer}/{leaf}"
    return ""


def fused(variable: Variable) -> Fused | None:
    """What the name of a converter's constant says of the variable it was; None where that says nothing.

    The converter joins the names of all ops that it fused with `;`, and adds a number where names would clash.
    """
    text = _CALLS.sub("", variable.path or variable.name)
    pieces = [_parts(piece) for piece in text.split(";")]
    normalisation = next((found[0] for found in pieces if found and found[1] in _NORMALISING), "")
    told = [found for found in pieces if found and found[1] in _LEAVES]
    biases = [found for found in told if found[1] == "BiasAdd"]
    chosen = next(iter(biases), None) if len(variable.shape) == 1 else _kernel(told, biases)
    chosen = chosen or next(iter(told), None)
    if chosen is None:
        return Fused(normalisation, "", normalisation) if normalisation else None
    leaf = "bias" if len(variable.shape) == 1 else _LEAVES[chosen[1]]
    return Fused(chosen[0].lower(), leaf, normalisation.lower(), text.endswith(tuple(_FOLDED)))


def _kernel(told: list[tuple[str, str]], biases: list[tuple[str, str]]) -> tuple[str, str] | None:
    """The op that takes the kernel: that of the layer whose bias is fused into it, too."""
    kernels = [found for found in told if found[1] != "BiasAdd"]
    layers = {layer for layer, _ in biases}
    return next((found for found in kernels if found[0] in layers), next(iter(kernels), None))


def _parts(piece: str) -> tuple[str, str] | None:
    """The layer and the op of `model/conv2d/BiasAdd/ReadVariableOp/resource`; None where there are not two."""
    parts = [part for part in piece.removesuffix(":0").split("/") if part]
    for ending, op in _FOLDED.items():
        if len(parts) > 1 and parts[-1].endswith(ending):
            taking = parts[-1].removesuffix(ending)
            is_known = op != "BiasAdd" and taking in _LEAVES and taking != "BiasAdd"
            return parts[-2], taking if is_known else op
    if len(parts) > 2 and parts[-2] == "separable_conv2d" and parts[-1] in _SEPARABLE:
        return parts[-3], _SEPARABLE[parts[-1]]
    while len(parts) > 1 and _NUMBER.sub("", parts[-1]) in _TRAILING:
        parts.pop()
    if len(parts) > 2 and parts[-2] == "batchnorm":
        return parts[-3], "batchnorm"
    if len(parts) < 2:
        return None
    op = parts[-1] if parts[-1] in _LEAVES or parts[-1] in _NORMALISING else _NUMBER.sub("", parts[-1])
    for known in (*_LEAVES, *_NORMALISING):
        if parts[-1].startswith(known) and parts[-1][len(known) :].isdecimal():
            op = known
    layer = (
        parts[-3] if op == "depthwise" and parts[-2] == "separable_conv2d" and len(parts) > 2 else parts[-2]
    )
    return layer, op
