# SPDX-License-Identifier: Apache-2.0
"""All keyboard shortcuts, read from the table of actions."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from cutaway.qt import tokens
from cutaway.qt.actions import ActionRow, Actions
from cutaway.qt.widgets.buttons import button
from cutaway.qt.widgets.labels import label
from cutaway.qt.widgets.tag import Tag

_TITLES = {"file": "File", "go": "Go", "view": "View", "help": "Help", "app": "Program"}


class ShortcutsDialog(QDialog):
    """Two columns of sections; each row an action and its keys."""

    def __init__(self, actions: Actions, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("shortcutsDialog")
        self.setAccessibleName("Keyboard shortcuts")
        self.setWindowTitle("Keyboard shortcuts")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(tokens.SPACE_6, tokens.SPACE_6, tokens.SPACE_6, tokens.SPACE_4)
        outer.setSpacing(tokens.SPACE_6)
        columns = QHBoxLayout()
        columns.setSpacing(2 * tokens.SPACE_6)
        for menus in (("file", "app", "help"), ("go", "view")):
            column = QVBoxLayout()
            column.setSpacing(tokens.SPACE_3)
            for menu in menus:
                rows = [row for row in actions.rows if row.menu == menu and row.keys]
                column.addWidget(label(_TITLES[menu], self, "heading"))
                column.addLayout(self._grid(rows))
            column.addStretch(1)
            columns.addLayout(column)
        outer.addLayout(columns)
        row = QHBoxLayout()
        row.addStretch(1)
        close = button("Close", self, kind="primary", name="closeShortcuts")
        close.clicked.connect(self.accept)
        close.setDefault(True)
        row.addWidget(close)
        outer.addLayout(row)

    def _grid(self, rows: list[ActionRow]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(tokens.SPACE_6)
        grid.setVerticalSpacing(tokens.SPACE_2)
        grid.setColumnStretch(0, 1)
        for place, row in enumerate(rows):
            grid.addWidget(label(row.text.rstrip("…"), self), place, 0)
            keys = QHBoxLayout()
            keys.setSpacing(tokens.SPACE_1)
            keys.addStretch(1)
            for spelled in row.keys:
                shown = QKeySequence(spelled).toString(QKeySequence.SequenceFormat.NativeText)
                keys.addWidget(Tag(shown, self), 0, Qt.AlignmentFlag.AlignRight)
            grid.addLayout(keys, place, 1)
        return grid
