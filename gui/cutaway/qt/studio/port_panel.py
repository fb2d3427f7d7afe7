# SPDX-License-Identifier: Apache-2.0
"""All that can be said about the port in hand: name, type with scale and offset, shape, and its default."""

from __future__ import annotations

import json

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cutaway.description import wording
from cutaway.description.model import ModelDescription
from cutaway.editing import edits
from cutaway.editing.casting import CASTABLE
from cutaway.editing.draft import Port
from cutaway.editing.edits import Edit
from cutaway.editing.refusals import Refusal
from cutaway.qt import tokens
from cutaway.qt.run.problem_line import ProblemLine
from cutaway.qt.studio import typed
from cutaway.qt.studio.desk import Place, StudioDesk
from cutaway.qt.widgets.buttons import button
from cutaway.qt.widgets.card import ScrollPage
from cutaway.qt.widgets.empty_state import EmptyState
from cutaway.qt.widgets.labels import ElidedLabel, label
from cutaway.qt.words import tr

_NUMBER_WIDTH, _TYPE_WIDTH = 120, 150


class PortPanel(QStackedWidget):
    """remove_asked: the port in hand is to go."""

    remove_asked = Signal()

    def __init__(self, desk: StudioDesk, description: ModelDescription, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("portPanel")
        self._desk = desk
        self._has_defaults = description.format != "tflite"
        hint = tr("Click an input or output in the picture, or walk to it with the arrow keys.")
        self.addWidget(EmptyState("plug", "No port is in hand.", self, hint=hint))
        self.addWidget(self._form())
        desk.changed.connect(self.refresh)
        self.refresh()

    def _form(self) -> QWidget:
        page = ScrollPage(self)
        page.lie_flush(tokens.SPACE_3)
        holder = QWidget(page)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_2)
        row = QHBoxLayout()
        self._title = ElidedLabel("", holder, "strong", mono=True)
        row.addWidget(self._title, 1)
        remove = button("Remove", holder, icon="trash-2", name="removePort")
        remove.clicked.connect(self.remove_asked)
        row.addWidget(remove)
        column.addLayout(row)
        self._problem = ProblemLine(holder)
        self._problem.setObjectName("portProblem")
        column.addWidget(self._problem)
        column.addLayout(self._fields(holder))
        page.body.addWidget(holder)
        return page

    def _fields(self, holder: QWidget) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(tokens.SPACE_3)
        grid.setVerticalSpacing(tokens.SPACE_2)
        self.name = self._field(holder, "portName", "Name", self._rename)
        self.type = QComboBox(holder)
        self.type.setObjectName("portType")
        self.type.setAccessibleName(tr("Type for callers"))
        self.type.setFixedWidth(_TYPE_WIDTH)
        self.type.activated.connect(self._cast)
        self.scale = self._field(holder, "portScale", tr("Scale"), self._cast)
        self.offset = self._field(holder, "portOffset", tr("Offset"), self._cast)
        for number in (self.scale, self.offset):
            number.setFixedWidth(_NUMBER_WIDTH)
        self.shape = self._field(holder, "portShape", "Shape", self._reshape)
        self.default = self._field(holder, "portDefault", "Default", self._set_default)
        self.default.setPlaceholderText(tr("none: callers have to give it"))
        types = QHBoxLayout()
        types.setSpacing(tokens.SPACE_2)
        self._times = label("", holder, "secondary")
        for widget in (self.type, self._times, self.scale, label("plus", holder, "secondary"), self.offset):
            types.addWidget(widget)
        types.addStretch(1)
        self._default_words = label("Default", holder, "secondary")
        rows: list[tuple[QWidget, QWidget | QHBoxLayout]] = [
            (label("Name", holder, "secondary"), self.name),
            (label("Type", holder, "secondary"), types),
            (label("Shape", holder, "secondary"), self.shape),
            (self._default_words, self.default),
        ]
        for row, (words, field) in enumerate(rows):
            grid.addWidget(words, row, 0, Qt.AlignmentFlag.AlignVCenter)
            if isinstance(field, QHBoxLayout):
                grid.addLayout(field, row, 1)
            else:
                grid.addWidget(field, row, 1)
        self._tensor = ElidedLabel("", holder, "secondary", mono=True)
        grid.addWidget(label("Tensor", holder, "secondary"), len(rows), 0)
        grid.addWidget(self._tensor, len(rows), 1)
        grid.setColumnMinimumWidth(0, 56)
        grid.setColumnStretch(1, 1)
        return grid

    def _field(self, parent: QWidget, name: str, words: str, done: object) -> QLineEdit:
        made = QLineEdit(parent)
        made.setObjectName(name)
        made.setAccessibleName(words)
        made.setProperty("mono", True)
        made.editingFinished.connect(done)
        return made

    @Slot()
    def refresh(self) -> None:
        """Bring it up to the port in hand."""
        port, place = self._desk.port, self._desk.place
        self.setCurrentIndex(0 if port is None else 1)
        if port is None or place is None:
            return
        title = tr("Input {name}") if place.side == "input" else tr("Output {name}")
        self._title.setText(title.format(name=wording.name(port.name)))
        _write(self.name, port.name)
        blocker = QSignalBlocker(self.type)
        self.type.clear()
        self.type.addItems(list(dict.fromkeys((port.dtype, *CASTABLE))))
        self.type.setCurrentText(port.spec.dtype)
        blocker.unblock()
        cast = port.cast
        _write(self.scale, f"{cast.scale if cast else 1:g}")
        _write(self.offset, f"{cast.offset if cast else 0:g}")
        is_input = place.side == "input"
        self._times.setText(
            tr("the model gets the value times") if is_input else tr("callers get the value times")
        )
        _write(self.shape, _shape(port))
        self.shape.setEnabled(port.spec.shape is not None)
        _write(self.default, json.dumps(port.default[0], ensure_ascii=False) if port.default else "")
        for widget in (self.default, self._default_words):
            widget.setVisible(is_input and self._has_defaults)
        self._tensor.setText(port.spec.tensor)
        problem = self._desk.problem_at(place)
        if problem is not None:
            self._problem.tell(problem.message, problem.hint)
        else:
            self._problem.clear()

    # --- what is changed ---

    @Slot()
    def _rename(self) -> None:
        port, place = self._desk.port, self._desk.place
        if port is not None and place is not None and self.name.text().strip() != port.name:
            name = self.name.text().strip()
            self._push(typed.renamed(self._desk.key, place, name), Place(place.side, name))

    @Slot()
    def _cast(self) -> None:
        port, place = self._desk.port, self._desk.place
        if port is None or place is None:
            return
        before = port.cast
        try:
            scale, offset = float(self.scale.text()), float(self.offset.text())
        except ValueError:
            message = f"“{self.scale.text()}” and “{self.offset.text()}” are not both numbers."
            hint = tr("Write numbers, as in 0.00392.")
            self._desk.refuse(Refusal(message, hint=hint, signature=self._desk.key, port=port.name))
            return
        wanted = self.type.currentText(), scale, offset
        now = (port.spec.dtype, before.scale if before else 1.0, before.offset if before else 0.0)
        if wanted != now:
            self._push(typed.cast(self._desk.key, place, *wanted), place)

    @Slot()
    def _reshape(self) -> None:
        port, place = self._desk.port, self._desk.place
        if port is None or place is None or self.shape.text().strip() == _shape(port):
            return
        try:
            self._push(typed.shaped(self._desk.key, place, self.shape.text()), place)
        except Refusal as refusal:
            self._desk.refuse(refusal)

    @Slot()
    def _set_default(self) -> None:
        port, place = self._desk.port, self._desk.place
        if port is None or place is None:
            return
        text = self.default.text().strip()
        if text == (json.dumps(port.default[0], ensure_ascii=False) if port.default else ""):
            return
        try:
            value = typed.value(self._desk.key, port, text) if text else None
        except Refusal as refusal:
            self._desk.refuse(refusal)
            return
        self._push(edits.SetDefault(self._desk.key, port.name, value), place)

    def _push(self, edit: Edit, place: Place) -> None:
        self._desk.push(edit, then=place)


def _write(field: QLineEdit, text: str) -> None:
    """Leave what is being typed alone where it is the same."""
    if (field.text() != text and not field.isModified()) or (field.isModified() and not field.hasFocus()):
        field.setText(text)


def _shape(port: Port) -> str:
    if port.spec.shape is None:
        return "unknown"
    return ", ".join("?" if size is None else str(size) for size in port.spec.shape)
