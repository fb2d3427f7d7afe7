# SPDX-License-Identifier: Apache-2.0
"""The differences of two runs as a table: a row for each output."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QObject, Qt

from cutaway.description import wording
from cutaway.description.differences import ValueDifference
from cutaway.qt.items.roles import COPY, MARK, Index
from cutaway.qt.items.table import TableItems
from cutaway.qt.items.titles import Titles


class Column(IntEnum):
    """The columns in the order in which they are shown."""

    NAME = 0
    EQUAL = 1
    MAX_ABS = 2
    RMSE = 3
    COSINE = 4
    NOTE = 5


_TITLES = Titles(
    ("Output", "Equal", "Max |difference|", "RMSE", "Cosine", ""),
    frozenset({Column.MAX_ABS, Column.RMSE, Column.COSINE}),
    {
        Column.MAX_ABS: "The greatest distance of two elements at the same place",
        Column.RMSE: "The root of the mean squared difference",
        Column.COSINE: "Of the angle between the flattened values; 1 where they point the same way",
    },
)


class DifferenceItems(TableItems[ValueDifference]):
    """Rows in the order of the first run's outputs."""

    def __init__(self, rows: Sequence[ValueDifference], parent: QObject) -> None:
        super().__init__(rows, len(Column), parent, _TITLES)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 (Qt's type)
        """Text for people; in full on copying."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], Column(index.column())
        figures = {Column.MAX_ABS: row.max_abs, Column.RMSE: row.rmse, Column.COSINE: row.cosine}
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, COPY}:
            if column in figures:
                value = figures[column]
                return wording.number(value, 6) if role == Qt.ItemDataRole.DisplayRole else repr(value)
            words = {Column.NAME: wording.name(row.name), Column.EQUAL: "yes" if row.equal else "no"}
            return words.get(column, wording.safe(row.note))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _TITLES.align(column)
        if role == MARK and column is Column.EQUAL:
            return "good" if row.equal else None
        return "secondary" if role == MARK and column is Column.NOTE else None
