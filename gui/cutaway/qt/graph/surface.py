# SPDX-License-Identifier: Apache-2.0
"""The canvas with crumbs above, the legend below, and minimap, zoom buttons and a word of what goes on upon it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from cutaway.description import wording
from cutaway.qt import tokens
from cutaway.qt.graph.canvas import GraphCanvas
from cutaway.qt.graph.crumbs import Crumbs
from cutaway.qt.graph.legend import Legend
from cutaway.qt.graph.minimap import Minimap
from cutaway.qt.graph.scene import Scene
from cutaway.qt.widgets.buttons import IconButton, button
from cutaway.qt.widgets.card import Line
from cutaway.qt.widgets.labels import label
from cutaway.qt.words import tr

_PATIENCE_MS = 250
_NARROW = 520


class Surface(QWidget):
    """cancelled: what is being laid out is no longer wanted."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.crumbs = Crumbs(self)
        column.addWidget(self.crumbs)
        self.canvas = GraphCanvas(self)
        column.addWidget(self.canvas, 1)
        column.addWidget(Line(self))
        self.legend = Legend(self)
        column.addWidget(self.legend)
        self.note = label("", self, "secondary", wrap=True)
        self.note.setObjectName("graphNote")
        self.note.setContentsMargins(tokens.SPACE_4, 0, tokens.SPACE_4, tokens.SPACE_1)
        self.note.hide()
        column.addWidget(self.note)
        self.minimap = Minimap(self)
        self._zoom = _Zoom(self.canvas, self)
        self._busy = _Busy(self)
        self._busy.cancelled.connect(self.cancelled)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MS)
        self._patience.timeout.connect(self._say_busy)
        self.canvas.resized.connect(self._place)
        self.minimap.pointed.connect(self._look)
        self.canvas.moved.connect(self._moved)

    def show_scene(self, scene: Scene, keep: str) -> None:
        """Show another picture."""
        self.canvas.show_scene(scene, keep)
        self.show_colors()

    def show_colors(self) -> None:
        """Draw the minimap and the legend anew."""
        sheet = self.canvas.sheet()
        if sheet is not None:
            row = self.canvas.coloring
            self.legend.show_entries(row.title, row.legend(sheet.scene, sheet.ink))
            self.minimap.show_sheet(sheet)
        self._moved()
        self._place()

    @Slot(str)
    def say(self, words: str) -> None:
        """A note below the map, of something that nobody waited for."""
        self.note.setText(wording.safe(words))
        self.note.show()

    def begin(self, words: str) -> None:
        """Something is being laid out; it is said after a moment."""
        self._busy.say(words)
        self._patience.start()

    def progress(self, words: str) -> None:
        """How far it is."""
        self._busy.say(words)

    def end(self) -> None:
        """It is there."""
        self._patience.stop()
        self._busy.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._moved()
        self._place()

    @Slot()
    def _say_busy(self) -> None:
        self._busy.show()
        self._busy.raise_()
        self._place()

    @Slot(QPointF)
    def _look(self, place: QPointF) -> None:
        self.canvas.viewpoint.look_at(place)

    @Slot()
    def _moved(self) -> None:
        scene = self.canvas.scene
        if scene is None:
            return
        seen = self.canvas.camera.area
        self.show_path()
        is_whole = seen.contains(scene.bounds)
        self.minimap.setVisible(not is_whole and self.width() > _NARROW)
        self.minimap.show_seen(seen)

    def show_path(self) -> None:
        """Say which groups are around what is chosen, or around the middle of what is seen."""
        scene = self.canvas.scene
        if scene is None:
            return
        chosen = self.canvas.marks.chosen
        path = scene.path_to(chosen) if chosen >= 0 else self.canvas.visible_path()
        self.crumbs.show_path(scene, path)

    @Slot()
    def _place(self) -> None:
        gap = tokens.SPACE_3
        area = self.canvas.geometry()
        right, bottom = area.right() - gap, area.bottom() - gap
        self._zoom.adjustSize()
        self._zoom.move(right - self._zoom.width(), bottom - self._zoom.height())
        above = bottom - self._zoom.height() - tokens.SPACE_2
        self.minimap.move(QPoint(right - self.minimap.width(), above - self.minimap.height()))
        self._busy.adjustSize()
        self._busy.move((self.width() - self._busy.width()) // 2, area.top() + gap)


class _Zoom(QFrame):
    def __init__(self, canvas: GraphCanvas, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "popup")
        self.setAccessibleName(tr("Zoom"))
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(0)
        for icon, words, name, slot in (
            ("minus", tr("Zoom out   −"), "graphZoomOut", canvas.zoom_out),
            ("plus", tr("Zoom in   +"), "graphZoomIn", canvas.zoom_in),
            ("maximize", tr("Show all   0"), "graphFit", canvas.fit),
            ("eye", tr("Zoom to what is chosen   1"), "graphZoomToChosen", canvas.zoom_to_chosen),
        ):
            made = IconButton(icon, words, self, name=name)
            made.setAccessibleName(words.partition("   ")[0])
            made.clicked.connect(slot)
            row.addWidget(made)


class _Busy(QFrame):
    cancelled = Signal()

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("graphBusy")
        self.setProperty("kind", "popup")
        self.setAccessibleName(tr("The graph is being laid out"))
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.SPACE_3, tokens.SPACE_1, tokens.SPACE_2, tokens.SPACE_1)
        self._words = label("", self, "secondary")
        row.addWidget(self._words, 0, Qt.AlignmentFlag.AlignVCenter)
        cancel = button("Cancel", self, kind="link", name="graphCancel")
        cancel.clicked.connect(self.cancelled)
        row.addWidget(cancel)
        self.hide()

    def say(self, words: str) -> None:
        self._words.setText(wording.safe(words))
        self.adjustSize()
