# SPDX-License-Identifier: Apache-2.0
"""What the colours of boxes can mean, as a table: how each is painted, what its legend says, when there is data."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from PySide6.QtGui import QColor

from cutaway.description import wording
from cutaway.description.drawing import SEVERAL
from cutaway.description.picture import OP_KINDS
from cutaway.qt import tokens
from cutaway.qt.graph.ink import Ink, Paint, mixed
from cutaway.qt.graph.scene import Scene
from cutaway.qt.words import tr

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
_DEVICE_HUES: tuple[tokens.Hue, ...] = ("blue", "orange", "violet", "green", "pink", "yellow", "teal", "red")
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
    return empty(ink) if not dtype else ink.hues[tokens.dtype_hue(dtype)]


def _dtypes(scene: Scene, ink: Ink) -> list[Entry]:
    told = sorted({dtype for dtype in scene.drawing.dtypes if dtype})
    return [
        *(Entry(dtype, _dtype_paint(dtype, ink).solid) for dtype in told),
        Entry(tr("no weights"), empty(ink).solid),
    ]


def is_quantised(dtype: str) -> bool:
    """Whether weights of this type are whole numbers that stand for real ones."""
    return dtype.startswith(_QUANTISED)


def _by_quantised(scene: Scene, ink: Ink) -> list[Paint]:
    return [
        empty(ink) if not dtype else ink.hues["teal" if is_quantised(dtype) else "orange"]
        for dtype in scene.drawing.dtypes
    ]


def _quantised(_scene: Scene, ink: Ink) -> list[Entry]:
    return [
        Entry(tr("quantised weights"), ink.hues["teal"].solid),
        Entry(tr("other weights"), ink.hues["orange"].solid),
        Entry(tr("no weights"), empty(ink).solid),
    ]


def _by_parameters(scene: Scene, ink: Ink) -> list[Paint]:
    return _ramped(scene.drawing.parameters, ink)


def _parameters(scene: Scene, ink: Ink) -> list[Entry]:
    return _ramp_legend(scene.drawing.parameters, ink, wording.compact)


def _by_bytes(scene: Scene, ink: Ink) -> list[Paint]:
    return _ramped(scene.drawing.sizes, ink)


def _bytes(scene: Scene, ink: Ink) -> list[Entry]:
    return _ramp_legend(scene.drawing.sizes, ink, wording.byte_size)


@dataclass(frozen=True, slots=True)
class Ramp:
    """Equal steps of the logarithm from the least to the most; low, high: logarithms."""

    low: float
    high: float

    def step(self, value: float) -> int:
        """In which step a value is; what is not above 0 is in the first."""
        if value <= 0:
            return 0
        share = (math.log(value) - self.low) / ((self.high - self.low) or 1.0)
        return max(min(int(share * _STEPS), _STEPS - 1), 0)

    def ends(self) -> list[float]:
        """The most that is in each step."""
        span = self.high - self.low
        return [math.exp(self.low + span * (step + 1) / _STEPS) for step in range(_STEPS)]


def ramp_of(values: Iterable[float]) -> Ramp:
    """The ramp for these values."""
    there = [value for value in values if 0 < value < math.inf]
    return Ramp(math.log(min(there, default=1)), math.log(max(there, default=1)))


def shades(ink: Ink) -> list[Paint]:
    """A paint for each step of a ramp, paler for less."""
    return [_shade(step, ink) for step in range(_STEPS)]


def _ramped(values: list[int], ink: Ink) -> list[Paint]:
    """Paler for less; nothing at all is grey."""
    ramp, paints, nothing = ramp_of(values), shades(ink), empty(ink)
    return [paints[ramp.step(value)] if value > 0 else nothing for value in values]


def _ramp_legend(values: list[int], ink: Ink, said: Callable[[int], str]) -> list[Entry]:
    ends = (tr("up to {most}", most=said(round(end))) for end in ramp_of(values).ends())
    steps = (Entry(words, paint.solid) for words, paint in zip(ends, shades(ink), strict=True))
    return [Entry(tr("none"), empty(ink).solid), *steps]


def _by_device(scene: Scene, ink: Ink) -> list[Paint]:
    paints = _device_paints(scene, ink)
    return [paints[device] for device in _told_devices(scene)]


def _told_devices(scene: Scene) -> list[str]:
    return scene.drawing.devices or [""] * len(scene.keys)


def _devices(scene: Scene, ink: Ink) -> list[Entry]:
    paints = _device_paints(scene, ink)
    devices = _told_devices(scene)
    leaves = {devices[box] for box in scene.leaves}
    words = {"": tr("not told"), SEVERAL: tr("several devices")}
    return [
        Entry(words.get(device, device), paint.solid) for device, paint in paints.items() if device in leaves
    ]


def _device_paints(scene: Scene, ink: Ink) -> dict[str, Paint]:
    """A hue for each device in the order of their names, so that a device keeps its colour while groups open."""
    told = sorted({device for device in scene.drawing.devices if device not in {"", SEVERAL}})
    hues = {device: ink.hues[_DEVICE_HUES[place % len(_DEVICE_HUES)]] for place, device in enumerate(told)}
    return {"": empty(ink), **hues, SEVERAL: ink.hues["grey"]}


def _shade(step: int, ink: Ink) -> Paint:
    blue = ink.hues["blue"]
    share = 0.25 + 0.75 * step / (_STEPS - 1)
    solid = mixed(blue.solid, ink.frames[0], share)
    fill = mixed(blue.solid, ink.frames[0], 0.05 + 0.5 * step / (_STEPS - 1))
    return Paint(fill, solid, mixed(solid, fill, 0.55), blue.words)


def empty(ink: Ink) -> Paint:
    """For what there is nothing to say of."""
    grey = ink.hues["grey"]
    return Paint(ink.frames[0], mixed(grey.solid, ink.frames[0], 0.4), ink.frame_line, grey.words)


def _always(_scene: Scene) -> bool:
    return True


def _has_weights(scene: Scene) -> bool:
    return any(scene.drawing.parameters)


def _has_devices(scene: Scene) -> bool:
    return any(scene.drawing.devices)


def _has_several_kinds(scene: Scene) -> bool:
    told = {is_quantised(dtype) for dtype in scene.drawing.dtypes if dtype}
    return True in told


COLORINGS: tuple[Coloring, ...] = (
    Coloring("kind", "Kind of op", _by_kind, _kinds, _always),
    Coloring("parameters", "Parameters", _by_parameters, _parameters, _has_weights),
    Coloring("bytes", "Bytes of weights", _by_bytes, _bytes, _has_weights),
    Coloring("dtype", "Type of weights", _by_dtype, _dtypes, _has_weights),
    Coloring("quantised", "Quantised or not", _by_quantised, _quantised, _has_several_kinds),
    Coloring("device", "Device", _by_device, _devices, _has_devices),
)


def coloring(word: str) -> Coloring:
    """The row of that id, the first where there is none."""
    return next((row for row in COLORINGS if row.id == word), COLORINGS[0])
