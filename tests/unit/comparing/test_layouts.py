# SPDX-License-Identifier: Apache-2.0
"""How the axes of two arrays lie to each other."""

from __future__ import annotations

import numpy
import pytest

from cutaway.comparing.layouts import can_fit, laid_alike
from helpers.weighed import noise


@pytest.mark.parametrize("order", [(3, 0, 1, 2), (1, 0, 2, 3), (0, 1, 3, 2), (2, 3, 0, 1)])
def test_every_order_of_axes_is_found_again(order: tuple[int, ...]) -> None:
    first = noise(3, 3, 8, 8)
    found = laid_alike(first, numpy.ascontiguousarray(first.transpose(order)))
    assert found is not None
    assert numpy.array_equal(found[0], first)
    assert found[1] == tuple(numpy.argsort(order))


def test_axes_of_size_one_do_not_count() -> None:
    first = noise(3, 3, 8, 1)
    found = laid_alike(first, first.transpose(3, 0, 1, 2))
    assert found is not None
    assert numpy.array_equal(found[0], first)
    assert found[1] == ()


def test_other_sizes_do_not_fit() -> None:
    assert laid_alike(noise(3, 4), noise(3, 5)) is None
    assert not can_fit((3, 4), (12,))
