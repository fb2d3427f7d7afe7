# SPDX-License-Identifier: Apache-2.0
"""A look into one asset: its first lines with numbers, or bytes; into a lookup table: its first entries."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from cutaway.description import wording
from cutaway.description.assets import Asset, LookupTable
from cutaway.description.statistics import ValueTable
from cutaway.qt import tokens
from cutaway.qt.items.delegate import RowDelegate
from cutaway.qt.items.values import ValueItems
from cutaway.qt.views.answer import Answer
from cutaway.qt.views.code import CodeView
from cutaway.qt.views.copying import CopyRows
from cutaway.qt.widgets.buttons import CopyButton, button
from cutaway.qt.widgets.card import Card
from cutaway.qt.widgets.empty_state import EmptyState
from cutaway.qt.widgets.labels import ElidedLabel, label
from cutaway.qt.widgets.views import prepare_table
from cutaway.qt.words import counted, tr
from cutaway.session.documents import Document
from cutaway.session.texts import preview

FIRST_BYTES, FIRST_ROWS = 64_000, 500
_MORE = 8
_ROW_HEIGHT = 26


class AssetPreview(QWidget):
    """Shows one asset at a time; "show more" reads eight times as much."""

    def __init__(self, document: Document, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("assetPreview")
        self._document = document
        self._asset: Asset | LookupTable | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._content = QWidget(self)

    def show_asset(self, asset: Asset | LookupTable) -> None:
        """Look into another one."""
        if asset is self._asset:
            return
        self._asset = asset
        self._column.removeWidget(self._content)
        self._content.hide()
        self._content.deleteLater()
        if isinstance(asset, LookupTable):
            self._content = _TableCard(self._document, asset, self)
        elif asset.available:
            self._content = _FileCard(self._document, asset, self)
        else:
            self._content = EmptyState(
                "file-x-2",
                "This file is not there.",
                self,
                hint="It is missing, or its path leads outside the model, which is never followed.",
                hue="orange",
            )
        self._column.addWidget(self._content)


class _FileCard(Card):
    def __init__(self, document: Document, asset: Asset, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._document = document
        self._asset = asset
        self._bytes = FIRST_BYTES
        self._text = ""
        row = _title(self, asset.name)
        row.addWidget(CopyButton(self.text, self, "Copy what is shown", name="copyAsset"))
        self._answer = Answer(self)
        self.body.addWidget(self._answer, 1)
        self._foot = QHBoxLayout()
        self._words = label("", self, "secondary")
        self._foot.addWidget(self._words)
        self._foot.addStretch(1)
        self._more = button("Show more", self, name="moreOfAsset")
        self._more.clicked.connect(self._ask_more)
        self._foot.addWidget(self._more)
        self.body.addLayout(self._foot)
        self._ask()

    def text(self) -> str:
        """What is shown."""
        return self._text

    def _ask(self) -> None:
        self._more.setEnabled(False)
        job = self._document.reading.content(self._document.source, self._asset.name, self._bytes)
        self._answer.ask(job, self._make)

    def _make(self, content: bytes) -> QWidget:
        found = preview(content, self._bytes // 16)
        self._text = found.text
        is_text = found.kind == "text"
        view = CodeView(self._answer, name="assetText", words=tr("Content of the file"), numbered=is_text)
        view.setPlainText(found.text)
        is_whole = len(content) < self._bytes
        size = wording.byte_size(len(content))
        if is_whole:
            lines = counted(found.lines, "line") if is_text else tr("binary")
            self._words.setText(f"{lines}, {size}")
        else:
            self._words.setText(
                tr("The first {size} of {whole}", size=size, whole=wording.byte_size(self._asset.bytes))
            )
        self._more.setVisible(not is_whole)
        self._more.setEnabled(True)
        return view

    @Slot()
    def _ask_more(self) -> None:
        self._bytes *= _MORE
        self._ask()


class _TableCard(Card):
    def __init__(self, document: Document, table: LookupTable, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._document = document
        self._table = table
        self._rows = FIRST_ROWS
        _title(self, table.name)
        words = f"{table.key_dtype} → {table.value_dtype}"
        words += tr(", filled from {source}", source=table.source) if table.source else ""
        self.body.addWidget(label(wording.safe(words), self, "quiet", wrap=True))
        self._answer = Answer(self)
        self.body.addWidget(self._answer, 1)
        foot = QHBoxLayout()
        self._words = label("", self, "secondary")
        foot.addWidget(self._words)
        foot.addStretch(1)
        self._more = button("Show more", self, name="moreOfTable")
        self._more.clicked.connect(self._ask_more)
        foot.addWidget(self._more)
        self.body.addLayout(foot)
        self._ask()

    def _ask(self) -> None:
        self._more.setEnabled(False)
        job = self._document.reading.entries(self._document.source, self._table.name, self._rows)
        self._answer.ask(job, self._make)

    def _make(self, entries: list[tuple[str, str]]) -> QWidget:
        view = QTableView(self._answer)
        prepare_table(view, "entryTable", tr("Entries of the table"))
        view.setProperty("kind", "card")
        view.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        cells = ValueTable(tuple(entries), 0, 0, len(entries), 2)
        view.setModel(ValueItems(cells, view, is_text=True, titles=(tr("Key"), tr("Value"))))
        view.setItemDelegate(RowDelegate(view, mono=frozenset({0, 1}), height=_ROW_HEIGHT))
        view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        CopyRows(view)
        is_whole = len(entries) < self._rows
        of = self._table.entries
        shown = counted(len(entries), "entry", "entries")
        rest = "" if of is None else tr(" of {count}", count=wording.count(of))
        self._words.setText(shown if is_whole else tr("The first {shown}{rest}", shown=shown, rest=rest))
        self._more.setVisible(not is_whole)
        self._more.setEnabled(True)
        return view

    @Slot()
    def _ask_more(self) -> None:
        self._rows *= _MORE
        self._ask()


def _title(card: Card, name: str) -> QHBoxLayout:
    card.setAccessibleName(wording.name(name))
    row = QHBoxLayout()
    row.setSpacing(tokens.SPACE_2)
    row.addWidget(ElidedLabel(wording.name(name), card, "heading"), 1)
    card.body.addLayout(row)
    return row
