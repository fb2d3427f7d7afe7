# SPDX-License-Identifier: Apache-2.0
"""What an array may be by its shape: a picture, a signal, scores of classes; decides which views of it make sense."""

from __future__ import annotations

from dataclasses import dataclass

_LEAST_EDGE, _LEAST_SIGNAL = 8, 16
_LEAST_CLASSES, _MOST_CLASSES = 2, 200_000
_MOST_SERIES = 64
_CHANNELS = (1, 3, 4)
_FLAT_RANKS = (1, 2)


@dataclass(frozen=True, slots=True)
class PictureForm:
    """Axes of a picture. channel: −1 where there is none; channels: 1, 3 or 4. batch: −1 where there is one alone."""

    rows: int
    columns: int
    channel: int
    channels: int
    batch: int


def picture_form(shape: tuple[int, ...]) -> PictureForm | None:
    """The picture that values of that shape can be painted as; None where they are none.

    Height and width of at least eight, channels last or, where the last axis is none, first; a batch before all.
    """
    first = len(shape) - 3
    if first in {0, 1}:
        batch = 0 if first else -1
        for channel, rows in ((first + 2, first), (first, first + 1)):
            edges = shape[rows : rows + 2]
            if shape[channel] in _CHANNELS and min(edges) >= _LEAST_EDGE:
                return PictureForm(rows, rows + 1, channel, shape[channel], batch)
    return None


def signal_axis(shape: tuple[int, ...]) -> int:
    """The axis along which values of that shape can be drawn as lines; −1 where there is none.

    The longest axis, where what is beside it is few enough lines.
    """
    if not shape or max(shape) < _LEAST_SIGNAL:
        return -1
    axis = max(range(len(shape)), key=lambda place: shape[place])
    beside = 1
    for place, size in enumerate(shape):
        beside *= 1 if place == axis else size
    return axis if beside <= max(_MOST_SERIES, shape[axis]) else -1


def has_scores(shape: tuple[int, ...], dtype: str) -> bool:
    """Whether the last axis of values of that shape may be classes: a vector, or a batch of them."""
    is_number = dtype.startswith(("float", "bfloat", "int", "uint"))
    return is_number and len(shape) in _FLAT_RANKS and _LEAST_CLASSES <= shape[-1] <= _MOST_CLASSES
