# SPDX-License-Identifier: Apache-2.0
"""What a client sees before and after the edits, side by side, with the lines that changed marked."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QColor, QTextCursor, QTextFormat
from PySide6.QtWidgets import QHBoxLayout, QTabBar, QTextEdit, QVBoxLayout, QWidget

from cutaway.qt import tokens
from cutaway.qt.studio.desk import StudioDesk
from cutaway.qt.views.code import CodeView
from cutaway.qt.widgets.buttons import CopyButton
from cutaway.qt.widgets.card import replace_content
from cutaway.qt.widgets.labels import label
from cutaway.qt.widgets.tabs import segments
from cutaway.qt.words import tr
from cutaway.session.editing_texts import Text, before_and_after


class ClientTexts(QWidget):
    """Made anew at each edit; the kind of text that is looked at stays."""

    shown = Signal()

    def __init__(self, desk: StudioDesk, tags: tuple[str, ...], parent: QWidget | None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tags = tags
        self._texts: tuple[Text, ...] = ()
        self._titles: list[str] = []
        self._title = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_2)
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_3)
        self._place = QHBoxLayout()
        row.addLayout(self._place)
        self._said = label("", self, "secondary")
        self._said.setObjectName("clientTextsSaid")
        row.addWidget(self._said, 1)
        row.addWidget(CopyButton(self.after_text, self, "Copy what a client does after it", name="copyAfter"))
        column.addLayout(row)
        sides = QHBoxLayout()
        sides.setSpacing(tokens.SPACE_3)
        self.before = CodeView(self, name="textBefore", words=tr("Before the edits"))
        self.after = CodeView(self, name="textAfter", words=tr("After the edits"))
        for title, view in ((tr("Before"), self.before), (tr("After"), self.after)):
            side = QVBoxLayout()
            side.setSpacing(tokens.SPACE_1)
            side.addWidget(label(title, self, "secondary"))
            side.addWidget(view, 1)
            sides.addLayout(side, 1)
        column.addLayout(sides, 1)
        self._choice: QTabBar | None = None
        desk.changed.connect(self.refresh)
        self.refresh()

    def after_text(self) -> str:
        """What is shown at the right."""
        return self.after.toPlainText()

    @Slot()
    def refresh(self) -> None:
        """Bring it up to the edits."""
        found = self._desk.signature
        stack = self._desk.stack
        self._texts = (
            before_and_after(stack.start, stack.draft, found, self._tags) if found is not None else ()
        )
        titles = [text.title for text in self._texts]
        if titles != self._titles:
            self._titles = titles
            self._offer()
        self._show()

    def _offer(self) -> None:
        choice = segments(self._titles, self, name="clientTextKind", words="Kind of client")
        choice.setCurrentIndex(self._titles.index(self._title) if self._title in self._titles else 0)
        choice.currentChanged.connect(self._show)
        self._choice = choice
        replace_content(self._place, choice)

    @Slot()
    def _show(self) -> None:
        place = self._choice.currentIndex() if self._choice is not None else -1
        text = self._texts[place] if 0 <= place < len(self._texts) else Text("", "", "")
        self._title = text.title
        _put(self.before, text.before.rstrip("\n"))
        _put(self.after, text.after.rstrip("\n"))
        self._said.setText(
            tr("clients have to change") if text.is_changed else tr("nothing changes for clients")
        )
        removed, added = _changed_lines(text)
        colors = tokens.colors_of(self.palette())
        _mark(self.before, removed, colors.danger_tint.ground)
        _mark(self.after, added, colors.tones["green"].fill)


def _put(view: CodeView, text: str) -> None:
    """Keep the place that is looked at."""
    if view.toPlainText() != text:
        bar = view.verticalScrollBar().value()
        view.setPlainText(text)
        view.verticalScrollBar().setValue(bar)


def _changed_lines(text: Text) -> tuple[list[int], list[int]]:
    """Numbers of lines before that are gone, and of lines after that are new."""
    before, after = text.before.splitlines(), text.after.splitlines()
    gone: list[int] = []
    new: list[int] = []
    for kind, first, last, begin, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            gone += range(first, last)
            new += range(begin, end)
    return gone, new


def _mark(view: CodeView, lines: Iterable[int], color: str) -> None:
    marks = []
    for line in lines:
        mark = QTextEdit.ExtraSelection()
        mark.format.setBackground(QColor(color))
        mark.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
        mark.cursor = QTextCursor(view.document().findBlockByNumber(line))
        marks.append(mark)
    view.setExtraSelections(marks)
