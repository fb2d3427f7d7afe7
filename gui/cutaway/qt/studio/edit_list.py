# SPDX-License-Identifier: Apache-2.0
"""The edits that were made and taken back, each as a sentence; a click goes back or forth to it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from cutaway.description import wording
from cutaway.editing.sentences import sentence
from cutaway.qt import icons, tokens
from cutaway.qt.studio.desk import StudioDesk
from cutaway.qt.widgets.buttons import IconButton
from cutaway.qt.widgets.card import Line, SectionHeading
from cutaway.qt.widgets.views import prepare_list
from cutaway.qt.words import tr


class EditList(QFrame):
    """save_asked, load_asked: the edits are to be kept as a file, or taken from one."""

    save_asked = Signal()
    load_asked = Signal()

    def __init__(self, desk: StudioDesk, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._desk = desk
        column = QVBoxLayout(self)
        column.setContentsMargins(1, tokens.SPACE_2, 1, 1)
        column.setSpacing(tokens.SPACE_2)
        self._heading = SectionHeading("Edits", self)
        self._heading.setContentsMargins(tokens.SPACE_3, 0, tokens.SPACE_2, 0)
        self._undo = self._tool("undo-2", tr("Undo"), "undoEdit")
        self._redo = self._tool("redo-2", tr("Redo"), "redoEdit")
        self._save = self._tool("download", tr("Save the edits as a file"), "saveEdits")
        self._load = self._tool("folder-open", tr("Load edits from a file"), "loadEdits")
        self._undo.clicked.connect(desk.undo)
        self._redo.clicked.connect(desk.redo)
        self._save.clicked.connect(self.save_asked)
        self._load.clicked.connect(self.load_asked)
        column.addWidget(self._heading)
        column.addWidget(Line(self))
        self.list = QListWidget(self)
        prepare_list(self.list, "editList", tr("Edits in their order"))
        self.list.setUniformItemSizes(False)
        self.list.setWordWrap(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.list.setSpacing(0)
        self.list.itemClicked.connect(self._go)
        self.list.itemActivated.connect(self._go)
        column.addWidget(self.list, 1)
        desk.changed.connect(self.refresh)
        self.refresh()

    def _tool(self, icon: str, words: str, name: str) -> IconButton:
        made = IconButton(icon, words, self, name=name)
        self._heading.tools.addWidget(made)
        return made

    @Slot()
    def refresh(self) -> None:
        """List what there is now."""
        stack = self._desk.stack
        self._undo.setEnabled(bool(stack.done))
        self._redo.setEnabled(bool(stack.undone))
        self._save.setEnabled(bool(stack.done))
        done = [sentence(edit, tr) for edit in stack.edits]
        undone = [sentence(edit, tr) for edit in stack.undone]
        undo = tr("Undo: {undo_sentence}", undo_sentence=done[-1]) if done else tr("Undo")
        redo = tr("Redo: {redo_sentence}", redo_sentence=undone[0]) if undone else tr("Redo")
        self._undo.setToolTip(wording.safe(undo))
        self._redo.setToolTip(wording.safe(redo))
        told = [tr("As it was read"), *done, *undone]
        here = len(stack.done)
        wrong = {each.number + 1: each for each in self._desk.problems}
        self.list.clear()
        colors = tokens.colors_of(self.palette())
        for row, words in enumerate(told):
            item = QListWidgetItem(wording.safe(words.rstrip(".")))
            problem = wrong.get(row) if row else None
            if row > here:
                item.setForeground(QColor(colors.disabled))
                item.setToolTip(tr("Taken back; a click makes it again"))
            if problem is not None:
                item.setIcon(icons.icon("circle-alert", "danger"))
                item.setToolTip(wording.safe(f"{problem.message} {problem.hint}".strip()))
            self.list.addItem(item)
            item.setSizeHint(QSize(0, self._height(item.text(), has_icon=problem is not None)))
        self.list.setCurrentRow(here)
        self.list.scrollToItem(self.list.item(here))
        self._heading.set_count(wording.count(here) if here else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Sentences break elsewhere."""
        super().resizeEvent(event)
        self.refresh()

    def _height(self, text: str, *, has_icon: bool) -> int:
        bar = self.list.verticalScrollBar().sizeHint().width()  # which may come with the last of them
        room = max(self.list.width() - bar - 24 - (22 if has_icon else 0), 80)
        flags = int(Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere)
        bounds = self.list.fontMetrics().boundingRect(0, 0, room, 10_000, flags, text)
        return max(bounds.height() + 10, tokens.ROW_HEIGHT)

    @Slot(QListWidgetItem)
    def _go(self, item: QListWidgetItem) -> None:
        row = self.list.row(item)
        QTimer.singleShot(0, self, lambda: self._desk.stack.go_to(row))  # the list is made anew by it
