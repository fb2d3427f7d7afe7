# SPDX-License-Identifier: Apache-2.0
"""A table whose rows have all the same columns: what the item models of flat lists have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QObject, Qt

from cutaway.qt.items.roles import ROOT, Index
from cutaway.qt.items.titles import NO_TITLES, Titles

Row = TypeVar("Row")


class TableItems(QAbstractTableModel, Generic[Row]):
    """columns: how many there are. `data` is for those who know what the rows hold."""

    def __init__(
        self, rows: Sequence[Row], columns: int, parent: QObject, titles: Titles = NO_TITLES
    ) -> None:
        super().__init__(parent)
        self._rows: Sequence[Row] = tuple(rows)
        self._columns = columns
        self._titles = titles

    def row(self, place: int) -> Row | None:
        """What stands in a row; None beyond the last."""
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def rowCount(self, parent: Index = ROOT) -> int:
        """Rows have no children."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        """The same for every row."""
        return 0 if parent.isValid() else self._columns

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401 (Qt's type)
        """Titles of the columns."""
        return self._titles.data(section, orientation, role)
