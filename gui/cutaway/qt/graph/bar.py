# SPDX-License-Identifier: Apache-2.0
"""The row above the map: search, colours, direction, tracing, bookmarks, the tree, and a menu of what is rarer."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QToolButton, QWidget

from cutaway.description import wording
from cutaway.description.picture import Direction
from cutaway.qt import icons, tokens
from cutaway.qt.graph.coloring import Coloring
from cutaway.qt.widgets.buttons import IconButton
from cutaway.qt.widgets.filter_field import FilterField
from cutaway.qt.words import tr
from cutaway.session.graph_state import Bookmark

_LONGEST = 48

_SYNTAX = (
    'Words, "several words", /a regular expression/\n'
    "op:Conv2D, name:kernel, function:body\n"
    "dtype:float32, shape:?,224,224,3 (* any size, ... any number of them), attr:padding=SAME"
)


class SearchField(FilterField):
    """stepped_down: into the list of what was found. left: Escape."""

    stepped_down = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.stepped_down.emit()
            return
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        super().keyPressEvent(event)


class GraphBar(QWidget):
    """Each signal is a wish: colored (id), turned (direction), traced, listed (the tree), and by menu the others.

    dead_asked: list dead nodes. marked: bookmark what is chosen. gone_to: the key of a bookmark. exported: the whole
    map, else what is seen.
    """

    colored = Signal(str)
    turned = Signal(str)
    traced = Signal(bool)
    listed = Signal(bool)
    dead_asked = Signal()
    marked = Signal()
    gone_to = Signal(str)
    forgotten = Signal(str)
    exported = Signal(bool)
    closed_all = Signal()
    restored = Signal()

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.SPACE_4, tokens.SPACE_2, tokens.SPACE_4, tokens.SPACE_2)
        row.setSpacing(tokens.SPACE_1)
        self.search = SearchField(tr("Search nodes by name or op"), self, name="graphSearch")
        self.search.setToolTip(tr(_SYNTAX))
        row.addWidget(self.search, 1)
        row.addSpacing(tokens.SPACE_1)
        self._colors = QComboBox(self)
        self._colors.setObjectName("graphColors")
        self._colors.setAccessibleName(tr("What the colours mean"))
        self._colors.setToolTip(tr("What the colours mean"))
        self._colors.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._colors.activated.connect(self._color)
        row.addWidget(self._colors)
        self._direction: Direction = "down"
        self._turn = IconButton("arrow-right", "Draw from left to right", self, name="graphDirection")
        self._turn.clicked.connect(self._turn_over)
        row.addWidget(self._turn)
        self.trace = self._switch("route", tr("Show what feeds and follows the choice"), "graphTrace")
        self.trace.toggled.connect(self.traced)
        row.addWidget(self.trace)
        self.tree = self._switch("list-tree", tr("List the boxes beside the map"), "graphList")
        self.tree.toggled.connect(self.listed)
        row.addWidget(self.tree)
        self._bookmarks = self._menu_button("bookmark", tr("Bookmarks"), "graphBookmarks")
        row.addWidget(self._bookmarks)
        self._more = self._menu_button("ellipsis", "More", "graphMore")
        row.addWidget(self._more)
        self._fill_more()
        self.show_bookmarks((), can_mark=False)

    def show_colorings(self, rows: list[Coloring], chosen: str) -> None:
        """Offer these colourings."""
        self._colors.clear()
        for row in rows:
            self._colors.addItem(tr("Colour: {what}", what=tr(row.title.lower())), row.id)
        self._colors.setCurrentIndex(max(self._colors.findData(chosen), 0))
        self._colors.setVisible(len(rows) > 1)

    def show_direction(self, direction: Direction) -> None:
        """Say which way the map runs, and offer the other."""
        self._direction = direction
        is_down = direction == "down"
        words = "Draw from left to right" if is_down else tr("Draw from top to bottom")
        self._turn.setIcon(icons.icon("arrow-right" if is_down else "arrow-down"))
        self._turn.setToolTip(words)
        self._turn.setAccessibleName(words)

    def show_bookmarks(self, bookmarks: tuple[Bookmark, ...], *, can_mark: bool) -> None:
        """List the bookmarks; with one on what is chosen."""
        menu = self._bookmarks.menu()
        menu.clear()
        add = menu.addAction(icons.icon("plus"), tr("Bookmark what is chosen"))
        add.setEnabled(can_mark)
        add.triggered.connect(self.marked)
        if bookmarks:
            menu.addSeparator()
        for bookmark in bookmarks:
            words = wording.name(bookmark.words, _LONGEST).replace("&", "&&")
            self._to(menu, words, bookmark.key, self._go_to)
        if bookmarks:
            menu.addSeparator()
            remove = menu.addMenu(icons.icon("x"), tr("Remove a bookmark"))
            for bookmark in bookmarks:
                words = wording.name(bookmark.words, _LONGEST).replace("&", "&&")
                self._to(remove, words, bookmark.key, self._forget)

    def _to(self, menu: QMenu, words: str, key: str, slot: object) -> None:
        action = menu.addAction(words)
        action.setData(key)
        action.triggered.connect(slot)

    def _fill_more(self) -> None:
        menu = self._more.menu()
        rows = (
            ("download", tr("Export what is seen…"), self._export_seen),
            ("image", tr("Export the whole map…"), self._export_whole),
            ("ban", "List dead nodes", self.dead_asked),
            ("boxes", tr("Close all groups"), self.closed_all),
            ("history", tr("Open groups as at first"), self.restored),
        )
        for place, (icon, words, slot) in enumerate(rows):
            if place == 2:
                menu.addSeparator()
            menu.addAction(icons.icon(icon), words).triggered.connect(slot)

    def _switch(self, icon: str, words: str, name: str) -> IconButton:
        made = IconButton(icon, words, self, name=name)
        made.setCheckable(True)
        return made

    def _menu_button(self, icon: str, words: str, name: str) -> IconButton:
        made = IconButton(icon, words, self, name=name)
        made.setProperty("kind", "quietMenu")
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        made.setMenu(QMenu(made))
        return made

    @Slot()
    def _color(self) -> None:
        self.colored.emit(str(self._colors.currentData()))

    @Slot()
    def _turn_over(self) -> None:
        self.turned.emit("right" if self._direction == "down" else "down")

    @Slot()
    def _go_to(self) -> None:
        self.gone_to.emit(self._sent())

    @Slot()
    def _forget(self) -> None:
        self.forgotten.emit(self._sent())

    def _sent(self) -> str:
        action = self.sender()
        return str(action.data()) if isinstance(action, QAction) else ""

    @Slot()
    def _export_seen(self) -> None:
        self.exported.emit(False)

    @Slot()
    def _export_whole(self) -> None:
        self.exported.emit(True)
