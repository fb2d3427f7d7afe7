# SPDX-License-Identifier: Apache-2.0
"""What a run answered as a table: a row for each output or tap, with its values in few words."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QObject, Qt

from cutaway.description import wording
from cutaway.description.running import RunOutput
from cutaway.qt.items.roles import COPY, MARK, TAG, Index
from cutaway.qt.items.table import TableItems
from cutaway.qt.items.titles import Titles
from cutaway.qt.words import tr

_FEW = 4


class Column(IntEnum):
    """The columns in the order in which they are shown."""

    NAME = 0
    DTYPE = 1
    SHAPE = 2
    VALUES = 3


_TITLES = Titles(("Name", "Type", "Shape", "Values"))


class RunValueItems(TableItems[RunOutput]):
    """Rows in the order of the signature, or in which they were asked for."""

    def __init__(self, values: Sequence[RunOutput], parent: QObject) -> None:
        super().__init__(values, len(Column), parent, _TITLES)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 (Qt's type)
        """Text for people; in full on copying."""
        if not index.isValid():
            return None
        value, column = self._rows[index.row()], Column(index.column())
        if column is Column.DTYPE:
            told = value.value.dtype if value.value else ""
            return told if role in {TAG, COPY} and told else None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, COPY}:
            return _text(value, column)
        if role == MARK and column is Column.VALUES and value.value is None:
            return "secondary"
        return None


def _text(value: RunOutput, column: Column) -> str:
    if column is Column.NAME:
        return wording.name(value.name)
    if column is Column.SHAPE:
        return wording.shape(value.value.shape) if value.value else ""
    return in_few_words(value)


def in_few_words(value: RunOutput) -> str:
    """A scalar or the first texts themselves, the range of many numbers, or why there is none."""
    stored, figures = value.value, value.statistics
    if stored is None:
        return wording.safe(value.note) or tr("no value")
    if stored.shape == () and value.preview is not None:
        return wording.elided(wording.safe(str(value.preview)), 80)
    if stored.dtype == "string":
        first = _flat(value.preview)
        return wording.elided(wording.safe(", ".join(f"“{word}”" for word in first[:_FEW])), 80)
    if figures is None or figures.minimum is None:
        return "empty" if figures is not None and not figures.count else ""
    words = f"{wording.number(figures.minimum)} … {wording.number(figures.maximum)}"
    if figures.mean is not None:
        words += tr(", mean {mean}", mean=wording.number(figures.mean))
    if figures.nans or figures.infinities:
        words += tr(", {nans} not finite", nans=wording.count(figures.nans + figures.infinities))
    return words


def _flat(preview: object) -> list[object]:
    if not isinstance(preview, list):
        return [] if preview is None else [preview]
    return [item for row in preview[:_FEW] for item in _flat(row)]
