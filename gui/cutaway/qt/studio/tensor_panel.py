# SPDX-License-Identifier: Apache-2.0
"""Tensors of the graph by name, to be dragged onto the picture or made inputs and outputs by the keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QDrag, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cutaway.description import wording
from cutaway.description.outline import Matches, Spot
from cutaway.editing import edits
from cutaway.editing.edits import Side
from cutaway.qt import tokens
from cutaway.qt.studio import typed
from cutaway.qt.studio.desk import StudioDesk
from cutaway.qt.studio.tensor_drag import carried
from cutaway.qt.views.follow import follow
from cutaway.qt.widgets.buttons import button
from cutaway.qt.widgets.filter_field import FilterField
from cutaway.qt.widgets.labels import ElidedLabel
from cutaway.qt.widgets.views import prepare_tree
from cutaway.qt.words import counted, tr
from cutaway.session.jobs import Job, JobState

_MOST = 300
_ALL = "/./"
"""The query that every node fits."""
_TENSOR = Qt.ItemDataRole.UserRole


class TensorPanel(QWidget):
    """added: a side and a tensor that is to be a port there."""

    added = Signal(str, str)

    def __init__(self, desk: StudioDesk, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._job: Job[Matches | None] | None = None
        self._is_asked = False
        self._wanted: Side | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_2)
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_2)
        self.field = _Field(tr("Find a tensor"), self, name="tensorField")
        self.field.setToolTip(tr("Enter makes it an output, Shift+Enter an input"))
        self.field.filtered.connect(self.search)
        self.field.taken.connect(self._take)
        self.field.left_downwards.connect(self._go_down)
        row.addWidget(self.field, 1)
        for words, icon, name, slot in (
            (tr("As input"), "log-in", "tensorAsInput", self.as_input),
            (tr("As output"), "log-out", "tensorAsOutput", self.as_output),
            (tr("New signature"), "plus", "tensorsAsSignature", self.as_signature),
        ):
            made = button(words, self, icon=icon, name=name)
            made.clicked.connect(slot)
            row.addWidget(made)
        column.addLayout(row)
        self.list = _TensorList(self)
        self.list.itemDoubleClicked.connect(self.as_output)
        self.list.itemActivated.connect(self.as_output)
        column.addWidget(self.list, 1)
        self._said = ElidedLabel("", self, "secondary", mode=Qt.TextElideMode.ElideRight)
        self._said.setObjectName("tensorsSaid")
        column.addWidget(self._said)

    @property
    def is_searching(self) -> bool:
        """Whether the list is still that of an earlier query."""
        return self._job is not None

    def begin(self) -> None:
        """List the first tensors, and put the cursor into the field."""
        if not self._is_asked:
            self.search("")
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def search(self, query: str) -> None:
        """List tensors of nodes that fit."""
        self._is_asked = True
        if self._job is not None:
            self._job.cancel()
        self._job = job = self._desk.service.matches(query or _ALL, _MOST)
        self._said.setText(tr("Searching"))
        if job.is_over:
            self._came(job)
        else:
            follow(self, job.finished, self._came)

    def _came(self, job: Job[Matches | None]) -> None:
        if job is not self._job:
            return
        self._job = None
        found = job.result if job.state is JobState.DONE else None
        spots = [spot for spot in found.spots if _is_value(spot)] if found is not None else []
        self.list.fill(spots)
        if job.error is not None:
            self._said.setText(job.error.message)
        else:
            more = (
                tr(" of {count}", count=counted(found.total, "node"))
                if found and found.total > found.listed
                else ""
            )
            told = f"{counted(len(spots), 'tensor')}{more}" if spots else tr("No tensor is called so.")
            self._said.setText(told)
        side, self._wanted = self._wanted, None
        if side is not None:
            self._add(side)

    @Slot(str)
    def _take(self, side: Side) -> None:
        """Enter in the field: what is chosen or found first, once it is found."""
        if self._job is not None:
            self._wanted = side
        else:
            self._add(side)

    @Slot()
    def as_input(self) -> None:
        """Let callers give it."""
        self._add("input")

    @Slot()
    def as_output(self) -> None:
        """Give it to callers."""
        self._add("output")

    @Slot()
    def as_signature(self) -> None:
        """A new signature that takes what the one in hand takes, and gives what is chosen."""
        keys = [each.key for each in self._desk.stack.draft.signatures]
        outputs: dict[str, str] = {}
        for tensor in self.list.chosen():
            outputs[typed.free_name(typed.last_part(tensor), list(outputs))] = tensor
        inputs = {port.name: port.spec.tensor for port in self._desk.ports("input")}
        self._desk.push(edits.AddSignature(typed.free_name("part", keys), inputs, outputs))

    def _add(self, side: Side) -> None:
        for tensor in self.list.chosen():
            self.added.emit(side, tensor)

    @Slot()
    def _go_down(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        first = self.list.topLevelItem(0)
        if self.list.currentItem() is None and first is not None:
            self.list.setCurrentItem(first)


def _is_value(spot: Spot) -> bool:
    """Whether callers could give or take it."""
    is_tensor = bool(spot.carries) or ":" in spot.tensor
    return is_tensor and not spot.carries.startswith(("resource", "variant"))


class _Field(FilterField):
    """taken: Enter was pressed, and the side that is meant by it."""

    taken = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes what is found."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            is_shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.returnPressed.emit()
            self.taken.emit("input" if is_shift else "output")
        else:
            super().keyPressEvent(event)


class _TensorList(QTreeWidget):
    """Rows that can be dragged onto the picture."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        prepare_tree(self, "tensorList", tr("Tensors of the graph"))
        self.setProperty("kind", "card")
        self.setRootIsDecorated(False)
        self.setHeaderLabels(["Tensor", tr("Operation"), tr("Type and shape")])
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(1, 150)
        header.resizeSection(2, 190)

    def fill(self, spots: list[Spot]) -> None:
        """Have one row for each, and the first one chosen."""
        self.clear()
        for spot in spots:
            shown = [wording.safe(spot.tensor), wording.safe(spot.op), wording.safe(spot.carries)]
            item = QTreeWidgetItem(shown)
            item.setData(0, _TENSOR, spot.tensor)
            item.setToolTip(0, shown[0])
            self.addTopLevelItem(item)
        first = self.topLevelItem(0)
        if first is not None:
            self.setCurrentItem(first)

    def chosen(self) -> list[str]:
        """Tensors of the chosen rows."""
        return [str(item.data(0, _TENSOR)) for item in self.selectedItems()]

    def startDrag(self, _actions: Qt.DropAction) -> None:
        """Carry the first of the chosen rows."""
        chosen = self.chosen()
        if chosen:
            drag = QDrag(self)
            drag.setMimeData(carried(chosen[0]))
            drag.exec(Qt.DropAction.CopyAction)
