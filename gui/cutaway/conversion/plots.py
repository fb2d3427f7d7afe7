# SPDX-License-Identifier: Apache-2.0
"""Small plots as SVG: values of a result against those of its source, and how the errors are spread."""

from __future__ import annotations

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
    bars = []
    for count, left, right in zip(errors.counts, errors.edges, errors.edges[1:], strict=False):
        if count:
            x, end = _x(left, low, high), _x(right, low, high)
            top = _y(count, 0.0, most)
            bars.append(
                f'<rect class="mark" x="{x:.1f}" y="{top:.1f}" width="{max(end - x - 0.5, 0.5):.1f}" '
                f'height="{_BOTTOM - top:.1f}"/>'
            )
    return _framed("".join(bars), (low, high), (0.0, float(most)))


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
