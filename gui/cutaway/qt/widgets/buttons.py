# SPDX-License-Identifier: Apache-2.0
"""Buttons: with words, with an icon alone, and the one that copies and says that it did."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, TypeAlias

from PySide6.QtCore import QSize, Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QToolButton, QWidget

from cutaway.qt import icons, tokens
from cutaway.qt.words import tr

Kind: TypeAlias = Literal["plain", "primary", "link"]
_SAID_MS = 1200
_LEAST_LINK, _LINK_AIR = 80, 16
ICON_AIR = 3
"""Room at each side of an icon that stands beside words, px."""


def button(
    text: str, parent: QWidget | None, *, icon: str = "", kind: Kind = "plain", name: str = ""
) -> QPushButton:
    """A button with a verb. name: its object name."""
    words = tr(text)
    made = QPushButton(words, parent)
    made.setProperty("kind", kind)
    made.setAccessibleName(words.replace("&", ""))
    made.setObjectName(name)
    made.setAutoDefault(False)
    if icon:
        made.setIcon(icons.icon(icon, {"primary": "on_accent", "link": "accent"}.get(kind, "secondary")))
        # The icon is drawn in the middle of a wider place: Fusion sets it too close to the words.
        air = 0 if kind == "link" else 2 * ICON_AIR
        made.setIconSize(QSize(tokens.ICON_SMALL + air, tokens.ICON_SMALL))
    return made


def give_way(leaving: QWidget, coming: QWidget) -> None:
    """Show one in the place of another, with the keyboard where that had it: Qt would move it to the next in line."""
    had_focus = leaving.hasFocus()
    coming.show()
    if had_focus:
        coming.setFocus()
    leaving.hide()


class LinkButton(QPushButton):
    """A link whose words are cut where they have no room, and whole in the tooltip."""

    def __init__(self, text: str, parent: QWidget | None, *, icon: str = "", name: str = "") -> None:
        super().__init__(parent)
        self._full = text
        self.setProperty("kind", "link")
        self.setObjectName(name)
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        if icon:
            self.setIcon(icons.icon(icon, "accent"))
            self.setIconSize(QSize(tokens.ICON_SMALL, tokens.ICON_SMALL))
        self._cut(self._full)

    def sizeHint(self) -> QSize:
        """Room for all words."""
        self.ensurePolished()
        words = self.fontMetrics().horizontalAdvance(self._full)
        return QSize(words + self._beside(), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Room for a few letters."""
        return QSize(min(_LEAST_LINK, self.sizeHint().width()), super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much as there is room for."""
        super().resizeEvent(event)
        room = self.width() - self._beside() + tokens.SPACE_1
        self._cut(self.fontMetrics().elidedText(self._full, Qt.TextElideMode.ElideMiddle, room))

    def _beside(self) -> int:
        return (0 if self.icon().isNull() else tokens.ICON_SMALL + tokens.SPACE_1) + _LINK_AIR

    def _cut(self, shown: str) -> None:
        written = shown.replace("&", "&&")
        if self.text() != written:
            self.setText(written)


class IconButton(QToolButton):
    """An icon that does something; its words are the tooltip and the accessible name."""

    def __init__(
        self, icon: str, words: str, parent: QWidget | None, *, name: str = "", size: int = tokens.ICON_SMALL
    ) -> None:
        super().__init__(parent)
        self.setIcon(icons.icon(icon))
        self.setIconSize(QSize(size, size))
        self.setToolTip(tr(words))
        self.setAccessibleName(tr(words))
        self.setObjectName(name)
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)


class CopyButton(IconButton):
    """Copies a text, made at the moment of the click, and shows a check mark for a second."""

    def __init__(
        self,
        text: str | Callable[[], str],
        parent: QWidget | None,
        words: str = "Copy",
        *,
        name: str = "copy",
    ) -> None:
        super().__init__("copy", words, parent, name=name)
        self._text = text
        self._words = tr(words)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SAID_MS)
        self._timer.timeout.connect(self._calm)
        self.clicked.connect(self.copy)

    @Slot()
    def copy(self) -> None:
        """Put the text on the clipboard."""
        QGuiApplication.clipboard().setText(self._text() if callable(self._text) else self._text)
        self.setIcon(icons.icon("check", "good"))
        self.setToolTip(tr("Copied"))
        self._timer.start()

    @Slot()
    def _calm(self) -> None:
        self.setIcon(icons.icon("copy"))
        self.setToolTip(self._words)
