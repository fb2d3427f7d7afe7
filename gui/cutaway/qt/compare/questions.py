# SPDX-License-Identifier: Apache-2.0
"""What both models are to be asked: random inputs, files, or samples whose classes are known; and what is borne."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from cutaway.description.running import InputChoice
from cutaway.qt import tokens
from cutaway.qt.compare.data_field import DataField
from cutaway.qt.run.source_options import SourceOptions
from cutaway.qt.widgets.card import replace_content
from cutaway.qt.widgets.labels import label
from cutaway.qt.widgets.number_field import NumberField
from cutaway.qt.widgets.tabs import segments
from cutaway.qt.words import tr
from cutaway.session.compare_desk import CompareDesk
from cutaway.session.sample_choice import first_file

_MOST_SAMPLES, _MOST_SEED = 10_000, 2**31 - 1
_FEW, _LABELLED = 3, 1000
_NUMBER, _TOLERANCE = 92, 92
RANDOM, FILES, LABELLED = 0, 1, 2


class Questions(QWidget):
    """Follows nothing: it is the only one that changes what is asked."""

    def __init__(self, desk: CompareDesk, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._offered = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_3)
        column.addLayout(self._first_row())
        folder = str(Path(desk.own[0].path).parent)
        self.sources = QStackedWidget(self)
        self.sources.addWidget(self._random())
        self.files = DataField(
            tr("A folder, a file, or a set of inputs"), folder, self, name="compareSamples"
        )
        self.sources.addWidget(self.files)
        self.sources.addWidget(self._labelled(folder))
        self.sources.setFixedHeight(tokens.CONTROL_HEIGHT + 2)
        for field in (self.files, self.labelled, self.labels):
            field.changed.connect(self._changed)
        self._read_as: SourceOptions | None = None
        self._reading = QVBoxLayout()
        column.addLayout(self._reading)
        for number in (self._count, self._seed):
            number.valueChanged.connect(self._changed)
        self.kind.currentChanged.connect(self._choose_kind)

    def _first_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_3)
        titles = (tr("Random inputs"), tr("Folder, file or input set"), tr("Labelled samples"))
        self.kind = segments(titles, self, name="compareSource", words=tr("What both are asked"))
        row.addWidget(self.kind)
        row.addStretch(1)
        self._signature = QComboBox(self)
        self._signature.setObjectName("compareSignature")
        self._signature.setAccessibleName(tr("Signature"))
        for each in self._desk.signatures:
            self._signature.addItem(each.key, each.key)
        self._signature.setVisible(self._signature.count() > 1)
        self._signature.activated.connect(self._changed)
        row.addWidget(self._signature)
        self._count = self._number(1, _MOST_SAMPLES, "compareCount", tr("Samples at most"))
        self._count.setValue(self._desk.asked.count)
        row.addWidget(label("Samples at most", self, "quiet"))
        row.addWidget(self._count)
        row.addWidget(label("Tolerance", self, "quiet"))
        self._tolerance = QLineEdit(f"{self._desk.asked.tolerance:g}", self)
        self._tolerance.setObjectName("compareTolerance")
        self._tolerance.setAccessibleName(tr("Tolerance"))
        self._tolerance.setToolTip(tr("The part of the largest value that a difference may be"))
        self._tolerance.setFixedWidth(_TOLERANCE)
        self._tolerance.editingFinished.connect(self._changed)
        row.addWidget(self._tolerance)
        return row

    def _random(self) -> QWidget:
        holder = QWidget(self)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.SPACE_2)
        row.addWidget(label("Seed", holder, "quiet"))
        self._seed = self._number(0, _MOST_SEED, "compareSeed", tr("Seed"))
        row.addWidget(self._seed)
        words = tr("Inputs are drawn by it, the same for both models and at every time.")
        row.addWidget(label(words, holder, "secondary", wrap=True), 1)
        return holder

    def _labelled(self, folder: str) -> QWidget:
        holder = QWidget(self)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.SPACE_3)
        self.labelled = DataField(
            tr("A folder with a folder for each class, or with files"), folder, holder, name="compareLabelled"
        )
        self.labels = DataField(
            tr("Labels, unless folders tell"), folder, holder, name="compareLabels", takes_folders=False
        )
        row.addWidget(self.labelled, 3)
        row.addWidget(self.labels, 2)
        return holder

    def _number(self, least: int, most: int, name: str, words: str) -> NumberField:
        return NumberField(self, least, most, name=name, words=words, width=_NUMBER)

    @Slot(int)
    def _choose_kind(self, kind: int) -> None:
        self.sources.setCurrentIndex(kind)
        self._count.setValue(_LABELLED if kind == LABELLED else _FEW)
        self._changed()

    def _offer_options(self, data: str) -> None:
        """How the files are read, as on the page that runs a model, where it has one input."""
        spec, file = self._desk.input(), first_file(data) if data else ""
        if spec is None or not file:
            self._read_as = None
            replace_content(self._reading, QWidget(self))
            return
        if self._read_as is None:
            self._read_as = SourceOptions(spec, self)
            self._read_as.changed.connect(self._changed)
            replace_content(self._reading, self._read_as)
        self._read_as.show_choice(InputChoice(file, self._read_as.values()))

    @Slot()
    def _changed(self, *_: object) -> None:
        kind = self.kind.currentIndex()
        data = {FILES: self.files.path, LABELLED: self.labelled.path}.get(kind, "")
        if data != self._offered:
            self._offered = data
            self._offer_options(data)
        self._desk.ask(
            replace(
                self._desk.asked,
                signature=str(self._signature.currentData() or ""),
                data=data,
                count=self._count.value(),
                seed=self._seed.value(),
                tolerance=self._borne(),
                labelled=kind == LABELLED,
                labels=self.labels.path if kind == LABELLED else "",
                options=self._read_as.values() if self._read_as is not None else {},
            )
        )

    @property
    def lack(self) -> str:
        """What has to be chosen before anything can be asked; empty where all is there."""
        kind = self.kind.currentIndex()
        if kind == FILES and not self.files.path:
            return tr("Choose the files that both are to be asked.")
        if kind == LABELLED and not self.labelled.path:
            return tr("Choose the samples whose classes are known.")
        return ""

    def _borne(self) -> float:
        """What is written; what was borne before where that is no number."""
        try:
            value = float(self._tolerance.text().replace(",", "."))
        except ValueError:
            value = -1.0
        if not 0 <= value < 1:
            value = self._desk.asked.tolerance
            self._tolerance.setText(f"{value:g}")
        return value
