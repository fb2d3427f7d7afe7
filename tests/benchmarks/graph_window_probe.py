# SPDX-License-Identifier: Apache-2.0
"""Uses the map of a large graph in the real window and tells how long the window did not answer: MODEL FOLDER."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QObject, QPointF, QTimer

from cutaway.description.picture import FOLDED
from cutaway.qt import app
from cutaway.qt.graph.view import GraphView
from cutaway.session.documents import DocumentState

_TICK_MS = 2
_GIVE_UP_MS = 60_000
_REST_S = 0.4
"""So long each deed is watched after it is done: glides, shapes and late paints belong to it."""


class Watch(QObject):
    """Does one thing after another, and notes for each the longest time between two ticks of the event loop."""

    def __init__(self, model: str, folder: Path) -> None:
        super().__init__()
        self.application, self.window = app.create([sys.argv[0]], folder)
        self.window.resize(1280, 800)
        self.gaps: dict[str, float] = {}
        self.seconds: dict[str, float] = {}
        self._doing = ""
        self._last = self._began = time.perf_counter()
        self._deeds = self._script(model)
        self._is_done: Callable[[], bool] = lambda: True
        self._finished: float | None = None
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self.tick)
        self._timer.start()

    @property
    def view(self) -> GraphView | None:
        """The map, once there is one."""
        return self.window.findChild(GraphView)

    def _has_picture(self) -> bool:
        return self.view is not None and self.view.scene is not None and self.view.isVisible()

    def _script(self, model: str) -> Iterator[tuple[str, Callable[[], object], Callable[[], bool]]]:
        def is_read() -> bool:
            page = self.window.workspace.current
            return page is not None and page.document.state is not DocumentState.LOADING

        yield "reading", lambda: self.window.open_paths([model]), is_read
        page = self.window.workspace.current
        assert page is not None
        yield "first picture", lambda: page.show_page("graph"), self._has_picture
        view = self.view
        assert view is not None
        for number in (1, 2, 3):
            scene = view.scene
            assert scene is not None
            counts = scene.picture.boxes.count
            folded = [box for box, form in enumerate(scene.forms) if form == FOLDED]
            largest = max(folded, key=lambda box: counts[box])
            yield (
                f"opening group {number}",
                lambda key=scene.keys[largest]: view.toggle(key),  # type: ignore[misc]
                lambda old=scene: view.scene is not old,  # type: ignore[misc]
            )
        yield "seeing all", view.canvas.fit, lambda: True
        for step in range(12):
            yield "panning", lambda: view.canvas.viewpoint.pan(23.0, -17.0), lambda: True
            factor = 1.2 if step % 6 < 3 else 1 / 1.2
            yield "zooming", lambda by=factor: view.canvas.zoom(by, QPointF(600, 400)), lambda: True  # type: ignore[misc]
        yield "searching", lambda: view.search.find("op:Conv2D"), view.results.isVisible

    def tick(self) -> None:
        """Note the gap; go on where what was begun is over."""
        now = time.perf_counter()
        if self._doing:
            self.gaps[self._doing] = max(self.gaps.get(self._doing, 0.0), now - self._last)
        self._last = now
        if self._finished is None and self._is_done():
            self._finished = now
            if self._doing:
                self.seconds[self._doing] = max(self.seconds.get(self._doing, 0.0), now - self._began)
        if self._finished is not None and now - self._finished > (_REST_S if self._doing else 0.0):
            self._next()

    def _next(self) -> None:
        deed = next(self._deeds, None)
        if deed is None:
            self._timer.stop()
            print(json.dumps({"gaps": self.gaps, "seconds": self.seconds}))
            self.window.close()
            self.application.quit()
            return
        self._doing, begin, self._is_done = deed
        self._finished, self._began = None, time.perf_counter()
        begin()


if __name__ == "__main__":
    watch = Watch(sys.argv[1], Path(sys.argv[2]))
    watch.window.show()
    QTimer.singleShot(_GIVE_UP_MS, lambda: watch.application.exit(1))
    sys.exit(watch.application.exec())
