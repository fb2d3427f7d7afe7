# SPDX-License-Identifier: Apache-2.0
"""The rules by which single nodes are counted."""

import pytest

from cutaway.description.tensors import Shape
from cutaway.graphing.costs import FREE, Cost, Unknown, cost, is_counted


@pytest.mark.parametrize(
    ("op", "inputs", "output", "macs"),
    [
        (
            "Conv2D",
            [(None, 224, 224, 3), (7, 7, 3, 64)],
            (None, 112, 112, 64),
            118_013_952,
        ),  # ResNet50's first
        ("DepthwiseConv2dNative", [(1, 112, 112, 32), (3, 3, 32, 1)], (1, 112, 112, 32), 3_612_672),
        ("Conv2DBackpropInput", [(4,), (3, 3, 8, 16), (1, 10, 10, 16)], (1, 20, 20, 8), 115_200),
        ("MatMul", [(None, 2048), (2048, 1000)], (None, 1000), 2_048_000),
        ("MatMul", [(4, 8), (5, 8)], (4, 5), 160),  # transposed
        ("BatchMatMulV2", [(2, 3, 4), (2, 4, 5)], (2, 3, 5), 120),
        ("CONV_2D", [(1, 49, 40, 1), (8, 10, 8, 1), (8,)], (1, 25, 20, 8), 320_000),
        ("DEPTHWISE_CONV_2D", [(1, 49, 40, 1), (1, 10, 8, 8), (8,)], (1, 25, 20, 8), 320_000),
        ("FULLY_CONNECTED", [(1, 4000), (4, 4000), (4,)], (1, 4), 16_000),
        ("TRANSPOSE_CONV", [(4,), (8, 3, 3, 16), (1, 10, 10, 16)], (1, 20, 20, 8), 115_200),
    ],
)
def test_multiply_accumulates(op: str, inputs: list[Shape], output: Shape, macs: int) -> None:
    assert cost(op, inputs, [output]) == Cost(macs, 2 * macs)


def test_einsum_counts_all_combinations_of_its_indices() -> None:
    found = cost("Einsum", [(2, 3, 4), (4, 5)], [(2, 3, 5)], {"equation": "abc,cd->abd"})
    assert found.macs == 2 * 3 * 4 * 5


def test_what_works_by_element_counts_operations_alone() -> None:
    assert cost("Relu", [(None, 10)], [(None, 10)]) == Cost(0, 10)
    assert cost("MEAN", [(1, 7, 7, 16), (2,)], [(1, 16)]) == Cost(0, 784)


def test_what_only_moves_data_is_free() -> None:
    assert cost("Reshape", [None, (2,)], [None]) == FREE
    assert not is_counted("Reshape")


@pytest.mark.parametrize("shape", [None, (1, None, 3), (1,)])
def test_a_shape_that_is_not_known_is_told(shape: Shape) -> None:
    with pytest.raises(Unknown):
        cost("MatMul", [(1, 3), shape], [(1, 3)])
