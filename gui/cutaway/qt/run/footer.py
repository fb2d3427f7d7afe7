# SPDX-License-Identifier: Apache-2.0
"""Below the page: what holds the run in on this system, and whether what runs it is warm."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cutaway.description import wording
from cutaway.qt import icons, tokens
from cutaway.qt.widgets.labels import ElidedLabel, label
from cutaway.qt.words import tr


class RunFooter(QWidget):
    """enforced: in few words what is refused to a run here; open: what cannot be."""

    def __init__(self, enforced: str, parent: QWidget | None, *, is_whole: bool) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.SPACE_2)
        row.addWidget(_Shield(self, is_whole=is_whole))
        words = ElidedLabel(tr("Sandbox: {enforced}", enforced=wording.safe(enforced)), self, "secondary")
        words.setObjectName("sandboxWords")
        row.addWidget(words, 1)
        self._state = label("", self, "secondary")
        self._state.setObjectName("warmState")
        row.addWidget(self._state)

    def say(self, state: str) -> None:
        """Whether the library is there already."""
        self._state.setText(wording.safe(state))


class _Shield(QWidget):
    def __init__(self, parent: QWidget | None, *, is_whole: bool) -> None:
        super().__init__(parent)
        self._is_whole = is_whole
        self.setFixedSize(QSize(tokens.ICON_SMALL, tokens.ICON_SMALL))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Green where all is refused that should be."""
        colors = tokens.colors_of(self.palette())
        name, color = ("shield-check", colors.good) if self._is_whole else ("shield", colors.warning)
        icons.paint(QPainter(self), self.rect(), name, color)
