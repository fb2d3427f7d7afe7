# SPDX-License-Identifier: Apache-2.0
"""Figures about the values of a variable, small enough to travel; made by `cutaway.sampling`, shown by the faces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Histogram:
    """counts[i] values lie in edges[i] ≤ x < edges[i + 1] (the last bin includes its upper edge).

    below, above: finite values outside the edges. edges has one more entry than counts.
    """

    edges: tuple[float, ...]
    counts: tuple[int, ...]
    below: int = 0
    above: int = 0


@dataclass(frozen=True, slots=True)
class Statistics:
    """One pass over all values. minimum … deviation are over the finite values, None where there are none.

    quantiles: fraction to value, for 0.01, 0.05, 0.25, 0.5, 0.75, 0.95 and 0.99: exact with linear interpolation up to
    2²⁰ elements and for types of one and two bytes, else within 2⁻⁷ relative. minimum, maximum: integers for integers.
    about: what all figures are of; complex values are measured by their magnitudes.
    Strings have count, `longest` (bytes) and `distinct` (None: too many) alone.
    """

    count: int
    minimum: float | None = None
    maximum: float | None = None
    mean: float | None = None
    deviation: float | None = None
    zeros: int = 0
    nans: int = 0
    infinities: int = 0
    quantiles: tuple[tuple[float, float], ...] = ()
    histogram: Histogram | None = None
    longest: int | None = None
    distinct: int | None = None
    about: Literal["values", "magnitudes"] = "values"


@dataclass(frozen=True, slots=True)
class Plane:
    """Two axes of an array, thinned to a size that can be painted.

    values: rows × columns of float32, row-major, native byte order. row_step, column_step: every how many elements.
    row_axis, column_axis: −1 where the array has fewer than two axes. low, high: finite range of `values`.
    """

    rows: int
    columns: int
    values: bytes
    row_axis: int
    column_axis: int
    row_step: int
    column_step: int
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Tiles:
    """Convolution filters side by side: `count` tiles of rows × columns float32, of `total` that there are.

    labels: what each tile is (`in 0 · out 3`).
    """

    rows: int
    columns: int
    count: int
    total: int
    values: bytes
    labels: tuple[str, ...]
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class ValueTable:
    """A window of values as text, ready to show: `cells[r][c]`, with the indices of its first row and column."""

    cells: tuple[tuple[str, ...], ...]
    first_row: int
    first_column: int
    total_rows: int
    total_columns: int
