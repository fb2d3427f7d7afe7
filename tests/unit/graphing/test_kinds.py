# SPDX-License-Identifier: Apache-2.0
"""Ops are of the kind that people would say."""

import pytest

from cutaway.description.picture import OP_KINDS
from cutaway.graphing.kinds import kind_of, leading_kind


@pytest.mark.parametrize(
    ("kind", "ops"),
    [
        (
            "convolution",
            "Conv2D DepthwiseConv2dNative MatMul BatchMatMulV2 Einsum CONV_2D FULLY_CONNECTED Dense LSTM",
        ),
        ("activation", "Relu Relu6 Softmax Sigmoid Tanh LEAKY_RELU LOGISTIC STABLEHLO_TANH CUSTOM:FlexErf"),
        (
            "normalisation",
            "FusedBatchNormV3 LRN L2_NORMALIZATION BatchNormalization LayerNormalization Dropout",
        ),
        ("reduction", "MaxPool AvgPool3D Sum Mean ArgMax MAX_POOL_2D REDUCE_MAX GlobalAveragePooling2D"),
        ("shape", "Reshape Transpose ConcatV2 StridedSlice Pad Cast Identity GATHER RESHAPE Flatten"),
        ("arithmetic", "AddV2 Mul Sub RealDiv Sqrt BiasAdd Greater MUL ADD STABLEHLO_MULTIPLY"),
        ("control", "If While Switch Merge NoOp StatefulPartitionedCall WHILE CALL_ONCE"),
        (
            "state",
            "Const Placeholder VarHandleOp ReadVariableOp AssignVariableOp SaveV2 RestoreV2 _Arg _Retval",
        ),
        ("other", "SomebodysOwnOp"),
    ],
)
def test_kind_of_an_op(kind: str, ops: str) -> None:
    assert {op: OP_KINDS[kind_of(op)] for op in ops.split()} == dict.fromkeys(ops.split(), kind)


def test_a_group_is_coloured_by_its_work_not_by_its_packing() -> None:
    counts = dict.fromkeys(OP_KINDS, 0) | {"convolution": 2, "state": 40, "shape": 9, "arithmetic": 3}
    assert OP_KINDS[leading_kind(list(counts.values()))] == "convolution"
