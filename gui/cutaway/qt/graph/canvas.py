# SPDX-License-Identifier: Apache-2.0
"""The canvas of the map: shows a scene through a camera and turns mouse, wheel, pinch and keys into wishes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QSizePolicy, QToolTip, QWidget

from cutaway.description import wording
from cutaway.description.picture import NODE, OPEN
from cutaway.qt import tokens
from cutaway.qt.graph import cards, walking
from cutaway.qt.graph.boxes import HEAD
from cutaway.qt.graph.camera import Camera
from cutaway.qt.graph.choices import chosen_of
from cutaway.qt.graph.coloring import COLORINGS, Coloring
from cutaway.qt.graph.ink import Ink, Paint, ink_of
from cutaway.qt.graph.lettering import Lettering
from cutaway.qt.graph.marks import Marks
from cutaway.qt.graph.painting import paint
from cutaway.qt.graph.scene import Scene
from cutaway.qt.graph.sheet import Sheet
from cutaway.qt.graph.viewpoint import Viewpoint
from cutaway.qt.studio.tensor_drag import drag_node
from cutaway.qt.words import tr

_WHEEL = 1.0016
_KEY_ZOOM = 1.25
_CLICK = 4.0
_FAR_HEAD = 22.0
_NUDGE = 60.0
_ARROWS: dict[int, walking.Arrow] = {
    int(Qt.Key.Key_Left): "left",
    int(Qt.Key.Key_Right): "right",
    int(Qt.Key.Key_Up): "up",
    int(Qt.Key.Key_Down): "down",
}


class GraphCanvas(QWidget):
    """chosen: a box was chosen by mouse or key (−1: nothing). toggled: open or close the group with that key.

    moved: the camera shows something else. resized: there is more room, or less.
    menu_asked: a box (−1: the ground) and where on the screen. joined: two boxes, between which ways are asked for.
    let_go: Escape. pressed: a mouse button, on whatever.
    """

    chosen = Signal(int)
    toggled = Signal(str)
    moved = Signal()
    resized = Signal()
    menu_asked = Signal(int, QPointF)
    joined = Signal(int, int)
    let_go = Signal()
    pressed = Signal()

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("graphMap")
        self.setAccessibleName(tr("Map of the graph"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.grabGesture(Qt.GestureType.PinchGesture)
        self.viewpoint = Viewpoint(self)
        self.viewpoint.moved.connect(self._moved)
        self.marks = Marks()
        self.scene: Scene | None = None
        self.coloring: Coloring = COLORINGS[0]
        self._lettering = Lettering()
        self._ink: Ink | None = None
        self._paints: list[Paint] = []
        self._pressed: QPointF | None = None
        self._is_dragged = False

    # --- what is shown ---

    def show_scene(self, scene: Scene, keep: str = "") -> None:
        """Show another picture. keep: key of the box that stays where one looks at it; else all is fitted."""
        old, self.scene = self.scene, scene
        chosen = old.keys[self.marks.chosen] if old and self.marks.chosen >= 0 else ""
        self.marks.hovered = -1
        self._paints = []
        self.mark(scene.index.get(chosen, -1))
        self.viewpoint.show_scene(scene, keep)
        self._moved()

    def color_by(self, coloring: Coloring) -> None:
        """Give the boxes other colours."""
        self.coloring = coloring
        self._paints = []
        self.update()

    def mark(self, box: int) -> None:
        """Let a box stand out as the chosen one, −1 for none, with its wires."""
        marks, scene = self.marks, self.scene
        marks.chosen = box
        found = scene is not None and box >= 0
        marks.wires_in = set(scene.entering(box)) if scene and found else set()
        marks.wires_out = set(scene.leaving(box)) if scene and found else set()
        is_traced = marks.traced and found
        marks.feeders = scene.feeders(box) if scene and is_traced else set()
        marks.followers = scene.followers(box) if scene and is_traced else set()
        self._say()
        self.update()

    def trace(self, is_traced: bool) -> None:  # noqa: FBT001 (one word, one meaning)
        """Let everything step back that neither feeds nor follows what is chosen."""
        self.marks.traced = is_traced
        self.mark(self.marks.chosen)

    def sheet(self, camera: Camera | None = None) -> Sheet | None:
        """What a painter needs to draw what is seen, through another camera where one is given."""
        scene = self.scene
        if scene is None:
            return None
        if self._ink is None:
            self._ink = ink_of(tokens.colors_of(self.palette()))
        if not self._paints:
            self._paints = self.coloring.paints(scene, self._ink)
        return Sheet(scene, camera or self.camera, self._ink, self._paints, self.marks, self._lettering)

    # --- where one looks ---

    @property
    def camera(self) -> Camera:
        """What is seen, and how large."""
        return self.viewpoint.camera

    @Slot()
    def fit(self) -> None:
        """See all of it."""
        self.viewpoint.fit()

    @Slot()
    def zoom_to_chosen(self) -> None:
        """See what is chosen, as large as it can be read well; all where nothing is chosen."""
        self.viewpoint.zoom_to(self.marks.chosen)

    @Slot()
    def zoom_in(self) -> None:
        """A step closer."""
        self.zoom(_KEY_ZOOM)

    @Slot()
    def zoom_out(self) -> None:
        """A step back."""
        self.zoom(1 / _KEY_ZOOM)

    def zoom(self, factor: float, pixel: QPointF | None = None) -> None:
        """Zoom at a pixel, or in the middle."""
        self.viewpoint.zoom(factor, pixel or QPointF(self.width() / 2, self.height() / 2))

    @Slot()
    def _moved(self) -> None:
        self.moved.emit()
        self.update()

    # --- events ---

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        colors = tokens.colors_of(self.palette())
        painter.fillRect(self.rect(), colors.window)
        sheet = self.sheet()
        if sheet is not None:
            paint(painter, sheet)
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(colors.accent)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.viewpoint.resize(event.size().toSizeF())
        self.resized.emit()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.StyleChange}:
            self._ink = None
            self._paints = []
        super().changeEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            self._preview(event)
            return True
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture:
                self.zoom(1 + event.value(), event.position())
            return True
        if isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                self.zoom(pinch.scaleFactor(), self.mapFromGlobal(pinch.centerPoint()))
            return True
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        pixels, angle = event.pixelDelta(), event.angleDelta()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.phase() is not Qt.ScrollPhase.NoScrollPhase and not pixels.isNull() and not control:
            self.viewpoint.pan(pixels.x(), pixels.y())
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.viewpoint.pan(angle.y() or angle.x(), 0)
        else:
            self.zoom(_WHEEL ** angle.y(), event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() in {Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton}:
            self._pressed = event.position()
            self._is_dragged = False
            self.pressed.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            self._hover(event.position())
            return
        way = event.position() - self._pressed
        if self._is_dragged or way.manhattanLength() > _CLICK:
            box = -1 if self._is_dragged else self.box_at(self._pressed)
            if box >= 0 and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._pressed = None
                if self.scene is not None:  # out of the map, onto the picture of a signature
                    drag_node(chosen_of(self.scene, box), self)
                return
            self._is_dragged = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self._pressed = event.position()
            self.viewpoint.pan(way.x(), way.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        was_click = self._pressed is not None and not self._is_dragged
        self._pressed = None
        self.unsetCursor()
        if was_click and event.button() is Qt.MouseButton.LeftButton:
            box, before = self.box_at(event.position()), self.marks.chosen
            if box >= 0:
                self._choose(box)
                if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and before not in {-1, box}:
                    self.joined.emit(before, box)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        box = self.box_at(event.position())
        if event.button() is Qt.MouseButton.LeftButton and box >= 0:
            self.toggle(box)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        place = event.pos().toPointF()
        box = self.box_at(place)
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            box = self.marks.chosen
            if self.scene is not None and box >= 0:
                place = self.camera.to_view(self.scene.rects[box].center())
        if box >= 0:
            self._choose(box)
        self.menu_asked.emit(box, self.mapToGlobal(place))

    def leaveEvent(self, event: QEvent) -> None:
        self._mark_hovered(-1)
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._key(event):
            super().keyPressEvent(event)

    def _key(self, event: QKeyEvent) -> bool:
        scene, key, chosen = self.scene, event.key(), self.marks.chosen
        if scene is None:
            return False
        if key in _ARROWS and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            ways = {"left": (1, 0), "right": (-1, 0), "up": (0, 1), "down": (0, -1)}
            right, down = ways[_ARROWS[key]]
            self.viewpoint.pan(right * _NUDGE, down * _NUDGE)
        elif key in _ARROWS and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._choose(walking.step(scene, chosen, _ARROWS[key]))
            self.viewpoint.reveal(self.marks.chosen)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} and chosen >= 0:
            self.toggle(chosen)
        elif key == Qt.Key.Key_Backspace:
            self.close_around(chosen)
        elif key in {Qt.Key.Key_Plus, Qt.Key.Key_Equal}:
            self.zoom_in()
        elif key == Qt.Key.Key_Minus:
            self.zoom_out()
        elif key in {Qt.Key.Key_0, Qt.Key.Key_Home}:
            self.fit()
        elif key == Qt.Key.Key_1:
            self.zoom_to_chosen()
        elif key == Qt.Key.Key_Escape:
            self.let_go.emit()
        else:
            return False
        return True

    # --- wishes ---

    def toggle(self, box: int) -> None:
        """Ask to open a folded group, or to close an open one; a node is only looked at."""
        if self.scene is None:
            return
        if self.scene.forms[box] == NODE:
            self._choose(box)
            self.zoom_to_chosen()
        else:
            self.toggled.emit(self.scene.keys[box])

    def close_around(self, box: int) -> None:
        """Ask to close a group that is open, or the one around a box."""
        if self.scene is None or box < 0:
            return
        group = box if self.scene.forms[box] == OPEN else self.scene.parents[box]
        if group >= 0:
            self._choose(group)
            self.toggled.emit(self.scene.keys[group])

    def box_at(self, pixel: QPointF) -> int:
        """The box under a pixel; of an open group only its title counts, its ground is there to be dragged."""
        scene = self.scene
        if scene is None:
            return -1
        place = self.camera.to_plane(pixel)
        box = scene.at(place)
        if box >= 0 and scene.forms[box] == OPEN:
            head = max(HEAD, _FAR_HEAD / self.camera.scale)
            if place.y() > scene.rects[box].top() + head:
                return -1
        return box

    def _choose(self, box: int) -> None:
        if box != self.marks.chosen:
            self.mark(box)
        self.chosen.emit(box)

    def _hover(self, pixel: QPointF) -> None:
        self._mark_hovered(self.box_at(pixel))

    def _mark_hovered(self, box: int) -> None:
        if box != self.marks.hovered:
            self.marks.hovered = box
            self.setCursor(Qt.CursorShape.PointingHandCursor if box >= 0 else Qt.CursorShape.ArrowCursor)
            self.update()

    def _preview(self, event: QHelpEvent) -> None:
        box = self.box_at(event.pos().toPointF())
        if self.scene is None or box < 0:
            QToolTip.hideText()
            return
        where = self.camera.rect_to_view(self.scene.rects[box]).toAlignedRect()
        QToolTip.showText(event.globalPos(), cards.card(self.scene, box), self, where)

    def _say(self) -> None:
        """Tell those who cannot see it what is chosen."""
        box = self.marks.chosen
        words = (
            cards.sentence(self.scene, box)
            if self.scene is not None and box >= 0
            else tr("Nothing is chosen")
        )
        self.setAccessibleDescription(wording.safe(words))

    def visible_path(self) -> list[int]:
        """The open groups that fill the middle of the view, the outermost first."""
        scene = self.scene
        if scene is None:
            return []
        area = self.camera.area
        middle = scene.at(area.center())
        if middle < 0:
            return []
        around = scene.path_to(middle)
        return [*around, middle] if scene.forms[middle] == OPEN else around

    @property
    def seen(self) -> QRectF:
        """The part of the plane that is seen."""
        return self.camera.area
