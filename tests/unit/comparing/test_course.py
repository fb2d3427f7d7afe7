# SPDX-License-Identifier: Apache-2.0
"""Variables of a run along time: how long they are, how far they moved, and which slot belongs to which."""

from __future__ import annotations

import math

import numpy
import pytest

from cutaway.comparing.course import distance, follow, norm
from cutaway.comparing.values import Weights
from cutaway.description.course import WeightCourse
from helpers.weighed import noise, weights


def followed(*moments: Weights) -> dict[str, WeightCourse]:
    return {each.weight.name: each for each in follow(moments, lambda *_: None)}


def test_norms_and_distances_are_those_of_the_vectors() -> None:
    start = noise(4, 3)
    values = [start, start + numpy.float32(0.5), start + numpy.float32(2)]
    (found,) = followed(*(weights({"a/kernel": each}) for each in values)).values()
    assert found.norms == pytest.approx([math.sqrt((each.astype(float) ** 2).sum()) for each in values])
    assert found.from_previous[0] is found.from_first[0] is None
    assert found.from_previous[1:] == pytest.approx([0.5 * math.sqrt(12), 1.5 * math.sqrt(12)], rel=1e-6)
    assert found.from_first[1:] == pytest.approx([0.5 * math.sqrt(12), 2 * math.sqrt(12)], rel=1e-6)
    assert found.change == pytest.approx(2 * math.sqrt(12) / found.norms[2])  # type: ignore[operator]


def test_a_variable_that_comes_later_or_goes_has_gaps() -> None:
    found = followed(
        weights({"a": noise(5)}),
        weights({"a": noise(5), "b": noise(4)}),
        weights({"b": noise(4)}),
    )
    assert [value is None for value in found["a"].norms] == [False, False, True]
    assert [value is None for value in found["b"].norms] == [True, False, False]
    assert found["b"].from_first == (None, None, 0.0)


def test_the_most_changed_comes_first_and_slots_after_weights() -> None:
    kernel, bias, slot = noise(8, 8), noise(8), noise(8, 8, seed=3)
    found = follow(
        (
            weights({"a/bias": bias, "a/kernel": kernel, "optimizer/a/kernel/m": slot}),
            weights({"a/bias": bias, "a/kernel": kernel * 2, "optimizer/a/kernel/m": slot * 9}),
        ),
        lambda *_: None,
    )
    assert [each.weight.name for each in found] == ["a/kernel", "a/bias", "optimizer/a/kernel/m"]
    assert (found[2].slot_of, found[2].slot) == ("a/kernel", "m")


def test_one_that_is_renamed_is_followed_by_its_values() -> None:
    kernel = noise(6, 7)
    (found,) = followed(weights({"dense/kernel": kernel}), weights({"other": kernel})).values()
    assert found.norms[0] == found.norms[1]
    assert found.from_first[1] == 0.0


def test_what_is_not_finite_is_counted_and_left_out() -> None:
    array = numpy.array([3.0, math.nan, 4.0, math.inf], numpy.float32)
    assert norm(array) == (5.0, 2)
    assert distance(numpy.array([0.0, 1.0, 0.0, math.inf], numpy.float32), array) == 5.0


def test_a_shape_that_changes_is_told() -> None:
    (found,) = followed(weights({"a": noise(3, 4)}), weights({"a": noise(3, 5)})).values()
    assert found.from_first == (None, None)
    assert found.note == "Its shape changes from [3, 4] to [3, 5]."


def test_an_order_of_checkpoints_turned_round_turns_the_course() -> None:
    moments = [weights({"a": noise(9, seed=seed)}) for seed in range(4)]
    (there,), (back,) = (followed(*order).values() for order in (moments, moments[::-1]))
    assert there.norms == back.norms[::-1]
    assert there.from_previous[1:] == back.from_previous[1:][::-1]
    assert there.from_first[-1] == back.from_first[-1]
