# SPDX-License-Identifier: Apache-2.0
"""What all pages have in common: a skeleton while the file is read, then content made from the description."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QVBoxLayout, QWidget

from cutaway.description.model import ModelDescription
from cutaway.qt import tokens
from cutaway.qt.views.follow import follow
from cutaway.qt.widgets.card import Card, ScrollPage, replace_content
from cutaway.qt.widgets.empty_state import EmptyState
from cutaway.qt.widgets.skeleton import SkeletonRows
from cutaway.session.documents import Document, DocumentState
from cutaway.session.selection import Chosen

_SIDE_BY_SIDE = 1080
_LEAST_DETAIL = 224


class Page(QWidget):
    """A page shows what the document knows and is made anew when the description is another one.

    page_asked: another page is to be shown. path_asked: another model is to be opened. moved: what can be done is
    something else.
    """

    has_inspector = True
    """Whether the panel at the right is of use beside it."""
    good_width = 600
    """Below this width of the page the inspector folds away by itself, then the outline, px."""
    page_asked = Signal(str)
    path_asked = Signal(str)
    moved = Signal()

    def __init__(self, document: Document, parent: QWidget | None, *, name: str, words: str) -> None:
        super().__init__(parent)
        self.document = document
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setProperty("kind", "page")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._content: QWidget | None = None
        self._shown: ModelDescription | None = None
        follow(self, document.changed, self.refresh)
        follow(self, document.selection.changed, self.reveal)
        self.refresh()

    def refresh(self) -> None:
        """Bring the page up to what the document knows."""
        description = self.document.description
        if description is not None:
            if description is not self._shown:
                self._shown = description
                self._replace(self.make(description))
                self.reveal(self.document.selection.current)
        elif self.document.state is DocumentState.FAILED:
            self._shown = None
            self._replace(self._failed())
        elif self._content is None or self._shown is not None:
            self._shown = None
            self._replace(self.skeleton())

    def make(self, description: ModelDescription) -> QWidget:
        """The content for a description."""
        raise NotImplementedError

    def reveal(self, chosen: Chosen) -> None:
        """Show what was chosen somewhere, where this page can."""

    def holds(self, chosen: Chosen) -> bool:  # noqa: ARG002 (for those that override it)
        """Whether the page stays in front when this is chosen, instead of making room for the page of its kind."""
        return False

    def skeleton(self) -> QWidget:
        """Cards with grey rows in place of what is being read."""
        page = ScrollPage(self)
        for rows in (3, 6, 4):
            card = Card(page)
            card.body.addWidget(SkeletonRows(rows, card))
            page.body.addWidget(card)
        return page

    def _failed(self) -> QWidget:
        error = self.document.error
        return EmptyState("file-x-2", error.message if error else "", self, hint=error.hint if error else "")

    def _replace(self, content: QWidget) -> None:
        self._content = content
        replace_content(self._column, content)


class DetailSplitter(QSplitter):
    """A list and what is chosen in it: side by side where there is room, one above the other where there is not.

    beside, stacked: the shares of list and detail in either arrangement. least: height that the list keeps where it
    stands above the detail, px, as long as that leaves the detail its least. wide: from where on there is room, px.
    """

    def __init__(
        self,
        parent: QWidget | None,
        *,
        beside: tuple[int, int] = (11, 9),
        stacked: tuple[int, int] = (10, 10),
        least: int = 0,
        wide: int = _SIDE_BY_SIDE,
    ) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._wide = wide
        self._shares = {Qt.Orientation.Horizontal: beside, Qt.Orientation.Vertical: stacked}
        self._least = least
        self._is_settled = False
        self.setChildrenCollapsible(False)
        self.setHandleWidth(tokens.SPACE_3)

    def createHandle(self) -> QSplitterHandle:
        """A gap with a grip instead of a line."""
        return _Grip(self.orientation(), self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn where the width asks for it."""
        is_wide = self.width() >= self._wide
        wanted = Qt.Orientation.Horizontal if is_wide else Qt.Orientation.Vertical
        if wanted is not self.orientation() or not self._is_settled:
            self.setOrientation(wanted)
            self._settle()
        super().resizeEvent(event)

    def show_detail(self, *, is_shown: bool) -> None:
        """The detail takes its share once there is something to show in it."""
        detail = self.widget(1)
        if detail is not None and detail.isHidden() == is_shown:
            detail.setVisible(is_shown)
            if is_shown:
                self._settle()

    def _settle(self) -> None:
        """Share the room as it was meant at first."""
        is_beside = self.orientation() is Qt.Orientation.Horizontal
        room = self.width() if is_beside else self.height()
        shares = self._shares[self.orientation()]
        first = room * shares[0] // sum(shares)
        if not is_beside:
            first = max(first, min(self._least, room - _LEAST_DETAIL))
        self.setSizes([first, room - first])
        self._is_settled = True


class GapSplitter(QSplitter):
    """Two parts of a page with a gap between them, in whose middle there is a grip."""

    def __init__(
        self, orientation: Qt.Orientation, parent: QWidget | None, gap: int = tokens.SPACE_3
    ) -> None:
        super().__init__(orientation, parent)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(gap)

    def createHandle(self) -> QSplitterHandle:
        """A gap with a grip instead of a line."""
        return _Grip(self.orientation(), self)


class _Grip(QSplitterHandle):
    def paintEvent(self, _event: QPaintEvent) -> None:
        colors = tokens.colors_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors.accent if self.underMouse() else colors.strong_border))
        is_upright = self.orientation() is Qt.Orientation.Horizontal
        size = QSizeF(3, 32) if is_upright else QSizeF(32, 3)
        grip = QRectF(QPointF(0, 0), size)
        grip.moveCenter(self.rect().toRectF().center())
        painter.drawRoundedRect(grip, 1.5, 1.5)


def page_margins() -> tuple[int, int, int, int]:
    """Of pages that lay out a table instead of cards."""
    return tokens.SPACE_6, tokens.SPACE_4, tokens.SPACE_6, tokens.SPACE_4
