# SPDX-License-Identifier: Apache-2.0
"""Where samples are taken from: a path that is chosen, typed or dropped."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QWidget

from cutaway.qt import clipboard, tokens
from cutaway.qt.widgets.buttons import IconButton
from cutaway.qt.words import tr


class DataField(QWidget):
    """changed: the path, empty for none. words: what belongs here. folder: where dialogs begin."""

    changed = Signal(str)

    def __init__(
        self, words: str, folder: str, parent: QWidget | None, *, name: str, takes_folders: bool = True
    ) -> None:
        super().__init__(parent)
        self._folder = folder
        self.setAcceptDrops(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.SPACE_1)
        self._line = QLineEdit(self)
        self._line.setObjectName(name)
        self._line.setAccessibleName(words)
        self._line.setPlaceholderText(words)
        self._line.setAcceptDrops(False)
        self._line.editingFinished.connect(self._tell)
        row.addWidget(self._line, 1)
        if takes_folders:
            chooses = IconButton("folder-open", "Choose a folder", self, name=f"{name}Folder")
            chooses.clicked.connect(self._choose_folder)
            row.addWidget(chooses)
        file = IconButton("file", "Choose a file", self, name=f"{name}File")
        file.clicked.connect(self._choose_file)
        row.addWidget(file)

    @property
    def path(self) -> str:
        """What is chosen."""
        return self._line.text().strip()

    def take(self, path: str) -> None:
        """Choose that."""
        self._line.setText(path)
        self._tell()

    @Slot()
    def _tell(self) -> None:
        self.changed.emit(self.path)

    @Slot()
    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, tr("Samples"), self._begin())
        if chosen:
            self.take(chosen)

    @Slot()
    def _choose_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, tr("Samples"), self._begin())
        if chosen:
            self.take(chosen)

    def _begin(self) -> str:
        return str(Path(self.path).parent) if self.path else self._folder

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files and folders are welcome."""
        if clipboard.paths_of(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the first."""
        paths = clipboard.paths_of(event.mimeData())
        if paths:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.take(paths[0])
