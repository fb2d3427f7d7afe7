# SPDX-License-Identifier: Apache-2.0
"""Small plots as SVG for reports: values against others, how they are spread, how they went along time."""

from __future__ import annotations

import math
from collections.abc import Sequence

from cutaway.description import wording
from cutaway.description.conversion import Drawn
from cutaway.description.statistics import Histogram

_WIDTH, _HEIGHT = 300, 240
_LEFT, _TOP, _RIGHT, _BOTTOM = 52, 8, 290, 210


def scatter(drawn: Drawn) -> str:
    """Source to the right, result upwards, with the line on which they are equal."""
    low, high = _range((*drawn.source, *drawn.target))
    marks = "".join(
        f'<circle class="mark" cx="{_x(one, low, high):.1f}" cy="{_y(other, low, high):.1f}" r="1.8"/>'
        for one, other in zip(drawn.source, drawn.target, strict=True)
    )
    ideal = f'<line class="ideal" x1="{_LEFT}" y1="{_BOTTOM}" x2="{_RIGHT}" y2="{_TOP}"/>'
    return _framed(f"{ideal}{marks}", (low, high), (low, high))


def histogram(errors: Histogram) -> str:
    """Bars over the range of the errors."""
    most = max(errors.counts, default=0) or 1
    low, high = _range(errors.edges)
    return _framed(_bars(errors, low, high, most), (low, high), (0.0, float(most)))


def _bars(spread: Histogram, low: float, high: float, most: float) -> str:
    bars = []
    for count, left, right in zip(spread.counts, spread.edges, spread.edges[1:], strict=False):
        if count:
            x, end = _x(left, low, high), _x(right, low, high)
            top = _y(count, 0.0, most)
            bars.append(
                f'<rect class="mark" x="{x:.1f}" y="{top:.1f}" width="{max(end - x - 0.5, 0.5):.1f}" '
                f'height="{_BOTTOM - top:.1f}"/>'
            )
    return "".join(bars)


def beside(first: Histogram, second: Histogram) -> str:
    """Two histograms over the same edges: the first as bars, the second as a line over them."""
    most = max((*first.counts, *second.counts), default=0) or 1
    low, high = _range(first.edges)
    bars = _bars(first, low, high, most)
    points: list[str] = []
    for count, left, right in zip(second.counts, second.edges, second.edges[1:], strict=False):
        y = _y(count, 0.0, most)
        points += (f"{_x(left, low, high):.1f},{y:.1f}", f"{_x(right, low, high):.1f},{y:.1f}")
    line = f'<polyline class="line" points="{" ".join(points)}"/>'
    return _framed(bars + line, (low, high), (0.0, float(most)))


_SPARK_WIDTH, _SPARK_HEIGHT, _SPARK_ROOM = 180, 44, 4


def spark(values: Sequence[float | None]) -> str:
    """A line through the values, from left to right; a gap where there is none, a dot where one stands alone.

    Without axes: for a cell of a table that tells the numbers beside it.
    """
    known = [value for value in values if value is not None and math.isfinite(value)]
    low, high = _range(known)
    wide, tall = _SPARK_WIDTH - 2 * _SPARK_ROOM, _SPARK_HEIGHT - 2 * _SPARK_ROOM
    runs: list[list[str]] = [[]]
    for place, value in enumerate(values):
        if value is None or not math.isfinite(value):
            runs.append([])
            continue
        x = _SPARK_ROOM + wide * (place / (len(values) - 1) if len(values) > 1 else 0.5)
        y = _SPARK_ROOM + tall * (1 - (value - low) / (high - low))
        runs[-1].append(f"{x:.1f},{y:.1f}")
    inner = "".join(
        f'<polyline class="line" points="{" ".join(run)}"/>'
        if len(run) > 1
        else f'<circle class="mark" cx="{run[0].partition(",")[0]}" cy="{run[0].partition(",")[2]}" r="2"/>'
        for run in runs
        if run
    )
    size = f'width="{_SPARK_WIDTH}" height="{_SPARK_HEIGHT}" viewBox="0 0 {_SPARK_WIDTH} {_SPARK_HEIGHT}"'
    return f'<svg {size} role="img">{inner}</svg>'


def _framed(inner: str, across: tuple[float, float], upwards: tuple[float, float]) -> str:
    axes = (
        f'<line class="axis" x1="{_LEFT}" y1="{_BOTTOM}" x2="{_RIGHT}" y2="{_BOTTOM}"/>'
        f'<line class="axis" x1="{_LEFT}" y1="{_BOTTOM}" x2="{_LEFT}" y2="{_TOP}"/>'
    )
    texts = (
        _text(_LEFT, _BOTTOM + 16, "start", across[0])
        + _text(_RIGHT, _BOTTOM + 16, "end", across[1])
        + _text(_LEFT - 5, _BOTTOM, "end", upwards[0])
        + _text(_LEFT - 5, _TOP + 9, "end", upwards[1])
    )
    return (
        f'<svg width="{_WIDTH}" height="{_HEIGHT}" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img">'
        f"{axes}{inner}{texts}</svg>"
    )


def _text(x: float, y: float, anchor: str, value: float) -> str:
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}">{wording.number(value, 3)}</text>'


def _range(values: Sequence[float]) -> tuple[float, float]:
    low, high = min(values, default=0.0), max(values, default=1.0)
    room = 0.0 if high > low else (abs(low) * 0.5 or 0.5)
    return low - room, high + room


def _x(value: float, low: float, high: float) -> float:
    return _LEFT + (value - low) / (high - low) * (_RIGHT - _LEFT)


def _y(value: float, low: float, high: float) -> float:
    return _BOTTOM - (value - low) / (high - low) * (_BOTTOM - _TOP)
