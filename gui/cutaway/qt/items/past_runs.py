# SPDX-License-Identifier: Apache-2.0
"""Runs before as a table, the last one first."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QObject, Qt

from cutaway.description import wording
from cutaway.qt.items.roles import COPY, MARK, Index
from cutaway.qt.items.run_values import in_few_words
from cutaway.qt.items.table import TableItems
from cutaway.qt.items.titles import Titles
from cutaway.session.run_plan import PastRun


class Column(IntEnum):
    """The columns in the order in which they are shown."""

    NUMBER = 0
    AT = 1
    SIGNATURE = 2
    TOOK = 3
    INPUTS = 4
    ANSWER = 5


_TITLES = Titles(
    ("Run", "At", "Signature", "Took", "Inputs", "Answer"), frozenset({Column.NUMBER, Column.TOOK})
)


class PastRunItems(TableItems[PastRun]):
    """A row for each run that is kept."""

    def __init__(self, runs: Sequence[PastRun], parent: QObject) -> None:
        super().__init__(runs[::-1], len(Column), parent, _TITLES)

    def row_of(self, number: int) -> int:
        """Where a run stands; −1 where it is not kept."""
        return next((row for row, past in enumerate(self._rows) if past.number == number), -1)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 (Qt's type)
        """Text for people."""
        if not index.isValid():
            return None
        past, column = self._rows[index.row()], Column(index.column())
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, COPY}:
            return _text(past, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _TITLES.align(column)
        if role == MARK and column is Column.ANSWER and past.error is not None:
            return "danger"
        return "secondary" if role == MARK and column in {Column.AT, Column.INPUTS} else None


def _text(past: PastRun, column: Column) -> str:
    if column is Column.NUMBER:
        return str(past.number)
    if column is Column.AT:
        return past.at.strftime("%H:%M:%S")
    if column is Column.SIGNATURE:
        return wording.name(past.plan.signature)
    if column is Column.TOOK:
        return wording.duration(past.seconds)
    if column is Column.INPUTS:
        return wording.safe(past.sources)
    if past.error is not None:
        return wording.safe(past.error.message)
    return wording.SEPARATOR.join(f"{wording.name(item.name)}: {in_few_words(item)}" for item in past.outputs)
