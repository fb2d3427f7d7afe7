# SPDX-License-Identifier: Apache-2.0
"""Two-dimensional pictures of arrays: any two axes as a heatmap, convolution filters as tiles.

Only the elements that are shown are read, so that a picture of a mapped 4 GB array costs a picture.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy

from cutaway.description.statistics import Plane, Tiles
from cutaway.description.variables import MOST_FILTER_EDGE, has_filters
from cutaway.errors import RequestError

MOST_EDGE = 512
MOST_TILES = 256
_COLORS = 3
_LACKING = -1
_CONVOLUTION_1D, _CONVOLUTION_3D = 3, 5


def heatmap(
    array: numpy.ndarray,
    row_axis: int,
    column_axis: int,
    fixed: Mapping[int, int] | None = None,
    limit: int = MOST_EDGE,
) -> Plane:
    """The plane of two axes at the indices `fixed` for the others (0 where none is given), at most `limit` each way.

    An axis of −1 is one that the array lacks: of length 1. Values of complex numbers are their magnitudes.
    Raises RequestError where an axis or an index does not exist, and for strings.
    """
    _refuse_strings(array)
    view = plane_view(array, row_axis, column_axis, fixed)
    row_step, column_step = (_step(size, limit) for size in view.shape)
    values = _float32(view[::row_step, ::column_step])
    rows, columns = values.shape
    low, high = _finite_range(values)
    return Plane(rows, columns, values.tobytes(), row_axis, column_axis, row_step, column_step, low, high)


def plane_view(
    array: numpy.ndarray,
    row_axis: int,
    column_axis: int,
    fixed: Mapping[int, int] | None = None,
) -> numpy.ndarray:
    """A view of shape (rows, columns) of two axes, whatever their order. Raises RequestError as `heatmap` does."""
    chosen = [axis for axis in (row_axis, column_axis) if axis != _LACKING]
    if len(set(chosen)) != len(chosen) or any(not 0 <= axis < array.ndim for axis in chosen):
        message = f"Axes {row_axis} and {column_axis} are not two axes of an array with {array.ndim}."
        raise RequestError(message, hint=f"Choose two different ones of 0 to {array.ndim - 1}.")
    index: list[int | slice] = []
    for axis, size in enumerate(array.shape):
        at = (fixed or {}).get(axis, 0)
        if axis not in chosen and not 0 <= at < size:
            message = f"Index {at} does not exist on axis {axis}, which has {size:,} elements."
            raise RequestError(message, hint="Choose a smaller index." if size else "")
        index.append(slice(None) if axis in chosen else at)
    view = numpy.asarray(array[(*index, ...)])
    if row_axis == _LACKING:
        return view.reshape(1, -1)
    if column_axis == _LACKING:
        return view.reshape(-1, 1)
    return view.T if row_axis > column_axis else view


def filters(array: numpy.ndarray, limit: int = MOST_TILES) -> Tiles:
    """Filters of TensorFlow's layout (…, height, width, inputs, outputs) as tiles, one for each input and output.

    Kernels of one dimension become tiles of (width, inputs), of three dimensions their middle slice. limit: the most
    tiles; of filters over three channels, which are one picture in colour, the most triples. Raises RequestError where
    it has no filters.
    """
    _refuse_strings(array)
    if not has_filters(array.shape):
        raise RequestError(f"Values of shape {array.shape} are no filters of a convolution.")
    planes = _as_planes(array)
    height, width, inputs, outputs = planes.shape
    step = max(_step(height, MOST_FILTER_EDGE), _step(width, MOST_FILTER_EDGE))
    planes = planes[::step, ::step]
    total = inputs * outputs
    count = max(0, min(limit * _COLORS if inputs == _COLORS else limit, total))
    values = numpy.empty((count, *planes.shape[:2]), numpy.float32)
    labels = []
    for place in range(count):
        target, source = divmod(place, inputs)
        values[place] = _float32(planes[:, :, source, target])
        labels.append(f"in {source} · out {target}")
    low, high = _finite_range(values)
    _, rows, columns = values.shape
    return Tiles(rows, columns, count, total, values.tobytes(), tuple(labels), low, high)


def _as_planes(array: numpy.ndarray) -> numpy.ndarray:
    """A view of shape (height, width, inputs, outputs)."""
    if array.ndim == _CONVOLUTION_1D:
        return array[:, :, None, :]
    return array[array.shape[0] // 2] if array.ndim == _CONVOLUTION_3D else array


def _step(size: int, most: int) -> int:
    return max(1, -(-size // max(1, most)))


def _refuse_strings(array: numpy.ndarray) -> None:
    if array.dtype == object:
        raise RequestError("Strings have no picture.", hint="Look at the table of values.")


def _float32(view: numpy.ndarray) -> numpy.ndarray:
    """A contiguous copy; values beyond float32 become infinite."""
    with numpy.errstate(all="ignore"):
        values = numpy.abs(view) if view.dtype.kind == "c" else view
        return numpy.array(values, dtype=numpy.float32, order="C")


def _finite_range(values: numpy.ndarray) -> tuple[float, float]:
    """Least and greatest finite value; zeros where there is none."""
    finite = values[numpy.isfinite(values)]
    return (float(finite.min()), float(finite.max())) if finite.size else (0.0, 0.0)
