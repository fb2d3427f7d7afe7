# SPDX-License-Identifier: Apache-2.0
"""Paints what a camera sees of a scene, in as much detail as the scale allows; every frame is painted anew."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from cutaway.description.picture import OPEN
from cutaway.qt.graph import boxes, wires
from cutaway.qt.graph.sheet import Sheet

NEAR = 0.55
MIDDLE = 0.24
_MANY_BOXES = 900
_MANY_WIRES = 700


class Detail(Enum):
    """Blocks of colour, names, or all that is known."""

    FAR = auto()
    MIDDLE = auto()
    NEAR = auto()


def detail_at(scale: float, boxes_seen: int) -> Detail:
    """How much is drawn: what is too small to read, or too much to look at, is left out."""
    if scale >= NEAR and boxes_seen <= _MANY_BOXES:
        return Detail.NEAR
    return Detail.MIDDLE if scale >= MIDDLE and boxes_seen <= 2 * _MANY_BOXES else Detail.FAR


def paint(painter: QPainter, sheet: Sheet, area: QRectF | None = None) -> None:
    """Paint what is seen (or `area` of the plane); the ground is the caller's."""
    scene, camera = sheet.scene, sheet.camera
    seen = scene.boxes_in(area or camera.area)
    frames = [box for box in seen if scene.forms[box] == OPEN]
    leaves = [box for box in seen if scene.forms[box] != OPEN]
    detail = Detail.NEAR if sheet.in_full else detail_at(camera.scale, len(leaves))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=detail is not Detail.FAR)
    boxes.paint_frames(painter, sheet, frames)
    crossing = scene.wires_in(area or camera.area)
    if detail is Detail.FAR or (len(crossing) > _MANY_WIRES and not sheet.in_full):
        wires.paint_lines(painter, sheet, crossing)
    else:
        wires.paint_curves(painter, sheet, crossing, with_heads=camera.scale >= MIDDLE)
    wires.paint_marked(painter, sheet)
    if detail is Detail.FAR:
        boxes.paint_blocks(painter, sheet, leaves)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        boxes.paint_far_titles(painter, sheet, frames)
    else:
        boxes.paint_leaves(painter, sheet, leaves, in_full=detail is Detail.NEAR)
        boxes.paint_titles(painter, sheet, frames)
        if detail is Detail.NEAR:
            wires.paint_labels(painter, sheet, crossing)
    boxes.paint_marks(painter, sheet, seen)
