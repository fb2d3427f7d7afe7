# SPDX-License-Identifier: Apache-2.0
"""Nodes that a search found, as a list."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QObject, QSize, Qt

from cutaway.description import wording
from cutaway.description.drawing import Hits
from cutaway.qt.items.roles import ROOT, Index
from cutaway.qt.words import tr

ROW = 26
"""Height of a row, px."""
_LONGEST = 160


class HitItems(QAbstractListModel):
    """One row a node: its own name, what it is, and where it is in the tooltip."""

    def __init__(self, hits: Hits, parent: QObject) -> None:
        super().__init__(parent)
        self._hits = hits

    def rowCount(self, parent: Index = ROOT) -> int:
        """As many as are listed."""
        return 0 if parent.isValid() else len(self._hits.names)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Name and op; the whole place in the tooltip."""
        if not index.isValid():
            return None
        row, hits = index.row(), self._hits
        if role == Qt.ItemDataRole.DisplayRole:
            return (
                f"{wording.name(hits.names[row], _LONGEST)}{wording.SEPARATOR}{wording.safe(hits.ops[row])}"
            )
        if role == Qt.ItemDataRole.SizeHintRole:
            return QSize(0, ROW)
        if role in {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}:
            inside = (
                tr(" in {functions}", functions=wording.name(hits.functions[row]))
                if hits.functions[row]
                else ""
            )
            return f"{wording.name(hits.names[row])}, {wording.safe(hits.ops[row])}{inside}"
        return None

    def place(self, row: int) -> tuple[str, str]:
        """Name and function of the node of a row."""
        return self._hits.names[row], self._hits.functions[row]
