# SPDX-License-Identifier: Apache-2.0
"""What an input will be, in little room: a picture, a line, the first texts or a histogram, with its figures."""

from __future__ import annotations

from array import array
from typing import Any

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from cutaway.description import wording
from cutaway.description.running import FittedInput, RunOutput
from cutaway.description.statistics import Plane
from cutaway.description.value_forms import picture_form, signal_axis
from cutaway.description.variables import Variable
from cutaway.qt import tokens
from cutaway.qt.items.run_values import in_few_words
from cutaway.qt.plots import library
from cutaway.qt.run.picture_view import Picture, Planes
from cutaway.qt.run.value_detail import variable_of
from cutaway.qt.views.follow import follow
from cutaway.qt.views.inspector import MiniHistogram
from cutaway.qt.widgets.card import replace_content
from cutaway.qt.widgets.labels import label
from cutaway.qt.words import tr
from cutaway.session.documents import Document, Reading, Source
from cutaway.session.jobs import Job, JobState

HEIGHT = 88
_PICTURE_LIMIT, _LINE_LIMIT = 224, 4096
_FEW_ROWS, _FEW_COLUMNS = 4, 8
_FEW = _FEW_ROWS * _FEW_COLUMNS


class InputPreview(QWidget):
    """Empty until it is shown an input."""

    def __init__(self, reading: Reading, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("inputPreview")
        self._reading = reading
        self._planes: Planes | None = None
        self._job: Job[Any] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_1)
        self._place = QHBoxLayout()
        column.addLayout(self._place)
        self._words = label("", self, "secondary", wrap=True)
        self._words.setObjectName("inputFigures")
        column.addWidget(self._words)
        self._notes = label("", self, "secondary", wrap=True)
        self._notes.setObjectName("inputNotes")
        column.addWidget(self._notes)
        self.hide()

    def clear(self) -> None:
        """Show nothing: another input is being made."""
        self._planes = self._job = None
        self.hide()

    def show_input(self, folder: str, fitted: FittedInput) -> None:
        """Show an input that lies in a folder as the model will get it."""
        stored = fitted.value
        summary = in_few_words(RunOutput(stored, stored.name, fitted.statistics))
        shape = "" if stored.shape == () else wording.shape(stored.shape)
        self._words.setText(
            wording.SEPARATOR.join(part for part in (wording.safe(fitted.source), shape, summary) if part)
        )
        self._notes.setText(wording.safe(" ".join(fitted.notes)))
        self._notes.setVisible(bool(fitted.notes))
        replace_content(self._place, QWidget(self))
        self.show()
        if stored.encoding in {"dense", "strings"}:
            self._draw(Document(Source(folder), self._reading), variable_of("in", stored), fitted)

    def _draw(self, document: Document, variable: Variable, fitted: FittedInput) -> None:
        form, axis = picture_form(variable.shape), signal_axis(variable.shape)
        histogram = fitted.statistics.histogram if fitted.statistics is not None else None
        if not variable.elements:
            return
        if variable.dtype == "string" or variable.elements <= _FEW:
            self._ask_table(document, variable)
        elif form is not None:
            library.begin()  # imports numpy off this thread
            self._planes = Planes(document, variable, form, self)
            self._planes.ask(0, self._show_picture, _PICTURE_LIMIT)
        elif axis >= 0:
            self._await(
                document.reading.plane(
                    document.source, variable.name, row_axis=-1, column_axis=axis, fixed={}, limit=_LINE_LIMIT
                )
            )
        elif histogram is not None and histogram.counts:
            self._put(MiniHistogram(histogram, self))

    def _ask_table(self, document: Document, variable: Variable) -> None:
        rows, columns = range(_FEW_ROWS), range(_FEW_COLUMNS)
        self._await(
            document.reading.table(document.source, variable.name, fixed={}, rows=rows, columns=columns)
        )

    def _await(self, job: Job[Any]) -> None:
        self._job = job
        if job.is_over:
            self._came(job)
        else:
            follow(self, job.finished, self._came)

    def _came(self, job: Job[Any]) -> None:
        if job is not self._job or job.state is not JobState.DONE or job.result is None:
            return
        if isinstance(job.result, Plane):
            values = array("f")
            values.frombytes(job.result.values)
            self._put(Sparkline(values, self))
        else:
            cells = job.result.cells
            text = "\n".join(
                "  ".join(wording.elided(wording.safe(cell), 60) for cell in row) for row in cells
            )
            self._put(label(text, self, mono=True, wrap=True, selectable=True))

    def _show_picture(self, planes: list[Plane]) -> None:
        from cutaway.qt.run.pixels import image_of

        image, _ = image_of(planes)
        picture = Picture(image, tr("The input as a picture"), self, is_left=True)
        picture.setFixedHeight(HEIGHT)
        self._put(picture)

    def _put(self, widget: QWidget) -> None:
        replace_content(self._place, widget)


class Sparkline(QWidget):
    """One series, as wide as the place: for every pixel the least and the greatest of the values there."""

    def __init__(self, values: array[float], parent: QWidget | None) -> None:
        super().__init__(parent)
        self._values = [value if value == value else 0.0 for value in values]  # noqa: PLR0124 (NaN is drawn as zero)
        self.setAccessibleName(tr("The input as a line"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Wide and low."""
        return QSize(200, 56)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The line in the hue of plots."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = tokens.colors_of(self.palette())
        low, high = min(self._values), max(self._values)
        span = (high - low) or 1.0
        room, count = self.height() - 4, len(self._values)
        points = QPolygonF()
        steps = max(min(self.width(), count), 2)
        for step in range(steps):
            part = self._values[
                step * count // steps : max((step + 1) * count // steps, step * count // steps + 1)
            ]
            across = self.width() * step / max(steps - 1, 1)
            for value in dict.fromkeys((min(part), max(part))):
                points.append(QPointF(across, 2 + room * (1 - (value - low) / span)))
        painter.setPen(QPen(QColor(colors.border), 1))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.setPen(QPen(QColor(colors.tones["blue"].solid), 1.2))
        painter.drawPolyline(points)
