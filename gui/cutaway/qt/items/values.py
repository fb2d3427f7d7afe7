# SPDX-License-Identifier: Apache-2.0
"""A window of values as a Qt table with the indices at its edges."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QObject, Qt

from cutaway.description import wording
from cutaway.description.statistics import ValueTable
from cutaway.qt.items.roles import COPY, LEFT, RIGHT, ROOT, Index


class ValueItems(QAbstractTableModel):
    """is_text: strings stand at the left. titles: of the columns, where they are no indices."""

    def __init__(
        self, table: ValueTable, parent: QObject, *, is_text: bool = False, titles: tuple[str, ...] = ()
    ) -> None:
        super().__init__(parent)
        self._table = table
        self._titles = titles
        self._align = LEFT if is_text else RIGHT

    def rowCount(self, parent: Index = ROOT) -> int:
        """Rows of the window."""
        return 0 if parent.isValid() else len(self._table.cells)

    def columnCount(self, parent: Index = ROOT) -> int:
        """Columns of the window."""
        cells = self._table.cells
        return 0 if parent.isValid() or not cells else len(cells[0])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 (Qt's type)
        """The value as it was written by the reader."""
        if not index.isValid():
            return None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return wording.safe(self._table.cells[index.row()][index.column()])
        if role == COPY:
            return self._table.cells[index.row()][index.column()]
        return self._align if role == Qt.ItemDataRole.TextAlignmentRole else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401 (Qt's type)
        """Indices in the whole array."""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._align if orientation is Qt.Orientation.Horizontal else RIGHT
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        is_column = orientation is Qt.Orientation.Horizontal
        if is_column and section < len(self._titles):
            return self._titles[section]
        return str(section + (self._table.first_column if is_column else self._table.first_row))
