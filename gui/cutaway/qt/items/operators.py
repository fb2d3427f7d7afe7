# SPDX-License-Identifier: Apache-2.0
"""A profile as a table: which op took how long, with its share as a bar's length."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QObject, Qt

from cutaway.description import wording
from cutaway.description.running import OperatorTime
from cutaway.qt.items.roles import COPY, MARK, Index
from cutaway.qt.items.table import TableItems
from cutaway.qt.items.titles import Titles

SHARE = Qt.ItemDataRole.UserRole + 16
"""float: how long the bar of a row is, of the longest."""


class Column(IntEnum):
    """The columns in the order in which they are shown."""

    NODE = 0
    OP = 1
    CALLS = 2
    TIME = 3
    SHARE = 4


_TITLES = Titles(("Node", "Op", "Calls", "Time", "Share"), frozenset({Column.CALLS, Column.TIME}))


class OperatorItems(TableItems[OperatorTime]):
    """The slowest first, unless it is sorted otherwise."""

    def __init__(self, rows: Sequence[OperatorTime], parent: QObject) -> None:
        super().__init__(sorted(rows, key=lambda row: -row.seconds), len(Column), parent, _TITLES)
        self._total = sum(row.seconds for row in rows) or 1.0
        self._most = max((row.seconds for row in rows), default=0.0) or 1.0

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 (Qt's type)
        """Text for people; in full on hover and on copying."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column)
        if role in {Qt.ItemDataRole.ToolTipRole, COPY}:
            return f"{row.seconds!r}" if column is Column.TIME else self._text(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _TITLES.align(column)
        if role == SHARE and column is Column.SHARE:
            return row.seconds / self._most
        return "secondary" if role == MARK and column in {Column.OP, Column.CALLS} else None

    def _text(self, row: OperatorTime, column: Column) -> str:
        if column is Column.NODE:
            return wording.name(row.node)
        if column is Column.OP:
            return wording.safe(row.op)
        if column is Column.CALLS:
            return wording.count(row.calls)
        if column is Column.TIME:
            return short(row.seconds)
        return wording.percent(row.seconds / self._total)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """By any column."""
        keys = {
            Column.NODE: lambda row: row.node,
            Column.OP: lambda row: row.op,
            Column.CALLS: lambda row: row.calls,
        }
        self.layoutAboutToBeChanged.emit()
        key = keys.get(Column(column), lambda row: row.seconds) if column >= 0 else (lambda row: row.seconds)
        self._rows = sorted(self._rows, key=key, reverse=order is Qt.SortOrder.DescendingOrder)
        self.layoutChanged.emit()


def short(seconds: float) -> str:
    """A time that may be less than a microsecond: `12.5 µs`."""
    micro = seconds * 1e6
    return f"{micro:.3g} µs" if micro < 1000 else wording.duration(seconds)
