# SPDX-License-Identifier: Apache-2.0
"""Turns what `sampling` found, which holds arrays, into figures that travel."""

from __future__ import annotations

import numpy

from cutaway.description.statistics import Histogram, Plane, Statistics, Tiles, ValueTable
from cutaway.sampling import histograms, planes, tables
from cutaway.sampling import statistics as measured


def statistics(found: measured.Statistics) -> Statistics:
    """Figures of one variable; of strings only their count, the longest, and how many differ."""
    if found.kind == "strings":
        longest = None if found.maximum is None else int(found.maximum)
        return Statistics(found.count, zeros=found.zeros, longest=longest, distinct=found.distinct)
    return Statistics(
        count=found.count,
        minimum=found.minimum,
        maximum=found.maximum,
        mean=found.mean,
        deviation=found.deviation,
        zeros=found.zeros,
        nans=found.nans,
        infinities=found.infinities,
        quantiles=tuple(zip(measured.QUANTILES, found.quantiles, strict=False)),
        histogram=None if found.histogram is None else histogram(found.histogram),
    )


def histogram(found: histograms.Histogram) -> Histogram:
    """Counts with the edges of each bin."""
    edges = numpy.linspace(found.low, found.high, len(found.counts) + 1)
    return Histogram(tuple(edges.tolist()), found.counts, found.below, found.above)


def plane(found: planes.Plane, row_axis: int, column_axis: int) -> Plane:
    """A heatmap of the axes that were asked for."""
    rows, columns = found.values.shape
    low, high = _range(found.values)
    values = found.values.tobytes()
    return Plane(rows, columns, values, row_axis, column_axis, found.row_step, found.column_step, low, high)


def tiles(found: planes.Tiles) -> Tiles:
    """Filters side by side; one of three channels in colour becomes three tiles, one for each channel."""
    values, labels, total = found.values, found.labels, found.total
    if values.ndim == 4:
        channels = values.shape[3]
        values = numpy.moveaxis(values, 3, 1).reshape(-1, *values.shape[1:3])
        labels = tuple(f"{channel} → {label}" for label in labels for channel in range(channels))
        total *= channels
    low, high = _range(values)
    count, rows, columns = values.shape
    told = tuple("in {} · out {}".format(*label.split(" → ")) for label in labels)
    return Tiles(rows, columns, count, total, numpy.ascontiguousarray(values).tobytes(), told, low, high)


def table(found: tables.Table) -> ValueTable:
    """Texts with their place in the whole."""
    return ValueTable(found.cells, found.first_row, found.first_column, found.rows, found.columns)


def _range(values: numpy.ndarray) -> tuple[float, float]:
    """Least and greatest finite value; zeros where there is none."""
    finite = values[numpy.isfinite(values)]
    return (float(finite.min()), float(finite.max())) if finite.size else (0.0, 0.0)
