# SPDX-License-Identifier: Apache-2.0
"""What a model computes as a table: multiply-accumulates, operations and parameters of each node or layer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QObject, Qt

from cutaway.description import wording
from cutaway.description.costs import NodeCost
from cutaway.qt.items.operators import SHARE
from cutaway.qt.items.roles import COPY, MARK, Index
from cutaway.qt.items.table import TableItems
from cutaway.qt.items.titles import Titles


class Column(IntEnum):
    """The columns in the order in which they are shown."""

    NAME = 0
    OP = 1
    PARAMETERS = 2
    MACS = 3
    FLOPS = 4
    SHARE = 5


_TITLES = Titles(
    ("Node or layer", "Op", "Parameters", "MACs", "FLOPs", "Share"),
    frozenset({Column.PARAMETERS, Column.MACS, Column.FLOPS}),
    {Column.MACS: "Multiply-accumulates", Column.FLOPS: "Operations, two for each multiply-accumulate"},
)


class CostItems(TableItems[NodeCost]):
    """The dearest first. parameters: of layers, by name."""

    def __init__(self, rows: Sequence[NodeCost], parameters: Mapping[str, int], parent: QObject) -> None:
        super().__init__(rows, len(Column), parent, _TITLES)
        self._parameters = parameters
        self._total = sum(row.flops for row in rows) or 1
        self._most = max((row.flops for row in rows), default=0) or 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 (Qt's type)
        """Text for people; in full on hover and on copying."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], Column(index.column())
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, COPY}:
            return self._text(row, column, is_full=role != Qt.ItemDataRole.DisplayRole)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _TITLES.align(column)
        if role == SHARE and column is Column.SHARE:
            return row.flops / self._most
        return "secondary" if role == MARK and column is Column.OP else None

    def _text(self, row: NodeCost, column: Column, *, is_full: bool) -> str:
        number = wording.count if is_full else wording.compact
        if column is Column.NAME:
            return wording.name(row.name)
        if column is Column.OP:
            return wording.safe(row.op)
        if column is Column.PARAMETERS:
            known = self._parameters.get(row.name)
            return "" if known is None else number(known)
        if column is Column.MACS:
            return number(row.macs)
        return number(row.flops) if column is Column.FLOPS else wording.percent(row.flops / self._total)
