# SPDX-License-Identifier: Apache-2.0
"""Inputs and outputs of source and result side by side, outputs matched by value."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from PySide6.QtCore import QObject, Qt

from cutaway.description import wording
from cutaway.qt.items.roles import COPY, DETAIL, MARK, TAG, Index
from cutaway.qt.items.table import TableItems
from cutaway.qt.items.titles import Titles
from cutaway.qt.words import tr
from cutaway.session.name_matches import Match, Matches


class Column(IntEnum):
    """The columns in the order in which they are shown."""

    KIND = 0
    SOURCE = 1
    DTYPE = 2
    SHAPE = 3
    RESULT = 4
    RESULT_DTYPE = 5
    RESULT_SHAPE = 6
    MATCHED = 7


_TITLES = Titles(
    (
        "Port",
        "In the source",
        "Type",
        "Shape",
        "In the result",
        "Type",
        "Shape",
        "Matched",
    )
)
_SHOWN = frozenset({Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, COPY})


class NamesItems(TableItems[tuple[bool, Match]]):
    """Inputs first, each in the order of the source."""

    def __init__(self, matches: Matches, parent: QObject) -> None:
        rows = [(True, match) for match in matches.inputs] + [(False, match) for match in matches.outputs]
        super().__init__(rows, len(Column), parent, _TITLES)
        self._has_order = matches.has_order

    def has_other_types(self) -> bool:
        """Whether something is of another type in the result."""
        results = ((match.source.dtype, match.result) for _, match in self._rows)
        return any(result is not None and result.dtype != dtype for dtype, result in results)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 (Qt's type)
        """Text for people; what differs from the source is marked."""
        if not index.isValid():
            return None
        is_input, match = self._rows[index.row()]
        column = Column(index.column())
        if role in _SHOWN:
            return _text(match, column, is_input=is_input)
        if role == TAG:
            return _dtype(match, column) or None
        if role == DETAIL and column is Column.RESULT and match.place >= 0 and not self._has_order:
            return tr("place {place}", place=match.place + 1)
        return _mark(match, column) if role == MARK else None


def _dtype(match: Match, column: Column) -> str:
    if column is Column.DTYPE:
        return match.source.dtype
    return match.result.dtype if column is Column.RESULT_DTYPE and match.result is not None else ""


def _text(match: Match, column: Column, *, is_input: bool) -> str:
    result = match.result
    if column is Column.KIND:
        return tr("Input") if is_input else tr("Output")
    if column is Column.MATCHED:
        return matched(match)
    return {
        Column.SOURCE: wording.name(match.source.name),
        Column.DTYPE: match.source.dtype,
        Column.SHAPE: wording.shape(match.source.shape),
        Column.RESULT: wording.name(match.name),
        Column.RESULT_DTYPE: result.dtype if result is not None else "–",
        Column.RESULT_SHAPE: wording.shape(result.shape) if result is not None else "–",
    }[column]


def matched(match: Match) -> str:
    """By what an input or output of the result is known to be that of the source."""
    proof = match.proof
    if match.is_interchanged and proof is not None:
        return tr("its values are those of {name}", name=wording.name(proof.nearest))
    if proof is None or proof.figures.note or not proof.nearest:
        return tr("by name") if match.is_named_alike else tr("as the converter tells")
    if proof.figures.equal:
        return tr("by value: equal")
    return tr("by value: within {most}", most=wording.number(proof.figures.max_abs, 2))


def _mark(match: Match, column: Column) -> str | None:
    if column is Column.MATCHED:
        return "danger" if match.is_interchanged else "good" if match.proof is not None else "secondary"
    if column is Column.RESULT and not match.is_named_alike:
        return "warning"
    if column is Column.RESULT_SHAPE and not match.is_sized_alike:
        return "accent"
    return "secondary" if column is Column.KIND else None
