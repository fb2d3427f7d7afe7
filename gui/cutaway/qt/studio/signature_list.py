# SPDX-License-Identifier: Apache-2.0
"""The signatures of the model that is edited: chosen, renamed, duplicated, deleted, made the default."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSignalBlocker, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from cutaway.description import wording
from cutaway.description.signatures import DEFAULT_KEY
from cutaway.editing import edits
from cutaway.qt import tokens
from cutaway.qt.run.problem_line import ProblemLine
from cutaway.qt.studio import typed
from cutaway.qt.studio.desk import StudioDesk
from cutaway.qt.widgets.buttons import IconButton
from cutaway.qt.widgets.card import Line, SectionHeading
from cutaway.qt.widgets.views import prepare_list
from cutaway.qt.words import counted, tr


class SignatureList(QFrame):
    """add_asked: a new signature is to be made of tensors."""

    add_asked = Signal()

    def __init__(self, desk: StudioDesk, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._desk = desk
        self._shown: list[str] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(1, tokens.SPACE_2, 1, 1)
        column.setSpacing(tokens.SPACE_2)
        self._heading = SectionHeading("Signatures", self)
        self._heading.setContentsMargins(tokens.SPACE_3, 0, tokens.SPACE_2, 0)
        self._tool("plus", tr("Add a signature between tensors"), "addSignature").clicked.connect(
            self.add_asked
        )
        self._copy = self._tool("copy", tr("Duplicate the signature"), "duplicateSignature")
        self._copy.clicked.connect(self.duplicate)
        self._star = self._tool(
            "star", tr("Make it the default, {default_key}", default_key=DEFAULT_KEY), "makeDefault"
        )
        self._star.clicked.connect(self.make_default)
        self._trash = self._tool("trash-2", tr("Delete the signature"), "deleteSignature")
        self._trash.clicked.connect(self.delete)
        column.addWidget(self._heading)
        column.addWidget(Line(self))
        self.list = _Keys(self)
        prepare_list(self.list, "studioSignatures", tr("Signatures of the edited model"))
        self.list.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.list.currentItemChanged.connect(self._chosen)
        self.list.itemChanged.connect(self._renamed)
        self.list.delete_asked.connect(self.delete)
        column.addWidget(self.list, 1)
        self._problem = ProblemLine(self)
        self._problem.setObjectName("signatureProblem")
        self._problem.setContentsMargins(tokens.SPACE_3, 0, tokens.SPACE_3, tokens.SPACE_2)
        column.addWidget(self._problem)
        desk.changed.connect(self.refresh)
        self.refresh()

    def _tool(self, icon: str, words: str, name: str) -> IconButton:
        made = IconButton(icon, words, self, name=name)
        self._heading.tools.addWidget(made)
        return made

    @Slot()
    def refresh(self) -> None:
        """List what there is now."""
        blocker = QSignalBlocker(self.list)
        keys = [each.key for each in self._desk.signatures]
        if keys != self._shown:
            self._shown = keys
            self._fill()
        self.list.setCurrentRow(keys.index(self._desk.key) if self._desk.key in keys else -1)
        blocker.unblock()
        has_one = self._desk.signature is not None
        for tool in (self._copy, self._trash):
            tool.setEnabled(has_one)
        self._star.setEnabled(has_one and self._desk.key != DEFAULT_KEY)
        self._say()

    def _fill(self) -> None:
        self.list.clear()
        for signature in self._desk.signatures:
            item = QListWidgetItem(wording.safe(signature.key))
            item.setData(Qt.ItemDataRole.UserRole, signature.key)
            item.setSizeHint(QSize(0, tokens.ROW_HEIGHT))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            inputs = counted(len(signature.inputs), "input")
            outputs = counted(len(signature.outputs), "output")
            item.setToolTip(f"{wording.name(signature.key)}: {inputs}, {outputs}")
            self.list.addItem(item)

    def _say(self) -> None:
        """What is wrong with a signature as a whole."""
        refusal = self._desk.refusal
        told = refusal if refusal is not None and not refusal.port else None
        problem = next((each for each in self._desk.problems if not each.port), None)
        if told is not None:
            self._problem.tell(told.message, told.hint)
        elif problem is not None:
            self._problem.tell(problem.message, problem.hint)
        else:
            self._problem.clear()

    @Slot()
    def duplicate(self) -> None:
        """A second signature like the one in hand."""
        keys = [each.key for each in self._desk.stack.draft.signatures]
        to = typed.free_name(f"{self._desk.key}_copy", keys)
        self._desk.push(edits.DuplicateSignature(self._desk.key, to))

    @Slot()
    def delete(self) -> None:
        """Without the signature in hand."""
        if self._desk.signature is not None:
            self._desk.push(edits.DeleteSignature(self._desk.key))

    @Slot()
    def make_default(self) -> None:
        """Let callers get it without naming it."""
        self._desk.push(edits.MakeDefault(self._desk.key))

    @Slot(QListWidgetItem, QListWidgetItem)
    def _chosen(self, current: QListWidgetItem | None, _previous: QListWidgetItem | None) -> None:
        if current is not None:
            self._desk.choose(str(current.data(Qt.ItemDataRole.UserRole)))

    @Slot(QListWidgetItem)
    def _renamed(self, item: QListWidgetItem) -> None:
        key, text = str(item.data(Qt.ItemDataRole.UserRole)), item.text().strip()
        if text != wording.safe(key):  # the editor is still open while this is told
            QTimer.singleShot(0, self, partial(self._rename, key, text))

    def _rename(self, key: str, text: str) -> None:
        self._shown = []  # a name that is refused goes back to what it was
        self._desk.push(edits.RenameSignature(key, text))


class _Keys(QListWidget):
    """delete_asked: the key that deletes was pressed."""

    delete_asked = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete deletes; the rest is as in every list."""
        is_editing = self.state() is QAbstractItemView.State.EditingState
        if event.key() == Qt.Key.Key_Delete and not is_editing:
            self.delete_asked.emit()
        else:
            super().keyPressEvent(event)
