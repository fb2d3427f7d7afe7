# SPDX-License-Identifier: Apache-2.0
"""Weights of two models beside each other as a table, the most changed first; then those of one model alone."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QObject, Qt

from cutaway.description import wording
from cutaway.description.comparison import Compared, Weight, WeightPair
from cutaway.qt.items.roles import COPY, MARK, TAG, Index
from cutaway.qt.items.table import TableItems
from cutaway.qt.items.titles import Titles
from cutaway.qt.words import tr

SORT = Qt.ItemDataRole.UserRole + 17
"""float or str: what a column is sorted by."""


class Column(IntEnum):
    """The columns in the order in which they are shown."""

    WEIGHT = 0
    OTHER = 1
    SHAPE = 2
    DTYPE = 3
    MAX_ABS = 4
    RMSE = 5
    COSINE = 6
    VERDICT = 7


_FIGURES = frozenset({Column.MAX_ABS, Column.RMSE, Column.COSINE})
_TITLES = Titles(
    ("Weight", "In the second", "Shape", "Type", "Max |difference|", "RMSE", "Cosine", ""),
    _FIGURES,
    {
        Column.MAX_ABS: "The greatest distance of two elements at the same place",
        Column.RMSE: "The root of the mean squared difference",
        Column.COSINE: "Of the angle between the flattened values; 1 where they point the same way",
    },
)
_ALONE = 1e300


@dataclass(frozen=True, slots=True)
class WeightRow:
    """weight: of the first where it has it. pair: None where it stands in one alone. borne: within the tolerance."""

    weight: Weight
    pair: WeightPair | None
    is_first: bool
    borne: bool

    @property
    def differs(self) -> bool:
        """Whether there is anything to tell of it."""
        return self.pair is None or not self.pair.figures.equal


def rows_of(found: Compared, is_within: Callable[[WeightPair], bool]) -> list[WeightRow]:
    """What cannot be compared, then by change, then those of one model alone, then the equal ones."""
    pairs = [WeightRow(pair.first, pair, is_first=True, borne=is_within(pair)) for pair in found.pairs]
    alone = [WeightRow(each, None, is_first=True, borne=False) for each in found.only_first]
    alone += [WeightRow(each, None, is_first=False, borne=False) for each in found.only_second]
    changed = [row for row in pairs if row.differs]
    return [*changed, *alone, *(row for row in pairs if not row.differs)]


class WeightPairItems(TableItems[WeightRow]):
    """Rows as `rows_of` has them."""

    def __init__(self, rows: Sequence[WeightRow], parent: QObject) -> None:
        super().__init__(rows, len(Column), parent, _TITLES)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 (Qt's type)
        """Text for people; figures in full on hover and on copying."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return shown(row, column)
        if role in {Qt.ItemDataRole.ToolTipRole, COPY}:
            value = figure(row, column)
            return repr(value) if column in _FIGURES and value is not None else shown(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._titles.align(column)
        if role == TAG and column is Column.DTYPE:
            return row.weight.dtype
        if role == MARK:
            return _mark(row, column)
        return _key(row, column, index.row()) if role == SORT else None


def figure(row: WeightRow, column: Column) -> float | None:
    """The figure of a column, None where it has none."""
    if row.pair is None:
        return None
    figures = row.pair.figures
    return {Column.MAX_ABS: figures.max_abs, Column.RMSE: figures.rmse, Column.COSINE: figures.cosine}.get(
        column
    )


def shown(row: WeightRow, column: Column) -> str:
    """What a cell says."""
    if column is Column.WEIGHT:
        return wording.name(row.weight.title)
    if column is Column.OTHER:
        other = row.pair.second.title if row.pair is not None else ""
        return wording.name(other) if other else "–"
    if column is Column.SHAPE:
        return wording.shape(row.weight.shape)
    if column is Column.DTYPE:
        return row.weight.dtype
    if column is Column.VERDICT:
        return verdict(row)
    value = figure(row, column)
    if value is None:
        return "–"
    return f"{value:.6f}" if column is Column.COSINE else wording.number(value, 3)


def verdict(row: WeightRow) -> str:
    """What is said of a weight, in few words."""
    if row.pair is None:
        words = tr("only in the first") if row.is_first else tr("only in the second")
        return f"{words}, {tr('optimizer')}" if row.weight.role == "optimizer" else words
    figures = row.pair.figures
    if figures.note:
        return wording.safe(figures.note)
    word = tr("equal") if figures.equal else tr("within tolerance") if row.borne else tr("differs")
    return ", ".join((word, *_how(row.pair)))


def _how(pair: WeightPair) -> list[str]:
    """What had to be done to lay one beside the other, a word each."""
    told = []
    if pair.scaled:
        told.append(tr("dequantised"))
    if pair.axes:
        told.append(tr("transposed"))
    if pair.folded:
        told.append(tr("folded"))
    return told


def _mark(row: WeightRow, column: Column) -> str | None:
    if column is Column.VERDICT:
        if not row.differs:
            return "secondary"
        return "good" if row.borne else "warning" if row.pair is None else "danger"
    return "secondary" if column is Column.OTHER else None


def _key(row: WeightRow, column: Column, place: int) -> float | str:
    if column in _FIGURES:
        value = figure(row, column)
        if row.pair is not None and row.pair.figures.note:
            return _ALONE  # what cannot be compared comes before all that can
        return -_ALONE if value is None or math.isnan(value) else value
    if column is Column.SHAPE:
        return float(math.prod(row.weight.shape))
    return float(place) if column is Column.VERDICT else shown(row, column).lower()
