# SPDX-License-Identifier: Apache-2.0
"""A finding as a card: how grave it is, one sentence, where, and a way to copy it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from cutaway.description import wording
from cutaway.description.findings import Finding, Severity
from cutaway.qt import icons, tokens
from cutaway.qt.widgets.buttons import CopyButton
from cutaway.qt.widgets.labels import ElidedLabel, label
from cutaway.qt.words import tr

LINE_HEIGHT = tokens.ICON_SMALL + 10
"""Of an icon button; the first line of words stands in its middle."""

SEVERITY_ICONS: dict[Severity, str] = {"info": "info", "warning": "triangle-alert", "danger": "shield-alert"}
SEVERITY_WORDS: dict[Severity, str] = {"info": "Note", "warning": "Warning", "danger": "Danger"}


class SeverityMark(QWidget):
    """The icon of a severity in its colour, as high as the buttons beside it."""

    def __init__(self, severity: Severity, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._severity: Severity = severity
        self.setFixedSize(QSize(tokens.ICON_LARGE, LINE_HEIGHT))
        self.setAccessibleName(tr(SEVERITY_WORDS[severity]))
        self.setToolTip(tr(SEVERITY_WORDS[severity]))

    def paintEvent(self, _event: QPaintEvent) -> None:
        mark = tokens.colors_of(self.palette()).tint(self._severity).mark
        icons.paint(QPainter(self), self.rect(), SEVERITY_ICONS[self._severity], mark)


class TintedFrame(QFrame):
    """A card in the colours of a severity; the frame thickens in the colour of the mark when it has the focus."""

    def __init__(self, severity: Severity, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._severity: Severity = severity

    def paintEvent(self, _event: QPaintEvent) -> None:
        tint = tokens.colors_of(self.palette()).tint(self._severity)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tint.mark if self.hasFocus() else tint.line), 1))
        painter.setBrush(QColor(tint.ground))
        painter.drawRoundedRect(
            self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), tokens.RADIUS, tokens.RADIUS
        )

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()


class FindingCard(TintedFrame):
    """activated: the finding was clicked, or Enter was pressed on it."""

    activated = Signal(Finding)

    def __init__(self, finding: Finding, parent: QWidget | None) -> None:
        super().__init__(finding.severity, parent)
        self.finding = finding
        self.setObjectName("findingCard")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(f"{tr(SEVERITY_WORDS[finding.severity])}: {wording.safe(finding.message)}")
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.SPACE_3, tokens.SPACE_2, tokens.SPACE_2, tokens.SPACE_2)
        row.setSpacing(tokens.SPACE_3)
        row.addWidget(SeverityMark(finding.severity, self), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setContentsMargins(0, 5, 0, 5)
        words.setSpacing(2)
        words.addWidget(label(wording.safe(finding.message), self, wrap=True))
        if finding.where:
            words.addWidget(ElidedLabel(finding.where, self, "secondary", mono=True))
        row.addLayout(words, 1)
        copy = CopyButton(self.text, self, "Copy this finding", name="copyFinding")
        row.addWidget(copy, 0, Qt.AlignmentFlag.AlignTop)

    def text(self) -> str:
        """The finding as one line, for the clipboard."""
        where = f" ({wording.safe(self.finding.where)})" if self.finding.where else ""
        return f"{tr(SEVERITY_WORDS[self.finding.severity])}: {wording.safe(self.finding.message)}{where}"

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.activated.emit(self.finding)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.activated.emit(self.finding)
        super().mouseReleaseEvent(event)
