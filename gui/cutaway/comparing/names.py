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
    "conv2d_transpose": "kernel",
    "depthwise": "depthwise_kernel",
    "separable_conv2d": "pointwise_kernel",
    "MatMul": "kernel",
    "BiasAdd": "bias",
    "embedding_lookup": "embeddings",
}
"""tensorflow/python/keras/layers: the op that takes a variable, and what the layer calls that variable."""
_NORMALISING = ("FusedBatchNormV3", "FusedBatchNorm", "batchnorm")
_TRAILING = ("resource", "ReadVariableOp", "read", "Enter", "Initializer")
_NUMBER = re.compile(r"(?<=[A-Za-z;])\d{1,3}$")


class Fused(NamedTuple):
    """What a name made by a converter tells. layer, leaf: `conv2d`, `bias`. normalisation: a layer, or empty."""

    layer: str
    leaf: str
    normalisation: str


def plain(text: str) -> str:
    """The name without what a checkpoint or a tensor's spelling adds."""
    return text.removesuffix(_KEY).removesuffix(":0").removesuffix("/read")


def path(variable: Variable) -> str:
    """Where it hangs; several spellings of one place give the same."""
    return plain(variable.path or variable.name).lower()


def tail(variable: Variable) -> str:
    """The layer and what the weight is in it: the last two parts of its path; empty where there are not two."""
    parts = path(variable).split("/")
    return "/".join(parts[-2:]) if len(parts) > 1 else ""


def fused(variable: Variable) -> Fused | None:
    """What the name of a converter's constant says of the variable it was; None where that says nothing.

    The converter joins the names of all ops that it fused with `;`, and adds a number where names would clash.
    """
    pieces = [_parts(piece) for piece in (variable.path or variable.name).split(";")]
    normalisation = next((found[0] for found in pieces if found and found[1] in _NORMALISING), "")
    told = [found for found in pieces if found and found[1] in _LEAVES]
    biases = [found for found in told if found[1] == "BiasAdd"]
    chosen = next(iter(biases if len(variable.shape) == 1 else told), None) or next(iter(told), None)
    if chosen is None:
        return Fused(normalisation, "", normalisation) if normalisation else None
    leaf = _LEAVES[chosen[1]]
    if len(variable.shape) == 1:
        leaf = "bias"
    return Fused(chosen[0].lower(), leaf, normalisation.lower())


def _parts(piece: str) -> tuple[str, str] | None:
    """The layer and the op of `model/conv2d/BiasAdd/ReadVariableOp/resource`; None where there are not two."""
    parts = [part for part in piece.split("/") if part]
    while len(parts) > 1 and _NUMBER.sub("", parts[-1]) in _TRAILING:
        parts.pop()
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
