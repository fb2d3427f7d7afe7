# SPDX-License-Identifier: Apache-2.0
"""The command palette: one field that finds actions, recent models, and everything in the open one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from cutaway.description import wording
from cutaway.qt import fonts, icons, tokens
from cutaway.qt.items.roles import ROOT, Index
from cutaway.qt.widgets import views
from cutaway.qt.widgets.card import Line
from cutaway.qt.widgets.labels import label
from cutaway.qt.words import tr
from cutaway.session import matching
from cutaway.session.matching import Match

WIDTH = 620
MOST = 60
_ROW = 34
_MOST_ROWS = 10
_ENTRY = Qt.ItemDataRole.UserRole + 20
_TOP = 56


class Entry(NamedTuple):
    """One thing that can be done. A named tuple, because 20,000 are made when the palette opens.

    detail: what kind it is; keys: its shortcut; run: does it.
    """

    title: str
    detail: str
    icon: str
    run: Callable[[], object]
    keys: str = ""
    is_name: bool = False


class EntryItems(QAbstractListModel):
    """What answers the query, the best first."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: list[tuple[Entry, Match]] = []

    def show_entries(self, rows: list[tuple[Entry, Match]]) -> None:
        """Show others."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row[0].title
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{row[0].title}, {row[0].detail}"
        return row if role == _ENTRY else None


class EntryDelegate(QStyledItemDelegate):
    """Icon, title with the letters that matched in bold, kind and shortcut at the right."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(1, _ROW)  # a list gives each row its own width; asking for more makes it scroll sideways

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        entry, found = index.data(_ENTRY)
        colors = tokens.colors_of(option.palette)
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.selected))
            painter.drawRoundedRect(rect.adjusted(4, 1, -4, -1), 4, 4)
        rect = rect.adjusted(tokens.SPACE_4, 0, -tokens.SPACE_4, 0)
        icon_place = QRect(rect.left(), rect.top(), tokens.ICON_SMALL, rect.height())
        icons.paint(painter, icon_place, entry.icon, colors.secondary)
        right = self._paint_right(painter, rect, entry, colors)
        left = rect.left() + tokens.ICON_SMALL + tokens.SPACE_3
        self._paint_title(painter, QRect(left, rect.top(), right - left, rect.height()), entry, found, colors)
        painter.restore()

    def _paint_right(self, painter: QPainter, rect: QRect, entry: Entry, colors: tokens.Colors) -> int:
        """Draw kind and keys; where they begin."""
        font = fonts.interface(tokens.SECONDARY_PX)
        painter.setFont(font)
        painter.setPen(QColor(colors.secondary))
        text = entry.keys or entry.detail
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), text)
        return rect.right() - QFontMetrics(font).horizontalAdvance(text) - tokens.SPACE_3

    def _paint_title(
        self, painter: QPainter, rect: QRect, entry: Entry, found: Match, colors: tokens.Colors
    ) -> None:
        plain = fonts.mono() if entry.is_name else fonts.interface()
        bold = fonts.mono(weight=fonts.STRONG) if entry.is_name else fonts.interface(weight=fonts.STRONG)
        title = QFontMetrics(bold).elidedText(entry.title, Qt.TextElideMode.ElideMiddle, rect.width())
        places = frozenset(found.places) if title == entry.title else frozenset()
        painter.setPen(QColor(colors.text))
        left = rect.left()
        for text, is_matched in _runs(title, places):
            font: QFont = bold if is_matched else plain
            painter.setFont(font)
            painter.setPen(QColor(colors.accent if is_matched else colors.text))
            width = QFontMetrics(font).horizontalAdvance(text)
            painter.drawText(
                QRect(left, rect.top(), width + 2, rect.height()), int(Qt.AlignmentFlag.AlignVCenter), text
            )
            left += width


