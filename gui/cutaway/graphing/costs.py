# SPDX-License-Identifier: Apache-2.0
"""Counts the multiply-accumulates and operations of single nodes, by their kind and the shapes around them.

Shapes are those of one sample; the rules are those of the operators' definitions (tensorflow/core/ops, the schema of
.tflite files), not of any kernel.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from cutaway.description.tensors import Shape

Sizes: TypeAlias = tuple[int, ...]


class Cost(NamedTuple):
    """macs: multiply-accumulates. flops: operations, two for each of the former."""

    macs: int
    flops: int


class Unknown(Exception):  # noqa: N818 - it is no failure
    """A shape that the count needs is not known."""


FREE = Cost(0, 0)


def cost(
    op: str, inputs: Sequence[Shape], outputs: Sequence[Shape], attributes: Mapping[str, str] | None = None
) -> Cost:
    """What one node costs. Raises Unknown where a shape is missing that matters; ops that only move data are free.

    attributes: as text; `equation` is what Einsum needs.
    """
    rule = _RULES.get(op)
    if rule is not None:
        macs = rule(_Node(inputs, outputs, attributes or {}))
        return Cost(macs, 2 * macs)
    if op in _BY_ELEMENT:
        return Cost(0, _BY_ELEMENT[op] * math.prod(_Node(inputs, outputs, {}).out()))
    if op in _BY_INPUT:
        return Cost(0, math.prod(_Node(inputs, outputs, {}).of(0)))
    return FREE


def is_counted(op: str) -> bool:
    """Whether a node of that kind computes something that is counted."""
    return op in _RULES or op in _BY_ELEMENT or op in _BY_INPUT


class _Node:
    """The shapes around one node, with an unknown first dimension as one sample."""

    def __init__(
        self, inputs: Sequence[Shape], outputs: Sequence[Shape], attributes: Mapping[str, str]
    ) -> None:
        self.inputs = inputs
        self.outputs = outputs
        self.attributes = attributes

    def of(self, place: int, rank: int = 0) -> Sizes:
        """Sizes of an input of at least that rank. Raises Unknown."""
        return _known(self.inputs[place] if place < len(self.inputs) else None, rank)

    def out(self, rank: int = 0) -> Sizes:
        """Sizes of the first output."""
        return _known(self.outputs[0] if self.outputs else None, rank)


def _known(shape: Shape, rank: int) -> Sizes:
    if shape is None or len(shape) < rank:
        raise Unknown
    first = [1 if shape[0] is None else shape[0]] if shape else []
    sizes = [*first, *shape[1:]]
    if any(size is None for size in sizes):
        raise Unknown
    return tuple(int(size) for size in sizes if size is not None)


def _convolution(node: _Node) -> int:
    """Weights are [..., in, out]: each output element takes all but the last."""
    return math.prod(node.out(3)) * math.prod(node.of(1, 3)[:-1])


def _depthwise(node: _Node) -> int:
    """Weights are [rows, columns, in, multiplier]."""
    return math.prod(node.out(4)) * math.prod(node.of(1, 4)[:2])


def _transposed(node: _Node) -> int:
    """Inputs: the output's sizes, weights [rows, columns, out, in], values."""
    return math.prod(node.of(2, 3)) * math.prod(node.of(1, 3)[:-1])


