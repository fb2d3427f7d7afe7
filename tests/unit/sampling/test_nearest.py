# SPDX-License-Identifier: Apache-2.0
"""Outputs are known by their values alone, whatever their names and their order."""

import numpy

from cutaway.sampling import nearest

ONE = numpy.linspace(0, 1, 12, dtype=numpy.float32)
TWO = ONE[::-1].copy()


def test_values_tell_which_is_which_whatever_the_shape() -> None:
    found = nearest.distances(
        {"a": [ONE], "b": [TWO]}, {"x": [TWO.reshape(3, 4) + 1e-4], "y": [ONE.reshape(3, 4)]}
    )
    assert nearest.nearest(found, "a", "x") == "y"
    assert nearest.paired(found, {"a": "x", "b": "y"}) == {"a": "y", "b": "x"}


def test_what_was_told_stays_where_values_do_not_tell() -> None:
    found = nearest.distances({"a": [ONE], "b": [ONE]}, {"x": [ONE], "y": [ONE]})
    assert nearest.nearest(found, "b", "y") == "y"
    assert nearest.paired(found, {"a": "x", "b": "y"}) == {"a": "x", "b": "y"}


def test_all_samples_count() -> None:
    found = nearest.distances({"a": [ONE, ONE]}, {"x": [ONE, TWO], "y": [ONE + 0.01, ONE + 0.01]})
    assert nearest.nearest(found, "a", "x") == "y"


def test_what_has_other_sizes_or_no_numbers_is_never_near() -> None:
    words = numpy.array([b"a"] * 12, dtype=object)
    found = nearest.distances({"a": [ONE], "b": [words]}, {"x": [ONE[:5]], "y": [words]})
    assert nearest.nearest(found, "a", "x") == ""
    assert nearest.nearest(found, "b", "y") == ""
    assert nearest.paired(found, {"a": "x", "b": "y"}) == {"a": "x", "b": "y"}
