# SPDX-License-Identifier: Apache-2.0
"""What part of a plane a window shows, and how large."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QTransform

CLOSEST = 4.0
FARTHEST = 0.002
MARGIN = 24.0
"""Pixels of air around what is fitted."""


class Camera:
    """scale: pixels a unit. left, top: the place that is drawn in the corner of the view. size: of the view, pixels."""

    def __init__(self) -> None:
        self.scale = 1.0
        self.left = 0.0
        self.top = 0.0
        self.size = QSizeF(1, 1)

    @property
    def area(self) -> QRectF:
        """What is seen."""
        return QRectF(self.left, self.top, self.size.width() / self.scale, self.size.height() / self.scale)

    @property
    def transform(self) -> QTransform:
        """From the plane to the view."""
        made = QTransform()
        made.scale(self.scale, self.scale)
        made.translate(-self.left, -self.top)
        return made

    def to_plane(self, place: QPointF) -> QPointF:
        """The place of a pixel."""
        return QPointF(self.left + place.x() / self.scale, self.top + place.y() / self.scale)

    def to_view(self, place: QPointF) -> QPointF:
        """The pixel of a place."""
        return QPointF((place.x() - self.left) * self.scale, (place.y() - self.top) * self.scale)

    def rect_to_view(self, rect: QRectF) -> QRectF:
        """A rectangle in pixels of the view."""
        scale = self.scale
        return QRectF(
            (rect.x() - self.left) * scale,
            (rect.y() - self.top) * scale,
            rect.width() * scale,
            rect.height() * scale,
        )

    def pan(self, right: float, down: float) -> None:
        """Move what is seen by so many pixels."""
        self.left -= right / self.scale
        self.top -= down / self.scale

    def zoom_at(self, pixel: QPointF, factor: float) -> None:
        """Zoom so that what is under the pixel stays there."""
        place = self.to_plane(pixel)
        self.scale = min(max(self.scale * factor, FARTHEST), CLOSEST)
        self.put(place, pixel)

    def put(self, place: QPointF, pixel: QPointF) -> None:
        """Move so that a place is seen at a pixel."""
        self.left = place.x() - pixel.x() / self.scale
        self.top = place.y() - pixel.y() / self.scale

    def center(self, place: QPointF) -> None:
        """Move so that a place is in the middle."""
        self.put(place, QPointF(self.size.width() / 2, self.size.height() / 2))

    def fitting(self, rect: QRectF) -> float:
        """The scale at which a rectangle fills the view."""
        across = max(self.size.width() - 2 * MARGIN, 1.0) / max(rect.width(), 1.0)
        down = max(self.size.height() - 2 * MARGIN, 1.0) / max(rect.height(), 1.0)
        return min(max(min(across, down), FARTHEST), CLOSEST)

    def fit(self, rect: QRectF, *, closest: float = 1.25, farthest: float = FARTHEST) -> None:
        """Show all of a rectangle where that is within these scales; else its beginning along the longer side."""
        self.scale = min(max(self.fitting(rect), farthest), closest)
        self.center(rect.center())
        if rect.height() * self.scale > self.size.height():
            self.top = rect.top() - MARGIN / self.scale
        if rect.width() * self.scale > self.size.width():
            self.left = rect.left() - MARGIN / self.scale

    def step_to_show(self, rect: QRectF, inset: float = 0.0) -> QPointF:
        """How far to move, in the plane, so that a rectangle is seen, or its beginning where it is too large.

        inset: the share of the view at each side that it keeps clear of, beside the margin.
        """
        across = MARGIN / self.scale + inset * self.area.width()
        down = MARGIN / self.scale + inset * self.area.height()
        area = self.area.adjusted(across, down, -across, -down)
        return QPointF(
            _step(rect.left(), rect.right(), area.left(), area.right()),
            _step(rect.top(), rect.bottom(), area.top(), area.bottom()),
        )

    def keep_near(self, bounds: QRectF) -> None:
        """Let no one lose sight of everything: the middle of the view stays over what there is."""
        area = self.area
        middle = area.center()
        self.left += min(max(middle.x(), bounds.left()), bounds.right()) - middle.x()
        self.top += min(max(middle.y(), bounds.top()), bounds.bottom()) - middle.y()


def _step(begin: float, end: float, first: float, last: float) -> float:
    if end - begin > last - first:  # too large to be seen whole: its beginning in the upper half will do
        return 0.0 if first <= begin <= (first + last) / 2 else begin - first
    if begin < first:
        return begin - first
    return end - last if end > last else 0.0
