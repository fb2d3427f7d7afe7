# SPDX-License-Identifier: Apache-2.0
"""Values of an array as text, row by row: for the table of values and for files."""

from __future__ import annotations

from collections.abc import Mapping

import numpy

from cutaway.description.statistics import ValueTable
from cutaway.sampling.planes import plane_view

MOST_CELLS = 100_000
MOST_TEXT = 1000
_ADDED = 2  # dtype.isbuiltin of a type that another package registered


def table(
    array: numpy.ndarray,
    row_axis: int,
    column_axis: int,
    fixed: Mapping[int, int] | None = None,
    row_range: tuple[int, int] = (0, 100),
    column_range: tuple[int, int] = (0, 100),
) -> ValueTable:
    """The values of two axes in the given ranges, cut to what there is and to `MOST_CELLS`.

    An axis of −1 is one that the array lacks. Raises RequestError where an axis or an index does not exist.
    """
    view = plane_view(array, row_axis, column_axis, fixed)
    rows, columns = view.shape
    top, left = max(0, row_range[0]), max(0, column_range[0])
    part = view[top : max(top, row_range[1]), left : max(left, column_range[1])][:, :MOST_CELLS]
    part = part[: max(1, MOST_CELLS // max(1, part.shape[1]))]
    cells = tuple(tuple(row) for row in texts(part))
    return ValueTable(cells, top, left, rows, columns)


def texts(part: numpy.ndarray) -> list[list[str]]:
    """Rows of texts of a two-dimensional array: the shortest digits that give the same value back, or the string."""
    if part.dtype == object:
        return [[text(value) for value in row] for row in part]
    found: list[list[str]] = part.astype(plain(part.dtype), copy=False).astype(numpy.str_).tolist()
    return found


def plain(dtype: numpy.dtype) -> numpy.dtype:
    """A dtype of numpy's own for values of any: float32 and int8 hold all of what ml_dtypes adds."""
    if dtype.isbuiltin != _ADDED:
        return dtype
    return numpy.dtype(numpy.int8 if "int" in dtype.name else numpy.float32)


def text(value: bytes) -> str:
    """A string's characters where it is UTF-8, else its bytes with escapes; long ones end in an ellipsis."""
    cut = value[:MOST_TEXT]
    try:
        found = cut.decode("utf-8")
    except UnicodeDecodeError as error:
        # A character may have been cut in two at the end.
        near_end = len(value) > MOST_TEXT and error.start >= MOST_TEXT - 3
        found = cut[: error.start].decode("utf-8") if near_end else repr(cut)
    return found + "…" if len(value) > MOST_TEXT else found
