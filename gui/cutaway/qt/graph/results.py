# SPDX-License-Identifier: Apache-2.0
"""What a search in the graph found, in a panel below the search field."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListView, QVBoxLayout, QWidget

from cutaway.description import wording
from cutaway.description.drawing import Hits
from cutaway.qt import tokens
from cutaway.qt.items.hits import ROW, HitItems
from cutaway.qt.widgets.labels import label
from cutaway.qt.widgets.views import prepare_list
from cutaway.qt.words import counted, tr

_ROWS, _FEW_ROWS = 12, 6
_LEAST, _WIDEST = 360, 560
_NOTHING = (
    "No node fits. Words are looked for in names and ops; op:Conv2D asks for an op, /a.*b/ for a pattern."
)


class Results(QFrame):
    """field: below which it is shown. chosen: name and function of the node. closed: one is done with it."""

    chosen = Signal(str, str)
    closed = Signal()

    def __init__(self, field: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._field, self._around = field, parent
        self.setObjectName("graphResults")
        self.setAccessibleName(tr("What the search found"))
        self.setProperty("kind", "popup")
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(1, tokens.SPACE_1, 1, 1)
        column.setSpacing(tokens.SPACE_1)
        self._said = label("", self, "secondary", wrap=True)
        self._said.setContentsMargins(tokens.SPACE_3, tokens.SPACE_1, tokens.SPACE_3, tokens.SPACE_1)
        column.addWidget(self._said)
        self._list = QListView(self)
        prepare_list(self._list, "graphHits", tr("Nodes found"))
        self._list.clicked.connect(self._choose)
        self._list.activated.connect(self._choose)
        column.addWidget(self._list)
        self._items: HitItems | None = None
        self.hide()

    def _show(self) -> None:
        field, around = self._field, self._around
        width = max(min(field.width(), _WIDEST), min(_LEAST, around.width() - 48))
        self.setFixedWidth(width)
        self.move(field.mapTo(around, field.rect().bottomLeft()))
        self._column.activate()
        # What adjustSize would give is as high as the sentence is where it is broken into short lines.
        self.resize(width, self._column.totalHeightForWidth(width))
        self.show()
        self.raise_()

    @property
    def count(self) -> int:
        """How many nodes are listed."""
        return self._items.rowCount() if self._items is not None and not self._list.isHidden() else 0

    def show_hits(self, hits: Hits, words: str = "") -> None:
        """List what was found. words: say this above, and where nothing is listed."""
        old, self._items = self._items, HitItems(hits, self)
        self._list.setModel(self._items)
        if old is not None:
            old.deleteLater()
        shown = len(hits.names)
        if not shown:
            self.say(words or _NOTHING)
            return
        more = tr(", the best {shown} are listed", shown=wording.count(shown)) if hits.total > shown else ""
        self._said.setText(words or f"{counted(hits.total, 'node')}{more}")
        self._list.show()
        rows = _FEW_ROWS if words else _ROWS  # what stands out on the map is to be seen beside its list
        self._list.setFixedHeight(min(shown, rows) * ROW + 2)
        self._show()

    def say(self, words: str) -> None:
        """Show a sentence instead of a list."""
        self._said.setText(wording.safe(words))
        self._list.hide()
        self._show()

    @Slot()
    def enter(self) -> None:
        """Go to the first node, as Enter in the search field does."""
        if self.count and self._items is not None:
            self._choose(self._items.index(0))

    @Slot()
    def focus_list(self) -> None:
        """Walk in the list with the arrow keys."""
        if self.count and self._items is not None:
            self._list.setFocus(Qt.FocusReason.ShortcutFocusReason)
            first = self._items.index(0)
            self._list.selectionModel().setCurrentIndex(
                first, QItemSelectionModel.SelectionFlag.ClearAndSelect
            )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        if self._items is not None and index.isValid():
            self.chosen.emit(*self._items.place(index.row()))
