# SPDX-License-Identifier: Apache-2.0
"""Planes and filters show the right elements, and read no others."""

from pathlib import Path

import numpy
import pytest

from cutaway.errors import RequestError
from cutaway.sampling import planes

CUBE = numpy.arange(2 * 3 * 4, dtype=numpy.float32).reshape(2, 3, 4)


def test_gives_two_axes_at_an_index_of_the_third() -> None:
    found = planes.heatmap(CUBE, 1, 2, {0: 1})
    assert (found.values == CUBE[1]).all()
    assert found.values.dtype == numpy.float32
    assert not found.thinned


def test_gives_axes_in_either_order() -> None:
    assert (planes.heatmap(CUBE, 2, 0, {1: 2}).values == CUBE[:, 2, :].T).all()


@pytest.mark.parametrize(
    ("row", "column", "shape"), [(None, 2, (1, 4)), (2, None, (4, 1)), (None, None, (1, 1))]
)
def test_an_axis_may_be_left_out(row: int | None, column: int | None, shape: tuple[int, int]) -> None:
    assert planes.heatmap(CUBE, row, column).values.shape == shape


def test_a_scalar_is_one_cell() -> None:
    assert planes.heatmap(numpy.array(5.0), None, None).values.tolist() == [[5.0]]


def test_says_how_it_was_thinned() -> None:
    found = planes.heatmap(numpy.zeros((1000, 30)), 0, 1, max_rows=300, max_columns=30)
    assert (found.values.shape, found.row_step, found.column_step) == ((250, 30), 4, 1)
    assert (found.rows, found.columns, found.thinned) == (1000, 30, True)


def test_a_slice_of_a_huge_file_costs_a_slice(tmp_path: Path) -> None:
    """The file is sparse: reading all of it would take 64 GB of memory."""
    path = tmp_path / "huge"
    with path.open("wb") as file:
        file.truncate(1 << 36)
    array = numpy.memmap(path, numpy.float32, "r", shape=(1 << 10, 1 << 12, 1 << 12))
    assert planes.heatmap(array, 1, 2, {0: 512}, 64, 64).values.shape == (64, 64)


def test_shows_magnitudes_of_complex_numbers() -> None:
    assert planes.heatmap(numpy.array([[3 + 4j]]), 0, 1).values.tolist() == [[5.0]]


@pytest.mark.parametrize(
    ("row", "column", "fixed"), [(0, 0, {}), (0, 3, {}), (-1, 1, {}), (1, 2, {0: 2}), (1, 2, {0: -1})]
)
def test_refuses_what_does_not_exist(row: int, column: int, fixed: dict[int, int]) -> None:
    with pytest.raises(RequestError):
        planes.heatmap(CUBE, row, column, fixed)


def test_refuses_strings() -> None:
    with pytest.raises(RequestError, match="no picture"):
        planes.heatmap(numpy.array([b"a"], object), 0, None)


def test_filters_are_tiles_by_input_and_output() -> None:
    kernel = numpy.random.default_rng(0).random((3, 5, 2, 4))
    found = planes.filters(kernel)
    assert (found.values.shape, found.total) == ((8, 3, 5), 8)
    assert found.labels[:3] == ("0 → 0", "1 → 0", "0 → 1")
    assert found.values[3] == pytest.approx(kernel[:, :, 1, 1])


def test_one_channel_can_be_chosen() -> None:
    kernel = numpy.random.default_rng(0).random((3, 3, 2, 4))
    found = planes.filters(kernel, channel=1, first=1, max_tiles=2)
    assert (found.labels, found.total) == (("1 → 1", "1 → 2"), 4)
    assert found.values[1] == pytest.approx(kernel[:, :, 1, 2])


def test_three_channels_are_colours() -> None:
    assert planes.filters(numpy.zeros((7, 7, 3, 64)), max_tiles=10).values.shape == (10, 7, 7, 3)


@pytest.mark.parametrize("shape", [(5, 8, 16), (3, 3, 3, 8, 16)])
def test_kernels_of_one_and_three_dimensions_have_tiles_too(shape: tuple[int, ...]) -> None:
    assert planes.filters(numpy.zeros(shape), max_tiles=6).values.shape[0] == 6


@pytest.mark.parametrize("shape", [(), (3,), (3, 3), (500, 3, 8, 8), (0, 3, 8, 8)])
def test_says_what_has_no_filters(shape: tuple[int, ...]) -> None:
    assert not planes.has_filters(shape)
    with pytest.raises(RequestError, match="no filters"):
        planes.filters(numpy.zeros(shape))
