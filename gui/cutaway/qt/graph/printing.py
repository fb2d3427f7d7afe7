# SPDX-License-Identifier: Apache-2.0
"""Paints a picture of a graph into a PNG or a PDF as the map of the window does, in a child that has no window."""

from __future__ import annotations

import math
import sys

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPointF, QSizeF
from PySide6.QtGui import (
    QGuiApplication,
    QImage,
    QImageWriter,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
)

from cutaway.description.drawing import Drawing
from cutaway.errors import RequestError
from cutaway.qt import fonts, tokens
from cutaway.qt.graph import export
from cutaway.qt.graph.camera import Camera
from cutaway.qt.graph.coloring import COLORINGS
from cutaway.qt.graph.ink import ink_of
from cutaway.qt.graph.lettering import Lettering
from cutaway.qt.graph.marks import Marks
from cutaway.qt.graph.painting import Sheet
from cutaway.qt.graph.painting import paint as paint_sheet
from cutaway.qt.graph.scene import Scene

USUAL_SCALE = 2.0
MOST_PIXELS = 60_000_000
MOST_ACROSS = 16_000
"""Pixels of a picture, and of its longer side: programs that show pictures give up not far beyond."""
_AIR, _LABEL_PX = 10.0, 11
"""Round what is said beside a wire, and at most how large that is written."""
_POINTS = 72
_LONGEST_PAGE = 14_400.0
"""Points of a side that readers of PDF must bear (ISO 32000-1, annex C)."""

_applications: list[QGuiApplication] = []
"""Keeps the application object of this process, which has to outlive every font."""


def paint(drawing: Drawing, kind: str, *, dark: bool, size: list[int] | None, scale: float | None) -> bytes:
    """The picture as `.png` or `.pdf`.

    size: width and height in pixels (of a PDF in points) that all is fitted into; else scale: pixels per unit, or as
    much as is good to read and not too large. Raises RequestError for a picture that would be too large.
    """
    if QGuiApplication.instance() is None:
        _applications.append(QGuiApplication([sys.argv[0]]))
        fonts.load()
    scene, ink = Scene(drawing), ink_of(tokens.DARK if dark else tokens.LIGHT)
    paints = COLORINGS[0].paints(scene, ink)
    sheet = export.whole(Sheet(scene, Camera(), ink, paints, Marks(), Lettering()))
    _make_room(sheet)
    device = _pdf if kind == ".pdf" else _png
    return device(sheet, None if size is None else QSizeF(*size), scale)


def _make_room(sheet: Sheet) -> None:
    """Show more at both sides where what is said beside a wire reaches out there."""
    scene, camera = sheet.scene, sheet.camera
    left, right = camera.left, camera.left + camera.size.width()
    for wire, words in enumerate(scene.picture.wires.labels):
        if words and scene.is_routed(wire):
            half = sheet.lettering.width(words, _LABEL_PX) / 2 + _AIR
            begin = scene.way(wire)[0].x()
            left, right = min(left, begin - half), max(right, begin + half)
    camera.left = left
    camera.size = QSizeF(right - left, camera.size.height())


def _png(sheet: Sheet, size: QSizeF | None, scale: float | None) -> bytes:
    natural = sheet.camera.size
    size = size or natural * (scale or _usual(natural))
    width, height = max(round(size.width()), 1), max(round(size.height()), 1)
    if width * height > MOST_PIXELS or max(width, height) > MOST_ACROSS:
        raise RequestError(
            f"A picture of {width} × {height} pixels is too large.",
            hint="Give a smaller --scale or --size, or write a PDF or SVG, which have no pixels.",
        )
    image = QImage(width, height, QImage.Format.Format_RGB32)
    _paint_on(QPainter(image), sheet, QSizeF(width, height))
    buffer = _buffer()
    QImageWriter(buffer, b"png").write(image)
    return bytes(buffer.data().data())


def _usual(natural: QSizeF) -> float:
    """Twice the size on the screen, less where that would be too large."""
    width, height = max(natural.width(), 1.0), max(natural.height(), 1.0)
    most = min(MOST_ACROSS / max(width, height), math.sqrt(MOST_PIXELS / (width * height)))
    return min(USUAL_SCALE, 0.999 * most)


def _pdf(sheet: Sheet, size: QSizeF | None, scale: float | None) -> bytes:
    size = size or sheet.camera.size * (scale or 1.0)
    size *= min(1.0, _LONGEST_PAGE / max(size.width(), size.height()))
    buffer = _buffer()
    writer = QPdfWriter(buffer)
    writer.setResolution(_POINTS)
    writer.setCreator("Cutaway")
    _set_page(writer, size)
    _paint_on(QPainter(writer), sheet, size)
    return bytes(buffer.data().data())


def _set_page(writer: QPagedPaintDevice, size: QSizeF) -> None:
    page = QPageSize(size, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch)
    # A page that is wider than high is no other page turned round.
    writer.setPageLayout(QPageLayout(page, QPageLayout.Orientation.Portrait, QMarginsF()))


def _paint_on(painter: QPainter, sheet: Sheet, size: QSizeF) -> None:
    """Fit all of the sheet into a size, in the middle, and end the painter."""
    natural = sheet.camera.size
    painter.fillRect(0, 0, math.ceil(size.width()), math.ceil(size.height()), sheet.ink.ground)
    factor = min(size.width() / natural.width(), size.height() / natural.height())
    rest = size - natural * factor
    painter.translate(QPointF(rest.width() / 2, rest.height() / 2))
    painter.scale(factor, factor)
    paint_sheet(painter, sheet)
    painter.end()


def _buffer() -> QBuffer:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return buffer
