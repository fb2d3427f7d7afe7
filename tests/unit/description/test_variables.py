# SPDX-License-Identifier: Apache-2.0
"""One rule says which values are looked at as filters, for the window and for what makes the pictures."""

import pytest

from cutaway.description.variables import has_filters


@pytest.mark.parametrize("shape", [(5, 8, 16), (3, 3, 1, 32), (1, 7, 3, 8), (3, 39, 32, 1), (3, 3, 3, 8, 16)])
def test_kernels_of_one_to_three_dimensions_have_filters(shape: tuple[int, ...]) -> None:
    assert has_filters(shape)


@pytest.mark.parametrize("shape", [(), (3,), (3, 3), (1, 8, 16), (1, 1, 8, 8), (3, 1, 1, 8, 8), (2,) * 6])
def test_what_is_a_matrix_or_less_or_more_has_none(shape: tuple[int, ...]) -> None:
    assert not has_filters(shape)


@pytest.mark.parametrize("shape", [(500, 3, 8, 8), (0, 3, 8, 8), (3, 3, 0, 8)])
def test_what_is_empty_or_too_large_for_a_tile_has_none(shape: tuple[int, ...]) -> None:
    assert not has_filters(shape)
