# SPDX-License-Identifier: Apache-2.0
"""Ranges over samples."""

import numpy

from cutaway.worker.tasks.converters.tflite_quantizing import widest


def test_a_range_grows_to_hold_every_sample() -> None:
    known = {"min": numpy.array([-1.0]), "max": numpy.array([2.0])}
    new = {"min": numpy.array([0.0]), "max": numpy.array([9.0]), "kept": 1}
    found = widest(known, new)
    assert (found["min"].tolist(), found["max"].tolist(), found["kept"]) == ([-1.0], [9.0], 1)


def test_the_first_sample_is_the_range() -> None:
    assert widest({}, {"min": 1, "max": 2}) == {"min": 1, "max": 2}
