# SPDX-License-Identifier: Apache-2.0
"""The weights of a run along its checkpoints: a small chart for each variable, the chosen one large below."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from cutaway.description import wording
from cutaway.description.course import Course, WeightCourse
from cutaway.errors import CancelledError
from cutaway.qt import tokens
from cutaway.qt.compare.model_card import SideMark
from cutaway.qt.compare.rows_filter import RowsFilter
from cutaway.qt.items.courses import Column, CourseDelegate, CourseItems
from cutaway.qt.views.answer import Answer
from cutaway.qt.views.copying import CopyRows
from cutaway.qt.views.follow import follow
from cutaway.qt.views.page import GapSplitter
from cutaway.qt.widgets.buttons import button
from cutaway.qt.widgets.card import Card
from cutaway.qt.widgets.empty_state import EmptyState
from cutaway.qt.widgets.filter_field import FilterField
from cutaway.qt.widgets.labels import label
from cutaway.qt.widgets.views import prepare_table
from cutaway.qt.words import counted, tr
from cutaway.session.course_desk import CourseDesk
from cutaway.session.documents import Source

_WIDTHS = (
    (Column.VARIABLE, 230),
    (Column.OWNER, 170),
    (Column.SHAPE, 110),
    (Column.DTYPE, 78),
    (Column.CHANGE, 84),
)
_PLOT, _SHARES = 96, (11, 10)


class CourseView(QWidget):
    """desk: what is followed; it begins when the view is first seen."""

    def __init__(self, desk: CourseDesk, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.desk = desk
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_3)
        column.addLayout(self._bar())
        self._states = QStackedWidget(self)
        column.addWidget(self._states, 1)
        self._told: QLabel | None = None
        follow(self, desk.moved, self._show)
        self.destroyed.connect(desk.cancel)

    def _bar(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_2)
        self._words = label("", self, "quiet", wrap=True)
        row.addWidget(self._words, 1)
        for words, icon, name, slot in (
            (tr("Add checkpoints…"), "plus", "courseAdd", self._choose_files),
            (tr("Folder of a run…"), "folder-open", "courseFolder", self._choose_folder),
        ):
            made = button(words, self, icon=icon, name=name)
            made.clicked.connect(slot)
            row.addWidget(made)
        return row

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.desk.job is None:
            self.desk.begin()

    @Slot()
    def _choose_files(self) -> None:
        chosen, _ = QFileDialog.getOpenFileNames(self, tr("Add checkpoints"), self._folder())
        if chosen:
            self.desk.add(chosen)

    @Slot()
    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, tr("The folder of a run"), self._folder())
        if chosen:
            self.follow_folder(chosen)

    def follow_folder(self, path: str) -> None:
        """Follow all checkpoints that a folder holds."""
        self.desk.follow((Source(path),))

    def _folder(self) -> str:
        return str(Path(self.desk.sources[0].path).parent) if self.desk.sources else ""

    def _show(self) -> None:
        desk = self.desk
        names = wording.listed([Path(each.path).name for each in desk.sources], 4)
        self._words.setText(wording.safe(tr("Along time: {names}", names=names)))
        if desk.found is not None:
            moments = counted(len(desk.found.moments), "checkpoint")
            told = wording.listed([each.title for each in desk.found.moments], 6)
            self._words.setText(wording.safe(f"{moments}: {told}"))
            self._put(CourseTable(desk.found, self))
        elif desk.is_busy and desk.job is not None:
            self._say(wording.safe(desk.job.words or desk.job.title))
        elif desk.error is not None:
            self._fail()

    def _say(self, words: str) -> None:
        """What goes on, without building it anew at every step."""
        if self._told is None:
            stop = button("Cancel", self, icon="x", name="courseStop")
            stop.clicked.connect(self._stop)
            state = EmptyState("history", "Following the weights along time", self, action=stop)
            self._put(state)
            self._told = label("", state, "secondary")
            self._told.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout = state.layout()
            if layout is not None:
                layout.addWidget(self._told)
        self._told.setText(words)

    def _fail(self) -> None:
        error = self.desk.error
        if error is None or isinstance(error, CancelledError):
            hint = tr("Choose checkpoints to follow them again.")
            self._put(EmptyState("ban", "Following the weights was cancelled.", self, hint=hint))
            return
        hint = wording.safe(error.hint)
        self._put(EmptyState("circle-alert", wording.safe(error.message), self, hint=hint, hue="red"))

    @Slot()
    def _stop(self) -> None:
        self.desk.cancel()

    def _put(self, content: QWidget) -> None:
        self._told = None
        while (old := self._states.widget(0)) is not None:
            self._states.removeWidget(old)
            old.deleteLater()
        self._states.addWidget(content)


class CourseTable(QWidget):
    """found: variables along time."""

    def __init__(self, found: Course, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._found = found
        self._items = CourseItems(found, self)
        self._shown = RowsFilter((Column.VARIABLE, Column.OWNER), self)
        self._shown.setSourceModel(self._items)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_3)
        field = FilterField("Filter variables and slots", self, name="courseFilter")
        field.filtered.connect(self._shown.look_for)
        column.addWidget(field)
        splitter = GapSplitter(Qt.Orientation.Vertical, self)
        self.table = self._table(splitter)
        splitter.addWidget(self.table)
        splitter.addWidget(self._detail(splitter))
        for place, share in enumerate(_SHARES):
            splitter.setStretchFactor(place, share)
        splitter.setSizes([100 * share for share in _SHARES])
        column.addWidget(splitter, 1)
        self.table.selectRow(0)

    def _table(self, parent: QWidget) -> QTableView:
        table = QTableView(parent)
        prepare_table(table, "courseTable", tr("Variables along time"))
        table.setProperty("kind", "card")
        table.setModel(self._shown)
        mono = frozenset({Column.VARIABLE, Column.OWNER, Column.SHAPE, Column.CHANGE})
        table.setItemDelegate(CourseDelegate(table, mono=mono))
        for place, width in _WIDTHS:
            table.setColumnWidth(place, width)
        header = table.horizontalHeader()
        header.setSectionResizeMode(Column.CHART, QHeaderView.ResizeMode.Stretch)
        header.setSortIndicator(Column.CHART, Qt.SortOrder.AscendingOrder)
        table.setSortingEnabled(True)
        CopyRows(table)
        table.selectionModel().currentRowChanged.connect(self._show)
        return table

    def _detail(self, parent: QWidget) -> Card:
        self._card = Card(parent, "Along time")
        legend = QHBoxLayout()
        legend.setSpacing(tokens.SPACE_2)
        hues: tuple[tokens.Hue, ...] = ("grey", "blue", "orange")
        words = (tr("norm"), tr("distance from the first"), tr("step from the one before"))
        for hue, text in zip(hues, words, strict=True):
            mark = SideMark(hue, self._card)
            mark.setFixedHeight(tokens.SPACE_3)
            legend.addWidget(mark)
            legend.addWidget(label(text, self._card, "secondary"))
            legend.addSpacing(tokens.SPACE_2)
        legend.addStretch(1)
        self._card.body.addLayout(legend)
        self._note = label("", self._card, "secondary", wrap=True)
        self._card.body.addWidget(self._note)
        self._answer = Answer(self._card, draws=True)
        self._answer.setMinimumHeight(_PLOT)
        self._card.body.addWidget(self._answer)
        return self._card

    @Slot(QModelIndex, QModelIndex)
    def _show(self, *_: object) -> None:
        row = self._items.row(self._shown.mapToSource(self.table.currentIndex()).row())
        if row is None:
            return
        if self._card.heading is not None:
            self._card.heading.set_title(wording.name(row.weight.title, 80))
        odd = sum(row.odd)
        told = [wording.safe(row.note)] if row.note else []
        told += [f"{counted(odd, 'value')} {tr('not finite')}"] if odd else []
        self._note.setText(" ".join(told))
        self._note.setVisible(bool(told))
        self._answer.show_known(row, self._plot)

    def _plot(self, row: WeightCourse) -> QWidget:
        from cutaway.qt.plots.courses import CoursePlot  # the library is there by now

        return CoursePlot(self._found, row, self._answer)
