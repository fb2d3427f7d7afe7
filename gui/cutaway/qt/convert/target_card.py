# SPDX-License-Identifier: Apache-2.0
"""What a model can become, as a card to choose; greyed with the reason where it cannot."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from cutaway.conversion.targets import Target
from cutaway.qt import tokens
from cutaway.qt.widgets.empty_state import IconDisc
from cutaway.qt.widgets.labels import label
from cutaway.qt.widgets.tag import Tag
from cutaway.qt.words import tr

ICONS = {
    "tflite": "smartphone",
    "saved_model": "server",
    "frozen_graph": "snowflake",
    "keras_archive": "layers",
    "keras_h5": "layers",
    "checkpoint": "database",
    "onnx": "workflow",
    "openvino": "gauge",
    "tfjs": "globe",
}
_DISC = 36


class TargetCard(QAbstractButton):
    """target: what it stands for. reason: why it cannot be had, empty where it can."""

    def __init__(self, target: Target, reason: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.target = target
        self.reason = reason
        self.setObjectName(f"target:{target.id}")
        self.setText(target.title)
        self.setAccessibleName(tr(target.title))
        self.setAccessibleDescription(reason or tr(target.note))
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setEnabled(not reason)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if not reason else Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.MinimumExpanding)
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.SPACE_4, tokens.SPACE_3, tokens.SPACE_4, tokens.SPACE_3)
        row.setSpacing(tokens.SPACE_3)
        disc = IconDisc(ICONS.get(target.id, "box"), self, hue="grey" if reason else "blue", size=_DISC)
        row.addWidget(disc, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._words(), 1)

    def _words(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(tokens.SPACE_1)
        head = QHBoxLayout()
        head.setSpacing(tokens.SPACE_2)
        title = label(self.target.title, self, "quiet" if self.reason else "strong")
        head.addWidget(title)
        ending = self.target.endings[0] if self.target.endings else tr("folder")
        head.addWidget(Tag(ending, self, "grey", mono=bool(self.target.endings)))
        head.addStretch(1)
        column.addLayout(head)
        words = label(self.reason or self.target.note, self, "secondary", wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        column.addWidget(words, 1)
        return column

    def sizeHint(self) -> QSize:
        """As its words need."""
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """The same."""
        layout = self.layout()
        return layout.minimumSize() if layout is not None else super().minimumSizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A card whose border says that it is chosen, or has the focus."""
        colors = tokens.colors_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_live = not self.reason
        ground = colors.surface if is_live else colors.window
        if is_live and self.underMouse():
            ground = colors.hover
        if self.isChecked():
            ground = colors.selected
        line = colors.accent if self.isChecked() or self.hasFocus() else colors.border
        painter.setBrush(QColor(ground))
        painter.setPen(QPen(QColor(line), 2 if self.isChecked() and self.hasFocus() else 1))
        box = self.rect().toRectF().adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(box, tokens.RADIUS, tokens.RADIUS)
