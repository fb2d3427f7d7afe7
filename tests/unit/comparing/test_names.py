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
    assert names.fused(named(name, *shape)) == expected


def test_a_name_that_says_nothing_gives_nothing() -> None:
    assert names.fused(named("arith.constant", 8)) is None


def test_spellings_of_one_place_are_one() -> None:
    assert names.path(named("Dense/kernel:0", 2)) == names.path(named("dense/kernel", 2))
    assert names.tail(named("model/dense/kernel:0", 2)) == "dense/kernel"
    assert names.tail(named("kernel", 2)) == ""
