# SPDX-License-Identifier: Apache-2.0
"""A field for a whole number, whose words stand as far from its edge as those of other fields."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QSpinBox, QWidget

_AIR = 7


class NumberField(QSpinBox):
    """least, most: the range. name, words: object name and accessible name. width: of the whole, px."""

    def __init__(
        self, parent: QWidget | None, least: int, most: int, *, name: str, words: str, width: int
    ) -> None:
        super().__init__(parent)
        self.setRange(least, most)
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setFixedWidth(width)
        # The padding of the style sheet does not reach the field inside.
        inner = self.findChild(QLineEdit)
        if inner is not None:
            inner.setTextMargins(_AIR, 0, 0, 0)
