# SPDX-License-Identifier: Apache-2.0
"""What a frame of the map is painted from."""

from __future__ import annotations

from dataclasses import dataclass

from cutaway.qt.graph.camera import Camera
from cutaway.qt.graph.ink import Ink, Paint
from cutaway.qt.graph.lettering import Lettering
from cutaway.qt.graph.marks import Marks
from cutaway.qt.graph.scene import Scene


@dataclass(slots=True)
class Sheet:
    """All that painting a frame takes. paints: how each box is coloured. in_full: with all detail, however much."""

    scene: Scene
    camera: Camera
    ink: Ink
    paints: list[Paint]
    marks: Marks
    lettering: Lettering
    in_full: bool = False
