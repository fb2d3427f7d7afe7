# SPDX-License-Identifier: Apache-2.0
"""Texts in the roles of the type scale; names that are elided in the middle; numbers that copy in full."""

from __future__ import annotations

from typing import Literal, TypeAlias

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from cutaway.description import wording
from cutaway.qt.words import tr

Role: TypeAlias = Literal[
    "body", "title", "heading", "strong", "secondary", "quiet", "figure", "danger", "warning", "good"
]


def label(
    text: str,
    parent: QWidget | None,
    role: Role = "body",
    *,
    mono: bool = False,
    wrap: bool = False,
    selectable: bool = False,
) -> QLabel:
    """A plain text, in the language of the window where it is no name (mono); no file makes markup of it."""
    made = QLabel(text if mono else tr(text), parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    if mono:
        made.setProperty("mono", True)
    made.setWordWrap(wrap)
    if wrap:
        # A wrapped label otherwise asks for a width of its own and pushes its neighbours out of the window.
        made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        made.setMinimumWidth(0)
    if selectable:
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


class ElidedLabel(QLabel):
    """One line that gives way: too long a name loses its middle, and is whole in the tooltip."""

    def __init__(
        self,
        text: str,
        parent: QWidget | None,
        role: Role = "body",
        *,
        mono: bool = False,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideMiddle,
    ) -> None:
        super().__init__(parent)
        self._full = ""
        self._mode = mode
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        if mono:
            self.setProperty("mono", True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def text(self) -> str:
        """The whole text, elided or not."""
        return self._full

    def setText(self, text: str) -> None:
        """Show another text, escaped where it could act."""
        self._full = wording.safe(text)
        self.setAccessibleName(self._full)
        self.updateGeometry()
        self._tell()
        self.update()

    def sizeHint(self) -> QSize:
        margins = self.contentsMargins()
        width = self.fontMetrics().horizontalAdvance(self._full) + margins.left() + margins.right() + 2
        return QSize(width, self.fontMetrics().height() + margins.top() + margins.bottom())

    def minimumSizeHint(self) -> QSize:
        few = self.fontMetrics().horizontalAdvance("MM…MM")
        return QSize(min(few, self.sizeHint().width()), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), int(self.alignment()), self._shown())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self.updateGeometry()

    def _shown(self) -> str:
        return self.fontMetrics().elidedText(self._full, self._mode, self.contentsRect().width())

    def _tell(self) -> None:
        self.setToolTip(self._full if self._shown() != self._full else "")


class NumberLabel(QLabel):
    """A number for people (`1.3 MB`, `50.4 K`) whose tooltip and selection give it in full."""

    def __init__(self, shown: str, full: str, parent: QWidget | None, role: Role = "body") -> None:
        super().__init__(shown, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setToolTip(full if full != shown else "")
        self.setAccessibleName(full)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
