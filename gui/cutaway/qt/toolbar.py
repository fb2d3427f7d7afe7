# SPDX-License-Identifier: Apache-2.0
"""The quiet row at the top: open, back and forward, the search field, panels, and everything else in one menu."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from cutaway.description import wording
from cutaway.qt import actions, fonts, icons, tokens
from cutaway.qt.actions import Actions, Menu
from cutaway.qt.widgets.buttons import ICON_AIR
from cutaway.qt.words import tr
from cutaway.session.recents import Recents

HEIGHT = 48
_SEARCH_WIDTH = 420
_MOST_RECENTS = 8
_LONGEST = 72
_SUBMENUS: dict[Menu, str] = {"model": "Model", "go": "Go", "view": "View"}


class SearchButton(QAbstractButton):
    """Looks like the field that it opens: the command palette."""

    def __init__(self, action: QAction, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._keys = actions.keys_of(action)
        self.setText(tr("Search everything"))
        self.setObjectName("button:view.palette")
        self.setAccessibleName(tr("Search everything, {keys}", keys=self._keys))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(_SEARCH_WIDTH)
        self.setMinimumWidth(200)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(action.trigger)

    def sizeHint(self) -> QSize:
        return QSize(_SEARCH_WIDTH, 32)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors = tokens.colors_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(colors.accent if self.hasFocus() else colors.strong_border))
        painter.setBrush(QColor(colors.hover if self.underMouse() else colors.surface))
        box = self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, tokens.RADIUS, tokens.RADIUS)
        inside = self.rect().adjusted(tokens.SPACE_2, 0, -tokens.SPACE_3, 0)
        place = inside.adjusted(0, 0, tokens.ICON_SMALL - inside.width(), 0)
        icons.paint(painter, place, "search", colors.secondary)
        painter.setPen(QColor(colors.secondary))
        painter.setFont(fonts.interface())
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(inside.adjusted(tokens.ICON_SMALL + tokens.SPACE_2, 0, 0, 0), middle, self.text())
        painter.setFont(fonts.interface(tokens.SECONDARY_PX))
        painter.drawText(inside, middle | int(Qt.AlignmentFlag.AlignRight), self._keys)


class ToolBar(QFrame):
    """recent_chosen: a model of the menu beside Open."""

    recent_chosen = Signal(str)

    def __init__(self, table: Actions, recents: Recents, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("toolBar")
        self.setFixedHeight(HEIGHT)
        self._table = table
        self._recents = recents
        self._worded: list[QToolButton] = []
        self._has_words, self._words_need = True, 0
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.SPACE_3, 0, tokens.SPACE_3, 0)
        row.setSpacing(tokens.SPACE_1)
        left, right = QHBoxLayout(), QHBoxLayout()
        left.addWidget(self._open_button())
        left.addSpacing(tokens.SPACE_2)
        for name in ("view.back", "view.forward"):
            left.addWidget(actions.button(table[name], self))
        left.addStretch(1)
        right.addStretch(1)
        for name in ("model.run", "model.convert", "model.compare"):
            right.addWidget(self._word_button(name))
        for name in ("signatures.edit", "view.outline", "view.inspector"):
            right.addWidget(actions.button(table[name], self))
        right.addWidget(self._menu_button())
        for side in (left, right):
            side.setSpacing(tokens.SPACE_1)
        # Equal sides keep the field in the middle of the window.
        row.addLayout(left, 1)
        row.addWidget(SearchButton(table["view.palette"], self))
        row.addLayout(right, 1)

    def _open_button(self) -> QToolButton:
        made = QToolButton(self)
        made.setObjectName("openButton")
        made.setAccessibleName(tr("Open"))
        made.setProperty("kind", "text")
        made.setText(tr("Open"))
        made.setIcon(icons.icon("folder-open"))
        made.setIconSize(QSize(tokens.ICON_SMALL + 2 * ICON_AIR, tokens.ICON_SMALL))
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.clicked.connect(self._table["file.open"].trigger)
        self._open_menu = QMenu(made)
        self._open_menu.setObjectName("openMenu")
        self._open_menu.aboutToShow.connect(self._fill_open_menu)
        made.setMenu(self._open_menu)
        made.setToolTip(self._table["file.open"].toolTip())
        return made

    def _word_button(self, name: str) -> QToolButton:
        """A button that says what it does, beside its icon."""
        made = actions.button(self._table[name], self)
        made.setProperty("kind", "text")
        made.setIconSize(QSize(tokens.ICON_SMALL + 2 * ICON_AIR, tokens.ICON_SMALL))
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._worded.append(made)
        return made

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave icons alone where their words would be cut."""
        super().resizeEvent(event)
        row = self.layout()
        if self._has_words and row is not None:
            self._words_need = row.minimumSize().width()
        has_words = self.width() >= self._words_need
        if has_words != self._has_words:
            self._has_words = has_words
            style = Qt.ToolButtonStyle
            for made in self._worded:
                made.setToolButtonStyle(
                    style.ToolButtonTextBesideIcon if has_words else style.ToolButtonIconOnly
                )

    def _menu_button(self) -> QToolButton:
        made = QToolButton(self)
        made.setObjectName("menuButton")
        made.setAccessibleName(tr("Menu"))
        made.setToolTip(tr("Menu"))
        made.setProperty("kind", "quietMenu")
        made.setIcon(icons.icon("menu"))
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        menu = QMenu(made)
        menu.setObjectName("mainMenu")
        fill(menu, self._table, "file")
        for name, title in _SUBMENUS.items():
            submenu = menu.addMenu(tr(title))
            submenu.setObjectName(f"menu:{name}")
            fill(submenu, self._table, name)
        menu.addSeparator()
        fill(menu, self._table, "help")
        menu.addSeparator()
        menu.addAction(self._table["app.preferences"])
        menu.addAction(self._table["app.quit"])
        made.setMenu(menu)
        return made

    @Slot()
    def _fill_open_menu(self) -> None:
        menu = self._open_menu
        menu.clear()
        menu.addAction(self._table["file.open"])
        menu.addAction(self._table["file.open_folder"])
        recents = self._recents.items[:_MOST_RECENTS]
        if recents:
            menu.addSection(tr("Recent"))
        for recent in recents:
            shown = wording.elided(wording.safe(recent.path), _LONGEST).replace("&", "&&")
            entry = menu.addAction(icons.icon("history"), shown)
            entry.setData(recent.path)
            entry.triggered.connect(self._choose_recent)

    @Slot()
    def _choose_recent(self) -> None:
        entry = self.sender()
        if isinstance(entry, QAction):
            self.recent_chosen.emit(str(entry.data()))


def fill(menu: QMenu, table: Actions, name: Menu) -> None:
    """Put the actions of that part of the table into a menu."""
    for row in table.rows:
        if row.menu == name:
            menu.addAction(table[row.id])
            if row.ends_block:
                menu.addSeparator()
