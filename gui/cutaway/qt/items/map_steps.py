# SPDX-License-Identifier: Apache-2.0
"""The differences of two maps as rows that one can walk."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QObject, Qt

from cutaway.comparing.sides import Status, Step
from cutaway.description import wording
from cutaway.qt.items.model_differences import MARKS, change_words
from cutaway.qt.items.roles import COPY, DETAIL, MARK, Index
from cutaway.qt.items.table import TableItems
from cutaway.qt.items.titles import Titles
from cutaway.qt.words import tr


class Column(IntEnum):
    """The columns in the order in which they are shown."""

    CHANGE = 0
    NODE = 1


_TITLES = Titles(("Change", "Node or layer"))


class MapStepItems(TableItems[Step]):
    """In the order of the comparison: what changed, what was removed, what was added."""

    def __init__(self, rows: Sequence[Step], parent: QObject) -> None:
        super().__init__(rows, len(Column), parent, _TITLES)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 (Qt's type)
        """Text for people; names of both sides on hover and on copying."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return _said(row.status) if column is Column.CHANGE else _short(row)
        if role in {Qt.ItemDataRole.ToolTipRole, COPY}:
            return told(row)
        if role == MARK and column is Column.CHANGE:
            return _mark(row.status)
        if role == DETAIL and column is Column.NODE:
            return kind(row)
        return None


def _said(status: Status) -> str:
    return tr("the same") if status == "same" else change_words(status)


def _mark(status: Status) -> str:
    return "secondary" if status == "same" else MARKS[status]


def told(row: Step) -> str:
    """Names in both maps, and what differs."""
    names = [", ".join(wording.name(box.name) for box in boxes) for boxes in (row.first, row.second) if boxes]
    words = changed(row)
    return f"{' → '.join(dict.fromkeys(names))}{': ' + words if words else ''}"


def changed(row: Step) -> str:
    """What of it is not the same, in the language of the window."""
    return wording.safe(row.words).replace("weights differ", tr("weights differ"))


def _short(row: Step) -> str:
    """The last part of its name: what is around it, the map shows."""
    boxes = row.first or row.second
    return wording.name(boxes[0].name.rpartition("/")[2] or boxes[0].name)


def kind(row: Step) -> str:
    """What it is, or how it changed."""
    boxes = row.first or row.second
    parts = (changed(row) or wording.safe(boxes[0].kind), wording.safe(boxes[0].name.rpartition("/")[0]))
    return " · ".join(part for part in parts if part)
