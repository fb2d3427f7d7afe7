# SPDX-License-Identifier: Apache-2.0
"""Fills the figures of a table in the background: first the rows that can be seen, all of them on request."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from cutaway.description import wording
from cutaway.description.variables import Variable
from cutaway.qt.items.variables import VariableItems
from cutaway.qt.views.follow import follow
from cutaway.qt.views.variable_table import VariableTable
from cutaway.qt.words import tr
from cutaway.session.documents import Document
from cutaway.session.jobs import Job

_PAUSE_MS = 200
_GATHER_MS = 50

BYTES_UNASKED = 64_000_000
"""Larger variables are read only when someone asks."""


class StatisticsTaker(QObject):
    """progressed: words for the button while all are taken, empty when there is nothing to wait for."""

    progressed = Signal(str)

    def __init__(self, document: Document, table: VariableTable, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._table = table
        self._items: VariableItems | None = None
        self._asked: set[str] = set()
        self._came: list[str] = []
        self._all: Job[Any] | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._take_visible)
        # Figures come one by one, thousands a second; the table is told twenty times a second.
        self._gather = QTimer(self)
        self._gather.setSingleShot(True)
        self._gather.setInterval(_GATHER_MS)
        self._gather.timeout.connect(self._show)
        follow(self, document.statistics_changed, self._part)
        table.view.verticalScrollBar().valueChanged.connect(self._soon)
        table.view.verticalScrollBar().rangeChanged.connect(self._soon)
        table.view.horizontalHeader().sortIndicatorChanged.connect(self._soon)
        table.totals_changed.connect(self._soon)

    def follow_items(self, items: VariableItems) -> None:
        """The table shows other rows from now on."""
        self._items = items
        self._soon()

    @property
    def is_worth_it(self) -> bool:
        """Whether there are variables without figures that could have some."""
        if self._items is None:
            return False
        known = self._document.statistics
        return any(v.available and v.name not in known for v in self._items.listing.variables)

    @Slot()
    def take_all(self) -> None:
        """Take the figures of every variable of the table."""
        if self._items is None or (self._all is not None and not self._all.is_over):
            return
        names = [variable.name for variable in self._items.listing.variables if variable.available]
        self._all = self._document.take_statistics(names)
        self._asked.update(names)
        if self._all is None or self._all.is_over:
            self._finished()
        else:
            self.progressed.emit(tr("Taking statistics…"))
            follow(self, self._all.changed, self._moved)
            follow(self, self._all.finished, self._finished)

    @Slot()
    def _soon(self) -> None:
        self._pause.start()

    @Slot()
    def _take_visible(self) -> None:
        names = [variable.name for variable in self._table.visible() if self._is_wanted(variable)]
        if names and self._table.isVisible():
            self._asked.update(names)
            self._document.take_statistics(names)

    def _is_wanted(self, variable: Variable) -> bool:
        return (
            variable.available
            and variable.name not in self._asked
            and variable.name not in self._document.statistics
            and variable.bytes <= BYTES_UNASKED
        )

    def _part(self, names: list[str]) -> None:
        self._came += names
        if not self._gather.isActive():
            self._gather.start()

    @Slot()
    def _show(self) -> None:
        came, self._came = self._came, []
        if self._items is not None:
            self._items.statistics_came(came)
        if self._all is None or self._all.is_over:
            self.progressed.emit("")

    def _moved(self, job: Job[Any]) -> None:
        if not job.is_over:
            share = "" if job.fraction is None else f" {wording.percent(job.fraction)}"
            self.progressed.emit(tr("Taking statistics…{share}", share=share))

    def _finished(self, _job: object = None) -> None:
        self.progressed.emit("")
