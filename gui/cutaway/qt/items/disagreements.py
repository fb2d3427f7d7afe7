# SPDX-License-Identifier: Apache-2.0
"""Samples that two classifiers put into different classes, as a table."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from PySide6.QtCore import QObject, Qt

from cutaway.description import wording
from cutaway.description.labelled import Disagreement, Labelled
from cutaway.qt.items.roles import COPY, MARK, Index
from cutaway.qt.items.table import TableItems
from cutaway.qt.items.titles import Titles


class Column(IntEnum):
    """The columns in the order in which they are shown."""

    SAMPLE = 0
    LABEL = 1
    FIRST = 2
    FIRST_SCORE = 3
    SECOND = 4
    SECOND_SCORE = 5


_TITLES = Titles(
    ("Sample", "Class", "First answers", "Score", "Second answers", "Score"),
    frozenset({Column.FIRST_SCORE, Column.SECOND_SCORE}),
)


class DisagreementItems(TableItems[Disagreement]):
    """Those that only one of the models has right come first."""

    def __init__(self, found: Labelled, parent: QObject) -> None:
        super().__init__(found.disagreements, len(Column), parent, _TITLES)
        self._found = found

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 (Qt's type)
        """Text for people; where the sample lies on hover and on copying."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._shown(row, column)
        if role in {Qt.ItemDataRole.ToolTipRole, COPY}:
            return wording.safe(row.sample.source) if column is Column.SAMPLE else self._shown(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._titles.align(column)
        return _mark(row, column) if role == MARK else None

    def _shown(self, row: Disagreement, column: Column) -> str:
        if column is Column.SAMPLE:
            return wording.name(row.sample.name)
        classes = {Column.LABEL: row.sample.label, Column.FIRST: row.first, Column.SECOND: row.second}
        if column in classes:
            return wording.name(self._found.name(classes[column]))
        return wording.number(row.first_score if column is Column.FIRST_SCORE else row.second_score, 3)


def _mark(row: Disagreement, column: Column) -> str | None:
    """Who is right."""
    answers = {Column.FIRST: row.first, Column.SECOND: row.second}
    if column not in answers:
        return "secondary" if column in {Column.FIRST_SCORE, Column.SECOND_SCORE} else None
    return "good" if answers[column] == row.sample.label else "danger"
