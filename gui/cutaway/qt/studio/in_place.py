# SPDX-License-Identifier: Apache-2.0
"""Edits parts of the picture where they are: names and sizes in a field over them, types in a menu."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPoint, QRect, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from cutaway.description import wording
from cutaway.editing.casting import CASTABLE
from cutaway.editing.edits import Edit
from cutaway.editing.refusals import Refusal
from cutaway.qt.studio import typed
from cutaway.qt.studio.desk import Place, StudioDesk
from cutaway.qt.studio.geometry import Box, Layout, Spot
from cutaway.qt.studio.inline_field import InlineField
from cutaway.qt.words import tr

_NAME_WIDTH, _VALUE_WIDTH = 160, 330


class InPlace(QObject):
    """changed: something is being edited, or not any more, or what is typed is wrong (`refusal`)."""

    changed = Signal()

    def __init__(self, desk: StudioDesk, picture: QWidget) -> None:
        super().__init__(picture)
        self._desk = desk
        self._picture = picture
        self.field: InlineField | None = None
        self.refusal: Refusal | None = None

    def edit(self, layout: Layout, spot: Spot | None) -> None:
        """Edit that part of the port in hand, or the name of the signature where no port is."""
        self._desk.forgive()
        box = layout.box(self._desk.place)
        if box is None or spot is None:
            self._edit_key(layout)
        elif spot.part == "dtype":
            self._choose_type(box, spot)
        elif spot.part == "size":
            self._edit_size(box, spot)
        else:
            self._edit_name(box, spot)

    def remove(self, layout: Layout) -> None:
        """Take the port in hand away; of an input ask for the value that it always has from then on."""
        box = layout.box(self._desk.place)
        if box is None:
            return
        self._desk.forgive()
        if box.place.side == "output" or not box.port.source:
            self._desk.push(typed.removed(self._desk.key, box.place))
            return

        def made(text: str) -> Edit:
            given = typed.value(self._desk.key, box.port, text) if text.strip() else None
            return typed.removed(self._desk.key, box.place, given)

        room = box.rect.adjusted(max(box.rect.width() - _VALUE_WIDTH, 0), 0, -8, 0)
        words = tr("Value that {name} always has", name=wording.name(box.port.name))
        field = self._open("", room, words, made, lambda _edit: None)
        field.setPlaceholderText(tr("value it always has; empty: not needed"))

    def _edit_size(self, box: Box, spot: Spot) -> None:
        size = (box.port.spec.shape or ())[spot.axis]
        words = tr("Size {axis} of {name}", axis=spot.axis, name=wording.name(box.port.name))
        make = partial(typed.sized, self._desk.key, box.place, box.port, spot.axis)
        text = "" if size is None else str(size)
        self._open(text, spot.rect, words, make, lambda _edit: box.place).setPlaceholderText("?")

    def _edit_name(self, box: Box, spot: Spot) -> None:
        place = box.place
        room = QRect(spot.rect)
        title = tr("Input {name}") if place.side == "input" else tr("Output {name}")
        if place.side == "input":
            room.setLeft(min(spot.rect.left(), spot.rect.right() - _NAME_WIDTH))
        else:
            room.setWidth(max(spot.rect.width(), _NAME_WIDTH))
        self._open(
            box.port.name,
            room,
            f"{title.format(name=wording.name(place.name))}: {tr('Name')}",
            partial(typed.renamed, self._desk.key, place),
            lambda edit: Place(place.side, getattr(edit, "to", place.name)),
        )

    def _edit_key(self, layout: Layout) -> None:
        if self._desk.signature is not None:
            seen = layout.block.intersected(self._picture.visibleRegion().boundingRect())
            room = (layout.block if seen.isEmpty() else seen).adjusted(10, 0, -10, -18)
            make = partial(typed.renamed, self._desk.key, Place("input", ""))
            self._open(self._desk.key, room, tr("Name of the signature"), make, lambda _edit: None)

    def _open(
        self,
        text: str,
        room: QRect,
        words: str,
        make: Callable[[str], Edit],
        then: Callable[[Edit], Place | None],
    ) -> InlineField:
        """A field over that place. make: the edit of what is typed, which may raise Refusal. then: what is in hand."""
        is_right = self._desk.place is not None and self._desk.place.side == "input"
        self.field = field = InlineField(text, room, self._picture, words=words, at_right=is_right)
        field.textEdited.connect(partial(self._judge, make))
        field.entered.connect(partial(self._take, make, then))
        field.left.connect(self._leave)
        return field

    def _judge(self, make: Callable[[str], Edit], text: str) -> None:
        """Say at once what is wrong with what is being typed."""
        try:
            self.refusal = self._desk.why_not(make(text))
        except Refusal as refusal:
            self.refusal = refusal
        self.changed.emit()

    def _take(self, make: Callable[[str], Edit], then: Callable[[Edit], Place | None], text: str) -> None:
        self._leave()
        try:
            edit = make(text)
        except Refusal as refusal:
            self._desk.refuse(refusal)
            return
        self._desk.push(edit, then=then(edit))

    def _leave(self) -> None:
        self.field = None
        self.refusal = None
        self._picture.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _choose_type(self, box: Box, spot: Spot) -> None:
        menu = QMenu(self._picture)
        menu.setObjectName("typeMenu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        own = box.port.dtype
        for dtype in dict.fromkeys((own, *CASTABLE)):
            action = menu.addAction(tr("{dtype}   the model's own", dtype=dtype) if dtype == own else dtype)
            action.setData(dtype)
            action.setCheckable(True)
            action.setChecked(dtype == box.port.spec.dtype)
            action.triggered.connect(partial(self._cast, box.place, dtype))
        menu.popup(self._picture.mapToGlobal(spot.rect.bottomLeft() + QPoint(0, 2)))

    def _cast(self, place: Place, dtype: str) -> None:
        self._desk.push(typed.cast(self._desk.key, place, dtype), then=place)
