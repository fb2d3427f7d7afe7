# SPDX-License-Identifier: Apache-2.0
"""Paints boxes: frames of open groups, nodes and folded groups near and far, badges, rings round what stands out."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from cutaway.description.picture import FOLDED
from cutaway.qt import tokens
from cutaway.qt.graph.ink import Paint, mixed
from cutaway.qt.graph.lettering import SMALLEST
from cutaway.qt.graph.sheet import Sheet

HEAD = 30.0
"""Height of the title of an open group, in the plane, as the layout keeps it free."""
_LABEL, _NOTE, _TITLE = 13, 11, 13
_STRIPE = 4.0
_INSET = 10.0
_BACK = 0.3
_TITLE_ROOM = 84.0
_FAR_TITLE = 18.0
_STACK = 3.5
_BADGE_HEIGHT, _BADGE_SIZE = 15.0, 10


def paint_frames(painter: QPainter, sheet: Sheet, frames: list[int]) -> None:
    """The grounds of open groups, the outermost first."""
    ink, scene, camera = sheet.ink, sheet.scene, sheet.camera
    radius = min(10 * camera.scale, 10.0)
    for box in frames:
        rect = camera.rect_to_view(scene.rects[box])
        depth = len(scene.path_to(box))
        painter.setPen(QPen(ink.frame_line, 1.0))
        painter.setBrush(ink.frames[depth % 2])
        painter.drawRoundedRect(_crisp(rect), radius, radius)


def paint_titles(painter: QPainter, sheet: Sheet, frames: list[int]) -> None:
    """Titles of open groups, above the wires; one whose beginning is out of sight keeps its title in view."""
    scene, camera = sheet.scene, sheet.camera
    scale = camera.scale
    for box in frames:
        rect = camera.rect_to_view(scene.rects[box])
        head = QRectF(rect.left(), rect.top(), rect.width(), HEAD * scale)
        left = max(head.left(), 0.0) + _INSET * min(scale, 1.0)
        ground = sheet.ink.frames[len(scene.path_to(box)) % 2]
        mark = 9 * min(scale, 1.4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(sheet.paints[box].solid)
        painter.drawRoundedRect(QRectF(left, head.center().y() - mark / 2, mark, mark), 2, 2)
        left += mark + 7 * min(scale, 1.0)
        room = QRectF(left, head.top(), head.right() - left - 8, head.height())
        used = _over_wires(painter, sheet, room, scene.labels[box], ground, is_title=True)
        rest = room.adjusted(used + 8, 0, 0, 0)
        if sheet.lettering.width(scene.notes[box], _NOTE, scale=scale) < rest.width():
            _over_wires(painter, sheet, rest, scene.notes[box], ground, is_title=False)


def _over_wires(
    painter: QPainter, sheet: Sheet, room: QRectF, words: str, ground: QColor, *, is_title: bool
) -> float:
    """Words on a ground that hides the wires that pass below; gives the width that they take."""
    scale, lettering = sheet.camera.scale, sheet.lettering
    base = _TITLE if is_title else _NOTE
    width = min(lettering.width(words, base, scale=scale, strong=is_title) + 2, room.width())
    if not words or width <= 0:
        return 0.0
    place = QRectF(room.left(), room.top(), width, room.height())
    painter.fillRect(place.adjusted(-3, 0.22 * place.height(), 3, -0.22 * place.height()), ground)
    color = sheet.ink.text if is_title else sheet.ink.secondary
    lettering.write(painter, place, words, base, color, scale=scale, strong=is_title)
    return width


def paint_far_titles(painter: QPainter, sheet: Sheet, frames: list[int]) -> None:
    """Titles that stay readable however far out one is, where they do not hide one another."""
    scene, camera = sheet.scene, sheet.camera
    taken: list[QRectF] = []
    for box in frames:
        rect = camera.rect_to_view(scene.rects[box])
        if rect.width() < _TITLE_ROOM or rect.height() < 2 * _FAR_TITLE:
            continue
        words = scene.labels[box]
        width = min(sheet.lettering.width(words, _NOTE, strong=True) + 14, rect.width() - 8)
        place = QRectF(max(rect.left(), 0.0) + 4, max(rect.top(), 0.0) + 4, width, _FAR_TITLE)
        if any(place.intersects(other) for other in taken):
            continue
        taken.append(place)
        painter.setPen(QPen(sheet.ink.frame_line, 1.0))
        painter.setBrush(sheet.ink.badge)
        painter.drawRoundedRect(_crisp(place), 4, 4)
        inside = place.adjusted(7, 0, -7, 0)
        sheet.lettering.write(painter, inside, words, _NOTE, sheet.ink.text, strong=True)


def paint_blocks(painter: QPainter, sheet: Sheet, leaves: list[int]) -> None:
    """Far out: one block of colour each, all of one colour at once."""
    scene, marks = sheet.scene, sheet.marks
    groups: dict[int, tuple[QColor, list[QRectF]]] = {}
    for box in leaves:
        color = sheet.paints[box].solid
        if marks.traced and marks.stands_back(box):
            color = mixed(color, sheet.ink.frames[0], _BACK)
        groups.setdefault(color.rgb(), (color, []))[1].append(scene.rects[box])
    painter.save()
    painter.setTransform(sheet.camera.transform, True)
    painter.setPen(Qt.PenStyle.NoPen)
    for color, rects in groups.values():
        painter.setBrush(color)
        painter.drawRects(rects)
    painter.restore()


def paint_leaves(painter: QPainter, sheet: Sheet, leaves: list[int], *, in_full: bool) -> None:
    """Nodes and folded groups with their names; in full with notes and badges as well."""
    for box in leaves:
        painter.setOpacity(_BACK if sheet.marks.stands_back(box) else 1.0)
        rect = _crisp(sheet.camera.rect_to_view(sheet.scene.rects[box]))
        _card(painter, sheet, box, rect)
        _words(painter, sheet, box, rect, in_full=in_full)
        if in_full:
            _badges(painter, sheet, box, rect)
    painter.setOpacity(1.0)


def paint_marks(painter: QPainter, sheet: Sheet, seen: list[int]) -> None:
    """Rings round what is chosen, under the pointer, or found."""
    marks, ink = sheet.marks, sheet.ink
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for box in seen:
        if box in marks.found:
            _ring(painter, sheet, box, ink.found, 2.0)
    if marks.hovered >= 0:
        _ring(painter, sheet, marks.hovered, ink.secondary, 1.5)
    if marks.chosen >= 0:
        _ring(painter, sheet, marks.chosen, ink.accent, 2.5)


def _ring(painter: QPainter, sheet: Sheet, box: int, color: QColor, width: float) -> None:
    rect = sheet.camera.rect_to_view(sheet.scene.rects[box])
    radius = min(tokens.RADIUS * sheet.camera.scale + 1, 11.0)
    painter.setPen(QPen(color, width))
    painter.drawRoundedRect(rect.adjusted(-1.5, -1.5, 1.5, 1.5), radius, radius)


def _card(painter: QPainter, sheet: Sheet, box: int, rect: QRectF) -> None:
    scene, scale = sheet.scene, sheet.camera.scale
    paint = sheet.paints[box]
    radius = min(tokens.RADIUS * scale, 10.0)
    painter.setPen(QPen(paint.line, 1.0))
    if scene.forms[box] == FOLDED:
        depth = 2 if scene.picture.boxes.repeat[box] > 1 else 1
        painter.setBrush(mixed(paint.fill, sheet.ink.frames[0], 0.5))
        for behind in range(depth, 0, -1):
            shift = _STACK * scale * behind
            painter.drawRoundedRect(rect.translated(shift, shift), radius, radius)
    painter.setBrush(paint.fill)
    painter.drawRoundedRect(rect, radius, radius)
    _stripe(painter, paint, rect, radius, _STRIPE * min(scale, 1.6))


def _stripe(painter: QPainter, paint: Paint, rect: QRectF, radius: float, width: float) -> None:
    shape = QPainterPath()
    left, top, bottom = rect.left(), rect.top(), rect.bottom()
    curve = min(radius, width)
    shape.moveTo(left + width, top)
    shape.lineTo(left + curve, top)
    shape.quadTo(left, top, left, top + radius)
    shape.lineTo(left, bottom - radius)
    shape.quadTo(left, bottom, left + curve, bottom)
    shape.lineTo(left + width, bottom)
    shape.closeSubpath()
    painter.fillPath(shape, paint.solid)


def _words(painter: QPainter, sheet: Sheet, box: int, rect: QRectF, *, in_full: bool) -> None:
    scene, scale = sheet.scene, sheet.camera.scale
    inset = _INSET * min(scale, 1.4)
    inside = rect.adjusted(inset, 0, -4 * min(scale, 1.0), 0)
    strong = scene.forms[box] == FOLDED
    note = scene.notes[box] if in_full else ""
    write = sheet.lettering.write
    if rect.height() < SMALLEST:
        return
    label, color = scene.labels[box], sheet.paints[box].words
    if not note or note == label:
        write(painter, inside, label, _LABEL, color, scale=scale, strong=strong)
        return
    half = inside.height() / 2
    lift = min(2.5 * scale, half / 3)
    upper = QRectF(inside.left(), inside.top() + lift, inside.width(), half)
    lower = QRectF(inside.left(), inside.top() + half - lift, inside.width(), half)
    write(painter, upper, label, _LABEL, color, scale=scale, strong=strong)
    write(painter, lower, note, _NOTE, sheet.ink.secondary, scale=scale, is_name=False)


def _badges(painter: QPainter, sheet: Sheet, box: int, rect: QRectF) -> None:
    """How many variables and constants belong to a box, on its lower edge."""
    boxes, scale = sheet.scene.picture.boxes, sheet.camera.scale
    right = rect.right() - 6 * scale
    counts: tuple[tuple[int, tokens.Hue], ...] = (
        (boxes.constants[box], "grey"),
        (boxes.variables[box], "orange"),
    )
    for count, hue in counts:
        if count:
            right = _badge(painter, sheet, QPointF(right, rect.bottom()), count, hue) - 4 * scale


def _badge(painter: QPainter, sheet: Sheet, corner: QPointF, count: int, hue: tokens.Hue) -> float:
    scale = min(sheet.camera.scale, 2.0)
    words = f"{count:,}"
    dot = 6 * scale
    height = _BADGE_HEIGHT * scale
    width = sheet.lettering.width(words, _BADGE_SIZE, scale=scale) + dot + 11 * scale
    pill = QRectF(corner.x() - width, corner.y() - height * 0.3, width, height)
    painter.setPen(QPen(sheet.ink.badge_line, 1.0))
    painter.setBrush(sheet.ink.badge)
    painter.drawRoundedRect(pill, height / 2, height / 2)
    mark = QRectF(pill.left() + 4 * scale, pill.center().y() - dot / 2, dot, dot)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(sheet.ink.hues[hue].solid)
    if hue == "grey":
        painter.drawRect(mark)
    else:
        painter.drawEllipse(mark)
    where = QRectF(mark.right() + 3 * scale, pill.top(), pill.right() - mark.right() - 4 * scale, height)
    sheet.lettering.write(painter, where, words, _BADGE_SIZE, sheet.ink.secondary, scale=scale)
    return pill.left()


def _crisp(rect: QRectF) -> QRectF:
    """Edges in the middle of pixels, so that one-pixel borders are one pixel wide."""
    left, top = round(rect.left()) + 0.5, round(rect.top()) + 0.5
    return QRectF(
        left, top, round(rect.right()) - round(rect.left()), round(rect.bottom()) - round(rect.top())
    )
