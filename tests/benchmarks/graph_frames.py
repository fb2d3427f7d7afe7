# SPDX-License-Identifier: Apache-2.0
"""Paints the map of a large graph while panning and zooming and tells the frames a second: first | open."""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication

from cutaway.description.drawing import Drawing
from cutaway.graphing.maps import GraphMap
from cutaway.qt.graph.canvas import GraphCanvas
from cutaway.qt.graph.scene import Scene
from cutaway.qt.theme import Theme
from helpers.shaped_graphs import residual

_NODES = 100_000
_BOXES = 2_000
_FRAMES = 60
_SIZE = (1280, 800)


def picture(kind: str) -> Drawing:
    """The first picture of 100,000 nodes, or one with groups opened until it has 2,000 boxes."""
    graph = residual(_NODES)
    made = GraphMap(graph)
    opened = made.first()
    shown = made.picture(opened)
    while kind == "open" and len(shown.boxes.keys) < _BOXES:
        boxes = shown.boxes
        folded = [box for box, form in enumerate(boxes.form) if form == 1]
        room = max((_BOXES - len(boxes.keys)) // 40, 1)  # each brings some
        opened = [*opened, *(boxes.keys[box] for box in folded[:room])]
        shown = made.picture(opened)
    count = len(shown.boxes.keys)
    return Drawing(shown, [""] * count, [""] * count, [0] * count, [0] * count, [""] * count, [])


def moves(canvas: GraphCanvas) -> Iterator[tuple[str, Callable[[int], None]]]:
    """Ways to move, each at the scale where it matters."""

    def pan(_: int) -> None:
        canvas.viewpoint.pan(7.0, -5.0)

    def zoom(frame: int) -> None:
        canvas.zoom(1.05 if frame % 20 < 10 else 1 / 1.05, QPointF(600, 400))

    yield "pan, all seen", pan
    yield "zoom from all", zoom
    canvas.viewpoint.fit_first()
    yield "pan, names read", pan
    yield "zoom, names read", zoom


def main() -> None:
    """Print a JSON object: kind of move to frames a second, and how many boxes there are."""
    application = QApplication([])
    theme = Theme(application, "light")
    drawing = picture(sys.argv[1])
    canvas = GraphCanvas(None)
    canvas.resize(*_SIZE)
    began = time.perf_counter()
    canvas.show_scene(Scene(drawing))
    paper = QPixmap(*_SIZE)
    canvas.render(paper)
    found: dict[str, float] = {"first frame": (time.perf_counter() - began) * 1000}
    canvas.fit()
    for name, move in moves(canvas):
        canvas.render(paper)
        times = []
        for frame in range(_FRAMES):
            begun = time.perf_counter()
            move(frame)
            canvas.render(paper)
            times.append(time.perf_counter() - begun)
        found[name] = 1 / statistics.median(times)
    told = {"boxes": len(drawing.names), "wires": len(drawing.picture.wires.source), "figures": found}
    print(json.dumps(told))
    canvas.deleteLater()
    theme.close()


if __name__ == "__main__":
    main()
