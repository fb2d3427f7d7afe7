# SPDX-License-Identifier: Apache-2.0
"""Two-dimensional pictures of arrays: any two axes as a heatmap, convolution filters as tiles.

Only the elements that are shown are read, so that a picture of a mapped 4 GB array costs a picture.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy

from cutaway.errors import RequestError

MOST_ROWS = 512
MOST_COLUMNS = 512
MOST_TILES = 256
MOST_TILE_EDGE = 64
_CONVOLUTION_1D, _CONVOLUTION_2D, _CONVOLUTION_3D = 3, 4, 5


@dataclass(frozen=True, slots=True)
class Plane:
    """Values of two axes. values: float32 (rows, columns), magnitudes of complex numbers.

    row_step, column_step: every how many-th element was taken. rows, columns: lengths of the axes in full.
    """

    values: numpy.ndarray
    rows: int
    columns: int
    row_step: int
    column_step: int

    @property
    def thinned(self) -> bool:
        """Whether elements were left out."""
        return self.row_step > 1 or self.column_step > 1


@dataclass(frozen=True, slots=True)
class Tiles:
    """Filters of a convolution as small pictures of one scale.

    values: float32 (tiles, height, width), or (tiles, height, width, 3) where the input has three channels and all
    are shown. labels: "input → output" numbers of each tile. total: how many there would be; step: of the elements
    inside a tile, 1 unless the filters are large.
    """

    values: numpy.ndarray
    labels: tuple[str, ...]
    total: int
    step: int


def heatmap(
    array: numpy.ndarray,
    row_axis: int | None,
    column_axis: int | None,
    fixed: Mapping[int, int] | None = None,
    max_rows: int = MOST_ROWS,
    max_columns: int = MOST_COLUMNS,
) -> Plane:
    """The plane of two axes at the indices `fixed` for the others (0 where none is given); None: an axis of length 1.

    Raises RequestError where an axis or an index does not exist, and for strings.
    """
    _refuse_strings(array)
    view = plane_view(array, row_axis, column_axis, fixed)
    rows, columns = view.shape
    row_step, column_step = _step(rows, max_rows), _step(columns, max_columns)
    return Plane(_float32(view[::row_step, ::column_step]), rows, columns, row_step, column_step)


def plane_view(
    array: numpy.ndarray,
    row_axis: int | None,
    column_axis: int | None,
    fixed: Mapping[int, int] | None = None,
) -> numpy.ndarray:
    """A view of shape (rows, columns) of two axes, whatever their order. Raises RequestError as `heatmap` does."""
    chosen = [axis for axis in (row_axis, column_axis) if axis is not None]
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
    if row_axis is not None and column_axis is not None and row_axis > column_axis:
        view = view.T
    if row_axis is None:
        return view.reshape(1, -1) if column_axis is not None else view.reshape(1, 1)
    return view.reshape(-1, 1) if column_axis is None else view


def has_filters(shape: tuple[int, ...]) -> bool:
    """Whether values of that shape can be the filters of a convolution: space, inputs, outputs."""
    spatial = shape[:-2]
    return len(shape) in {_CONVOLUTION_1D, _CONVOLUTION_2D, _CONVOLUTION_3D} and all(
        0 < size <= MOST_TILE_EDGE for size in spatial
    )


def filters(
    array: numpy.ndarray, channel: int | None = None, first: int = 0, max_tiles: int = MOST_TILES
) -> Tiles:
    """Filters of TensorFlow's layout (…, height, width, inputs, outputs) as tiles, from tile `first` on.

    channel: shows that input channel alone; None shows all, three channels in colour. Kernels of one dimension become
    tiles of (width, inputs), of three dimensions their middle slice. Raises RequestError where it has no filters.
    """
    _refuse_strings(array)
    if not has_filters(array.shape):
        raise RequestError(f"Values of shape {array.shape} are no filters of a convolution.")
    planes = _as_planes(array)
    height, width, inputs, outputs = planes.shape
    if channel is not None and not 0 <= channel < inputs:
        raise RequestError(f"Channel {channel} does not exist; the filters have {inputs:,} inputs.")
    step = max(_step(height, MOST_TILE_EDGE), _step(width, MOST_TILE_EDGE))
    planes = planes[::step, ::step]
    if channel is None and inputs == 3:
        last = min(first + max_tiles, outputs)
        values = _float32(numpy.moveaxis(planes[..., first:last], 3, 0))
        return Tiles(values, tuple(str(number) for number in range(first, last)), outputs, step)
    channels = range(inputs) if channel is None else range(channel, channel + 1)
    total = len(channels) * outputs
    pairs = [
        (channels[number % len(channels)], number // len(channels))
        for number in range(first, min(first + max_tiles, total))
    ]
    values = numpy.empty((len(pairs), *planes.shape[:2]), numpy.float32)
    for place, (source, target) in enumerate(pairs):
        values[place] = _float32(planes[:, :, source, target])
    return Tiles(values, tuple(f"{source} → {target}" for source, target in pairs), total, step)


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
