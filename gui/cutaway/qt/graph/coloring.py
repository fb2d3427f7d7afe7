# SPDX-License-Identifier: Apache-2.0
"""What the colours of boxes can mean, as a table: how each is painted, what its legend says, when there is data."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from PySide6.QtGui import QColor

from cutaway.description import wording
from cutaway.description.picture import OP_KINDS
from cutaway.qt import tokens
from cutaway.qt.graph.ink import Ink, Paint, mixed
from cutaway.qt.graph.scene import Scene

Painter: TypeAlias = Callable[[Scene, Ink], list[Paint]]
"""Gives every box of a scene its paint."""

_KIND_TITLES = {
    "convolution": "Convolution, matrix",
    "activation": "Activation",
    "normalisation": "Normalisation",
    "reduction": "Pooling, reduction",
    "shape": "Shape",
    "arithmetic": "Arithmetic",
    "control": "Control flow",
    "state": "State, in and out",
    "other": "Other",
}
_STEPS = 5
_QUANTISED = ("int4", "uint4", "int8", "uint8", "int16", "qint", "quint")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a legend."""

    words: str
    color: QColor


@dataclass(frozen=True, slots=True)
class Coloring:
    """id: word for saved state. title: what the chooser says. has_data: whether a scene tells anything of it."""

    id: str
    title: str
    paints: Painter
    legend: Callable[[Scene, Ink], list[Entry]]
    has_data: Callable[[Scene], bool]


def _by_kind(scene: Scene, ink: Ink) -> list[Paint]:
    paints = [ink.hues[tokens.OP_KIND_HUES[kind]] for kind in OP_KINDS]
    return [paints[kind] for kind in scene.kinds]


def _kinds(scene: Scene, ink: Ink) -> list[Entry]:
    there = {kind for box, kind in enumerate(scene.kinds) if box not in scene.frame_set}
    return [
        Entry(_KIND_TITLES[kind], ink.hues[tokens.OP_KIND_HUES[kind]].solid)
        for place, kind in enumerate(OP_KINDS)
        if place in there
    ]


def _by_dtype(scene: Scene, ink: Ink) -> list[Paint]:
    return [_dtype_paint(dtype, ink) for dtype in scene.drawing.dtypes]


def _dtype_paint(dtype: str, ink: Ink) -> Paint:
    return _empty(ink) if not dtype else ink.hues[tokens.dtype_hue(dtype)]


def _dtypes(scene: Scene, ink: Ink) -> list[Entry]:
    told = sorted({dtype for dtype in scene.drawing.dtypes if dtype})
    return [
        *(Entry(dtype, _dtype_paint(dtype, ink).solid) for dtype in told),
        Entry("no weights", _empty(ink).solid),
    ]


def is_quantised(dtype: str) -> bool:
    """Whether weights of this type are whole numbers that stand for real ones."""
    return dtype.startswith(_QUANTISED)


def _by_quantised(scene: Scene, ink: Ink) -> list[Paint]:
    return [
        _empty(ink) if not dtype else ink.hues["teal" if is_quantised(dtype) else "orange"]
        for dtype in scene.drawing.dtypes
    ]


def _quantised(_scene: Scene, ink: Ink) -> list[Entry]:
    return [
        Entry("quantised weights", ink.hues["teal"].solid),
        Entry("other weights", ink.hues["orange"].solid),
        Entry("no weights", _empty(ink).solid),
    ]


def _by_parameters(scene: Scene, ink: Ink) -> list[Paint]:
    return _ramped(scene.drawing.parameters, ink)


def _parameters(scene: Scene, ink: Ink) -> list[Entry]:
    return _ramp_legend(scene.drawing.parameters, ink, wording.compact)


def _by_bytes(scene: Scene, ink: Ink) -> list[Paint]:
    return _ramped(scene.drawing.sizes, ink)


def _bytes(scene: Scene, ink: Ink) -> list[Entry]:
    return _ramp_legend(scene.drawing.sizes, ink, wording.byte_size)


def _ramped(values: list[int], ink: Ink) -> list[Paint]:
    """Paler for less, in equal steps of the logarithm from the least to the most; nothing at all is grey."""
    low, high = _ends(values)
    ramp = [_shade(step, ink) for step in range(_STEPS)]
    empty = _empty(ink)
    span = (high - low) or 1.0
    return [
        ramp[min(int((math.log(value) - low) / span * _STEPS), _STEPS - 1)] if value > 0 else empty
        for value in values
    ]


def _ramp_legend(values: list[int], ink: Ink, said: Callable[[int], str]) -> list[Entry]:
    low, high = _ends(values)
    entries = [Entry("none", _empty(ink).solid)]
    for step in range(_STEPS):
        ends = round(math.exp(low + (high - low) * (step + 1) / _STEPS))
        entries.append(Entry(f"up to {said(ends)}", _shade(step, ink).solid))
    return entries


def _ends(values: list[int]) -> tuple[float, float]:
    """Logarithms of the least and the most that is there."""
    there = [value for value in values if value > 0]
    return math.log(min(there, default=1)), math.log(max(there, default=1))


def _shade(step: int, ink: Ink) -> Paint:
    blue = ink.hues["blue"]
    share = 0.25 + 0.75 * step / (_STEPS - 1)
    solid = mixed(blue.solid, ink.frames[0], share)
    fill = mixed(blue.solid, ink.frames[0], 0.05 + 0.5 * step / (_STEPS - 1))
    return Paint(fill, solid, mixed(solid, fill, 0.55), blue.words)


def _empty(ink: Ink) -> Paint:
    grey = ink.hues["grey"]
    return Paint(ink.frames[0], mixed(grey.solid, ink.frames[0], 0.4), ink.frame_line, grey.words)


def _always(_scene: Scene) -> bool:
    return True


def _has_weights(scene: Scene) -> bool:
    return any(scene.drawing.parameters)


def _has_several_kinds(scene: Scene) -> bool:
    told = {is_quantised(dtype) for dtype in scene.drawing.dtypes if dtype}
    return True in told


COLORINGS: tuple[Coloring, ...] = (
    Coloring("kind", "Kind of op", _by_kind, _kinds, _always),
    Coloring("parameters", "Parameters", _by_parameters, _parameters, _has_weights),
    Coloring("bytes", "Bytes of weights", _by_bytes, _bytes, _has_weights),
    Coloring("dtype", "Type of weights", _by_dtype, _dtypes, _has_weights),
    Coloring("quantised", "Quantised or not", _by_quantised, _quantised, _has_several_kinds),
)


def coloring(word: str) -> Coloring:
    """The row of that id, the first where there is none."""
    return next((row for row in COLORINGS if row.id == word), COLORINGS[0])
