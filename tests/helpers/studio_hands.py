# SPDX-License-Identifier: Apache-2.0
"""Hands on the signature studio: each gesture is one edit, made by mouse and keyboard as a user would."""

from __future__ import annotations

import json
import math
from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton, QTabBar, QToolButton
from pytestqt.qtbot import QtBot

from cutaway.editing.edits import Side
from cutaway.qt.studio.desk import Place
from cutaway.qt.studio.geometry import Part
from cutaway.qt.studio.view import TITLES, StudioView
from helpers.windows import child

LEFT = Qt.MouseButton.LeftButton
KEY = Qt.Key
PATIENCE = 60_000
_MOST_CELLS = 2000


class Hands:
    """On the studio of one model. A gesture that a signature gives no occasion for is passed over: False."""

    def __init__(self, view: StudioView, bot: QtBot) -> None:
        self.view = view
        self.bot = bot

    # --- whole signatures ---

    def rename_signature(self) -> bool:
        self._press(KEY.Key_Escape)
        QTest.mouseDClick(self.view.picture, LEFT, pos=self.view.picture.layout_now().block.center())
        return self._type_in_place("renamed_signature")

    def duplicate(self) -> bool:
        return self._tool("duplicateSignature")

    def make_default(self) -> bool:
        return self._tool("makeDefault")

    def delete(self) -> bool:
        listed = self.view.signatures.list
        listed.setFocus(Qt.FocusReason.OtherFocusReason)
        QTest.keyClick(listed, KEY.Key_Delete)
        return True

    def _tool(self, name: str) -> bool:
        button = child(self.view, QToolButton, name)
        is_offered = button.isEnabled()
        QTest.mouseClick(button, LEFT)
        return is_offered

    # --- ports, in the picture ---

    def rename_input(self) -> bool:
        return self._take("input") and self._rename("renamed_input")

    def rename_output(self) -> bool:
        return self._take("output") and self._rename("renamed_output")

    def _rename(self, name: str) -> bool:
        self._press(KEY.Key_F2)
        return self._type_in_place(name)

    def fix_the_batch(self) -> bool:
        return self._size("2") if self._first_size("input") is None else False

    def free_the_batch(self) -> bool:
        return self._size("?") if self._first_size("input") is not None else False

    def _first_size(self, side: Side) -> int | None:
        ports = self.view.desk.ports(side)
        return (ports[0].spec.shape or (-1,))[0] if ports else -1

    def _size(self, text: str) -> bool:
        return self._double_click("input", "size", 0) and self._type_in_place(text)

    def cast_input(self) -> bool:
        return self._choose_type("input")

    def cast_output(self) -> bool:
        return self._choose_type("output")

    def _choose_type(self, side: Side) -> bool:
        if not self._double_click(side, "dtype"):
            return False
        own = self.view.desk.ports(side)[0].dtype
        menu = next(each for each in self.view.picture.findChildren(QMenu, "typeMenu") if each.isVisible())
        wanted = "float64" if own != "float64" else "float32"
        menu.setActiveAction(next(each for each in menu.actions() if each.data() == wanted))
        QTest.keyClick(menu, KEY.Key_Return)
        return True

    def move_output(self) -> bool:
        if len(self.view.desk.ports("output")) < 2 or not self._take("output"):
            return False
        QTest.keyClick(self.view.picture, KEY.Key_Down, Qt.KeyboardModifier.AltModifier)
        return True

    def drag_input(self) -> bool:
        boxes = self.view.picture.layout_now().side("input")
        if len(boxes) < 2:
            return False
        begin, end = boxes[0].rect.center(), boxes[1].rect.bottomLeft() + QPoint(40, 2)
        QTest.mousePress(self.view.picture, LEFT, pos=begin)
        QTest.mouseMove(self.view.picture, begin + QPoint(0, 20))
        QTest.mouseMove(self.view.picture, end)
        QTest.mouseRelease(self.view.picture, LEFT, pos=end)
        return True

    def remove_output(self) -> bool:
        ports = self.view.desk.ports("output")
        if not ports or not self._take("output"):
            return False
        for _ in ports[1:]:
            self._press(KEY.Key_Down)
        self._press(KEY.Key_Delete)
        return True

    def remove_input(self) -> bool:
        if not self._take("input"):
            return False
        self._press(KEY.Key_Delete)
        return self._type_in_place(self._zeros("input"))

    # --- panels ---

    def set_default(self) -> bool:
        if not self._take("input"):
            return False
        self.show_panel("Port")
        field = self.view.port.default
        if not field.isVisible():
            return False
        self._paste(field, self._zeros("input"))
        QTest.keyClick(field, KEY.Key_Return)
        return True

    def scale_input(self) -> bool:
        if not self._take("input"):
            return False
        self.show_panel("Port")
        self._paste(self.view.port.scale, "1")
        self._paste(self.view.port.offset, "0.5")
        QTest.keyClick(self.view.port.offset, KEY.Key_Return)
        return True

    def add_output(self) -> bool:
        if not self._find():
            return False
        QTest.keyClick(self.view.tensors.list, KEY.Key_Return)
        return True

    def add_input(self) -> bool:
        return self._find() and self._click("tensorAsInput")

    def add_signature(self) -> bool:
        return self._find() and self._click("tensorsAsSignature")

    def _click(self, name: str) -> bool:
        QTest.mouseClick(child(self.view, QPushButton, name), LEFT)
        return True

    def _find(self) -> bool:
        """Search what gives the first output, and go down into the list."""
        self.show_panel("Tensors")
        ports = [port for port in self.view.desk.ports("output") if port.source]
        if not ports:
            return False
        panel, tensor = self.view.tensors, ports[0].spec.tensor
        self._paste(panel.field, tensor.rpartition(":")[0].rpartition("/")[2] if ":" in tensor else tensor)
        QTest.keyClick(panel.field, KEY.Key_Down)
        self.bot.waitUntil(lambda: not panel.is_searching, timeout=PATIENCE)
        return panel.list.topLevelItemCount() > 0

    def document(self) -> bool:
        self.show_panel("Documentation")
        field = self.view.notes.findChild(QLineEdit, "note:model.author")
        if field is None:
            return False
        self._paste(field, "Ada")
        QTest.keyClick(field, KEY.Key_Return)
        return True

    # --- what gestures are made of ---

    def show_panel(self, title: str) -> None:
        bar = child(self.view, QTabBar, "studioPanel")
        QTest.mouseClick(bar, LEFT, pos=bar.tabRect(TITLES.index(title)).center())

    def _press(self, key: Qt.Key) -> None:
        QTest.keyClick(self.view.picture, key)

    def _take(self, side: Side) -> bool:
        """Click the name of the first port."""
        boxes = self.view.picture.layout_now().side(side)
        if not boxes:
            return False
        spot = boxes[0].spots[0]
        QTest.mouseClick(self.view.picture, LEFT, pos=spot.rect.center())
        return self.view.desk.place == Place(side, boxes[0].port.name)

    def _double_click(self, side: Side, part: Part, axis: int = -1) -> bool:
        boxes = self.view.picture.layout_now().side(side)
        spot = boxes[0].spot(part, axis) if boxes else None
        if spot is None:
            return False
        QTest.mouseDClick(self.view.picture, LEFT, pos=spot.rect.center())
        return True

    def _type_in_place(self, text: str) -> bool:
        field = self.view.picture.in_place.field
        if field is None:
            return False
        self._paste(field, text)
        QTest.keyClick(field, KEY.Key_Return)
        return True

    @staticmethod
    def _paste(field: QLineEdit, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        QTest.keyClick(field, KEY.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(field, KEY.Key_V, Qt.KeyboardModifier.ControlModifier)

    def _zeros(self, side: Side) -> str:
        """A value that fits the first port; one that does not where it would be very long."""
        port = self.view.desk.ports(side)[0]
        shape = [2 if size is None else size for size in port.spec.shape or ()]
        cell: object = "word" if port.spec.dtype == "string" else 0
        if math.prod(shape) > _MOST_CELLS:
            return json.dumps(cell)
        for size in reversed(shape):
            cell = [cell] * size
        return json.dumps(cell)


GESTURES: tuple[tuple[Callable[[Hands], bool], bool], ...] = (
    (Hands.rename_signature, True),
    (Hands.duplicate, True),
    (Hands.make_default, True),
    (Hands.delete, False),
    (Hands.rename_input, True),
    (Hands.fix_the_batch, True),
    (Hands.free_the_batch, False),
    (Hands.drag_input, True),
    (Hands.cast_input, True),
    (Hands.scale_input, False),
    (Hands.set_default, True),
    (Hands.remove_input, False),
    (Hands.add_input, False),
    (Hands.add_output, True),
    (Hands.move_output, True),
    (Hands.remove_output, False),
    (Hands.rename_output, True),
    (Hands.cast_output, True),
    (Hands.add_signature, True),
    (Hands.document, True),
)
"""All of them in an order in which they do not stand in each other's way; False: taken back by Ctrl+Z."""
