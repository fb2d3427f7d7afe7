# SPDX-License-Identifier: Apache-2.0
"""What a page shows when there is nothing to show: an icon, a sentence, and perhaps something to do."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from cutaway.qt import icons, tokens
from cutaway.qt.widgets.labels import Role, label
from cutaway.qt.words import tr

_DISC = 56
_WIDEST, _NARROWEST = 400, 160


class IconDisc(QWidget):
    """An icon on a quiet round ground."""

    def __init__(
        self, icon: str, parent: QWidget | None, *, hue: tokens.Hue = "grey", size: int = _DISC
    ) -> None:
        super().__init__(parent)
        self._icon = icon
        self._hue: tokens.Hue = hue
        self._size = size
        self.setFixedSize(QSize(size, size))

    def paintEvent(self, _event: QPaintEvent) -> None:
        tone = tokens.colors_of(self.palette()).tones[self._hue]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tone.fill))
        painter.drawEllipse(self.rect())
        inset = self._size * 2 // 7
        icons.paint(painter, self.rect().adjusted(inset, inset, -inset, -inset), self._icon, tone.text)


class EmptyState(QWidget):
    """Centred in the room it is given."""

    def __init__(
        self,
        icon: str,
        sentence: str,
        parent: QWidget | None,
        *,
        hint: str = "",
        action: QPushButton | None = None,
        hue: tokens.Hue = "grey",
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr(sentence))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._words: list[QLabel] = []
        column = QVBoxLayout()
        column.setSpacing(tokens.SPACE_2)
        column.addWidget(IconDisc(icon, self, hue=hue), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(tokens.SPACE_2)
        for text, role in _texts(sentence, hint):
            if text:
                words = label(text, self, role, wrap=True)
                words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
                words.ensurePolished()  # the style's font decides how many lines there are
                self._words.append(words)
                column.addWidget(words, 0, Qt.AlignmentFlag.AlignHCenter)
        if action is not None:
            column.addSpacing(tokens.SPACE_2)
            column.addWidget(action, 0, Qt.AlignmentFlag.AlignHCenter)
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        outer.addLayout(column)
        outer.addStretch(3)
        self._wrap()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines are as long as there is room, and never too long to read."""
        super().resizeEvent(event)
        self._wrap()

    def _wrap(self) -> None:
        width = min(_WIDEST, max(self.width() - 2 * tokens.SPACE_4, _NARROWEST))
        for words in self._words:
            words.setFixedWidth(width)
            words.setMinimumHeight(words.heightForWidth(width))


def _texts(sentence: str, hint: str) -> tuple[tuple[str, Role], ...]:
    return ((sentence, "heading"), (hint, "quiet"))
