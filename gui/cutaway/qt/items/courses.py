# SPDX-License-Identifier: Apache-2.0
"""Variables along the checkpoints of a run as a table, each with a small chart of how far it came."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from PySide6.QtCore import QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyleOptionViewItem

from cutaway.description import wording
from cutaway.description.course import Course, WeightCourse
from cutaway.qt import tokens
from cutaway.qt.items.delegate import RowDelegate
from cutaway.qt.items.roles import COPY, MARK, TAG, Index
from cutaway.qt.items.table import TableItems
from cutaway.qt.items.titles import Titles
from cutaway.qt.items.weight_pairs import SORT
from cutaway.qt.words import tr

CHART = Qt.ItemDataRole.UserRole + 18
"""tuple of float or None: what the small chart of a row shows."""
_AIR, _DOT = 5.0, 2.0


class Column(IntEnum):
    """The columns in the order in which they are shown."""

    VARIABLE = 0
    OWNER = 1
    SHAPE = 2
    DTYPE = 3
    CHANGE = 4
    CHART = 5


_TITLES = Titles(
    ("Variable", "Kept for", "Shape", "Type", "Change", "Distance from the first, along time"),
    frozenset({Column.CHANGE}),
    {Column.CHANGE: "How far the last value is from the first, of the larger norm"},
)


class CourseItems(TableItems[WeightCourse]):
    """Weights by how far they moved, then optimizer slots, then the rest."""

    def __init__(self, found: Course, parent: QObject) -> None:
        super().__init__(found.weights, len(Column), parent, _TITLES)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 (Qt's type)
        """Text for people, in full on copying; what the chart shows."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return _shown(row, column)
        if role in {Qt.ItemDataRole.ToolTipRole, COPY}:
            return _told(row) if column is Column.CHART else _shown(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._titles.align(column)
        if role == TAG and column is Column.DTYPE:
            return row.weight.dtype
        if role == CHART and column is Column.CHART:
            return row.from_first
        if role == MARK and column is Column.OWNER:
            return "secondary"
        return _key(row, column, index.row()) if role == SORT else None


def _shown(row: WeightCourse, column: Column) -> str:
    if column is Column.VARIABLE:
        return wording.name(row.weight.title)
    if column is Column.OWNER:
        return wording.name(f"{row.slot} · {row.slot_of}") if row.slot_of else _role(row)
    if column is Column.SHAPE:
        return wording.shape(row.weight.shape)
    if column is Column.DTYPE:
        return row.weight.dtype
    if column is Column.CHANGE:
        return wording.percent(row.change) if any(value is not None for value in row.from_first) else "–"
    return ""


def _role(row: WeightCourse) -> str:
    return tr("optimizer") if row.weight.role == "optimizer" else ""


def _told(row: WeightCourse) -> str:
    """All distances, for those who hover or copy."""
    if row.note:
        return wording.safe(row.note)
    return ", ".join(wording.number(value, 4) for value in row.from_first)


def _key(row: WeightCourse, column: Column, place: int) -> float | str:
    if column is Column.CHANGE:
        return row.change
    return float(place) if column is Column.CHART else _shown(row, column).lower()


class CourseDelegate(RowDelegate):
    """Paints the small charts."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """A cell; a line with a dot at each checkpoint where it has a chart."""
        super().paint(painter, option, index)
        values = index.data(CHART)
        if values is None:
            return
        room = QRectF(option.rect).adjusted(2 * _AIR, _AIR, -2 * _AIR, -_AIR)
        if room.width() <= 0 or room.height() <= 0:
            return
        color = QColor(tokens.colors_of(option.palette).tones["blue"].solid)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(color, 1.5))
        points = chart(values, room)
        painter.drawPolyline(QPolygonF(points))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        for point in points:
            painter.drawEllipse(point, _DOT, _DOT)
        painter.restore()


def chart(values: tuple[float | None, ...], room: QRectF) -> list[QPointF]:
    """Where the values are drawn: from 0 at the bottom, the largest at the top; at the first it is 0."""
    heights = [0.0 if value is None else value for value in values]
    most = max(heights, default=0.0) or 1.0
    step = room.width() / max(len(heights) - 1, 1)
    return [
        QPointF(room.left() + place * step, room.bottom() - value / most * room.height())
        for place, value in enumerate(heights)
        if values[place] is not None or place == 0
    ]
