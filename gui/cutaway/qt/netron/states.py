# SPDX-License-Identifier: Apache-2.0
"""What stands in place of the drawing: while it is made, and when there is none."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from cutaway.qt import tokens
from cutaway.qt.widgets.buttons import button
from cutaway.qt.widgets.card import Card
from cutaway.qt.widgets.labels import label
from cutaway.qt.words import tr

_WIDEST = 480
_PATIENCE_MS = 250  # a small graph is there before one could read what is being done
_LONG_MS = 4_000


class Busy(QWidget):
    """Covers the drawing, which has to be visible to Netron for its layout to go on. cancelled: enough of it."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("netronBusy")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("kind", "page")
        self._card = card = Card(self)
        card.setMaximumWidth(_WIDEST)
        bar = QProgressBar(card)
        bar.setTextVisible(False)
        bar.setRange(0, 0)
        bar.setAccessibleName(tr("Netron is at work"))
        card.body.addWidget(bar)
        row = QHBoxLayout()
        self._words = label("", card, "quiet", wrap=True)
        row.addWidget(self._words, 1)
        cancel = button("Cancel", card, name="netronCancel")
        cancel.clicked.connect(self.cancelled)
        row.addWidget(cancel)
        card.body.addLayout(row)
        self._long = label(
            "Netron cannot say how far it is. Cancelling ends it at once.", card, "secondary", wrap=True
        )
        card.body.addWidget(self._long)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(card, 8)
        middle.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.SPACE_6, tokens.SPACE_6, tokens.SPACE_6, tokens.SPACE_6)
        column.addStretch(2)
        column.addLayout(middle)
        column.addStretch(3)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MS)
        self._patience.timeout.connect(card.show)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_LONG_MS)
        self._wait.timeout.connect(self._long.show)
        self.hide()

    def begin(self, words: str) -> None:
        """Cover the drawing and say what is being done; again to say what is done now."""
        self._words.setText(words)
        self.setAccessibleName(words)
        if self.isHidden():
            self._card.hide()
            self._long.hide()
            self._patience.start()
            self._wait.start()
            self.show()
        self.raise_()

    @Slot()
    def end(self) -> None:
        """Show the drawing."""
        self._patience.stop()
        self._wait.stop()
        self.hide()
