# SPDX-License-Identifier: Apache-2.0
"""Titles of columns, over numbers at the right as these are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Qt

from cutaway.qt.items.roles import LEFT, RIGHT
from cutaway.qt.words import tr


@dataclass(frozen=True, slots=True)
class Titles:
    """words: by column. numbers: columns that hold some. hints: what hovering tells, by column."""

    words: Sequence[str]
    numbers: frozenset[int] = frozenset()
    hints: Mapping[int, str] = field(default_factory=dict)

    def align(self, column: int) -> Qt.AlignmentFlag:
        """How a column and its title stand."""
        return RIGHT if column in self.numbers else LEFT

    def data(self, section: int, orientation: Qt.Orientation, role: int) -> object:
        """What `headerData` answers: titles above, nothing at the side."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.words):
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return tr(self.words[section])
            case Qt.ItemDataRole.ToolTipRole:
                return tr(self.hints.get(section, ""))
            case Qt.ItemDataRole.TextAlignmentRole:
                return self.align(section)
        return None


NO_TITLES = Titles(())
"""Of views without a header."""
