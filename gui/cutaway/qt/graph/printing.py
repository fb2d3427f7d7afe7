# SPDX-License-Identifier: Apache-2.0
"""Paints a picture of a graph into a PNG or a PDF as the map of the window does, in a child that has no window."""

from __future__ import annotations

import sys

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QGuiApplication

from cutaway.description.drawing import Drawing
from cutaway.qt import fonts, tokens
from cutaway.qt.graph import export, papers
from cutaway.qt.graph.camera import Camera
from cutaway.qt.graph.coloring import COLORINGS
from cutaway.qt.graph.ink import ink_of
from cutaway.qt.graph.lettering import Lettering
from cutaway.qt.graph.marks import Marks
from cutaway.qt.graph.scene import Scene
from cutaway.qt.graph.sheet import Sheet

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
    natural = sheet.camera.size
    if size is not None:
        room = QSizeF(*size)
    elif kind == ".pdf":
        room = natural * (scale or 1.0)
    else:
        room = natural * scale if scale else papers.usual(natural)
    return papers.pdf(sheet, room) if kind == ".pdf" else papers.png(sheet, room)
