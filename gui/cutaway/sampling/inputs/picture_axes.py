# SPDX-License-Identifier: Apache-2.0
"""Which axes of an input are the rows, columns and colours of a picture."""

from __future__ import annotations

from dataclasses import dataclass
from math import isqrt
from typing import Literal, TypeAlias

from cutaway.description.tensors import Shape

Layout: TypeAlias = Literal["nhwc", "nchw"]
_CHANNELS = (1, 3, 4)
_LEAST_FLAT = 4
"""Edges of a picture whose pixels lie in one axis; with fewer it would be three numbers taken for one pixel."""


@dataclass(frozen=True, slots=True)
class PictureAxes:
    """Sizes that a picture is to have; None where any is taken. shape: that of the input without its batch.

    channels: 0 where there is no axis for them. flat: rows, columns and channels lie in one axis.
    """

    rows: int | None
    columns: int | None
    channels: int | None
    layout: Layout
    has_batch: bool
    flat: bool = False


def picture_axes(shape: Shape, layout: str = "auto") -> PictureAxes | None:
    """How a picture fits a shape; None where it does not. layout: `nhwc`, `nchw`, or `auto` to judge by the sizes."""
    if shape is None:
        return PictureAxes(None, None, None, "nchw" if layout == "nchw" else "nhwc", has_batch=True)
    if len(shape) == 4:
        return _three(shape[1:], layout, has_batch=True)
    if len(shape) == 3:
        if layout == "auto" and shape[0] in (None, 1) and shape[-1] not in _CHANNELS:
            return PictureAxes(shape[1], shape[2], 0, "nhwc", has_batch=True)
        return _three(shape, layout, has_batch=False)
    if len(shape) == 2:
        size = shape[1]
        flat = _flat(size) if shape[0] in (None, 1) and size is not None else None
        if flat is not None:
            return flat
        if shape[0] is None and size is not None:
            return None
        return PictureAxes(shape[0], shape[1], 0, "nhwc", has_batch=False)
    return None


def _three(shape: tuple[int | None, ...], layout: str, *, has_batch: bool) -> PictureAxes:
    first, last = shape[0], shape[-1]
    is_first = layout == "nchw" or (layout == "auto" and first in _CHANNELS and last not in _CHANNELS)
    if is_first:
        return PictureAxes(shape[1], shape[2], first, "nchw", has_batch)
    return PictureAxes(shape[0], shape[1], last, "nhwc", has_batch)


def _flat(size: int) -> PictureAxes | None:
    """A square picture whose pixels lie in one axis, as those of handwritten digits do."""
    for channels in (1, 3):
        edge = isqrt(size // channels)
        if edge >= _LEAST_FLAT and edge * edge * channels == size:
            return PictureAxes(edge, edge, channels, "nhwc", has_batch=True, flat=True)
    return None
