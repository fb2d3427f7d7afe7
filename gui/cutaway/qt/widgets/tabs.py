# SPDX-License-Identifier: Apache-2.0
"""Two ways to switch between views: underlined words above a page, and segments inside one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QTabBar, QWidget

from cutaway.description import wording
from cutaway.qt import tokens
from cutaway.qt.words import tr

_Bar = TypeVar("_Bar", bound=QTabBar)
_ICON_TAB = 44


@dataclass(frozen=True, slots=True)
class _Face:
    title: str
    icon: QIcon


class PageTabs(QTabBar):
    """Tabs that are all within reach: where icons and words have no room, words alone, and then icons alone."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._faces: list[_Face] = []
        self._is_dressing = False
        self.setUsesScrollButtons(False)
        self.setAcceptDrops(True)
        self.setChangeCurrentOnDrag(True)  # what is dragged is carried to another page
        self.setIconSize(QSize(tokens.ICON_SMALL, tokens.ICON_SMALL))

    def minimumSizeHint(self) -> QSize:
        """As narrow as it may be: the icons alone."""
        wanted = super().sizeHint()
        return QSize(min(wanted.width(), wanted.height() * max(self.count(), 1)), wanted.height())

    def tabSizeHint(self, index: int) -> QSize:
        """No room for words that are not shown."""
        wanted = super().tabSizeHint(index)
        return wanted if self.tabText(index) else QSize(_ICON_TAB, wanted.height())

    def tabInserted(self, index: int) -> None:
        """Remember what the tab is called and looks like where there is room."""
        super().tabInserted(index)
        title = self.tabText(index)
        self._faces.insert(index, _Face(title, self.tabIcon(index)))
        self.setAccessibleTabName(index, title)
        self._dress()

    def tabRemoved(self, index: int) -> None:
        """Forget it."""
        super().tabRemoved(index)
        del self._faces[index]
        self._dress()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much of each tab as there is room for."""
        super().resizeEvent(event)
        self._dress()

    def _dress(self) -> None:
        if self._is_dressing:
            return
        self._is_dressing = True
        for has_icons, has_words in ((True, True), (False, True), (True, False)):
            self._show(has_icons=has_icons, has_words=has_words)
            if sum(self.tabSizeHint(place).width() for place in range(self.count())) <= self.width():
                break
        self._is_dressing = False
        self.updateGeometry()  # a bar that was laid out empty would stay without height

    def _show(self, *, has_icons: bool, has_words: bool) -> None:
        for place, face in enumerate(self._faces):
            words = face.title if has_words else ""
            if self.tabText(place) != words:
                self.setTabText(place, words)
                self.setTabToolTip(place, "" if has_words else wording.safe(face.title))
                self.setAccessibleTabName(place, face.title)
            if self.tabIcon(place).isNull() == has_icons:
                self.setTabIcon(place, face.icon if has_icons else QIcon())


def page_tabs(parent: QWidget | None, *, name: str, words: str) -> PageTabs:
    """Underlined words; the pages of a document."""
    return _prepared(PageTabs(parent), name, words)


def segments(titles: Iterable[str], parent: QWidget | None, *, name: str, words: str) -> QTabBar:
    """Segments side by side, of which one is chosen (`currentChanged` tells which); never narrower than their words.

    titles: in English, which is also the data of a tab.
    """
    made = _prepared(QTabBar(parent), name, words)
    made.setProperty("kind", "segments")
    made.setUsesScrollButtons(False)
    for title in titles:
        made.setTabData(made.addTab(tr(title)), title)
    return made


def _prepared(made: _Bar, name: str, words: str) -> _Bar:
    made.setObjectName(name)
    made.setAccessibleName(tr(words))
    made.setExpanding(False)
    made.setDrawBase(False)
    made.setElideMode(Qt.TextElideMode.ElideNone)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return made
