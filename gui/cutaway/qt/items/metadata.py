# SPDX-License-Identifier: Apache-2.0
"""Metadata (JSON values) as a Qt tree of keys and values."""

from __future__ import annotations

import json
from typing import Any

from PySide6.QtCore import QObject, Qt

from cutaway.description import wording
from cutaway.qt.items.roles import COPY, MARK, Index
from cutaway.qt.items.titles import Titles
from cutaway.qt.items.tree import TreeItems
from cutaway.qt.words import counted

ROW_LIMIT = 50_000
"""Rows that are made at most; a configuration of 600 MB is no tree that anyone reads."""

_TEXT_LIMIT = 500
_TITLES = Titles(("Key", "Value"))


class MetadataItems(TreeItems):
    """is_cut: there was more than `ROW_LIMIT` rows."""

    def __init__(self, metadata: dict[str, Any], parent: QObject) -> None:
        self._rows: list[tuple[str, Any]] = []
        above: list[int] = []
        self.is_cut = _flatten(metadata, self._rows, above)
        super().__init__(above, len(_TITLES.words), parent, _TITLES)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 (Qt's type)
        """Key and value; of lists and objects how much is in them."""
        if not index.isValid():
            return None
        key, value = self._rows[index.internalId()]
        is_key = index.column() == 0
        if role == Qt.ItemDataRole.DisplayRole:
            return wording.elided(wording.safe(key) if is_key else _text(value), _TEXT_LIMIT)
        if role == Qt.ItemDataRole.ToolTipRole:
            return (
                None
                if is_key or isinstance(value, dict | list)
                else wording.elided(_text(value), 4 * _TEXT_LIMIT)
            )
        if role == COPY:
            return key if is_key else value_text(value)
        if role == MARK:
            return "secondary" if not is_key and isinstance(value, dict | list | None) else None
        return None


def value_text(value: Any) -> str:  # noqa: ANN401 (any JSON value)
    """A value as it is copied: text as it is, everything else as JSON."""
    return value if isinstance(value, str) else json.dumps(value, indent=2, ensure_ascii=False)


def _flatten(metadata: dict[str, Any], rows: list[tuple[str, Any]], above: list[int]) -> bool:
    """Fill `rows` and `above` level by level; True where the limit cut it."""
    for key, value in metadata.items():
        rows.append((key, value))
        above.append(-1)
    number = 0
    while number < len(rows):
        for key, value in _children(rows[number][1]):
            if len(rows) >= ROW_LIMIT:
                return True
            rows.append((key, value))
            above.append(number)
        number += 1
    return False


def _children(value: Any) -> list[tuple[str, Any]]:  # noqa: ANN401 (any JSON value)
    if isinstance(value, dict):
        return list(value.items())
    return [(str(place), item) for place, item in enumerate(value)] if isinstance(value, list) else []


def _text(value: Any) -> str:  # noqa: ANN401 (any JSON value)
    if isinstance(value, dict):
        return counted(len(value), "key")
    if isinstance(value, list):
        return counted(len(value), "item")
    return wording.safe(value[:4000]) if isinstance(value, str) else json.dumps(value)
