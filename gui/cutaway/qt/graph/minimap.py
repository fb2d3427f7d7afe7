# SPDX-License-Identifier: Apache-2.0
"""The whole picture in a corner of the canvas, with a frame round what is seen; dragging moves the view."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from cutaway.qt import tokens
from cutaway.qt.graph import boxes
from cutaway.qt.graph.camera import Camera
from cutaway.qt.graph.sheet import Sheet
from cutaway.qt.words import tr

_WIDEST, _HIGHEST = 168, 132
_LEAST = 44
_AIR = 6


class Minimap(QWidget):
    """pointed: the place in the plane that is to be looked at."""

    pointed = Signal(QPointF)

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("graphMinimap")
        self.setAccessibleName(tr("Overview of the whole map"))
        self.setToolTip(tr("Drag to look elsewhere"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._camera = Camera()
        self._picture: QPixmap | None = None
        self._seen = QRectF()

    def show_sheet(self, sheet: Sheet) -> None:
        """Draw another picture."""
        bounds = sheet.scene.bounds
        scale = min((_WIDEST - 2 * _AIR) / bounds.width(), (_HIGHEST - 2 * _AIR) / bounds.height())
        width = max(round(bounds.width() * scale), _LEAST) + 2 * _AIR
        height = max(round(bounds.height() * scale), _LEAST) + 2 * _AIR
        self.resize(width, height)
        self._camera.size = QSize(width, height).toSizeF()
        self._camera.scale = scale
        self._camera.center(bounds.center())
        self._picture = self._drawn(sheet)
        self.update()

    def show_seen(self, area: QRectF) -> None:
        """Frame what is seen."""
        self._seen = area
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_WIDEST, _HIGHEST)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors = tokens.colors_of(self.palette())
        painter = QPainter(self)
        painter.fillRect(self.rect(), colors.surface)
        if self._picture is not None:
            painter.drawPixmap(0, 0, self._picture)
        frame = self._camera.rect_to_view(self._seen).intersected(QRectF(self.rect()).adjusted(1, 1, -2, -2))
        shade = QColor(colors.accent)
        shade.setAlpha(28)
        painter.setBrush(shade)
        painter.setPen(QPen(QColor(colors.accent), 1.0))
        painter.drawRect(frame)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QColor(colors.strong_border))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pointed.emit(self._camera.to_plane(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.pointed.emit(self._camera.to_plane(event.position()))

    def _drawn(self, sheet: Sheet) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        small = Sheet(sheet.scene, self._camera, sheet.ink, sheet.paints, sheet.marks, sheet.lettering)
        boxes.paint_frames(painter, small, sheet.scene.frames)
        boxes.paint_blocks(painter, small, sheet.scene.leaves)
        painter.end()
        return picture
