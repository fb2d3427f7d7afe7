# SPDX-License-Identifier: Apache-2.0
"""Line icons in one weight (Lucide), drawn in the colours of the current theme at any size and pixel ratio."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QIconEngine, QPainter, QPixmap, QPixmapCache

from cutaway import paths
from cutaway.qt import tokens

# Lucide draws with 2 on a grid of 24; at 16 px a little less keeps the weight of the text beside it.
_LINE = b'stroke-width="1.75"'


@cache
def source(name: str) -> bytes:
    """The icon as SVG that draws in `currentColor`. Raises FileNotFoundError where it does not ship."""
    file = paths.resource(f"icons/lucide/{name}.svg")
    return file.read_bytes().replace(b'stroke-width="2"', _LINE)


def colored(name: str, color: str) -> bytes:
    """The icon as SVG in one colour."""
    return source(name).replace(b"currentColor", color.encode("ascii"))


def pixmap(name: str, color: str, size: int, ratio: float = 1.0) -> QPixmap:
    """The icon as a square picture of `size` × `ratio` device pixels; kept in Qt's cache. None fits into nothing."""
    if size < 1:
        return QPixmap()
    key = f"cutaway/{name}/{color}/{size}/{ratio}"
    found = QPixmap()
    if not QPixmapCache.find(key, found):
        found = _draw(name, color, size, ratio)
        QPixmapCache.insert(key, found)
    return found


def paint(painter: QPainter, rect: QRect, name: str, color: str) -> None:
    """Draw the icon in the middle of `rect`, as large as its shorter side."""
    size = min(rect.width(), rect.height())
    picture = pixmap(name, color, size, painter.device().devicePixelRatioF())
    corner = rect.center() - QPoint((size - 1) // 2, (size - 1) // 2)
    painter.drawPixmap(corner, picture)


def icon(name: str, color: str = "secondary") -> QIcon:
    """An icon for actions and buttons; `color` names a field of `Colors` and follows the theme while running."""
    return QIcon(_ThemedEngine(name, color))


def program() -> QIcon:
    """The icon of the program itself."""
    return QIcon(str(paths.resource("icons/cutaway.svg")))


class _ThemedEngine(QIconEngine):
    """Asks for the theme each time it paints, so that no icon has to be set again when the theme changes."""

    def __init__(self, name: str, color: str) -> None:
        super().__init__()
        self._name = name
        self._color = color

    def clone(self) -> QIconEngine:
        return _ThemedEngine(self._name, self._color)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        paint(painter, rect, self._name, self._shade(mode))

    def pixmap(self, size: QSize, mode: QIcon.Mode, _state: QIcon.State) -> QPixmap:
        return pixmap(self._name, self._shade(mode), min(size.width(), size.height()))

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, _state: QIcon.State, scale: float) -> QPixmap:
        return pixmap(self._name, self._shade(mode), round(min(size.width(), size.height()) / scale), scale)

    def _shade(self, mode: QIcon.Mode) -> str:
        colors = tokens.colors_of(QGuiApplication.palette())
        if mode is QIcon.Mode.Disabled:
            return colors.disabled
        return colors.named(
            "text" if mode is QIcon.Mode.Active and self._color == "secondary" else self._color
        )


def _draw(name: str, color: str, size: int, ratio: float) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer

    side = round(size * ratio)
    drawn = QPixmap(side, side)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    QSvgRenderer(QByteArray(colored(name, color))).render(painter, QRectF(0, 0, side, side))
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn
