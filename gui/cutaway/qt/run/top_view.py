# SPDX-License-Identifier: Apache-2.0
"""The greatest scores of a classifier as bars, with the names of the classes where they are known."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QScrollArea, QSpinBox, QVBoxLayout, QWidget

from cutaway.description import wording
from cutaway.description.statistics import Plane
from cutaway.description.variables import Variable
from cutaway.qt import tokens
from cutaway.qt.views.answer import Answer
from cutaway.qt.widgets.bars import BarRow, Share
from cutaway.qt.widgets.buttons import button
from cutaway.qt.widgets.empty_state import EmptyState
from cutaway.qt.widgets.labels import ElidedLabel
from cutaway.qt.widgets.number_field import NumberField
from cutaway.qt.words import tr
from cutaway.session.class_names import name_of
from cutaway.session.documents import Document

MOST = 10
_WHOLE = 1 << 20
_CHOOSER_WIDTH = 104


class TopView(QWidget):
    """labels: names of the classes by their index, empty where nobody knows them; origin: where they were found.

    labels_asked: a file that the user chose names the classes.
    """

    labels_asked = Signal(str)

    def __init__(
        self,
        document: Document,
        variable: Variable,
        parent: QWidget | None,
        labels: Sequence[str] = (),
        origin: str = "",
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._variable = variable
        self._labels = labels
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_2)
        self._answer = Answer(self)
        column.addWidget(self._answer, 1)
        row = QHBoxLayout()
        words = (
            tr("Names of classes from {origin}", origin=wording.safe(origin))
            if labels
            else tr("Classes by their index")
        )
        row.addWidget(ElidedLabel(words, self, "secondary"), 1)
        names = button("Class names…", self, icon="file-text", name="classNames")
        names.clicked.connect(self._ask_names)
        self._row = 0
        if len(variable.shape) > 1 and variable.shape[0] > 1:
            row.addWidget(self._chooser())
        row.addWidget(names)
        column.addLayout(row)
        self._ask()

    def _chooser(self) -> QSpinBox:
        words, last = tr("Row of the batch"), self._variable.shape[0] - 1
        chooser = NumberField(self, 0, last, name="scoresOfBatch", words=words, width=_CHOOSER_WIDTH)
        chooser.setPrefix(tr("row") + " ")
        chooser.valueChanged.connect(self._choose)
        return chooser

    @Slot(int)
    def _choose(self, row: int) -> None:
        self._row = row
        self._ask()

    @Slot()
    def _ask_names(self) -> None:
        kinds = tr("Text, CSV or JSON (*.txt *.csv *.json);;All files (*)")
        dialog = QFileDialog(self, tr("Names of the classes"), "", kinds)
        dialog.setObjectName("classNamesDialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.labels_asked)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _ask(self) -> None:
        rank = len(self._variable.shape)
        job = self._document.reading.plane(
            self._document.source,
            self._variable.name,
            row_axis=-1,
            column_axis=rank - 1,
            fixed={0: self._row} if rank > 1 else {},
            limit=_WHOLE,
        )
        self._answer.ask(job, self._make)

    def _make(self, plane: Plane) -> QWidget:
        rows = greatest(plane, MOST)
        if not rows:
            return EmptyState("chart-column", "No score is a number.", self._answer)
        area = QScrollArea(self._answer)
        area.setAccessibleName(tr("Greatest scores"))
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidgetResizable(True)
        inside = QWidget(area)
        inside.setProperty("kind", "surface")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        strongest = max(abs(value) for _, value in rows)
        for place, value in rows:
            share = Share(self._name(place), max(value, 0.0), wording.number(value, 4))
            column.addWidget(BarRow(share, strongest, inside, cut=Qt.TextElideMode.ElideRight))
        column.addStretch(1)
        area.setWidget(inside)
        return area

    def _name(self, place: int) -> str:
        name = name_of(self._labels, place, self._variable.shape[-1])
        return f"{place:>4}  {wording.name(name, 60)}" if name else str(place)


def greatest(plane: Plane, most: int) -> list[tuple[int, float]]:
    """Indices and values of the greatest numbers of the first row of a plane, the greatest first."""
    import numpy

    values = numpy.frombuffer(plane.values, numpy.float32)[: plane.columns]
    order = numpy.argsort(numpy.where(numpy.isnan(values), -numpy.inf, values), kind="stable")
    picked = [int(place) for place in order[::-1][:most] if not numpy.isnan(values[place])]
    return sorted(((place, float(values[place])) for place in picked), key=lambda row: (-row[1], row[0]))
