# SPDX-License-Identifier: Apache-2.0
"""The surfaces a page is laid out on: cards, headings of sections, hairlines, and the scrolled page itself."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from cutaway.qt import tokens
from cutaway.qt.widgets.labels import ElidedLabel, label
from cutaway.qt.words import tr

_HEADING = 22


class SectionHeading(QWidget):
    """A heading with a quiet count beside it and room for actions at the right (`tools` is their layout)."""

    def __init__(self, text: str, parent: QWidget | None, count: str = "") -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.SPACE_2)
        self._title = label(text, self, "heading")
        row.addWidget(self._title, 0, Qt.AlignmentFlag.AlignVCenter)
        self._count = ElidedLabel(count, self, "secondary", mode=Qt.TextElideMode.ElideRight)
        row.addWidget(self._count, 1, Qt.AlignmentFlag.AlignVCenter)
        self.tools = QHBoxLayout()
        self.tools.setSpacing(tokens.SPACE_1)
        row.addLayout(self.tools)
        self.setAccessibleName(text)

    def set_title(self, text: str) -> None:
        """Be the heading of something else."""
        self._title.setText(tr(text))
        self.setAccessibleName(text)

    def set_count(self, count: str) -> None:
        """Say another count."""
        self._count.setText(count)


def replace_content(place: QLayout, content: QWidget) -> None:
    """Put a widget where others were, which are hidden at once and deleted."""
    while (item := place.takeAt(0)) is not None:
        old = item.widget()
        if old is not None:
            old.hide()
            old.deleteLater()
    place.addWidget(content)


def add_in_the_middle(card: QWidget, place: QVBoxLayout) -> None:
    """Put a card of a largest width into a page that has nothing else: centred, a little above the middle."""
    place.setContentsMargins(tokens.SPACE_6, tokens.SPACE_6, tokens.SPACE_6, tokens.SPACE_6)
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(card, 8)
    row.addStretch(1)
    place.addStretch(2)
    place.addLayout(row)
    place.addStretch(3)


class Card(QFrame):
    """A raised surface with one-pixel border; put widgets into `body`."""

    def __init__(self, parent: QWidget | None, title: str = "", count: str = "") -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(tokens.SPACE_4, tokens.SPACE_4, tokens.SPACE_4, tokens.SPACE_4)
        self.body.setSpacing(tokens.SPACE_3)
        self.heading: SectionHeading | None = None
        if title:
            self.heading = SectionHeading(title, self, count)
            self.heading.setFixedHeight(_HEADING)  # the same with tools and without
            self.body.addWidget(self.heading)
            self.setAccessibleName(tr(title))


class Line(QFrame):
    """A hairline between parts of a surface."""

    def __init__(
        self, parent: QWidget | None, orientation: Qt.Orientation = Qt.Orientation.Horizontal
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "line")
        if orientation is Qt.Orientation.Horizontal:
            self.setFixedHeight(1)
        else:
            self.setFixedWidth(1)


class ScrollPage(QScrollArea):
    """A page that scrolls vertically only; put cards into `body`, which ends in a stretch of its own."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget(self)
        inside.setProperty("kind", "page")
        self._outer = outer = QVBoxLayout(inside)
        outer.setContentsMargins(tokens.SPACE_6, tokens.SPACE_6, tokens.SPACE_6, tokens.SPACE_6)
        outer.setSpacing(0)
        self.body = QVBoxLayout()
        self.body.setSpacing(tokens.SPACE_4)
        outer.addLayout(self.body)
        outer.addStretch(1)
        self.setWidget(inside)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Window)

    def lie_flush(self, right: int = 0) -> None:
        """Have no air around the cards but so much at the right, where the bar stands."""
        self._outer.setContentsMargins(0, 0, right, 0)
