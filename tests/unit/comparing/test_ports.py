# SPDX-License-Identifier: Apache-2.0
"""Inputs and outputs of two signatures matched: by name, by tensor, by what fits."""

from __future__ import annotations

from itertools import permutations

import pytest

from cutaway.comparing.ports import matched, paired
from cutaway.description.tensors import TensorSpec


def spec(name: str, *shape: int | None, tensor: str = "", dtype: str = "float32") -> TensorSpec:
    return TensorSpec(name, tensor or name, dtype, (None, *shape))


SIGNED = (
    spec("contour", 264, tensor="StatefulPartitionedCall:0"),
    spec("note", 88, tensor="StatefulPartitionedCall:1"),
    spec("onset", 88, tensor="StatefulPartitionedCall:2"),
)
EXPORTED = tuple(
    spec(f"StatefulPartitionedCall:{place}", size) for place, size in ((2, 88), (1, 88), (0, 264))
)


def test_outputs_of_an_export_are_known_by_the_tensors_that_they_are_named_after() -> None:
    assert paired(SIGNED, EXPORTED) == {
        "contour": "StatefulPartitionedCall:0",
        "note": "StatefulPartitionedCall:1",
        "onset": "StatefulPartitionedCall:2",
    }
    assert paired(EXPORTED, SIGNED)["StatefulPartitionedCall:2"] == "onset"


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_names_count_whatever_the_order(order: tuple[int, ...]) -> None:
    assert paired(SIGNED, [SIGNED[place] for place in order]) == {each.name: each.name for each in SIGNED}


def test_a_shape_that_stands_once_tells_more_than_the_place() -> None:
    first = (spec("a", 7), spec("b", 9))
    assert paired(first, (spec("x", 9, dtype="int8"), spec("y", 7, dtype="int8"))) == {"a": "y", "b": "x"}


def test_of_one_shape_the_place_counts() -> None:
    assert paired((spec("a", 7), spec("b", 7)), (spec("x", 7), spec("y", 7))) == {"a": "x", "b": "y"}


def test_what_has_no_other_is_left() -> None:
    pairs = matched((spec("a", 7), spec("gone", 3)), (spec("a", 7),))
    assert [(one and one.name, other and other.name) for one, other in pairs] == [("a", "a"), ("gone", None)]


def test_the_other_way_round_gives_the_mirror() -> None:
    there = matched(SIGNED, EXPORTED)
    assert {(other, one) for one, other in there} == set(matched(EXPORTED, SIGNED))
