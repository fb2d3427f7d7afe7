# SPDX-License-Identifier: Apache-2.0
"""Paints the small picture of a model that file managers show, in a child that has no window."""

from __future__ import annotations

import sys

from PySide6.QtCore import QBuffer, QIODevice, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QImage,
    QImageWriter,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPen,
)

from cutaway.description.drawing import Drawing
from cutaway.qt import fonts, tokens
from cutaway.qt.graph import export
from cutaway.qt.graph.camera import Camera
from cutaway.qt.graph.coloring import COLORINGS
from cutaway.qt.graph.ink import ink_of
from cutaway.qt.graph.lettering import Lettering
from cutaway.qt.graph.marks import Marks
from cutaway.qt.graph.painting import paint as paint_sheet
from cutaway.qt.graph.scene import Scene
from cutaway.qt.graph.sheet import Sheet

_SIDE = 256.0
"""Units of the drawing, whatever its pixels."""
_BAND, _MARGIN = 44.0, 6.0
_LEAST_SCALE, _MOST_SCALE = 0.45, 1.2
"""Below, boxes are specks: then the beginning of the graph says more than the whole of it."""

_applications: list[QGuiApplication] = []
"""Keeps the application object of this process, which has to outlive every font."""


def paint(
    model_format: str, title: str, figure: tuple[str, str], drawing: Drawing | None, size: int
) -> bytes:
    """A square PNG of `size` pixels: the graph over the format's name, or a figure where there is no graph."""
    if QGuiApplication.instance() is None:
        _applications.append(QGuiApplication([sys.argv[0]]))
        fonts.load()
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(size / _SIDE, size / _SIDE)
    card = QRectF(_MARGIN, _MARGIN, _SIDE - 2 * _MARGIN, _SIDE - 2 * _MARGIN)
    outline = QPainterPath()
    outline.addRoundedRect(card, 14, 14)
    painter.fillPath(outline, QColor(tokens.LIGHT.surface))
    painter.save()
    painter.setClipPath(outline)
    inside = card.adjusted(0, 0, 0, -_BAND)
    if drawing is not None and drawing.picture.boxes.keys:
        _paint_graph(painter, inside, drawing)
    else:
        _paint_figure(painter, inside, *figure)
    _paint_band(painter, QRectF(card.left(), inside.bottom(), card.width(), _BAND), model_format, title)
    painter.restore()
    painter.setPen(QPen(QColor(tokens.LIGHT.strong_border), 2))
    painter.drawPath(outline)
    painter.end()
    return _png(image)


def _paint_graph(painter: QPainter, room: QRectF, drawing: Drawing) -> None:
    scene, ink = Scene(drawing), ink_of(tokens.LIGHT)
    sheet = export.whole(Sheet(scene, Camera(), ink, COLORINGS[0].paints(scene, ink), Marks(), Lettering()))
    natural: QSizeF = sheet.camera.size
    fitting = min(room.width() / natural.width(), room.height() / natural.height())
    scale = min(max(fitting, _LEAST_SCALE), _MOST_SCALE)
    left = room.center().x() - natural.width() * scale / 2
    over = room.height() - natural.height() * scale
    painter.save()
    painter.setClipRect(room, Qt.ClipOperation.IntersectClip)
    painter.translate(QPointF(left, room.top() + max(over / 2, 0.0)))
    painter.scale(scale, scale)
    paint_sheet(painter, sheet)
    painter.restore()
    if over < 0:  # there is more below
        fade = QLinearGradient(0, room.bottom() - 28, 0, room.bottom())
        ground = QColor(tokens.LIGHT.surface)
        clear = QColor(ground)
        clear.setAlpha(0)
        fade.setColorAt(0, clear)
        fade.setColorAt(1, ground)
        painter.fillRect(QRectF(room.left(), room.bottom() - 28, room.width(), 28), fade)


def _paint_figure(painter: QPainter, room: QRectF, number: str, unit: str) -> None:
    painter.setFont(fonts.interface(54, fonts.STRONG))
    painter.setPen(QColor(tokens.LIGHT.text))
    middle = room.center().y()
    painter.drawText(QRectF(room.left(), middle - 52, room.width(), 62), Qt.AlignmentFlag.AlignCenter, number)
    painter.setFont(fonts.interface(24))
    painter.setPen(QColor(tokens.LIGHT.secondary))
    painter.drawText(QRectF(room.left(), middle + 12, room.width(), 32), Qt.AlignmentFlag.AlignCenter, unit)


def _paint_band(painter: QPainter, room: QRectF, model_format: str, title: str) -> None:
    tone = tokens.LIGHT.tones[tokens.format_hue(model_format)]
    painter.fillRect(room, QColor(tone.fill))
    painter.setFont(fonts.interface(23, fonts.STRONG))
    painter.setPen(QColor(tone.text))
    painter.drawText(room, Qt.AlignmentFlag.AlignCenter, title)


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"png").write(image)
    return bytes(buffer.data().data())
