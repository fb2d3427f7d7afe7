# SPDX-License-Identifier: Apache-2.0
"""The values of one variable as pictures: distribution, heatmap, convolution filters."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from cutaway.description import wording
from cutaway.description.statistics import Plane, Statistics, Tiles
from cutaway.description.variables import Variable
from cutaway.qt import tokens
from cutaway.qt.views.answer import Answer
from cutaway.qt.views.axes import AxisChooser, BesideAxes
from cutaway.qt.widgets.empty_state import EmptyState
from cutaway.qt.widgets.key_values import KeyValueList
from cutaway.qt.widgets.labels import label
from cutaway.qt.words import counted, tr
from cutaway.session.documents import Document

PLANE_LIMIT = 1024
TILE_LIMIT = 1024
_FIGURES_WIDTH = 184
_LEAST_HEIGHT = 120
_COLOR_BAR = 80
_MIDDLE = 0.5


class DistributionView(QWidget):
    """Histogram and figures side by side."""

    def __init__(self, document: Document, variable: Variable, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._variable = variable
        self._words: QLabel | None = None
        self._resting = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._answer = Answer(self, draws=True)
        column.addWidget(self._answer, 1)
        found = document.statistics.get(variable.name)
        job = document.take_statistics([variable.name])
        if job is not None:
            self._answer.ask(job, self._make_first)
        elif found is not None:
            self._answer.show_known(found, self._make)

    def _make_first(self, answer: dict[str, Statistics]) -> QWidget:
        return self._make(answer[self._variable.name])

    def _make(self, found: Statistics) -> QWidget:
        from cutaway.qt.plots.histogram import HistogramPlot

        content = QWidget(self._answer)
        row = QHBoxLayout(content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.SPACE_4)
        if found.histogram and found.histogram.counts:
            left = QVBoxLayout()
            left.setSpacing(tokens.SPACE_1)
            plot = HistogramPlot(found.histogram, content)
            plot.hovered.connect(self._say)
            left.addWidget(plot, 1)
            self._resting = _outside(found)
            self._words = label(self._resting, content, "secondary")
            left.addWidget(self._words)
            row.addLayout(left, 1)
        else:
            row.addWidget(EmptyState("chart-column", "There are no finite values to count.", content), 1)
        row.addWidget(_scrolled(found, content))
        return content

    @Slot(str)
    def _say(self, words: str) -> None:
        if self._words is not None:
            self._words.setText(words or self._resting)


class HeatmapView(BesideAxes):
    """A heatmap of any two axes with the others held."""

    def __init__(self, document: Document, variable: Variable, parent: QWidget | None) -> None:
        self._axes = AxisChooser(variable.shape, parent, free=True)
        super().__init__(self._axes, parent)
        self._document = document
        self._variable = variable
        self._axes.changed.connect(self._ask)
        self._answer = Answer(self, draws=True)
        self.body.addWidget(self._answer, 1)
        self._words = label("", self, "secondary", mono=True)
        self.body.addWidget(self._words)
        self._resting = ""
        self._ask()

    @Slot()
    def _ask(self) -> None:
        job = self._document.reading.plane(
            self._document.source,
            self._variable.name,
            row_axis=self._axes.row_axis,
            column_axis=self._axes.column_axis,
            fixed=self._axes.fixed,
            limit=PLANE_LIMIT,
        )
        self._answer.ask(job, self._make)

    def _make(self, plane: Plane) -> QWidget:
        from cutaway.qt.plots.heatmap import HeatmapPlot

        names = (_axis(plane.row_axis, self._variable), _axis(plane.column_axis, self._variable))
        plot = HeatmapPlot(plane, names, self._answer)
        plot.hovered.connect(self._say)
        self._resting = _thinned(plane)
        self._words.setText(self._resting)
        return _with_bar(plot, plane, self._answer)

    @Slot(str)
    def _say(self, words: str) -> None:
        self._words.setText(words or self._resting)


class FiltersView(QWidget):
    """The filters of a convolution as a grid."""

    def __init__(self, document: Document, variable: Variable, parent: QWidget | None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_2)
        self._answer = Answer(self, draws=True)
        column.addWidget(self._answer, 1)
        self._words = label("", self, "secondary", mono=True)
        column.addWidget(self._words)
        self._resting = ""
        self._answer.ask(document.reading.tiles(document.source, variable.name, TILE_LIMIT), self._make)

    def _make(self, tiles: Tiles) -> QWidget:
        from cutaway.qt.plots.tiles import TilesPlot

        room = self._answer.size()
        plot = TilesPlot(tiles, self._answer, (room.width() - _COLOR_BAR) / max(room.height(), 1))
        plot.hovered.connect(self._say)
        size = f"{tiles.rows}{wording.TIMES}{tiles.columns}"
        self._resting = tr("{count} of {size}", count=counted(tiles.total, "filter"), size=size)
        if tiles.count < tiles.total:
            self._resting += tr(", the first {count} are shown", count=wording.count(tiles.count))
        self._words.setText(self._resting)
        return _with_bar(plot, tiles, self._answer)

    @Slot(str)
    def _say(self, words: str) -> None:
        self._words.setText(words or self._resting)


def _with_bar(plot: QWidget, shown: Plane | Tiles, parent: QWidget) -> QWidget:
    """A plot and what its colours mean."""
    from cutaway.qt.plots.color_bar import ColorBar

    content = QWidget(parent)
    row = QHBoxLayout(content)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(tokens.SPACE_3)
    row.addWidget(plot, 1)
    row.addWidget(ColorBar(shown.low, shown.high, content))
    return content


def _scrolled(found: Statistics, parent: QWidget) -> QScrollArea:
    """The figures in a column that scrolls where the page is low."""
    area = QScrollArea(parent)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidgetResizable(True)
    area.setFixedWidth(_FIGURES_WIDTH)
    area.setMinimumHeight(_LEAST_HEIGHT)
    area.setAccessibleName(tr("Statistics"))
    inside = QWidget(area)
    inside.setProperty("kind", "surface")
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, tokens.SPACE_3, 0)
    column.addWidget(statistics_list(found, inside))
    column.addStretch(1)
    area.setWidget(inside)
    return area


def statistics_list(found: Statistics, parent: QWidget | None, *, is_short: bool = False) -> KeyValueList:
    """All the figures of a variable; is_short: without the quantiles."""
    figures = KeyValueList(parent)
    short = replace(found, quantiles=()) if is_short else found
    for key, value, full in _figures(short):
        figures.add(key, value, mono=True, tip=full)
    return figures


def _figures(found: Statistics) -> list[tuple[str, str, str]]:
    """What, for people, in full."""
    if found.longest is not None:
        distinct = tr("many") if found.distinct is None else wording.count(found.distinct)
        return [
            (tr("Values"), wording.count(found.count), str(found.count)),
            (tr("Distinct"), distinct, distinct),
            (tr("Longest"), counted(found.longest, "byte"), str(found.longest)),
        ]
    # Complex values have no order: all figures are of their distances from zero.
    rows = [(tr("Of"), tr("magnitudes"), tr("Absolute values"))] if found.about == "magnitudes" else []
    rows += [
        (words, wording.number(value, 5), repr(value))
        for words, value in (
            (tr("Min"), found.minimum),
            (tr("Max"), found.maximum),
            (tr("Mean"), found.mean),
            (tr("Std"), found.deviation),
        )
        if value is not None
    ]
    rows += [
        (
            tr("Median") if fraction == _MIDDLE else f"{fraction * 100:g} %",
            wording.number(value, 4),
            repr(value),
        )
        for fraction, value in found.quantiles
    ]
    share = wording.percent(found.zeros / found.count) if found.count else "–"
    rows.append((tr("Zeros"), share, str(found.zeros)))
    rows += [("NaN", wording.count(found.nans), str(found.nans))] if found.nans else []
    rows += (
        [(tr("Infinite"), wording.count(found.infinities), str(found.infinities))] if found.infinities else []
    )
    return rows


def _outside(found: Statistics) -> str:
    histogram = found.histogram
    if histogram is None or not (histogram.below or histogram.above):
        return counted(found.count, "value")
    outside = histogram.below + histogram.above
    return tr(
        "{count}, {outside} outside this range",
        count=counted(found.count, "value"),
        outside=wording.count(outside),
    )


def _axis(axis: int, variable: Variable) -> str:
    return (
        tr("axis {axis} ({shape})", axis=axis, shape=wording.count(variable.shape[axis])) if axis >= 0 else ""
    )


def _thinned(plane: Plane) -> str:
    if plane.row_step == plane.column_step == 1:
        return tr(
            "{rows} × {columns} values", rows=wording.count(plane.rows), columns=wording.count(plane.columns)
        )
    return tr(
        "Every {row_step}. row and every {column_step}. column is shown",
        row_step=plane.row_step,
        column_step=plane.column_step,
    )
