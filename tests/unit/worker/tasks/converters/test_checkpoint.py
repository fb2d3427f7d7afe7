# SPDX-License-Identifier: Apache-2.0
"""A checkpoint is proven by its values."""

import numpy
import pytest

from cutaway.errors import DamagedFileError
from cutaway.worker.tasks.converters.checkpoint import compared

W, B = numpy.ones((2, 3), numpy.float32), numpy.zeros(3, numpy.float32)
WORDS = numpy.array([b"a", b"b\0"], object)


def test_all_values_that_are_there_pass_whatever_lies_beside_them() -> None:
    proof = compared([W, B, WORDS], [numpy.array(7), WORDS, B, W])
    assert (proof.verdict, proof.reason) == (
        "pass",
        "All 3 variables have been read back, equal bit for bit.",
    )


@pytest.mark.parametrize(
    "other", [W + 1e-7, W.astype(numpy.float64), W.reshape(3, 2), -B], ids=["value", "type", "shape", "sign"]
)
def test_a_value_that_differs_in_one_bit_fails(other: numpy.ndarray) -> None:
    source = [B] if other.shape == B.shape else [W]
    assert compared(source, [other]).verdict == "fail"


def test_a_value_that_is_there_twice_is_wanted_twice() -> None:
    assert compared([W, W], [W]).verdict == "fail"


def test_a_model_without_values_proves_nothing() -> None:
    with pytest.raises(DamagedFileError):
        compared([], [W])
