# SPDX-License-Identifier: Apache-2.0
"""Facts in two columns: what, and its value, which can be selected and copied."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from cutaway.description import wording
from cutaway.qt import tokens
from cutaway.qt.widgets.labels import label


class KeyValueList(QWidget):
    """Rows of facts. A value may be text or a widget of one's own (a tag)."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(tokens.SPACE_4)
        self._grid.setVerticalSpacing(tokens.SPACE_2)
        self._grid.setColumnStretch(1, 1)

    def add(self, key: str, value: str | QWidget, *, mono: bool = False, tip: str = "") -> None:
        """Add a row at the end."""
        row = self._grid.rowCount()
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(label(key, self, "quiet"), row, 0, top)
        if isinstance(value, str):
            shown = label(_breakable(wording.safe(value)), self, mono=mono, wrap=True, selectable=True)
            shown.setToolTip(tip)
            shown.setAccessibleName(f"{key}: {wording.safe(value)}")
            self._grid.addWidget(shown, row, 1, top)
        else:
            self._grid.addWidget(value, row, 1, top | Qt.AlignmentFlag.AlignLeft)


def _breakable(text: str) -> str:
    """The text with places to break after separators, so that a long path wraps instead of being cut off."""
    for separator in ("/", ".", "_", "-"):
        text = text.replace(separator, separator + "\u200b")
    return text
