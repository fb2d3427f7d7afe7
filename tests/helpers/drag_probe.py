# SPDX-License-Identifier: Apache-2.0
"""The window on a real display, in which tensors are dragged onto the picture of a signature by the real pointer.

python drag_probe.py MODEL STATE   writes the tensors behind the ports after each drag, as JSON.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, QProcess
from PySide6.QtWidgets import QApplication, QWidget

from cutaway.description.picture import OPEN
from cutaway.qt import app
from cutaway.qt.document_page import DocumentPage
from cutaway.qt.graph.canvas import GraphCanvas
from cutaway.qt.studio.page import StudioPage
from cutaway.qt.studio.view import StudioView
from cutaway.qt.widgets.tabs import PageTabs
from helpers.windows import child

_PATIENCE_SECONDS = 60.0
_PAUSE = "0.15"
_TRIES = 3
"""A busy machine may not have answered the drag when the pointer lets go: nothing is dropped then."""


def wait(is_done: Callable[[], bool], what: str) -> None:
    """Let the window work until something is so."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while not is_done():
        if time.monotonic() > deadline:
            sys.exit(f"there was never {what}")
        QApplication.processEvents()
        time.sleep(0.01)


def carry(*ways: QPoint, key: str = "") -> None:
    """Press at the first place, go along the others, and let go at the last, while the window works."""
    first, last = ways[0], ways[-1]
    moves = [
        first + QPoint(4, 4),
        first + QPoint(14, 10),
        first + QPoint(30, 20),
        *ways[1:],
        last + QPoint(2, 2),
    ]
    words = ["mousemove", *_place(first), "sleep", _PAUSE]
    words += ["keydown", key] if key else []
    words += ["mousedown", "1"]
    for move in moves:
        words += ["sleep", _PAUSE, "mousemove", *_place(move)]
    words += ["sleep", "0.4", "mousemove", *_place(last), "sleep", "0.4", "mouseup", "1"]
    words += ["keyup", key] if key else []
    hand = QProcess()
    hand.start("xdotool", words)
    wait(lambda: hand.state() is QProcess.ProcessState.NotRunning, "an end of the drag")
    settle()


def settle() -> None:
    """Let layouts and jobs come to rest."""
    deadline = time.monotonic() + 0.5
    while time.monotonic() < deadline:
        QApplication.processEvents()
        time.sleep(0.01)


def _place(at: QPoint) -> list[str]:
    return [str(at.x()), str(at.y())]


def middle(widget: QWidget, part: float = 0.5) -> QPoint:
    """A place in the middle of its height, on the screen. part: of its width."""
    return widget.mapToGlobal(QPoint(int(widget.width() * part), widget.height() // 2))


def drag_node(page: DocumentPage, view: StudioView) -> str:
    """Carry a node of the map over the tab of the studio onto the right half of the picture; its name."""
    page.show_page("graph")
    wait(
        lambda: any(each.scene is not None and each.isVisible() for each in page.findChildren(GraphCanvas)),
        "a map",
    )
    settle()
    canvas = next(
        each for each in page.findChildren(GraphCanvas) if each.scene is not None and each.isVisible()
    )
    scene = canvas.scene
    assert scene is not None
    places = {
        scene.drawing.names[box]: canvas.camera.to_view(scene.rects[box].center()).toPoint()
        for box in range(len(scene.rects))
        if scene.drawing.names[box] and scene.forms[box] != OPEN
    }
    name = next(
        name for name, place in places.items() if canvas.rect().contains(place) and name.startswith("Add")
    )
    tabs = child(page, PageTabs)
    tab = tabs.mapToGlobal(tabs.tabRect(list(page.pages).index("studio")).center())
    waits = [tab + QPoint(step % 2, 0) for step in range(10)]
    before = len(view.desk.ports("output"))
    for _ in range(_TRIES):
        if len(view.desk.ports("output")) == before:
            page.show_page("graph")
            settle()
            carry(canvas.mapToGlobal(places[name]), *waits, middle(page, 0.8), key="ctrl")
            for _ in range(10):  # a reader is asked which tensor it is
                settle()
    wait(lambda: len(view.desk.ports("output")) > before, "a node on the picture")
    return name


def main(model: str, state: str) -> None:
    """Drag one tensor of the list to each side, and one node of the map."""
    _, window = app.create(["cutaway"], Path(state))
    window.resize(1270, 790)
    window.move(0, 0)
    window.show()
    window.activateWindow()
    window.open_paths([model])
    page = window.workspace.current
    assert page is not None
    wait(lambda: "studio" in page.pages, "a studio")
    page.show_page("studio")
    view = child(page, StudioPage).view
    assert view is not None
    view.desk.choose("serving_default")
    view.show_title("Tensors")
    told: list[object] = []

    def note() -> None:
        told.append([[port.spec.tensor for port in view.desk.ports(side)] for side in ("input", "output")])

    view.tensors.search("Mul")
    wait(lambda: not view.tensors.is_searching, "tensors")
    settle()
    listed = view.tensors.list
    for part in (0.9, 0.1):
        item = listed.topLevelItem(0)
        assert item is not None
        row = listed.viewport().mapToGlobal(listed.visualItemRect(item).center())
        before = len(view.desk.stack.edits)
        for _ in range(_TRIES):
            if len(view.desk.stack.edits) == before:
                carry(row, middle(view.picture, part))
        note()
    told.append(drag_node(page, view))
    note()
    print(json.dumps(told))
    for each in window.workspace.pages:
        each.document.edits = None
    window.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