class Palette(QFrame):
    """Over the window, under its toolbar; Escape or a click elsewhere closes it. closed: it went away."""

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._host = parent
        self._entries: tuple[Entry, ...] = ()
        self.setObjectName("commandPalette")
        self.setAccessibleName(tr("Command palette"))
        self.setProperty("kind", "popup")
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, tokens.SPACE_1)
        column.setSpacing(0)
        column.addLayout(self._head())
        column.addWidget(Line(self))
        column.addSpacing(tokens.SPACE_1)
        self.items = EntryItems(self)
        self.list = QListView(self)
        views.prepare_list(self.list, "paletteList", tr("Results"))
        self.list.setModel(self.items)
        self.list.setItemDelegate(EntryDelegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.clicked.connect(self._run)
        column.addWidget(self.list)
        self._nothing = label("Nothing answers to that.", self, "quiet")
        self._nothing.setContentsMargins(tokens.SPACE_4, tokens.SPACE_3, tokens.SPACE_4, tokens.SPACE_3)
        column.addWidget(self._nothing)
        self.hide()

    def open_with(self, entries: Iterable[Entry]) -> None:
        """Show the palette over these entries, with an empty query."""
        self._entries = tuple(entries)
        self.field.clear()
        self._search("")
        self._place()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def offer(self, entries: Iterable[Entry]) -> None:
        """Search among other entries from now on; what is typed stays."""
        self._entries = tuple(entries)
        self._search(self.field.text())

    def close_palette(self) -> None:
        """Go away."""
        if not self.isHidden():
            self.hide()
            self._entries = ()
            self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent) and event.lostFocus():
            # Another window in front, or a menu of the field itself, is no reason to go.
            if event.reason() not in {
                Qt.FocusReason.ActiveWindowFocusReason,
                Qt.FocusReason.PopupFocusReason,
            }:
                self.close_palette()
        elif event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._steer(event):
            return True
        return super().eventFilter(watched, event)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(tokens.SPACE_3, tokens.SPACE_1, tokens.SPACE_3, tokens.SPACE_1)
        self.field = QLineEdit(self)
        self.field.setObjectName("paletteField")
        self.field.setAccessibleName(tr("Search everything"))
        self.field.setPlaceholderText(tr("Search actions, recent models, signatures, variables, layers…"))
        self.field.setProperty("kind", "bare")
        self.field.addAction(icons.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.field.setMinimumHeight(36)
        self.field.textChanged.connect(self._search)
        self.field.installEventFilter(self)
        row.addWidget(self.field)
        return row

    def _steer(self, event: QKeyEvent) -> bool:
        """Arrow keys move in the list while the cursor stays in the field."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_palette()
            return True
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._run(self.list.currentIndex())
            return True
        rows = self.items.rowCount()
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: _MOST_ROWS,
            Qt.Key.Key_PageUp: -_MOST_ROWS,
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None or not rows:
            return False
        row = self.list.currentIndex().row() + step
        row = row % rows if abs(step) == 1 else min(max(row, 0), rows - 1)
        self.list.setCurrentIndex(self.items.index(row))
        return True

    @Slot(str)
    def _search(self, query: str) -> None:
        self.items.show_entries(matching.best(query, self._entries, _title, MOST))
        rows = self.items.rowCount()
        self.list.setVisible(rows > 0)
        self._nothing.setVisible(rows == 0)
        self.list.setFixedHeight(min(rows, _MOST_ROWS) * _ROW + 2)
        if rows:
            self.list.setCurrentIndex(self.items.index(0))
        self._place()

    @Slot(QModelIndex)
    def _run(self, index: QModelIndex) -> None:
        if index.isValid():
            entry: Entry = index.data(_ENTRY)[0]
            self.close_palette()
            entry.run()

    def _place(self) -> None:
        self.setFixedWidth(min(WIDTH, self._host.width() - 2 * tokens.SPACE_4))
        self.adjustSize()
        self.move((self._host.width() - self.width()) // 2, _TOP)


def _title(entry: Entry) -> str:
    return entry.title


def _runs(text: str, places: frozenset[int]) -> list[tuple[str, bool]]:
    """The text cut where matched letters begin and end."""
    runs: list[tuple[str, bool]] = []
    for place, letter in enumerate(text):
        is_matched = place in places
        if runs and runs[-1][1] == is_matched:
            runs[-1] = (runs[-1][0] + letter, is_matched)
        else:
            runs.append((letter, is_matched))
    return runs


def shown_name(name: str) -> str:
    """A name out of a file as the palette writes it."""
    return wording.name(name, 160)
