# SPDX-License-Identifier: Apache-2.0
"""Planes and filters show the right elements, and read no others."""

from pathlib import Path

import numpy
import pytest

from cutaway.description.statistics import Plane, Tiles
from cutaway.errors import RequestError
from cutaway.sampling import planes

CUBE = numpy.arange(2 * 3 * 4, dtype=numpy.float32).reshape(2, 3, 4)


def shown(found: Plane) -> numpy.ndarray:
    return numpy.frombuffer(found.values, numpy.float32).reshape(found.rows, found.columns)


def tile(found: Tiles, place: int) -> numpy.ndarray:
    values = numpy.frombuffer(found.values, numpy.float32)
    found_tile: numpy.ndarray = values.reshape(found.count, found.rows, found.columns)[place]
    return found_tile


def test_gives_two_axes_at_an_index_of_the_third() -> None:
    found = planes.heatmap(CUBE, 1, 2, {0: 1})
    assert (shown(found) == CUBE[1]).all()
    assert (found.row_axis, found.column_axis) == (1, 2)
    assert (found.row_step, found.column_step) == (1, 1)
    assert (found.low, found.high) == (12, 23)


def test_gives_axes_in_either_order() -> None:
    assert (shown(planes.heatmap(CUBE, 2, 0, {1: 2})) == CUBE[:, 2, :].T).all()


@pytest.mark.parametrize(("row", "column", "shape"), [(-1, 2, (1, 4)), (2, -1, (4, 1)), (-1, -1, (1, 1))])
def test_an_axis_may_be_left_out(row: int, column: int, shape: tuple[int, int]) -> None:
    assert shown(planes.heatmap(CUBE, row, column)).shape == shape


def test_a_scalar_is_one_cell() -> None:
    assert shown(planes.heatmap(numpy.array(5.0), -1, -1)).tolist() == [[5.0]]


def test_says_how_it_was_thinned() -> None:
    found = planes.heatmap(numpy.zeros((1000, 30)), 0, 1, limit=300)
    assert (found.rows, found.columns) == (250, 30)
    assert (found.row_step, found.column_step) == (4, 1)


def test_the_range_is_that_of_the_finite_values() -> None:
    found = planes.heatmap(numpy.array([[numpy.nan, 1, numpy.inf, 2]]), 0, 1)
    assert (found.low, found.high) == (1, 2)


def test_without_a_finite_value_the_range_is_zero() -> None:
    found = planes.heatmap(numpy.full((2, 2), numpy.nan), 0, 1)
    assert (found.low, found.high) == (0, 0)


def test_a_slice_of_a_huge_file_costs_a_slice(tmp_path: Path) -> None:
    """The file is sparse: reading all of it would take 64 GB of memory."""
    path = tmp_path / "huge"
    with path.open("wb") as file:
        file.truncate(1 << 36)
    array = numpy.memmap(path, numpy.float32, "r", shape=(1 << 10, 1 << 12, 1 << 12))
    assert shown(planes.heatmap(array, 1, 2, {0: 512}, 64)).shape == (64, 64)


def test_shows_magnitudes_of_complex_numbers() -> None:
    assert shown(planes.heatmap(numpy.array([[3 + 4j]]), 0, 1)).tolist() == [[5.0]]


@pytest.mark.parametrize(
    ("row", "column", "fixed"), [(0, 0, {}), (0, 3, {}), (-2, 1, {}), (1, 2, {0: 2}), (1, 2, {0: -1})]
)
def test_refuses_what_does_not_exist(row: int, column: int, fixed: dict[int, int]) -> None:
    with pytest.raises(RequestError):
        planes.heatmap(CUBE, row, column, fixed)


def test_refuses_strings() -> None:
    with pytest.raises(RequestError, match="no picture"):
        planes.heatmap(numpy.array([b"a"], object), 0, -1)


def test_filters_are_tiles_by_input_and_output() -> None:
    kernel = numpy.random.default_rng(0).random((3, 5, 2, 4))
    found = planes.filters(kernel)
    assert (found.count, found.rows, found.columns, found.total) == (8, 3, 5, 8)
    assert found.labels[:3] == ("in 0 · out 0", "in 1 · out 0", "in 0 · out 1")
    assert tile(found, 3) == pytest.approx(kernel[:, :, 1, 1])


def test_three_channels_stay_together() -> None:
    kernel = numpy.random.default_rng(0).random((7, 7, 3, 64))
    found = planes.filters(kernel, limit=10)
    assert (found.count, found.total) == (30, 192)
    assert found.labels[3:6] == ("in 0 · out 1", "in 1 · out 1", "in 2 · out 1")
    assert tile(found, 5) == pytest.approx(kernel[:, :, 2, 1])


@pytest.mark.parametrize("shape", [(5, 8, 16), (3, 3, 3, 8, 16)])
def test_kernels_of_one_and_three_dimensions_have_tiles_too(shape: tuple[int, ...]) -> None:
    assert planes.filters(numpy.zeros(shape), limit=6).count == 6


@pytest.mark.parametrize("shape", [(), (3,), (3, 3), (500, 3, 8, 8), (0, 3, 8, 8), (1, 1, 8, 8)])
def test_says_what_has_no_filters(shape: tuple[int, ...]) -> None:
    with pytest.raises(RequestError, match="no filters"):
        planes.filters(numpy.zeros(shape))
