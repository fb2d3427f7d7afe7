# SPDX-License-Identifier: Apache-2.0
"""Sorts and narrows the rows of a comparison by what they say and by what they are."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel

from cutaway.qt.items.weight_pairs import SORT


def _any(_place: int) -> bool:
    return True


class RowsFilter(QSortFilterProxyModel):
    """columns: those whose text is looked at."""

    def __init__(self, columns: tuple[int, ...], parent: QObject) -> None:
        super().__init__(parent)
        self._columns = columns
        self._words: list[str] = []
        self._keep: Callable[[int], bool] = _any
        self.setSortRole(SORT)

    def look_for(self, text: str) -> None:
        """Keep rows that have all of these words."""
        self._words = text.lower().split()
        self.invalidate()

    def keep(self, is_kept: Callable[[int], bool]) -> None:
        """Keep rows for whose place in the source that is so."""
        self._keep = is_kept
        self.invalidate()

    def filterAcceptsRow(
        self,
        source_row: int,
        source_parent: QModelIndex | QPersistentModelIndex,  # noqa: ARG002 - rows lie in no others
    ) -> bool:
        """Whether a row has the words, and is one of those that are kept."""
        if not self._keep(source_row):
            return False
        items = self.sourceModel()
        told = " ".join(str(items.index(source_row, column).data()) for column in self._columns).lower()
        return all(word in told for word in self._words)
