# SPDX-License-Identifier: Apache-2.0
"""Paints wires: hairlines far out, curves with heads near, wider where they carry more; labels where they tell."""

from __future__ import annotations

import math

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from cutaway.description.picture import OPEN
from cutaway.qt.graph.sheet import Sheet

_WIDEST = 4.5
_HEAD = 7.0
_LABEL_SCALE = 0.8
_LABEL_SIZE = 10
_LABEL_HEIGHT = 14.0
_AFTER = 19.0
"""How far after its box a label stands: badges are before it."""
_BACK = 0.25
"""How much is left of what steps back."""


def width_of(tensors: int) -> float:
    """Pixels for a bundle of so many tensors."""
    return min(1.2 + 0.6 * math.log2(max(tensors, 1)), _WIDEST)


def pen(color: QColor, width: float, *, dashed: bool = False) -> QPen:
    """A pen whose width is in pixels of the view."""
    made = QPen(color, width)
    made.setCosmetic(True)
    made.setCapStyle(Qt.PenCapStyle.FlatCap)
    if dashed:
        made.setStyle(Qt.PenStyle.CustomDashLine)
        made.setDashPattern([3.0, 3.0])
    return made


def paint_lines(painter: QPainter, sheet: Sheet, seen: list[int]) -> None:
    """Straight hairlines, all at once."""
    segments = sheet.scene.segments
    marks = sheet.marks
    lines: list[QLineF] = []
    for wire in seen:
        if not (marks.traced and _stands_back(sheet, wire)):
            lines += segments[wire]
    painter.save()
    painter.setTransform(sheet.camera.transform, True)
    painter.setPen(pen(sheet.ink.wire, 0.0))
    painter.drawLines(lines)
    painter.restore()


def paint_curves(painter: QPainter, sheet: Sheet, seen: list[int], *, with_heads: bool) -> None:
    """Curves as wide as their bundles, control edges dashed."""
    scene, ink = sheet.scene, sheet.ink
    tensors = scene.picture.wires.tensors
    slim = min(max(sheet.camera.scale, 0.6), 1.0)
    painter.save()
    painter.setTransform(sheet.camera.transform, True)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for wire in seen:
        painter.setOpacity(_BACK if _stands_back(sheet, wire) else 1.0)
        count = tensors[wire]
        color = ink.wire if count else ink.control
        painter.setPen(pen(color, width_of(count) * slim, dashed=not count))
        painter.drawPath(scene.path(wire))
    painter.restore()
    if with_heads:
        for wire in seen:
            if not _stands_back(sheet, wire):
                _head(painter, sheet, wire, ink.wire if tensors[wire] else ink.control)


def paint_marked(painter: QPainter, sheet: Sheet) -> None:
    """The wires of what is chosen or found, in colour and above the others; those without a way of their own too."""
    scene, ink, marks = sheet.scene, sheet.ink, sheet.marks
    tensors = scene.picture.wires.tensors
    told = ((marks.wires_found, ink.found), (marks.wires_in, ink.entering), (marks.wires_out, ink.leaving))
    for wires, color in told:
        painter.save()
        painter.setTransform(sheet.camera.transform, True)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for wire in sorted(wires):
            shade = QColor(color)
            shade.setAlphaF(1.0 if scene.is_routed(wire) else 0.6)
            painter.setPen(pen(shade, width_of(tensors[wire]) + 0.8, dashed=not tensors[wire]))
            painter.drawPath(scene.path(wire))
        painter.restore()
        for wire in sorted(wires):
            _head(painter, sheet, wire, color)


def paint_labels(painter: QPainter, sheet: Sheet, seen: list[int]) -> None:
    """What a wire carries, where it leaves its box, as far as the scale leaves room for words."""
    scene, scale = sheet.scene, sheet.camera.scale
    if scale < _LABEL_SCALE and not sheet.in_full:
        return
    labels, lettering = scene.picture.wires.labels, sheet.lettering
    taken: list[QRectF] = []
    for wire in seen:
        if not labels[wire] or not scene.is_routed(wire) or _stands_back(sheet, wire):
            continue
        words, rect = _fitting(sheet, wire, labels[wire])
        if not words or any(rect.intersects(other) for other in taken):
            continue
        taken.append(rect)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(sheet.ink.label)
        painter.drawRoundedRect(rect, 3, 3)
        middle = Qt.AlignmentFlag.AlignHCenter
        lettering.write(painter, rect, words, _LABEL_SIZE, sheet.ink.secondary, scale=scale, align=middle)


def _fitting(sheet: Sheet, wire: int, words: str) -> tuple[str, QRectF]:
    """What can be said of a wire without covering a box, and where: all, or the shape alone, or nothing."""
    scale = sheet.camera.scale
    for said in dict.fromkeys((words, words.partition(" ")[2])):
        width = sheet.lettering.width(said, _LABEL_SIZE, scale=scale) + 6 * scale
        rect = _beside(sheet, wire, width, _LABEL_HEIGHT * scale)
        if said and not _covers(sheet, rect):
            return said, rect
    return "", QRectF()


def _covers(sheet: Sheet, rect: QRectF) -> bool:
    """Whether a place of the view lies over a box; open groups are there to be drawn in."""
    scene, camera = sheet.scene, sheet.camera
    begin, end = camera.to_plane(rect.topLeft()), camera.to_plane(rect.bottomRight())
    area = QRectF(begin, end)
    return any(scene.forms[box] != OPEN and scene.rects[box].intersects(area) for box in scene.boxes_in(area))


def _beside(sheet: Sheet, wire: int, width: float, height: float) -> QRectF:
    """Room for words just after the box that a wire leaves; several wires of one tensor share it."""
    way, scale = sheet.scene.way(wire), sheet.camera.scale
    begin = sheet.camera.to_view(way[0])
    if sheet.scene.flows_right:
        left = begin.x() + 6 * scale if way[1].x() >= way[0].x() else begin.x() - 6 * scale - width
        return QRectF(left, begin.y() - height - 1, width, height)
    after = _AFTER * scale if way[1].y() >= way[0].y() else -_AFTER * scale
    return QRectF(begin.x() - width / 2, begin.y() + after - height / 2, width, height)


def _stands_back(sheet: Sheet, wire: int) -> bool:
    scene, marks = sheet.scene, sheet.marks
    return marks.traced and (marks.stands_back(scene.sources[wire]) or marks.stands_back(scene.targets[wire]))


def _head(painter: QPainter, sheet: Sheet, wire: int, color: QColor) -> None:
    """A head where the wire ends, pointing along the flow as the curves do."""
    way = sheet.scene.way(wire)
    tip, before = sheet.camera.to_view(way[-1]), sheet.camera.to_view(way[-2])
    length = _HEAD * min(max(sheet.camera.scale, 0.45), 1.3)
    if sheet.scene.flows_right:
        along = QPointF(math.copysign(length, tip.x() - before.x()), 0.0)
    else:
        along = QPointF(0.0, math.copysign(length, tip.y() - before.y()))
    across = QPointF(-along.y(), along.x()) * 0.45
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawPolygon(QPolygonF([tip, tip - along + across, tip - along - across]))
