# SPDX-License-Identifier: Apache-2.0
"""Writes the map as a picture, all of it or what is seen, by the painter of the canvas."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSizeF

from cutaway.qt.graph import papers
from cutaway.qt.graph.camera import Camera
from cutaway.qt.graph.marks import Marks
from cutaway.qt.graph.sheet import Sheet
from cutaway.wire import whole as files

ENDINGS = ("png", "svg", "pdf")
FILTERS = "Picture (*.png);;Vector graphic (*.svg);;Document (*.pdf)"
_AIR = 16.0
_SAID = 10.0
"""Round what is said beside a wire."""
_LABEL_PX = 11
"""At most how large that is written."""


def whole(sheet: Sheet) -> Sheet:
    """All of the map at its natural size, in full detail, without what only the screen marks."""
    camera = Camera()
    bounds = sheet.scene.bounds.adjusted(-_AIR, -_AIR, _AIR, _AIR)
    camera.size = bounds.size()
    camera.left, camera.top = bounds.left(), bounds.top()
    made = Sheet(sheet.scene, camera, sheet.ink, sheet.paints, Marks(), sheet.lettering, in_full=True)
    _make_room(made)
    return made


def _make_room(sheet: Sheet) -> None:
    """Show more at both sides where what is said beside a wire reaches out there."""
    scene, camera = sheet.scene, sheet.camera
    left, right = camera.left, camera.left + camera.size.width()
    for wire, words in enumerate(scene.picture.wires.labels):
        if words and scene.is_routed(wire):
            half = sheet.lettering.width(words, _LABEL_PX) / 2 + _SAID
            begin = scene.way(wire)[0].x()
            left, right = min(left, begin - half), max(right, begin + half)
    camera.left = left
    camera.size = QSizeF(right - left, camera.size.height())


def seen(sheet: Sheet) -> Sheet:
    """What the canvas shows, without what the pointer does."""
    return replace(sheet, marks=replace(sheet.marks, hovered=-1))


def write(sheet: Sheet, file: Path, title: str) -> None:
    """Write what the sheet's camera sees, in the format of the file's ending, over a file that was there.

    The file appears once it is whole; one that was there stays until then. Raises RequestError and MissingFileError.
    """
    match file.suffix.lower():
        case ".svg":
            data = papers.svg(sheet, title)
        case ".pdf":
            data = papers.pdf(sheet, sheet.camera.size, title)
        case _:
            data = papers.png(sheet, papers.usual(sheet.camera.size))
    files.write(file, lambda target: target.write(data), overwrite=True)
