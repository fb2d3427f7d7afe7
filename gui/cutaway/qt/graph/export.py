# SPDX-License-Identifier: Apache-2.0
"""Writes the map as a picture: PNG in pixels, SVG and PDF in lines, by the painter of the canvas."""

from __future__ import annotations

import math
from pathlib import Path

from PySide6.QtCore import QIODevice, QMarginsF, QRectF, QSaveFile, QSize, QSizeF
from PySide6.QtGui import QImage, QImageWriter, QPageSize, QPaintDevice, QPainter, QPdfWriter

from cutaway.qt.graph.camera import Camera
from cutaway.qt.graph.marks import Marks
from cutaway.qt.graph.painting import Sheet, paint

ENDINGS = ("png", "svg", "pdf")
FILTERS = "Picture (*.png);;Vector graphic (*.svg);;Document (*.pdf)"
_MOST_PIXELS = 48_000_000
_SHARP = 2.0
_AIR = 16.0
_DPI = 96


def whole(sheet: Sheet) -> Sheet:
    """All of the map at its natural size, in full detail, without what only the screen marks."""
    camera = Camera()
    bounds = sheet.scene.bounds.adjusted(-_AIR, -_AIR, _AIR, _AIR)
    camera.size = bounds.size()
    camera.left, camera.top = bounds.left(), bounds.top()
    return Sheet(sheet.scene, camera, sheet.ink, sheet.paints, Marks(), sheet.lettering, in_full=True)


def seen(sheet: Sheet) -> Sheet:
    """What the canvas shows, without what the pointer does."""
    marks = Marks(
        sheet.marks.chosen,
        -1,
        sheet.marks.feeders,
        sheet.marks.followers,
        sheet.marks.wires_in,
        sheet.marks.wires_out,
        sheet.marks.found,
        sheet.marks.traced,
    )
    return Sheet(sheet.scene, sheet.camera, sheet.ink, sheet.paints, marks, sheet.lettering)


def write(sheet: Sheet, file: Path, title: str) -> bool:
    """Write what the sheet's camera sees, in the format of the file's ending; False where the system refused.

    The file appears once it is whole; one that was there stays until then.
    """
    made = QSaveFile(str(file))
    if not made.open(QIODevice.OpenModeFlag.WriteOnly):
        return False
    size = sheet.camera.size.toSize()
    match file.suffix.lower():
        case ".svg":
            done = _svg(sheet, made, size, title)
        case ".pdf":
            done = _pdf(sheet, made, size, title)
        case _:
            done = _png(sheet, made, size)
    return done and made.commit()


def _png(sheet: Sheet, file: QIODevice, size: QSize) -> bool:
    """Twice as sharp as the screen, less where the picture would be too large."""
    area = max(size.width() * size.height(), 1)
    ratio = min(_SHARP, math.sqrt(_MOST_PIXELS / area))
    picture = QImage(size * ratio, QImage.Format.Format_RGB32)
    picture.fill(sheet.ink.ground)
    painter = QPainter(picture)
    painter.scale(ratio, ratio)
    paint(painter, sheet)
    painter.end()
    return QImageWriter(file, b"png").write(picture)


def _svg(sheet: Sheet, file: QIODevice, size: QSize, title: str) -> bool:
    from PySide6.QtSvg import QSvgGenerator

    generator = QSvgGenerator()
    generator.setOutputDevice(file)
    generator.setSize(size)
    generator.setViewBox(QRectF(0, 0, size.width(), size.height()))
    generator.setTitle(title)
    return _painted(generator, sheet, size)


def _pdf(sheet: Sheet, file: QIODevice, size: QSize, title: str) -> bool:
    writer = QPdfWriter(file)
    writer.setResolution(_DPI)
    writer.setTitle(title)
    inches = QSizeF(size.width() / _DPI, size.height() / _DPI)
    writer.setPageSize(QPageSize(inches, QPageSize.Unit.Inch))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    return _painted(writer, sheet, size)


def _painted(device: QPaintDevice, sheet: Sheet, size: QSize) -> bool:
    painter = QPainter()
    if not painter.begin(device):
        return False
    painter.fillRect(QRectF(0, 0, size.width(), size.height()), sheet.ink.ground)
    paint(painter, sheet)
    return painter.end()
