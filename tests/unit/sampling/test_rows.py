# SPDX-License-Identifier: Apache-2.0
"""Rows are passed to a signature that takes them by their parts."""

import numpy
import pytest

from cutaway.description.running import InputChoice
from cutaway.description.signatures import Signature
from cutaway.description.tensors import TensorSpec
from cutaway.errors import RequestError
from cutaway.sampling.inputs.json_values import typed
from cutaway.sampling.inputs.wanted import Wanted
from cutaway.sampling.rows import one_row, parted, rows_of, whole

VALUES = TensorSpec("ids", "ids:0", "int32", (None,))
SPLITS = (
    TensorSpec("ids_1", "ids_1:0", "int64", (None,), splits_of="ids"),
    TensorSpec("ids_2", "ids_2:0", "int64", (None,), splits_of="ids"),
)


def signature(*splits: TensorSpec) -> Signature:
    return Signature("s", "declared", (*splits, VALUES), ())


def parts(text: str, splits: int) -> tuple[list[int], list[list[int]]]:
    flat, cut = parted(typed(text, Wanted(whole(VALUES, splits))).value, "ids", splits)
    return flat.tolist(), [each.tolist() for each in cut]


@pytest.mark.parametrize(
    ("text", "splits", "flat", "cut"),
    [
        ("[[1, 2], [3]]", 1, [1, 2, 3], [[0, 2, 3]]),
        ("[[], [1]]", 1, [1], [[0, 0, 1]]),
        ("[[1, 2], [3, 4]]", 1, [1, 2, 3, 4], [[0, 2, 4]]),
        ("[[[1], [2, 3]], [[4]]]", 2, [1, 2, 3, 4], [[0, 2, 3], [0, 1, 3, 4]]),
        ("[[[1, 2]], [[3, 4], [5, 6]]]", 2, [1, 2, 3, 4, 5, 6], [[0, 1, 3], [0, 2, 4, 6]]),
        ("[[[1, 2]]]", 2, [1, 2], [[0, 1], [0, 2]]),
    ],
)
def test_rows_become_flat_values_and_row_splits(
    text: str, splits: int, flat: list[int], cut: list[list[int]]
) -> None:
    assert parts(text, splits) == (flat, cut)


@pytest.mark.parametrize(("text", "splits"), [("[[[1], [2, 3]], [[4]]]", 1), ("[1, 2]", 1)])
def test_other_nestings_are_refused(text: str, splits: int) -> None:
    with pytest.raises(RequestError, match="Input ids takes rows in which 1 axis may differ"):
        parts(text, splits)


def test_what_is_made_without_rows_is_a_single_one() -> None:
    outer, inner = one_row(numpy.zeros(3), 2)
    assert (outer.tolist(), inner.tolist()) == ([0, 1], [0, 3])


def test_row_splits_follow_from_rows_the_outermost_first() -> None:
    found = rows_of(signature(*reversed(SPLITS)), {})
    assert [spec.name for spec in found["ids"]] == ["ids_1", "ids_2"]
    assert whole(VALUES, 2).shape == (None, None, None)


def test_row_splits_that_somebody_chose_are_left_alone() -> None:
    assert not rows_of(signature(*SPLITS), {"ids_2": InputChoice("value:[0, 1]")})
