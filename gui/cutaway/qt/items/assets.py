# SPDX-License-Identifier: Apache-2.0
"""Files and lookup tables of a model as one Qt list."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QObject, Qt

from cutaway.description import wording
from cutaway.description.assets import Asset, LookupTable
from cutaway.qt import icons
from cutaway.qt.items.roles import COPY, MARK, Index
from cutaway.qt.items.table import TableItems
from cutaway.qt.items.titles import Titles
from cutaway.qt.words import counted, tr
from cutaway.session.selection import Chosen


class Column(IntEnum):
    """The columns in the order in which they are shown."""

    NAME = 0
    ROLE = 1
    SIZE = 2


_TITLES = Titles(("Name", "Role", "Size"), frozenset({Column.SIZE}))


class AssetItems(TableItems[Asset | LookupTable]):
    """Files first, then tables."""

    def __init__(self, assets: Sequence[Asset], tables: Sequence[LookupTable], parent: QObject) -> None:
        super().__init__([*assets, *tables], len(Column), parent, _TITLES)

    def chosen(self, row: int) -> Chosen:
        """What choosing this row chooses."""
        found = self._rows[row]
        return Chosen("asset" if isinstance(found, Asset) else "table", found.name)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 (Qt's type)
        """Text for people; in full on hover and on copying."""
        if not index.isValid():
            return None
        found, column = self._rows[index.row()], Column(index.column())
        if role in {Qt.ItemDataRole.DisplayRole, COPY, Qt.ItemDataRole.ToolTipRole}:
            return _text(found, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _TITLES.align(column)
        if role == Qt.ItemDataRole.DecorationRole and column is Column.NAME:
            return icons.icon("file-text" if isinstance(found, Asset) else "table-2")
        if role == MARK:
            if isinstance(found, Asset) and not found.available:
                return "disabled"
            return "secondary" if column is not Column.NAME else None
        return None


def _text(found: Asset | LookupTable, column: Column) -> str:
    if column is Column.NAME:
        return wording.name(found.name)
    if isinstance(found, Asset):
        if column is Column.ROLE:
            return wording.safe(found.role)
        return wording.byte_size(found.bytes) if found.available else "missing"
    if column is Column.ROLE:
        return wording.safe(
            tr("table: {key_dtype} → {value_dtype}", key_dtype=found.key_dtype, value_dtype=found.value_dtype)
        )
    return "" if found.entries is None else counted(found.entries, "entry", "entries")
