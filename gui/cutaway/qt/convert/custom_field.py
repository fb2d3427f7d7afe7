# SPDX-License-Identifier: Apache-2.0
"""The Python file that defines layers and functions of a Keras model, by a path or by dropping it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from cutaway.qt import clipboard, tokens
from cutaway.qt.views.follow import follow
from cutaway.qt.widgets.buttons import button
from cutaway.qt.widgets.labels import label
from cutaway.qt.words import tr
from cutaway.session.convert_desk import ConvertDesk

_ENDING = ".py"


class CustomField(QWidget):
    """Empty where the model needs none."""

    def __init__(self, desk: ConvertDesk, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setAcceptDrops(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_1)
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_2)
        self._line = QLineEdit(self)
        self._line.setObjectName("convertCustomObjects")
        self._line.setAccessibleName(tr("Python file with custom objects"))
        self._line.setPlaceholderText(tr("none"))
        self._line.textEdited.connect(desk.define)
        row.addWidget(self._line, 1)
        browse = button("Choose…", self, icon="folder-open", name="convertCustomBrowse")
        browse.clicked.connect(self._browse)
        row.addWidget(browse)
        column.addLayout(row)
        words = tr(
            "Layers and functions that Keras does not know are looked up in it by their names. It runs with the model."
        )
        column.addWidget(label(words, self, "secondary", wrap=True))
        follow(self, desk.changed, self._show)
        self._show()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A Python file is welcome."""
        if self._dropped(event):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take it."""
        path = self._dropped(event)
        if path:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self._desk.define(path)

    def _dropped(self, event: QDropEvent) -> str:
        paths = clipboard.paths_of(event.mimeData())
        return paths[0] if len(paths) == 1 and paths[0].endswith(_ENDING) else ""

    def _show(self) -> None:
        if self._line.text() != self._desk.custom_objects:
            self._line.setText(self._desk.custom_objects)

    @Slot()
    def _browse(self) -> None:
        folder = str(Path(self._desk.custom_objects or self._desk.source.path).parent)
        chosen, _ = QFileDialog.getOpenFileName(
            self, tr("Python file with custom objects"), folder, f"Python (*{_ENDING})"
        )
        if chosen:
            self._desk.define(chosen)
