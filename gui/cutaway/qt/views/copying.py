# SPDX-License-Identifier: Apache-2.0
"""Tables and trees give what is selected to the clipboard as tab-separated text."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView

from cutaway.qt import icons
from cutaway.qt.clipboard import copied_from
from cutaway.qt.words import tr


class CopyRows(QObject):
    """Adds a context menu to a view, and makes Ctrl+C copy rows where Qt would copy one cell.

    The key is no shortcut of its own: in the window it belongs to the action of the Edit menu.
    """

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        action = QAction(icons.icon("copy"), tr("Copy rows"), view)
        action.triggered.connect(self.copy)
        view.addAction(action)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        view.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Copy rows before the view copies its current cell."""
        is_copy = (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.matches(QKeySequence.StandardKey.Copy)
        )
        if is_copy:
            self.copy()
        return is_copy

    @Slot()
    def copy(self) -> None:
        """Put the selected rows on the clipboard; without any, leave it as it is."""
        text = copied_from(self._view)
        if text:
            QGuiApplication.clipboard().setText(text)
