# SPDX-License-Identifier: Apache-2.0
"""Calibration data that would fit integers to what a model never sees are told of before anything runs."""

import pytest

from cutaway.description.running import FittedInput, FittedInputs, StoredValue
from cutaway.description.statistics import Statistics
from cutaway.session.calibration_ranges import concerns, ranges


def sample(low: float, high: float, *, nans: int = 0, shape: tuple[int, ...] = (1, 8, 8, 3)) -> FittedInputs:
    value = StoredValue("x", "float32", shape, "in/x.npy")
    statistics = Statistics(192, low, high, (low + high) / 2, nans=nans)
    return FittedInputs((FittedInput(value, "a.png", statistics),))


def codes(*samples: FittedInputs) -> list[str]:
    return [finding.code for finding in concerns(samples)]


def test_the_range_is_that_of_all_samples() -> None:
    assert ranges([sample(-1, 0.5), sample(0, 1)]) == [("x", -1.0, 1.0)]
    assert ranges([FittedInputs()]) == []


def test_samples_in_a_plain_range_are_fine() -> None:
    assert codes(sample(-1, 1), sample(-0.9, 0.8)) == []


@pytest.mark.parametrize(
    ("samples", "code"),
    [
        ([sample(0, 1), sample(0, 1, nans=3)], "calibration-not-finite"),
        ([sample(0, 0), sample(0, 0)], "calibration-constant"),
        ([sample(0, 1), sample(0, 1), sample(0, 200)], "calibration-odd-range"),
        ([sample(0, 255), sample(0, 254)], "calibration-bytes"),
    ],
)
def test_what_is_odd_is_told(samples: list[FittedInputs], code: str) -> None:
    assert code in codes(*samples)


def test_an_odd_sample_is_named_with_how_far_it_reaches() -> None:
    (found,) = [each for each in concerns([sample(0, 1), sample(-90, 3), sample(0, 1)]) if "odd" in each.code]
    assert "sample 2 reaches to 90" in found.message


def test_values_that_are_no_pictures_may_be_large() -> None:
    assert codes(sample(0, 200, shape=(1, 40)), sample(0, 180, shape=(1, 40))) == []
