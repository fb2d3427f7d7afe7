# SPDX-License-Identifier: Apache-2.0
"""The outputs of a proof as a table: how far each is from the source's."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QObject, Qt

from cutaway.description import wording
from cutaway.description.conversion import ProofOutput
from cutaway.qt.items.roles import COPY, MARK, Index
from cutaway.qt.items.table import TableItems
from cutaway.qt.items.titles import Titles
from cutaway.qt.words import tr


class Column(IntEnum):
    """The columns in the order in which they are shown."""

    SOURCE = 0
    TARGET = 1
    MAX_ABS = 2
    RMSE = 3
    COSINE = 4
    SQNR = 5
    TOP = 6
    STEPS = 7
    NOISE = 8
    VERDICT = 9


_FIGURES = frozenset(
    {
        *(Column.MAX_ABS, Column.RMSE, Column.COSINE, Column.SQNR, Column.TOP),
        *(Column.STEPS, Column.NOISE),
    }
)
_TITLES = Titles(
    (
        *("Output", "In the result", "Max |difference|", "RMSE", "Cosine", "SQNR, dB", "Top 1"),
        *("Steps", "Before softmax", "Verdict"),
    ),
    _FIGURES,
    {
        Column.MAX_ABS: "The greatest distance of two elements at the same place",
        Column.RMSE: "The root of the mean squared difference",
        Column.COSINE: "Of the angle between the flattened values; 1 where they point the same way",
        Column.SQNR: "Power of the source's values over that of the difference",
        Column.TOP: "How often the greatest element is at the same place",
        Column.STEPS: "The greatest distance in steps of the output's quantisation",
        Column.NOISE: "Noise in the signal before the softmax that gives the output, which makes much of little",
    },
)


class ProofItems(TableItems[ProofOutput]):
    """Rows in the order of the source's outputs. is_of_two: they are of two models, not of a source and its result."""

    def __init__(self, rows: Sequence[ProofOutput], parent: QObject, *, is_of_two: bool = False) -> None:
        super().__init__(rows, len(Column), parent, _TITLES)
        self._is_of_two = is_of_two

    def has(self, column: Column) -> bool:
        """Whether some output has that figure."""
        return any(_value(row, column) is not None for row in self._rows)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401 (Qt's type)
        """Titles of the columns."""
        if self._is_of_two and section == Column.TARGET and role == Qt.ItemDataRole.DisplayRole:
            return tr("In the second")
        return super().headerData(section, orientation, role)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 (Qt's type)
        """Text for people; figures in full on copying."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return _shown(row, column)
        if role in {Qt.ItemDataRole.ToolTipRole, COPY}:
            value = _value(row, column)
            return _shown(row, column) if column not in _FIGURES else "" if value is None else repr(value)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _TITLES.align(column)
        if role == MARK and column is Column.VERDICT:
            return {"pass": "good", "fail": "danger", "not_run": "warning"}[row.verdict]
        return None


def _value(row: ProofOutput, column: Column) -> float | None:
    figures = row.figures
    return {
        Column.MAX_ABS: figures.max_abs,
        Column.RMSE: figures.rmse,
        Column.COSINE: figures.cosine,
        Column.SQNR: figures.sqnr_db,
        Column.TOP: figures.argmax_agreement,
        Column.STEPS: row.steps,
        Column.NOISE: row.before,
    }.get(column)


def _shown(row: ProofOutput, column: Column) -> str:
    if column is Column.SOURCE:
        return wording.name(row.source)
    if column is Column.TARGET:
        return wording.name(row.target)
    if column is Column.VERDICT:
        return verdict(row)
    value = _value(row, column)
    if value is None:
        return "–"
    if column in {Column.TOP, Column.NOISE}:
        return wording.percent(value)
    if column is Column.STEPS:
        return wording.number(value, 2)
    if column is Column.SQNR:
        return f"{value:.1f}"
    return f"{value:.6f}" if column is Column.COSINE else wording.number(value, 3)


def verdict(row: ProofOutput) -> str:
    """What is said of an output, in few words."""
    if row.figures.note:
        return wording.safe(row.figures.note)
    if row.verdict == "not_run":
        return tr("not proven: it does not vary")
    if row.figures.equal:
        return tr("equal, bit for bit")
    return tr("within the tolerance") if row.passed else tr("too far")
