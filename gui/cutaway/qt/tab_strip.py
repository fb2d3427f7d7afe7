# SPDX-License-Identifier: Apache-2.0
"""The tabs of open models: closable by button, middle click and keyboard, marked where the file has changed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTabBar, QWidget

from cutaway.description import wording
from cutaway.qt import icons, tokens
from cutaway.qt.widgets.buttons import IconButton
from cutaway.qt.words import tr

_LONGEST = 32
_NARROWEST = 168
STALE_MARK = "●"


class DocumentTabs(QTabBar):
    """close_asked: a tab is to be closed."""

    close_asked = Signal(int)

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("documentTabs")
        self.setAccessibleName(tr("Open models"))
        self.setProperty("kind", "documents")
        self.setExpanding(False)
        self.setDrawBase(False)
        self.setMovable(True)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideMiddle)
        self.setIconSize(QSize(tokens.ICON_SMALL, tokens.ICON_SMALL))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def add(self, name: str, path: str) -> int:
        """Add a tab at the end; its index."""
        place = self.addTab(icons.icon("box"), "")
        self.set_title(place, name, is_stale=False)
        self.setTabToolTip(place, wording.safe(path))
        close = IconButton("x", tr("Close {name}", name=wording.name(name)), self, name="closeTab", size=14)
        close.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Ctrl+W closes by keyboard
        close.clicked.connect(self._close_clicked)
        self.setTabButton(place, QTabBar.ButtonPosition.RightSide, close)
        return place

    def set_title(self, place: int, name: str, *, is_stale: bool, is_edited: bool = False) -> None:
        """Say the name, marked where the file on disk is newer than what is shown, or edits of it are not saved."""
        shown = wording.name(name, _LONGEST).replace("&", "&&")
        marks = [tr("changed on disk")] if is_stale else []
        marks += [tr("edited")] if is_edited else []
        shown = f"{shown} · {tr('edited')}" if is_edited else shown
        self.setTabText(place, f"{STALE_MARK} {shown}" if is_stale else shown)
        self.setAccessibleTabName(place, ", ".join([name, *marks]))

    def minimumSizeHint(self) -> QSize:
        # Qt asks for room for its scroll buttons even where all tabs fit.
        return QSize(tokens.SPACE_8, super().minimumSizeHint().height())

    def minimumTabSizeHint(self, index: int) -> QSize:
        # Where tabs do not fit, they scroll rather than shrink to nothing.
        wanted = self.tabSizeHint(index)
        return QSize(min(wanted.width(), _NARROWEST), wanted.height())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = self.tabAt(event.position().toPoint())
        if event.button() is Qt.MouseButton.MiddleButton and place >= 0:
            self.close_asked.emit(place)
        else:
            super().mouseReleaseEvent(event)

    @Slot()
    def _close_clicked(self) -> None:
        for place in range(self.count()):
            if self.tabButton(place, QTabBar.ButtonPosition.RightSide) is self.sender():
                self.close_asked.emit(place)
                return


class TabStrip(QFrame):
    """The tabs in a row with a button that opens another model at its end. tabs: the bar; more: the button."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("tabStrip")
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.SPACE_2, tokens.SPACE_1, tokens.SPACE_2, 0)
        row.setSpacing(tokens.SPACE_1)
        self.tabs = DocumentTabs(self)
        row.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignBottom)
        self.more = IconButton("plus", "Open another model", self, name="openAnother")
        row.addWidget(self.more, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self.tabs.update()
