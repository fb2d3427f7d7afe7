# SPDX-License-Identifier: Apache-2.0
"""What names of weights tell across formats."""

from __future__ import annotations

import pytest

from cutaway.comparing import names
from cutaway.description.variables import Variable


def named(name: str, *shape: int) -> Variable:
    return Variable(name, name, "float32", shape, 4, "weight")


@pytest.mark.parametrize(
    ("name", "shape", "expected"),
    [
        ("model/conv2d/Conv2D", (8, 3, 3, 4), ("conv2d", "kernel", "")),
        ("model/dense/BiasAdd/ReadVariableOp/resource", (8,), ("dense", "bias", "")),
        ("m/c/Conv2D;m/c/Conv2D1", (1, 3, 3, 2), ("c", "kernel", "")),
        ("m/relu/Relu;m/bn/FusedBatchNormV3;m/c/BiasAdd;m/c_2/Conv2D", (8,), ("c", "bias", "bn")),
        ("m/s/separable_conv2d/depthwise", (1, 3, 3, 8), ("s", "depthwise_kernel", "")),
        ("m/s/separable_conv2d", (8, 1, 1, 8), ("s", "pointwise_kernel", "")),
    ],
)
def test_a_fused_name_tells_the_layer(
    name: str, shape: tuple[int, ...], expected: tuple[str, str, str]
) -> None:
    found = names.fused(named(name, *shape))
    assert found is not None
    assert found[:3] == expected


@pytest.mark.parametrize(
    ("name", "shape", "expected"),
    [
        ("m/conv2d_7/BiasAdd_weights_fused_bn", (64, 64, 3, 3), ("conv2d_7", "kernel", "", True)),
        ("m/conv2d_7/BiasAdd_bias_fused_bn", (64,), ("conv2d_7", "bias", "", True)),
        ("m/d/depthwise_weights_fused_bn", (8, 1, 3, 3), ("d", "depthwise_kernel", "", True)),
        ("m/dense/MatMul/ReadVariableOp:0", (64, 10), ("dense", "kernel", "", False)),
        ("m/s/separable_conv2d/ReadVariableOp_1:0", (8, 4, 1, 1), ("s", "pointwise_kernel", "", False)),
        (
            "m/relu/Relu;m/bn/FusedBatchNormV3;m/c/BiasAdd;m/c/Conv2D1",
            (8, 8, 5, 5),
            ("c", "kernel", "bn", False),
        ),
    ],
)
@pytest.mark.parametrize(
    "calls", ["", "StatefulPartitionedCall/", "PartitionedCall_1/StatefulPartitionedCall/"]
)
def test_a_name_in_an_onnx_file_tells_the_layer(
    name: str, shape: tuple[int, ...], expected: tuple[str, str, str, bool], calls: str
) -> None:
    assert names.fused(named(calls + name, *shape)) == expected


@pytest.mark.parametrize(
    ("name", "tail"),
    [
        ("m/bn/ReadVariableOp:0", "bn/gamma"),
        ("m/bn/ReadVariableOp_1:0", "bn/beta"),
        ("m/bn/FusedBatchNormV3/ReadVariableOp:0", "bn/moving_mean"),
        ("m/bn/FusedBatchNormV3/ReadVariableOp_1:0", "bn/moving_variance"),
        ("m/dense/MatMul/ReadVariableOp:0", ""),
    ],
)
def test_a_weight_of_a_normalisation_is_known_by_the_op_that_read_it(name: str, tail: str) -> None:
    assert names.tail(named(name, 8)) == tail


def test_a_name_that_says_nothing_gives_nothing() -> None:
    assert names.fused(named("arith.constant", 8)) is None


def test_spellings_of_one_place_are_one() -> None:
    assert names.path(named("Dense/kernel:0", 2)) == names.path(named("dense/kernel", 2))
    assert names.tail(named("model/dense/kernel:0", 2)) == "dense/kernel"
    assert names.tail(named("kernel", 2)) == ""
