# SPDX-License-Identifier: Apache-2.0
"""Models that could be compared with, as rows: what they are called, where they lie, and what they are."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt

from cutaway.description import wording
from cutaway.qt.items.roles import COPY, DETAIL, MARK, Index
from cutaway.qt.items.table import TableItems
from cutaway.qt.words import tr
from cutaway.session.compare_service import Candidate


class Column(IntEnum):
    """The columns in the order in which they are shown."""

    NAME = 0
    WHERE = 1
    FORMAT = 2
    SIZE = 3


class CandidateItems(TableItems[Candidate]):
    """Open models first, then those that were opened lately."""

    def __init__(self, parent: QObject) -> None:
        super().__init__((), len(Column), parent)

    def show_rows(self, rows: Sequence[Candidate]) -> None:
        """Show others."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 (Qt's type)
        """Text for people; the whole path on hover and on copying."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return _shown(row, column)
        if role in {Qt.ItemDataRole.ToolTipRole, COPY}:
            return wording.safe(row.path)
        if role == DETAIL and column is Column.NAME:
            return wording.safe(str(Path(row.path).parent))
        if role == MARK and column is not Column.NAME:
            return "secondary"
        return None


def _shown(row: Candidate, column: Column) -> str:
    if column is Column.NAME:
        return wording.name(Path(row.path).name or row.path)
    if column is Column.WHERE:
        return tr("open in a tab") if row.is_open else tr("opened lately")
    if column is Column.FORMAT:
        titles = {str(kind): title for kind, title in wording.FORMAT_TITLES.items()}
        return titles.get(row.format, "")
    return wording.byte_size(row.bytes) if row.bytes else ""
