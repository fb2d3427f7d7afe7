# SPDX-License-Identifier: Apache-2.0
"""One of the two models in a line: its name in the colour of its side, where it lies, and what it is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from cutaway.description import wording
from cutaway.description.model import ModelDescription
from cutaway.qt import tokens
from cutaway.qt.widgets.labels import ElidedLabel
from cutaway.qt.widgets.tag import Tag
from cutaway.qt.words import counted

_BAR = 3


class SideMark(QWidget):
    """A bar in the colour that a side has in all plots."""

    def __init__(self, hue: tokens.Hue, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._hue: tokens.Hue = hue
        self.setFixedWidth(_BAR)

    def sizeHint(self) -> QSize:
        return QSize(_BAR, tokens.SPACE_6)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A rounded bar."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.colors_of(self.palette()).tones[self._hue].solid))
        painter.drawRoundedRect(QRectF(self.rect()), _BAR / 2, _BAR / 2)


class ModelCard(QFrame):
    """path: of the model. model: None as long as it is read. tools: room at the right."""

    def __init__(
        self, path: str, model: ModelDescription | None, hue: tokens.Hue, parent: QWidget | None, *, name: str
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.SPACE_3, tokens.SPACE_2, tokens.SPACE_2, tokens.SPACE_2)
        row.setSpacing(tokens.SPACE_3)
        row.addWidget(SideMark(hue, self))
        words = QVBoxLayout()
        words.setSpacing(2)
        title = QHBoxLayout()
        title.setSpacing(tokens.SPACE_2)
        shown = Path(path).name or path
        title.addWidget(ElidedLabel(shown, self, "strong"))
        facts = str(Path(path).parent)
        if model is not None:
            kind = Tag(wording.format_title(model.format), self, tokens.format_hue(model.format))
            title.addWidget(kind)
            parameters = counted(model.parameters, "parameter")
            facts = f"{parameters} · {wording.byte_size(model.bytes)} · {facts}"
        title.addStretch(1)
        words.addLayout(title)
        words.addWidget(ElidedLabel(facts, self, "secondary"))
        row.addLayout(words, 1)
        self.tools = QHBoxLayout()
        self.tools.setSpacing(tokens.SPACE_1)
        row.addLayout(self.tools)
        self.setAccessibleName(wording.safe(shown))
        self.setToolTip(wording.safe(path))
