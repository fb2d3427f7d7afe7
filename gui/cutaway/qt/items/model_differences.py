# SPDX-License-Identifier: Apache-2.0
"""What two descriptions say otherwise as a table: what it is, what became of it, and what either model says."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QObject, Qt

from cutaway.description import wording
from cutaway.description.comparison import Change, Difference, Part
from cutaway.qt.items.roles import COPY, MARK, Index
from cutaway.qt.items.table import TableItems
from cutaway.qt.items.titles import Titles
from cutaway.qt.words import tr

MARKS: dict[Change, str] = {"added": "good", "removed": "danger", "changed": "warning", "renamed": "accent"}
"""The colour that a change is said in."""


class Column(IntEnum):
    """The columns in the order in which they are shown."""

    PART = 0
    CHANGE = 1
    NAME = 2
    FIRST = 3
    SECOND = 4


class ModelDifferenceItems(TableItems[Difference]):
    """Part by part, in the order of the comparison. titles: what the two models are called."""

    def __init__(self, rows: Sequence[Difference], titles: tuple[str, str], parent: QObject) -> None:
        words = (tr("Part"), tr("Change"), tr("Name"), *titles)
        super().__init__(rows, len(Column), parent, Titles(words))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 (Qt's type)
        """Text for people, whole on hover and on copying."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], Column(index.column())
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, COPY}:
            return _shown(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._titles.align(column)
        if role == MARK:
            return MARKS[row.change] if column is Column.CHANGE else _quiet(column)
        return None


def part_words(part: Part) -> str:
    """The title of differences of one part."""
    return {
        "format": tr("Format"),
        "signature": tr("Signatures"),
        "input": tr("Inputs"),
        "output": tr("Outputs"),
        "operator": tr("Operators"),
        "layer": tr("Layers"),
        "asset": tr("Assets"),
        "metadata": tr("Metadata"),
        "finding": tr("Findings"),
    }[part]


def change_words(change: Change) -> str:
    """What is said of a change."""
    return {
        "added": tr("added"),
        "removed": tr("removed"),
        "changed": tr("changed"),
        "renamed": tr("renamed"),
    }[change]


def _quiet(column: Column) -> str | None:
    return "secondary" if column is Column.PART else None


def _shown(row: Difference, column: Column) -> str:
    if column is Column.PART:
        return part_words(row.part)
    if column is Column.CHANGE:
        return change_words(row.change)
    if column is Column.NAME:
        return named(row)
    return wording.safe(row.before if column is Column.FIRST else row.after) or "–"


def named(row: Difference) -> str:
    """What it is called, in both models where that is not the same."""
    name = row.first or row.second
    if row.change == "renamed":
        name = f"{row.first} → {row.second}"
    where = f"{row.where} · " if row.where else ""
    return wording.safe(f"{where}{name}")
