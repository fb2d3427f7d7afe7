# SPDX-License-Identifier: Apache-2.0
"""Arrays as pictures: which colours the values of one to four channels have."""

from __future__ import annotations

from collections.abc import Sequence

import numpy
from PySide6.QtGui import QImage

from cutaway.description.statistics import Plane
from cutaway.qt.words import tr

_FULL = 255.0
_ALPHA = 4


def image_of(planes: Sequence[Plane]) -> tuple[QImage, str]:
    """A picture of one (grey), three or four channels of equal size, and in words what was taken for black and white.

    Values within 0 … 255 that exceed 2 are bytes, those within 0 … 1 and −1 … 1 fill their range; others are stretched
    from their least to their greatest. A fourth channel is opacity where it has more than one value.
    """
    stack = numpy.stack([_values(plane) for plane in planes[:3]], axis=-1)
    low, high = _range(stack)
    scaled = numpy.clip((stack - low) / ((high - low) or 1.0), 0.0, 1.0)
    pixels = numpy.round(numpy.nan_to_num(scaled) * _FULL).astype(numpy.uint8)
    rows, columns, channels = pixels.shape
    words = tr("{low:g} is black, {high:g} is white", low=low, high=high)
    if channels == 1:
        grey = numpy.ascontiguousarray(pixels[:, :, 0])
        return QImage(grey.data, columns, rows, columns, QImage.Format.Format_Grayscale8).copy(), words
    if len(planes) == _ALPHA:
        alpha = numpy.clip(_values(planes[3]) / (high or 1.0), 0.0, 1.0)
        if float(alpha.min()) != float(alpha.max()):
            whole = numpy.dstack([pixels, numpy.round(alpha * _FULL).astype(numpy.uint8)])
            colored = numpy.ascontiguousarray(whole)
            made = QImage(colored.data, columns, rows, columns * 4, QImage.Format.Format_RGBA8888)
            return made.copy(), words
    colored = numpy.ascontiguousarray(pixels)
    return QImage(colored.data, columns, rows, columns * 3, QImage.Format.Format_RGB888).copy(), words


def _values(plane: Plane) -> numpy.ndarray:
    return numpy.frombuffer(plane.values, numpy.float32).reshape(plane.rows, plane.columns)


def _range(values: numpy.ndarray) -> tuple[float, float]:
    finite = values[numpy.isfinite(values)]
    if not finite.size:
        return 0.0, 1.0
    low, high = float(finite.min()), float(finite.max())
    if low >= 0 and 2 < high <= _FULL:
        return 0.0, _FULL
    if low >= 0 and high <= 1:
        return 0.0, 1.0
    if low >= -1 and high <= 1:
        return -1.0, 1.0
    return low, high
