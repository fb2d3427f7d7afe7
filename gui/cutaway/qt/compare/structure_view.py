# SPDX-License-Identifier: Apache-2.0
"""The structure of both models: two maps that move together, and the differences as a list that one can walk."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from cutaway.comparing.sides import MapSides
from cutaway.description import wording
from cutaway.qt import tokens
from cutaway.qt.compare.map_colors import MapColors
from cutaway.qt.compare.map_half import MapHalf
from cutaway.qt.compare.map_link import MapLink
from cutaway.qt.items.delegate import RowDelegate
from cutaway.qt.items.map_steps import Column, MapStepItems
from cutaway.qt.views.copying import CopyRows
from cutaway.qt.views.follow import follow
from cutaway.qt.views.page import DetailSplitter, GapSplitter
from cutaway.qt.widgets.buttons import IconButton, button
from cutaway.qt.widgets.empty_state import EmptyState
from cutaway.qt.widgets.labels import label
from cutaway.qt.widgets.views import prepare_table
from cutaway.qt.words import tr
from cutaway.session.compare_desk import CompareDesk
from cutaway.session.jobs import JobState
from cutaway.session.selection import Chosen

_CHANGE = 84
_WIDE = 860
"""Where the list stands beside the maps: most networks are taller than wide."""


class StructureView(QWidget):
    """value_asked: path of a model, and the tensor in it whose value is to be seen.

    Maps are matched when the view is first seen.
    """

    value_asked = Signal(str, str)

    def __init__(self, desk: CompareDesk, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.maps: MapPair | None = None
        self._wanted: Chosen | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._states = QStackedWidget(self)
        column.addWidget(self._states)
        follow(self, desk.mapped, self._show)
        self._say_waiting()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._desk.maps is None:
            self._desk.want_maps()
        if self.maps is None:
            self._show()

    def show_node(self, chosen: Chosen) -> None:
        """Show a node of the first, and what it is in the second, now or once the maps are there."""
        self._wanted = chosen = Chosen(
            "node", chosen.name, chosen.inside
        )  # the map of layers has them as nodes
        if self.maps is not None:
            self.maps.show_node(chosen)

    def _show(self) -> None:
        desk, job = self._desk, self._desk.mapping
        if desk.maps is not None and desk.sides is not None:
            match = desk.maps.match
            if not (match.pairs or match.only_first or match.only_second):
                words = tr("At least one of the two has no graph, so there is no structure to compare.")
                hint = tr("Checkpoints and weight files hold values alone; their weights are compared.")
                self._put(EmptyState("waypoints", words, self, hint=hint))
            elif self.maps is None:
                self.maps = MapPair(desk, desk.maps, self)
                if self._wanted is not None:
                    self.maps.show_node(self._wanted)
                for half in self.maps.halves:
                    follow(self, half.document.taps_changed, partial(self._ask_value, half))
                self._put(self.maps)
        elif job is not None and job.state is JobState.FAILED and job.error is not None:
            message, hint = wording.safe(job.error.message), wording.safe(job.error.hint)
            self._put(EmptyState("circle-alert", message, self, hint=hint, hue="red"))
        elif job is not None and job.state is JobState.CANCELLED:
            self._put(EmptyState("ban", "Matching the graphs was cancelled.", self, action=self._again()))

    def _again(self) -> QPushButton:
        again = button("Match them again", self, icon="refresh-cw", name="compareMatchAgain")
        again.clicked.connect(self._match)
        return again

    def _ask_value(self, half: MapHalf) -> None:
        self.value_asked.emit(half.document.source.path, half.document.taps[-1])

    @Slot()
    def _match(self) -> None:
        self._desk.mapping = None
        self._say_waiting()
        self._desk.want_maps()

    @Slot()
    def _cancel(self) -> None:
        if self._desk.mapping is not None:
            self._desk.mapping.cancel()

    def _say_waiting(self) -> None:
        stop = button("Cancel", self, icon="x", name="compareStopMatching")
        stop.clicked.connect(self._cancel)
        hint = tr("By name, by what a converter fused, by kind, shapes and neighbours.")
        self._put(EmptyState("waypoints", "Matching the graphs", self, hint=hint, action=stop))

    def _put(self, content: QWidget) -> None:
        while (old := self._states.widget(0)) is not None:
            self._states.removeWidget(old)
            old.deleteLater()
        self._states.addWidget(content)


class Halves(GapSplitter):
    """Two maps of the same width, until someone moves the grip between them."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._is_moved = False
        self.splitterMoved.connect(self._take)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room."""
        super().resizeEvent(event)
        if not self._is_moved:
            half = max((self.width() - self.handleWidth()) // 2, 1)
            self.setSizes([half, half])

    @Slot()
    def _take(self, *_: object) -> None:
        self._is_moved = True


class MapPair(QWidget):
    """sides: which box is which. link: keeps the maps together."""

    def __init__(self, desk: CompareDesk, sides: MapSides, parent: QWidget) -> None:
        super().__init__(parent)
        self._items = MapStepItems(sides.steps, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_2)
        column.addLayout(self._bar(sides))
        self._splitter = DetailSplitter(self, beside=(11, 4), stacked=(29, 11), wide=_WIDE)
        self.list = self._list(self._splitter)
        maps = Halves(self._splitter)
        models = desk.sides or ()
        halves = [MapHalf(model, side, desk.service.reading, maps) for side, model in enumerate(models)]
        self.halves = halves[0], halves[1]
        for half in self.halves:
            half.view.colors.offer(MapColors(sides, half.side).coloring())
            maps.addWidget(half)

        self._splitter.addWidget(maps)
        self._splitter.addWidget(self.list)
        self.list.setVisible(bool(sides.steps))
        column.addWidget(self._splitter, 1)
        self.link = MapLink(self.halves, sides, self)
        self._together.toggled.connect(self.link.turn)
        self.list.selectionModel().currentRowChanged.connect(self._go_to)
        for keys, slot in (("F8", self.next), ("Shift+F8", self.previous)):
            short = QShortcut(QKeySequence(keys), self)
            short.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            short.activated.connect(slot)
        self._tell()

    def _bar(self, sides: MapSides) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_1)
        counts = [
            sum(step.status == status for step in sides.steps) for status in ("changed", "removed", "added")
        ]
        words = tr(
            "{same} the same, {changed} changed, {removed} only in the first, {added} only in the second",
            same=wording.count(sides.same),
            changed=wording.count(counts[0]),
            removed=wording.count(counts[1]),
            added=wording.count(counts[2]),
        )
        row.addWidget(label(words, self, "secondary"), 1)
        self._place = label("", self, "secondary")
        row.addWidget(self._place)
        for icon, words, name, slot in (
            ("chevron-up", tr("Previous difference   Shift+F8"), "comparePrevious", self.previous),
            ("chevron-down", tr("Next difference   F8"), "compareNext", self.next),
        ):
            made = IconButton(icon, words, self, name=name)
            made.setEnabled(bool(sides.steps))
            made.clicked.connect(slot)
            row.addWidget(made)
        self._together = IconButton("columns-2", "Move both maps together", self, name="compareTogether")
        self._together.setCheckable(True)
        self._together.setChecked(True)
        row.addWidget(self._together)
        fit = IconButton("maximize", "Show all of both", self, name="compareFit")
        fit.clicked.connect(self._fit)
        row.addWidget(fit)
        return row

    def _list(self, parent: QWidget) -> QTableView:
        table = QTableView(parent)
        prepare_table(table, "compareSteps", tr("Differences of structure"))
        table.setProperty("kind", "card")
        table.setModel(self._items)
        table.setItemDelegate(RowDelegate(table, mono=frozenset({Column.NODE})))
        table.setColumnWidth(Column.CHANGE, _CHANGE)
        table.horizontalHeader().setSectionResizeMode(Column.NODE, QHeaderView.ResizeMode.Stretch)
        CopyRows(table)
        return table

    def show_node(self, chosen: Chosen) -> None:
        """Show a node of the first, and what it is in the second."""
        first = self.halves[0]
        if first.view.scene is None:
            first.view.drawn.connect(partial(self._choose, chosen), Qt.ConnectionType.SingleShotConnection)
        else:
            self._choose(chosen)

    def _choose(self, chosen: Chosen) -> None:
        self.halves[0].view.reveal(chosen)
        self.halves[0].document.selection.choose(chosen)

    @Slot()
    def next(self) -> None:
        """Go to the difference after the one that is shown, from the last to the first."""
        self._step(1)

    @Slot()
    def previous(self) -> None:
        """Go to the one before."""
        self._step(-1)

    def _step(self, by: int) -> None:
        count = self._items.rowCount()
        if count:
            here = self.list.currentIndex().row()
            self.list.selectRow((here + by) % count if here >= 0 else 0 if by > 0 else count - 1)

    @Slot(QModelIndex, QModelIndex)
    def _go_to(self, current: QModelIndex, _before: QModelIndex) -> None:
        step = self._items.row(current.row())
        if step is not None:
            self.link.show_step(step)
        self._tell()

    def _tell(self) -> None:
        here, count = self.list.currentIndex().row(), self._items.rowCount()
        self._place.setText(f"{here + 1 if here >= 0 else '–'} / {count}" if count else "")

    @Slot()
    def _fit(self) -> None:
        for half in self.halves:
            half.view.canvas.fit()
