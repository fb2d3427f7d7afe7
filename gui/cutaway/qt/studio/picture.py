# SPDX-License-Identifier: Apache-2.0
"""The signature as a picture that is edited in place, by mouse and keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from cutaway.description import wording
from cutaway.editing.edits import Side
from cutaway.qt import tokens
from cutaway.qt.studio import typed
from cutaway.qt.studio.desk import Place, StudioDesk
from cutaway.qt.studio.geometry import Box, Layout, Spot, lay_out
from cutaway.qt.studio.in_place import InPlace
from cutaway.qt.studio.painting import Look, Painting
from cutaway.qt.studio.tensor_drag import node_of, tensor_of
from cutaway.qt.words import tr

_DRAG = 8
_DEFAULT_HEIGHT = 220


class SignaturePicture(QWidget):
    """grown: the height that it needs is another one. node_dropped: on a side, a node by name and function."""

    grown = Signal()
    node_dropped = Signal(str, str, str)

    def __init__(self, desk: StudioDesk, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._spot: tuple[str, int] = ("name", -1)
        self._hovered: Spot | None = None
        self._hovered_place: Place | None = None
        self._pressed: tuple[QPoint, Place] | None = None
        self._drop: tuple[Side, int] | None = None
        self._layout: Layout | None = None
        self.in_place = InPlace(desk, self)
        self.in_place.changed.connect(self.refresh)
        self.setObjectName("signaturePicture")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        desk.changed.connect(self.refresh)
        self.refresh()

    # --- what is there ---

    def layout_now(self) -> Layout:
        """Where everything lies now."""
        if self._layout is None:
            self._layout = lay_out(
                self._desk.ports("input"),
                self._desk.ports("output"),
                max(self.width(), 320),
                self._room(),
                self._note,
            )
        return self._layout

    def refresh(self) -> None:
        """Draw what is there now."""
        self._layout = None
        self._say()
        height = self.layout_now().height
        if self.minimumHeight() != height:
            self.setMinimumHeight(height)
            self.grown.emit()
        self.update()

    def sizeHint(self) -> QSize:
        """As high as the ports need."""
        return QSize(640, max(self.layout_now().height, _DEFAULT_HEIGHT))

    def _room(self) -> int:
        around = self.parentWidget()
        return around.height() if around is not None else _DEFAULT_HEIGHT

    def _note(self, place: Place) -> str:
        typed_now = self.in_place.refusal if place == self._desk.place else None
        told = typed_now or self._desk.problem_at(place)
        return f"{told.message} {told.hint}".strip() if told is not None else ""

    def _say(self) -> None:
        found = self._desk.signature
        words = wording.name(found.key) if found is not None else tr("No signature")
        port = self._desk.port
        if port is not None and self._desk.place is not None:
            shape = wording.shape(port.spec.shape)
            side = tr("Input {name}") if self._desk.place.side == "input" else tr("Output {name}")
            words += f", {side.format(name=wording.name(port.name))}, {port.spec.dtype}, {shape}"
            note = self._note(self._desk.place)
            words += f": {note}" if note else ""
        self.setAccessibleName(words)

    def _chosen_spot(self) -> Spot | None:
        box = self.layout_now().box(self._desk.place)
        if box is None:
            return None
        part, axis = self._spot
        return next((each for each in box.spots if (each.part, each.axis) == (part, axis)), box.spots[0])

    # --- drawing ---

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The picture, or why there is none."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.colors_of(self.palette()).surface))
        colors = tokens.colors_of(self.palette())
        found = self._desk.signature
        if found is None:
            painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), tr("There is no signature."))
            return
        look = Look(
            self._desk.place,
            self._chosen_spot() if self.hasFocus() else None,
            self._hovered,
            self._hovered_place,
            self._drop,
            self.hasFocus(),
            self.visibleRegion().boundingRect(),
        )
        words = tr("{fed} fixed", fed=len(found.fed)) if found.fed else ""
        words = words or wording.safe(found.method.removeprefix("tensorflow/serving/")) or tr("function")
        Painting(painter, colors, self.layout_now(), look).draw(found, words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Everything has another place."""
        super().resizeEvent(event)
        self._layout = None
        self.refresh()

    # --- the mouse ---

    def event(self, event: QEvent) -> bool:
        """Tooltips tell a port in full."""
        if isinstance(event, QHelpEvent):
            box = self._box_at(event.pos())
            if box is not None:
                QToolTip.showText(event.globalPos(), _tip(box), self, box.rect)
                return True
        return super().event(event)

    def _box_at(self, at: QPoint) -> Box | None:
        return next((box for box in self.layout_now().boxes if box.rect.contains(at)), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the port or the function in hand."""
        at = event.position().toPoint()
        box = self._box_at(at)
        if box is None:
            self._desk.choose(self._desk.key)
            return
        spot = _spot_at(box, at)
        self._spot = (spot.part, spot.axis) if spot is not None else ("name", -1)
        self._desk.choose(self._desk.key, box.place)
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed = at, box.place
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what a click would choose, or where a port would land."""
        at = event.position().toPoint()
        if self._pressed is not None:
            begin, place = self._pressed
            if self._drop is not None or (at - begin).manhattanLength() > _DRAG:
                self.setCursor(Qt.CursorShape.ClosedHandCursor)
                self._drop = place.side, self._row_at(place.side, at)
                self.update()
            return
        box = self._box_at(at)
        spot = _spot_at(box, at) if box is not None else None
        over = box.place if box is not None else None
        if (spot, over) != (self._hovered, self._hovered_place):
            self._hovered, self._hovered_place = spot, over
            self.setCursor(Qt.CursorShape.IBeamCursor if spot is not None else Qt.CursorShape.ArrowCursor)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A port that was dragged lands."""
        super().mouseReleaseEvent(event)
        pressed, drop = self._pressed, self._drop
        self._pressed = self._drop = None
        self.unsetCursor()
        if pressed is not None and drop is not None:
            self._move_to(pressed[1], drop[1])
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit what is under the pointer."""
        at = event.position().toPoint()
        box = self._box_at(at)
        if box is None:
            if self.layout_now().block.contains(at):
                self._desk.choose(self._desk.key)
                self.edit()
            return
        spot = _spot_at(box, at)
        self._spot = (spot.part, spot.axis) if spot is not None else ("name", -1)
        self._desk.choose(self._desk.key, box.place)
        self._pressed = None
        self.edit()

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer."""
        super().leaveEvent(event)
        self._hovered = self._hovered_place = None
        self.update()

    def _row_at(self, side: Side, at: QPoint) -> int:
        boxes = self.layout_now().side(side)
        return sum(1 for box in boxes if at.y() > box.rect.center().y())

    # --- the keyboard ---

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, F2 and Enter edit, Delete removes, Alt with arrows moves a port."""
        key = event.key()
        is_alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(key), 0)
        aside = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(key), 0)
        if step and is_alt:
            self._shift(step)
        elif step:
            self._walk(step)
        elif aside and not is_alt:
            self._go_aside(aside)
        elif key in {Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.edit()
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.remove()
        elif key == Qt.Key.Key_Escape and self._desk.place is not None:
            self._desk.choose(self._desk.key)
        else:
            super().keyPressEvent(event)

    def _walk(self, step: int) -> None:
        place = self._desk.place
        boxes = self.layout_now().side(place.side if place is not None else "input")
        boxes = boxes or list(self.layout_now().boxes)
        if not boxes:
            return
        here = next((row for row, box in enumerate(boxes) if box.place == place), -1)
        row = min(max(here + step, 0), len(boxes) - 1) if here >= 0 else 0
        self._desk.choose(self._desk.key, boxes[row].place)

    def _go_aside(self, step: int) -> None:
        box, spot = self.layout_now().box(self._desk.place), self._chosen_spot()
        if box is None or spot is None:
            self._walk(1)
            return
        at = box.spots.index(spot) + step
        if 0 <= at < len(box.spots):
            self._spot = box.spots[at].part, box.spots[at].axis
            self.update()
            return
        other: Side = "output" if step > 0 else "input"
        boxes = self.layout_now().side(other)
        if other != box.place.side and boxes:
            found = min(boxes, key=lambda each: abs(each.rect.top() - box.rect.top()))
            spot = found.spots[0] if step > 0 else found.spots[-1]
            self._spot = spot.part, spot.axis
            self._desk.choose(self._desk.key, found.place)

    def _shift(self, step: int) -> None:
        place = self._desk.place
        if place is None:
            return
        names = [port.name for port in self._desk.ports(place.side)]
        at = names.index(place.name)
        if 0 <= at + step < len(names):
            self._move_to(place, at + step + (1 if step > 0 else 0))

    def _move_to(self, place: Place, row: int) -> None:
        names = [port.name for port in self._desk.ports(place.side)]
        edit = typed.ordered(self._desk.key, place.side, names, place.name, row)
        if edit is not None:
            self._desk.push(edit, then=place)

    # --- editing in place ---

    def edit(self) -> None:
        """Edit the part in hand, or the name of the signature where no port is."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.in_place.edit(self.layout_now(), self._chosen_spot())

    def remove(self) -> None:
        """Take the port in hand away; of an input ask for the value that it always has from then on."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.in_place.remove(self.layout_now())

    # --- tensors that are dropped ---

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take tensors, and nothing else."""
        if tensor_of(event.mimeData()) or node_of(event.mimeData())[0]:
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show which side the tensor would come to."""
        side = self._side_at(event.position().toPoint())
        self._drop = side, len(self.layout_now().side(side))
        event.acceptProposedAction()
        self.update()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Nothing is dragged over it any more."""
        super().dragLeaveEvent(event)
        self._drop = None
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        """Make the tensor an input or an output, by the half that it was dropped on."""
        self._drop = None
        tensor, node = tensor_of(event.mimeData()), node_of(event.mimeData())
        side = self._side_at(event.position().toPoint())
        event.acceptProposedAction()
        if tensor:
            self.add(side, tensor)
        elif node[0]:
            self.node_dropped.emit(side, *node)
        self.update()

    def _side_at(self, at: QPoint) -> Side:
        return "input" if at.x() < self.layout_now().block.center().x() else "output"

    def add(self, side: Side, tensor: str) -> None:
        """Make a tensor of the graph an input or an output."""
        names = [port.name for port in (*self._desk.ports("input"), *self._desk.ports("output"))]
        edit = typed.added(self._desk.key, side, names, tensor)
        self._desk.push(edit, then=Place(side, getattr(edit, "name", "")))


def _spot_at(box: Box, at: QPoint) -> Spot | None:
    return next((spot for spot in box.spots if spot.rect.contains(at)), None)


def _tip(box: Box) -> str:
    port = box.port
    lines = [port.name, f"{port.spec.dtype}, {wording.shape(port.spec.shape)}", port.spec.tensor]
    lines.append(
        tr("The model's own: {dtype}, {shape}", dtype=port.dtype, shape=wording.shape(port.shape))
        if port.cast
        else ""
    )
    lines.append("\n".join(box.notes))
    return "\n".join(wording.elided(wording.safe(line), 300) for line in lines if line)
