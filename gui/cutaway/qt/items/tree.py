# SPDX-License-Identifier: Apache-2.0
"""A tree whose rows are numbered once: what the item models of signatures, layers and metadata have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, Qt

from cutaway.qt.items.roles import ROOT, Index
from cutaway.qt.items.titles import NO_TITLES, Titles


class TreeItems(QAbstractItemModel):
    """parents[i] is the number of the row that holds row i, −1 at the top; a parent has a lower number.

    `internalId` of an index is the number of its row.
    """

    def __init__(
        self, parents: Sequence[int], columns: int, parent: QObject, titles: Titles = NO_TITLES
    ) -> None:
        super().__init__(parent)
        self._parents = parents
        self._columns = columns
        self._titles = titles
        self._children: list[list[int]] = [[] for _ in parents]
        self._top: list[int] = []
        self._places: list[int] = []
        for number, above in enumerate(parents):
            siblings = self._top if above < 0 else self._children[above]
            self._places.append(len(siblings))
            siblings.append(number)

    def rowCount(self, parent: Index = ROOT) -> int:
        """Only the first column has children."""
        if not parent.isValid():
            return len(self._top)
        return len(self._children[parent.internalId()]) if parent.column() == 0 else 0

    def columnCount(self, _parent: Index = ROOT) -> int:
        """The same for every row."""
        return self._columns

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401 (Qt's type)
        """Titles of the columns."""
        return self._titles.data(section, orientation, role)

    def index(self, row: int, column: int, parent: Index = ROOT) -> QModelIndex:
        """The index of a row under `parent`."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        siblings = self._children[parent.internalId()] if parent.isValid() else self._top
        return self.createIndex(row, column, siblings[row])

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        """The index of the row that holds this one."""
        above = self._parents[index.internalId()] if index.isValid() else -1
        return QModelIndex() if above < 0 else self.createIndex(self._places[above], 0, above)

    def at(self, number: int, column: int = 0) -> QModelIndex:
        """The index of the row with this number."""
        return self.createIndex(self._places[number], column, number)
