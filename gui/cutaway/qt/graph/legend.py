# SPDX-License-Identifier: Apache-2.0
"""Says below the map what its colours mean."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cutaway.qt import tokens
from cutaway.qt.graph.coloring import Entry
from cutaway.qt.views.flow import FlowLayout
from cutaway.qt.widgets.labels import label
from cutaway.qt.words import tr

_SWATCH = 10


class Legend(QWidget):
    """One line of swatches and words, more where there is no room for all in one."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("graphLegend")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(tokens.SPACE_4, tokens.SPACE_1, tokens.SPACE_4, tokens.SPACE_1)
        self._rows: QWidget | None = None

    def show_entries(self, title: str, entries: list[Entry]) -> None:
        """Show another legend."""
        self.setAccessibleName(tr("Legend: {title}", title=tr(title)))
        self.setAccessibleDescription(", ".join(tr(entry.words) for entry in entries))
        if self._rows is not None:
            self._column.removeWidget(self._rows)
            self._rows.hide()
            self._rows.deleteLater()
        self._rows = rows = QWidget(self)
        flow = FlowLayout(rows)
        for entry in entries:
            flow.addWidget(_Line(entry, rows))
        self._column.addWidget(rows)


class _Line(QWidget):
    def __init__(self, entry: Entry, parent: QWidget | None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(_Swatch(entry.color, self), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(label(entry.words, self, "secondary"), 0, Qt.AlignmentFlag.AlignVCenter)


class _Swatch(QWidget):
    def __init__(self, color: QColor, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._color = color
        self.setFixedSize(_SWATCH, _SWATCH)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._color)
        painter.drawRoundedRect(QRectF(self.rect()), 2, 2)
