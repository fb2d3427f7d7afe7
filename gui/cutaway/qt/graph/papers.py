# SPDX-License-Identifier: Apache-2.0
"""What a sheet of the map is painted upon for a file: PNG in pixels, SVG and PDF in lines, all in memory."""

from __future__ import annotations

import math

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPointF, QRectF, QSizeF
from PySide6.QtGui import QImage, QImageWriter, QPageLayout, QPageSize, QPainter, QPdfWriter

from cutaway.errors import RequestError
from cutaway.qt.graph.painting import paint
from cutaway.qt.graph.sheet import Sheet

USUAL_SCALE = 2.0
MOST_PIXELS = 60_000_000
MOST_ACROSS = 16_000
"""Pixels of a picture, and of its longer side: programs that show pictures give up not far beyond."""
_POINTS = 72
_LONGEST_PAGE = 14_400.0
"""Points of a side that readers of PDF must bear (ISO 32000-1, annex C)."""


def usual(natural: QSizeF) -> QSizeF:
    """Pixels for a sheet of that size: twice those on the screen, less where that would be too large."""
    width, height = max(natural.width(), 1.0), max(natural.height(), 1.0)
    most = min(MOST_ACROSS / max(width, height), math.sqrt(MOST_PIXELS / (width * height)))
    return natural * min(USUAL_SCALE, 0.999 * most)


def png(sheet: Sheet, size: QSizeF) -> bytes:
    """Fitted into so many pixels. Raises RequestError where these are too many."""
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


def pdf(sheet: Sheet, size: QSizeF, title: str = "") -> bytes:
    """On one page of so many points, of fewer where no page may be that long."""
    size *= min(1.0, _LONGEST_PAGE / max(size.width(), size.height()))
    buffer = _buffer()
    writer = QPdfWriter(buffer)
    writer.setResolution(_POINTS)
    writer.setCreator("Cutaway")
    writer.setTitle(title)
    page = QPageSize(size, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch)
    # A page that is wider than high is no other page turned round.
    writer.setPageLayout(QPageLayout(page, QPageLayout.Orientation.Portrait, QMarginsF()))
    _paint_on(QPainter(writer), sheet, size)
    return bytes(buffer.data().data())


def svg(sheet: Sheet, title: str) -> bytes:
    """At its natural size."""
    from PySide6.QtSvg import QSvgGenerator

    size, buffer = sheet.camera.size, _buffer()
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(size.toSize())
    generator.setViewBox(QRectF(QPointF(), size))
    generator.setTitle(title)
    _paint_on(QPainter(generator), sheet, size)
    return bytes(buffer.data().data())


def _paint_on(painter: QPainter, sheet: Sheet, size: QSizeF) -> None:
    """Fit all of the sheet into a size, in the middle, and end the painter."""
    natural = sheet.camera.size
    painter.fillRect(0, 0, math.ceil(size.width()), math.ceil(size.height()), sheet.ink.ground)
    factor = min(size.width() / natural.width(), size.height() / natural.height())
    rest = size - natural * factor
    painter.translate(QPointF(rest.width() / 2, rest.height() / 2))
    painter.scale(factor, factor)
    paint(painter, sheet)
    painter.end()


def _buffer() -> QBuffer:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return buffer
