# SPDX-License-Identifier: Apache-2.0
"""Values inside the model: which tensors are shown, by name, and what they were in the last run."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from cutaway.description import wording
from cutaway.qt import tokens
from cutaway.qt.run.outputs import ValuesPanel
from cutaway.qt.views.flow import FlowLayout
from cutaway.qt.widgets.buttons import IconButton, button
from cutaway.qt.widgets.empty_state import EmptyState
from cutaway.qt.widgets.labels import ElidedLabel
from cutaway.qt.words import tr
from cutaway.session.documents import Reading
from cutaway.session.run_plan import PastRun

_CHIP_WIDTH = 320


class TapsPanel(QWidget):
    """changed: other tensors are wanted, as `list[str]`. run_asked: their values are wanted now."""

    changed = Signal(list)
    run_asked = Signal()

    def __init__(self, reading: Reading, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._taps: tuple[str, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_2)
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_2)
        self._field = QLineEdit(self)
        self._field.setObjectName("tapField")
        self._field.setAccessibleName(tr("Tensor whose value is shown"))
        self._field.setPlaceholderText(tr("Tensor or node, as CALL/NODE:0"))
        self._field.returnPressed.connect(self._add)
        row.addWidget(self._field, 1)
        add = button("Add", self, icon="plus", name="addTap")
        add.clicked.connect(self._add)
        row.addWidget(add)
        column.addLayout(row)
        self._chips = QWidget(self)
        self._flow = FlowLayout(self._chips, tokens.SPACE_2)
        column.addWidget(self._chips)
        self.values = ValuesPanel(reading, self, name="tapTable", words=tr("Values inside the model"))
        column.addWidget(self.values, 1)
        hint = tr("Choose “Show value” in the menu of a node on the graph, or type a tensor's name above.")
        self._nothing = EmptyState("eye", "No value inside the model is asked for.", self, hint=hint)
        column.addWidget(self._nothing, 1)
        run = button("Run", self, icon="play", name="runForTaps")
        run.clicked.connect(self.run_asked)
        hint = tr("They are taken in the next run.")
        self._waiting = EmptyState("eye", "These values were not taken yet.", self, hint=hint, action=run)
        column.addWidget(self._waiting, 1)
        self.show_taps((), None)

    def show_taps(self, taps: Sequence[str], past: PastRun | None) -> None:
        """Show which are wanted, and what they were in that run."""
        self._taps = tuple(taps)
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for tap in self._taps:
            self._flow.addWidget(self._chip(tap))
        self._chips.setVisible(bool(self._taps))
        found = past.answer.taps if past is not None and past.answer is not None else ()
        self.values.setVisible(bool(found))
        self._nothing.setVisible(not found and not self._taps)
        self._waiting.setVisible(not found and bool(self._taps))
        if found and past is not None:
            self.values.show_values(past.folder, "tap", found)

    def _chip(self, tap: str) -> QWidget:
        chip = QWidget(self._chips)
        row = QHBoxLayout(chip)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.SPACE_1)
        name = ElidedLabel(wording.name(tap), chip, mono=True)
        name.setMaximumWidth(_CHIP_WIDTH)
        row.addWidget(name)
        remove = IconButton("x", tr("Do not show {tap}", tap=wording.name(tap)), chip, name="removeTap")
        remove.setProperty("tap", tap)
        remove.clicked.connect(self._remove)
        row.addWidget(remove)
        return chip

    @Slot()
    def _add(self) -> None:
        name = self._field.text().strip()
        if name:
            self._field.clear()
            self.changed.emit([*dict.fromkeys((*self._taps, name))])

    @Slot()
    def _remove(self) -> None:
        sender = self.sender()
        if sender is not None:
            gone = str(sender.property("tap"))
            self.changed.emit([tap for tap in self._taps if tap != gone])
