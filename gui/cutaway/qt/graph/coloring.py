# SPDX-License-Identifier: Apache-2.0
"""What the colours of boxes mean, and the legend that says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from PySide6.QtGui import QColor

from cutaway.description.picture import OP_KINDS
from cutaway.qt import tokens
from cutaway.qt.graph.ink import Ink, Paint
from cutaway.qt.graph.scene import Scene

Coloring: TypeAlias = Callable[[Scene, Ink], list[Paint]]
"""Gives every box of a scene its paint."""

_KIND_TITLES = {
    "convolution": "Convolution, matrix product",
    "activation": "Activation",
    "normalisation": "Normalisation",
    "reduction": "Pooling, reduction",
    "shape": "Shape",
    "arithmetic": "Arithmetic",
    "control": "Control flow",
    "state": "State, input, output",
    "other": "Other",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a legend."""

    words: str
    color: QColor


def by_kind(scene: Scene, ink: Ink) -> list[Paint]:
    """By what a box does, or what most of the work inside it is."""
    paints = [ink.hues[tokens.OP_KIND_HUES[kind]] for kind in OP_KINDS]
    return [paints[kind] for kind in scene.kinds]


def kinds_legend(scene: Scene, ink: Ink) -> list[Entry]:
    """The kinds that are in the picture, in their fixed order."""
    there = set(scene.kinds)
    return [
        Entry(_KIND_TITLES[kind], ink.hues[tokens.OP_KIND_HUES[kind]].solid)
        for place, kind in enumerate(OP_KINDS)
        if place in there
    ]
