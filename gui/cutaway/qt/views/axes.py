# SPDX-License-Identifier: Apache-2.0
"""Choosing what of an array is looked at: which two axes, and where the others are held."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSignalBlocker, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QHBoxLayout, QSlider, QSpinBox, QVBoxLayout, QWidget

from cutaway.description import wording
from cutaway.qt import tokens
from cutaway.qt.views.flow import FlowLayout
from cutaway.qt.widgets.labels import label
from cutaway.qt.words import tr

_PAUSE_MS = 40
_KNOB = 7
CELL_WIDTH = 220
_FLAT = 1.4
_WIDEST = 16_777_215  # Qt's QWIDGETSIZE_MAX
_LABEL_WIDTH, _NUMBER_WIDTH = 54, 76


class AxisChooser(QWidget):
    """changed: another part of the array is wanted. Two choosers for the axes, a slider for each that is held.

    free: whether the two axes can be chosen; else they are the last two.
    """

    changed = Signal()

    def __init__(self, shape: tuple[int, ...], parent: QWidget | None, *, free: bool) -> None:
        super().__init__(parent)
        self._shape = shape
        rank = len(shape)
        self.row_axis, self.column_axis = _first_axes(shape) if free else (max(rank - 2, -1), rank - 1)
        self._held: list[_HeldAxis] = []
        self._positions = [0] * rank
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.changed)
        self._flow = FlowLayout(self, tokens.SPACE_2)
        self._rows: QComboBox | None = None
        self._columns: QComboBox | None = None
        if free and rank > 2:
            self._rows = self._chooser(tr("Rows"), "rowAxis")
            self._columns = self._chooser(tr("Columns"), "columnAxis")
        self._arrange()

    @property
    def fixed(self) -> dict[int, int]:
        """Axis to index, for every axis that is held."""
        shown = {self.row_axis, self.column_axis}
        found = {axis: 0 for axis in range(len(self._shape)) if axis not in shown}
        return found | {held.axis: held.value for held in self._held}

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to choose and nothing to hold."""
        return self._rows is None and not self._held

    def _chooser(self, words: str, name: str) -> QComboBox:
        cell = QWidget(self)
        row = QHBoxLayout(cell)
        row.setContentsMargins(0, 0, tokens.SPACE_2, 0)
        row.setSpacing(tokens.SPACE_2)
        words_label = label(words, cell, "secondary")
        words_label.setFixedWidth(_LABEL_WIDTH)
        row.addWidget(words_label)
        chooser = QComboBox(self)
        chooser.setObjectName(name)
        chooser.setAccessibleName(tr("Axis: {words}", words=words))
        for axis, size in enumerate(self._shape):
            chooser.addItem(tr("axis {axis} ({size})", axis=axis, size=wording.count(size)))
        chooser.setCurrentIndex(self.row_axis if name == "rowAxis" else self.column_axis)
        chooser.activated.connect(self._axes_chosen)
        row.addWidget(chooser, 1)
        cell.setFixedWidth(CELL_WIDTH)
        self._flow.addWidget(cell)
        return chooser

    @Slot()
    def _axes_chosen(self) -> None:
        if self._rows is None or self._columns is None:
            return
        rows, columns = self._rows.currentIndex(), self._columns.currentIndex()
        if rows == columns:  # the other one gives way: they change places
            if rows != self.row_axis:
                columns = self.row_axis
            else:
                rows = self.column_axis
            self._rows.setCurrentIndex(rows)
            self._columns.setCurrentIndex(columns)
        self.row_axis, self.column_axis = rows, columns
        self._arrange()
        self.changed.emit()

    def _arrange(self) -> None:
        for held in self._held:
            self._positions[held.axis] = held.value
            self._flow.removeWidget(held)
            held.hide()
            held.deleteLater()
        shown = {self.row_axis, self.column_axis}
        self._held = [
            _HeldAxis(axis, size, self._positions[axis], self)
            for axis, size in enumerate(self._shape)
            if axis not in shown and size > 1
        ]
        for held in self._held:
            self._flow.addWidget(held)
            held.moved.connect(self._pause.start)
            held.show()
        self.setVisible(not self.is_empty)