def _product(node: _Node) -> int:
    """The last two axes of the second factor are the summed one and the last of the result, in either order."""
    result = node.out(1)
    return math.prod(result) * (math.prod(node.of(1, 2)[-2:]) // max(result[-1], 1))


def _einsum(node: _Node) -> int:
    """Every combination of indices is one product."""
    terms = re.sub(r"\s", "", node.attributes.get("equation", "")).partition("->")[0].split(",")
    sizes: dict[str, int] = {}
    for place, term in enumerate(terms):
        if "." in term:
            raise Unknown
        found = node.of(place, len(term))
        if len(found) != len(term):
            raise Unknown
        sizes.update(zip(term, found, strict=True))
    return math.prod(sizes.values())


def _lite_convolution(node: _Node) -> int:
    """Weights are [out, ..., in]."""
    return math.prod(node.out(3)) * math.prod(node.of(1, 3)[1:])


def _lite_depthwise(node: _Node) -> int:
    """Weights are [1, rows, columns, out]."""
    return math.prod(node.out(4)) * math.prod(node.of(1, 4)[1:3])


def _lite_transposed(node: _Node) -> int:
    """Inputs: the output's sizes, weights [out, rows, columns, in], values."""
    return math.prod(node.of(2, 3)) * math.prod(node.of(1, 3)[:-1])


def _lite_dense(node: _Node) -> int:
    """Weights are [out, in]."""
    return math.prod(node.out(1)) * node.of(1, 2)[1]


def _lite_recurrent(node: _Node) -> int:
    """All matrices among the inputs are weights, used once at each step; the first input is [batch, time, in]."""
    values = node.of(0, 3)
    weights = [node.of(place) for place, shape in enumerate(node.inputs) if place and shape]
    return values[0] * values[1] * sum(math.prod(sizes) for sizes in weights if len(sizes) == 2)


_RULES: dict[str, Callable[[_Node], int]] = {
    **dict.fromkeys(("Conv2D", "Conv3D", "Conv", "_FusedConv2D", "QuantizedConv2D"), _convolution),
    **dict.fromkeys(("DepthwiseConv2dNative", "_FusedDepthwiseConv2dNative"), _depthwise),
    **dict.fromkeys(("Conv2DBackpropInput", "Conv3DBackpropInputV2"), _transposed),
    **dict.fromkeys(("MatMul", "BatchMatMul", "BatchMatMulV2", "BatchMatMulV3", "_FusedMatMul"), _product),
    **dict.fromkeys(("Einsum", "XlaEinsum"), _einsum),
    "CONV_2D": _lite_convolution,
    "CONV_3D": _convolution,
    "DEPTHWISE_CONV_2D": _lite_depthwise,
    "TRANSPOSE_CONV": _lite_transposed,
    "FULLY_CONNECTED": _lite_dense,
    "BATCH_MATMUL": _product,
    "UNIDIRECTIONAL_SEQUENCE_LSTM": _lite_recurrent,
    "UNIDIRECTIONAL_SEQUENCE_RNN": _lite_recurrent,
    "BIDIRECTIONAL_SEQUENCE_LSTM": _lite_recurrent,
}

_ONE = (
    "Add AddV2 Sub Mul Div RealDiv FloorDiv Mod FloorMod Maximum Minimum Neg Abs Sign Square SquaredDifference Sqrt "
    "Rsqrt Reciprocal Exp Expm1 Log Log1p Pow Sin Cos Tan Tanh Sigmoid Relu Relu6 LeakyRelu Elu Selu Softplus Softsign "
    "Erf BiasAdd Greater GreaterEqual Less LessEqual Equal NotEqual LogicalAnd LogicalOr LogicalNot SelectV2 Select "
    "ADD SUB MUL DIV FLOOR_DIV FLOOR_MOD MAXIMUM MINIMUM NEG ABS SIGN SQUARE SQUARED_DIFFERENCE SQRT RSQRT EXP LOG POW "
    "SIN COS TANH LOGISTIC RELU RELU6 RELU_N1_TO_1 RELU_0_TO_1 PRELU LEAKY_RELU ELU GELU HARD_SWISH GREATER "
    "GREATER_EQUAL LESS LESS_EQUAL EQUAL NOT_EQUAL LOGICAL_AND LOGICAL_OR LOGICAL_NOT SELECT SELECT_V2 QUANTIZE "
    "DEQUANTIZE"
)
_BY_ELEMENT: dict[str, int] = {
    **dict.fromkeys(_ONE.split(), 1),
    **dict.fromkeys(("FusedBatchNorm", "FusedBatchNormV2", "FusedBatchNormV3", "AddN", "ADD_N"), 2),
    **dict.fromkeys(("Softmax", "LogSoftmax", "SOFTMAX", "LOG_SOFTMAX"), 3),
    **dict.fromkeys(("L2_NORMALIZATION", "LRN", "LOCAL_RESPONSE_NORMALIZATION"), 3),
}
_REDUCE = (
    "Sum Mean Prod Max Min All Any ArgMax ArgMin MaxPool MaxPoolV2 AvgPool MaxPool3D AvgPool3D SUM MEAN REDUCE_PROD "
    "REDUCE_MAX REDUCE_MIN REDUCE_ALL REDUCE_ANY ARG_MAX ARG_MIN MAX_POOL_2D AVERAGE_POOL_2D L2_POOL_2D"
)
_BY_INPUT = frozenset(_REDUCE.split())
