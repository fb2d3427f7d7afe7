# SPDX-License-Identifier: Apache-2.0
"""How to call a signature, in the languages that fit, each to be copied."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cutaway.qt import tokens
from cutaway.qt.views.code import CodeView
from cutaway.qt.widgets.buttons import CopyButton
from cutaway.qt.widgets.labels import label
from cutaway.qt.widgets.tabs import segments
from cutaway.qt.words import tr
from cutaway.session.snippets import Snippet


class SnippetPanel(QWidget):
    """Segments choose a snippet; where there is none, its reason is told."""

    def __init__(self, snippets: Sequence[Snippet], parent: QWidget | None, chosen: str = "") -> None:
        super().__init__(parent)
        self._snippets = tuple(snippets)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_2)
        row = QHBoxLayout()
        titles = [snippet.title for snippet in self._snippets]
        self._choice = segments(titles, self, name="snippetKind", words=tr("Kind of snippet"))
        row.addWidget(self._choice)
        row.addStretch(1)
        self._copy = CopyButton(self.text, self, "Copy the snippet", name="copySnippet")
        row.addWidget(self._copy)
        column.addLayout(row)
        self._reason = label("", self, "quiet", wrap=True)
        column.addWidget(self._reason)
        self._code = CodeView(self, name="snippetText", words=tr("Snippet"))
        column.addWidget(self._code, 1)
        column.addStretch(0)
        if chosen in titles:
            self._choice.setCurrentIndex(titles.index(chosen))
        self._choice.currentChanged.connect(self._show)
        self._show()

    @property
    def title(self) -> str:
        """Which kind is shown."""
        return str(self._choice.tabData(self._choice.currentIndex()) or "")

    def text(self) -> str:
        """The snippet that is shown."""
        place = self._choice.currentIndex()
        return self._snippets[place].text if 0 <= place < len(self._snippets) else ""

    @Slot()
    def _show(self) -> None:
        place = self._choice.currentIndex()
        snippet = self._snippets[place] if 0 <= place < len(self._snippets) else Snippet("", "")
        self._code.setPlainText(snippet.text.rstrip("\n"))
        self._code.setVisible(bool(snippet.text))
        self._copy.setEnabled(bool(snippet.text))
        self._reason.setText(snippet.reason)
        self._reason.setVisible(bool(snippet.reason))
