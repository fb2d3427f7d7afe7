# SPDX-License-Identifier: Apache-2.0
"""Where one looks on the map: fitting, zooming, panning, and moving softly to what is to be seen."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QObject, QPointF, QSizeF, QVariantAnimation, Signal, Slot

from cutaway.qt.graph.camera import MARGIN, Camera
from cutaway.qt.graph.scene import Scene

_READABLE = 0.85
_MOVE_MS = 140
_CLEAR = 0.2
_AROUND = 40.0


class Viewpoint(QObject):
    """A camera on a scene. moved: it shows something else."""

    moved = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.camera = Camera()
        self.scene: Scene | None = None
        self._is_first = True
        self._glide = QVariantAnimation(self)
        self._glide.setDuration(_MOVE_MS)
        self._glide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._glide.valueChanged.connect(self._glided)

    def show_scene(self, scene: Scene, keep: str) -> None:
        """Look at another picture. keep: key of the box that stays where one looks at it; else all is fitted."""
        old, self.scene = self.scene, scene
        self._glide.stop()
        if old is None or keep not in scene.index:
            self.fit_first()
        else:
            self._hold(old, scene, keep)

    def resize(self, size: QSizeF) -> None:
        """The view has another size: what was in the middle across stays there, since panels come at the sides."""
        middle = self.camera.area.center()
        self.camera.size = size
        self.camera.left = middle.x() - self.camera.area.width() / 2
        if self._is_first:
            self.fit_first()
        self.moved.emit()

    def fit_first(self) -> None:
        """As one first sees it: all of it, or its beginning at a size that can be read."""
        if self.scene is not None:
            self.camera.fit(self.scene.bounds, closest=1.0, farthest=_READABLE)
            self._face_the_heart(self.scene)
            self._is_first = True
            self.moved.emit()

    def fit(self) -> None:
        """See all of it."""
        if self.scene is not None:
            self.camera.fit(self.scene.bounds)
            self._changed()

    def zoom_to(self, box: int) -> None:
        """See a box, as large as it can be read well; all where there is none."""
        if self.scene is None or box < 0:
            self.fit()
            return
        around = self.scene.rects[box].adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND)
        self.camera.fit(around, closest=1.0)
        self._changed()

    def zoom(self, factor: float, pixel: QPointF) -> None:
        """Zoom at a pixel."""
        self._glide.stop()
        self.camera.zoom_at(pixel, factor)
        self._changed()

    def pan(self, right: float, down: float) -> None:
        """Move by so many pixels."""
        self._glide.stop()
        self.camera.pan(right, down)
        if self.scene is not None:
            self.camera.keep_near(self.scene.bounds)
        self._changed()

    def look_at(self, place: QPointF) -> None:
        """Have a place in the middle."""
        self.camera.center(place)
        self._changed()

    def reveal(self, box: int) -> None:
        """Move as little as needed to see a box, clear of what lies on the edges; zoom to one too small to read."""
        if self.scene is None or box < 0:
            return
        rect = self.scene.rects[box]
        if self.camera.scale < _READABLE / 2:
            self.camera.scale = _READABLE
            self.camera.center(rect.center())
            self._changed()
        self._go(self.camera.step_to_show(rect, _CLEAR))

    def _face_the_heart(self, scene: Scene) -> None:
        """Across the flow, begin where the innermost open group is: what lies at the side is seldom what counts."""
        if not scene.picture.opened:
            return
        heart = scene.rects[scene.index[scene.picture.opened[-1]]].center()
        camera, bounds = self.camera, scene.bounds
        area, air = camera.area, MARGIN / camera.scale
        if scene.flows_right:
            if area.height() < bounds.height():
                last = bounds.bottom() + air - area.height()
                camera.top = max(min(heart.y() - area.height() / 2, last), bounds.top() - air)
        elif area.width() < bounds.width():
            last = bounds.right() + air - area.width()
            camera.left = max(min(heart.x() - area.width() / 2, last), bounds.left() - air)

    def _hold(self, old: Scene, scene: Scene, keep: str) -> None:
        """What was opened or closed stays under the eye, then as much of it as fits comes into view."""
        after = scene.rects[scene.index[keep]]
        before = old.rects[old.index[keep]] if keep in old.index else after
        camera = self.camera
        pixel = camera.to_view(QPointF(before.center().x(), before.top()))
        across, down = camera.size.width(), camera.size.height()
        held = QPointF(min(max(pixel.x(), 0.0), across), min(max(pixel.y(), 0.0), down))
        camera.put(QPointF(after.center().x(), after.top()), held)
        self._changed()
        self._go(camera.step_to_show(after))

    def _go(self, step: QPointF) -> None:
        if step.isNull():
            return
        self._glide.stop()
        here = QPointF(self.camera.left, self.camera.top)
        self._glide.setStartValue(here)
        self._glide.setEndValue(here + step)
        self._glide.start()

    @Slot(object)
    def _glided(self, place: QPointF) -> None:
        self.camera.left, self.camera.top = place.x(), place.y()
        self._changed()

    def _changed(self) -> None:
        self._is_first = False
        self.moved.emit()
