# SPDX-License-Identifier: Apache-2.0
"""Paints a picture of a graph into a PNG or a PDF as the map of the window does, in a child that has no window."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QSizeF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QPageLayout, QPageSize, QPainter, QPdfWriter

from cutaway.description.drawing import Drawing
from cutaway.errors import RequestError
from cutaway.qt import fonts, tokens
from cutaway.qt.graph.camera import MARGIN, Camera
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
    return (_pdf if kind == ".pdf" else _png)(_Page(drawing, dark, size, scale))


class _Page:
    """What is painted, and how large."""

    def __init__(self, drawing: Drawing, dark: bool, size: list[int] | None, scale: float | None) -> None:  # noqa: FBT001
        self.scene = Scene(drawing)
        self.ink = ink_of(tokens.DARK if dark else tokens.LIGHT)
        self.size = size
        self.scale = scale

    def camera(self, usual: Callable[[float, float], float]) -> Camera:
        """A view of everything. usual: the scale for that width and height at zoom 1 where none was asked for."""
        found = Camera()
        bounds = self.scene.bounds
        if self.size is not None:
            found.size = QSizeF(*self.size)
            found.scale = found.fitting(bounds)
        else:
            width, height = bounds.width() + 2 * MARGIN, bounds.height() + 2 * MARGIN
            found.scale = self.scale or usual(width, height)
            found.size = QSizeF(round(width * found.scale), round(height * found.scale))
        found.center(bounds.center())
        return found

    def paint_on(self, painter: QPainter, camera: Camera) -> None:
        """Paint all of it."""
        paints = COLORINGS[0].paints(self.scene, self.ink)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_sheet(painter, Sheet(self.scene, camera, self.ink, paints, Marks(), Lettering()))


def _png(page: _Page) -> bytes:
    camera = page.camera(_usual)
    width, height = round(camera.size.width()), round(camera.size.height())
    if width * height > MOST_PIXELS or max(width, height) > MOST_ACROSS:
        raise RequestError(
            f"A picture of {width} × {height} pixels is too large.",
            hint="Give a smaller --scale or --size, or write a PDF or SVG, which have no pixels.",
        )
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(page.ink.ground)
    painter = QPainter(image)
    page.paint_on(painter, camera)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"png").write(image)
    return bytes(buffer.data().data())


def _usual(width: float, height: float) -> float:
    """Twice the size on the screen, less where that would be too large."""
    return min(
        USUAL_SCALE,
        0.999 * MOST_ACROSS / max(width, height),
        0.999 * math.sqrt(MOST_PIXELS / (width * height)),
    )


def _pdf(page: _Page) -> bytes:
    camera = page.camera(lambda *_: 1.0)
    shrink = min(1.0, _LONGEST_PAGE / max(camera.size.width(), camera.size.height()))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_POINTS)
    writer.setCreator("Cutaway")
    paper = QPageSize(camera.size * shrink, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch)
    writer.setPageLayout(QPageLayout(paper, QPageLayout.Orientation.Portrait, QMarginsF()))
    painter = QPainter(writer)
    painter.scale(shrink, shrink)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.fillRect(0, 0, round(camera.size.width()) + 1, round(camera.size.height()) + 1, page.ink.ground)
    page.paint_on(painter, camera)
    painter.end()
    return bytes(buffer.data().data())