class _HeldAxis(QWidget):
    """An axis that is held at one index, by slider or by number."""

    moved = Signal()

    def __init__(self, axis: int, size: int, value: int, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.axis = axis
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, tokens.SPACE_2, 0)
        row.setSpacing(tokens.SPACE_2)
        self.setFixedWidth(CELL_WIDTH)
        words = label(tr("axis {axis}", axis=axis), self, "secondary")
        words.setFixedWidth(_LABEL_WIDTH)
        row.addWidget(words)
        last = size - 1
        self._number = QSpinBox(self)
        self._number.setObjectName(f"axis{axis}Index")
        self._number.setAccessibleName(tr("Index of axis {axis}", axis=axis))
        self._number.setRange(0, last)
        self._number.setValue(value)
        self._slider = _Slider(Qt.Orientation.Horizontal, self)
        self._slider.setObjectName(f"axis{axis}Slider")
        self._slider.setAccessibleName(tr("Slider of axis {axis}", axis=axis))
        self._slider.setRange(0, last)
        self._slider.setValue(value)
        self._number.setFixedWidth(_NUMBER_WIDTH)
        row.addWidget(self._slider, 1)
        row.addWidget(self._number)
        self._number.valueChanged.connect(self._set)
        self._slider.valueChanged.connect(self._set)

    @property
    def value(self) -> int:
        """The index."""
        return self._number.value()

    @Slot(int)
    def _set(self, value: int) -> None:
        for control in (self._number, self._slider):
            blocker = QSignalBlocker(control)
            control.setValue(value)
            blocker.unblock()
        self.moved.emit()


class _Slider(QSlider):
    """A line up to a knob, in the accent."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors = tokens.colors_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        room = self.width() - 2 * _KNOB
        span = max(self.maximum() - self.minimum(), 1)
        centre = QPointF(_KNOB + room * (self.value() - self.minimum()) / span, self.height() / 2)
        for color, end in ((colors.border, self.width() - _KNOB), (colors.accent, centre.x())):
            painter.setBrush(QColor(color if self.isEnabled() else colors.border))
            painter.drawRoundedRect(QRectF(_KNOB, centre.y() - 2, end - _KNOB, 4), 2, 2)
        painter.setBrush(QColor(colors.accent if self.isEnabled() else colors.disabled))
        painter.setPen(QPen(QColor(colors.text if self.hasFocus() else colors.surface), 2))
        painter.drawEllipse(centre, _KNOB - 1, _KNOB - 1)


def _first_axes(shape: tuple[int, ...]) -> tuple[int, int]:
    """The last two axes that are longer than one element, where there are two."""
    rank = len(shape)
    if rank < 2:
        return -1, rank - 1
    long = [axis for axis in range(rank) if shape[axis] > 1]
    short = [axis for axis in reversed(range(rank)) if shape[axis] <= 1]
    rows, columns = sorted([*short[: max(2 - len(long), 0)], *long[-2:]])
    return rows, columns


class BesideAxes(QWidget):
    """What is looked at, and the choice of it: above in a high place, at the left in a flat one."""

    def __init__(self, axes: AxisChooser, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._axes = axes
        axes.setParent(self)
        self._box = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(tokens.SPACE_2)
        self._box.addWidget(axes)
        self.body = QVBoxLayout()
        self.body.setSpacing(tokens.SPACE_2)
        self._box.addLayout(self.body, 1)
        axes.setVisible(not axes.is_empty)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn where the shape of the place asks for it."""
        super().resizeEvent(event)
        is_flat = self.width() > _FLAT * self.height() and self.width() > 2 * CELL_WIDTH
        directions = QBoxLayout.Direction
        self._box.setDirection(directions.LeftToRight if is_flat else directions.TopToBottom)
        self._axes.setMaximumWidth(CELL_WIDTH if is_flat else _WIDEST)
