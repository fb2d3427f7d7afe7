# SPDX-License-Identifier: Apache-2.0
"""The models of a batch as a table: which are wanted, how far each is, and what came of it."""

from __future__ import annotations

from enum import IntEnum
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt

from cutaway.description import wording
from cutaway.qt.items.roles import COPY, DETAIL, MARK, Index
from cutaway.qt.items.table import TableItems
from cutaway.qt.items.titles import Titles
from cutaway.qt.views.follow import follow
from cutaway.qt.words import tr
from cutaway.session.batch_desk import BatchDesk, Entry, Stand


class Column(IntEnum):
    """The columns in the order in which they are shown."""

    NAME = 0
    SIZE = 1
    STATE = 2
    WORDS = 3


_TITLES = Titles(("Model", "Size", "State", "What there is to say"), frozenset({Column.SIZE}))
_VERDICTS = {
    "pass": ("Proven", "good"),
    "fail": ("Refuted", "danger"),
    "not_run": ("Not proven", "warning"),
}
_STANDS = {
    Stand.READING: ("Being read", "secondary"),
    Stand.READY: ("Waiting", "secondary"),
    Stand.REFUSED: ("Cannot be converted", "danger"),
    Stand.RUNNING: ("Being converted", "accent"),
}


class BatchItems(TableItems[Entry]):
    """A row for each model; until it begins each can be left out by its box."""

    def __init__(self, desk: BatchDesk, parent: QObject) -> None:
        super().__init__(desk.entries, len(Column), parent, _TITLES)
        self._desk = desk
        self._has_folders = len({Path(entry.path).parent for entry in desk.entries}) > 1
        follow(self, desk.moved, self._moved)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The first column has a box as long as one may choose."""
        found = super().flags(index)
        if index.isValid() and index.column() == Column.NAME and self._can_choose(index.row()):
            found |= Qt.ItemFlag.ItemIsUserCheckable
        return found

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 (Qt's type)
        """Text for people."""
        if not index.isValid():
            return None
        entry, column = self._desk.entries[index.row()], Column(index.column())
        if role in {Qt.ItemDataRole.DisplayRole, COPY}:
            return _text(entry, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return wording.safe(entry.path) if column is Column.NAME else _text(entry, column)
        if role == DETAIL and column is Column.NAME and self._has_folders:
            return wording.safe(Path(entry.path).parent.name)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _TITLES.align(column)
        if role == Qt.ItemDataRole.CheckStateRole and column is Column.NAME:
            is_wanted = entry.is_wanted and entry.stand is not Stand.REFUSED
            return Qt.CheckState.Checked if is_wanted else Qt.CheckState.Unchecked
        return _mark(entry, column) if role == MARK else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: ANN401
        """Take a model along, or leave it out."""
        if role != Qt.ItemDataRole.CheckStateRole or not self._can_choose(index.row()):
            return False
        is_wanted = Qt.CheckState(value) is Qt.CheckState.Checked
        self._desk.want(self._desk.entries[index.row()], is_wanted=is_wanted)
        return True

    def _can_choose(self, row: int) -> bool:
        return not self._desk.is_begun and self._desk.entries[row].stand is not Stand.REFUSED

    def _moved(self, entry: Entry) -> None:
        row = self._desk.entries.index(entry)
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))


def _verdict(entry: Entry) -> str:
    """Of a model that is converted; empty for one that is not."""
    proof = entry.item.answer.get("proof") if entry.item is not None else None
    return str(proof["verdict"]) if isinstance(proof, dict) else ""


def _text(entry: Entry, column: Column) -> str:
    if column is Column.NAME:
        return wording.name(Path(entry.path).name)
    if column is Column.SIZE:
        return wording.byte_size(entry.model.bytes) if entry.model is not None else "–"
    return _state(entry)[0] if column is Column.STATE else wording.safe(_words(entry))


def _state(entry: Entry) -> tuple[str, str]:
    """In few words, with a colour."""
    if entry.item is None:
        if entry.stand is Stand.READY and not entry.is_wanted:
            return tr("Left out"), "secondary"
        words, mark = _STANDS.get(entry.stand, (tr("Waiting"), "secondary"))
        if entry.stand is Stand.RUNNING and entry.job is not None and entry.job.fraction is not None:
            return f"{tr(words)}, {wording.percent(entry.job.fraction)}", mark
        return tr(words), mark
    words, mark = _VERDICTS.get(_verdict(entry), ("Not converted", "danger"))
    return tr(words), mark


def _words(entry: Entry) -> str:
    """The stage of what is being converted, the reason of what is over, and why something is refused."""
    item = entry.item
    if item is not None:
        error = item.answer.get("error")
        if isinstance(error, dict):
            return f"{error.get('message', '')} {error.get('hint', '')}".strip()
        name = Path(str(item.answer["output"])).name
        size = wording.byte_size(int(item.answer["bytes"]))
        return f"{name}, {size}. {item.answer['proof']['reason']}"
    if entry.error is not None:
        return f"{entry.error.message} {entry.error.hint}".strip()
    if entry.stand is Stand.RUNNING and entry.job is not None:
        return entry.job.words
    return " ".join(finding.message for finding in entry.dangers)


def _mark(entry: Entry, column: Column) -> str | None:
    if column is Column.STATE:
        return _state(entry)[1]
    if column is Column.WORDS:
        return "danger" if entry.dangers and entry.item is None else "secondary"
    return None
