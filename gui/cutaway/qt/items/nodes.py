# SPDX-License-Identifier: Apache-2.0
"""The boxes of a picture as a tree: what the map shows, for the keyboard and for those who cannot see it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt

from cutaway.description import wording
from cutaway.description.picture import NODE, Picture
from cutaway.qt import icons
from cutaway.qt.items.roles import Index
from cutaway.qt.items.tree import TreeItems

_LONGEST = 120


class NodeItems(TreeItems):
    """The number of a row is that of its box."""

    def __init__(self, picture: Picture, parent: QObject) -> None:
        super().__init__(list(picture.boxes.parent), 1, parent)
        self._boxes = picture.boxes
        self._icons = {True: icons.icon("boxes"), False: icons.icon("box")}

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The label; what it is in the tooltip and in the text that is read out."""
        if not index.isValid():
            return None
        box, boxes = index.internalId(), self._boxes
        if role == Qt.ItemDataRole.DisplayRole:
            return wording.name(boxes.labels[box], _LONGEST)
        if role in {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}:
            return wording.name(f"{boxes.labels[box]}, {boxes.notes[box]}", 2 * _LONGEST)
        if role == Qt.ItemDataRole.DecorationRole:
            return self._icons[boxes.form[box] != NODE]
        return None
