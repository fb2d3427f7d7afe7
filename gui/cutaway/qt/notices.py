# SPDX-License-Identifier: Apache-2.0
"""Things told to the user without stopping them: cards at the lower right, with details that can be copied."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from cutaway.description import wording
from cutaway.description.findings import Severity
from cutaway.errors import CutawayError
from cutaway.qt import tokens
from cutaway.qt.widgets.buttons import CopyButton, IconButton, button
from cutaway.qt.widgets.finding_card import SEVERITY_WORDS, SeverityMark, TintedFrame
from cutaway.qt.widgets.labels import label
from cutaway.qt.words import tr

WIDTH = 420
MOST = 4
_DETAILS_HEIGHT = 160
_INFO_MS, _SERIOUS_MS = 6000, 10_000


class Details(QWidget):
    """A quiet "Details" that unfolds text in the monospaced font, selectable and copyable.

    unfolded: it needs more room now, or less.
    """

    unfolded = Signal()

    def __init__(self, text: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_2)
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_1)
        self._toggle = button("Details", self, icon="chevron-right", kind="link", name="details")
        self._toggle.setCheckable(True)
        self._toggle.toggled.connect(self._unfold)
        row.addWidget(self._toggle)
        row.addWidget(CopyButton(text, self, "Copy the details", name="copyDetails"))
        row.addStretch(1)
        column.addLayout(row)
        self._text = QPlainTextEdit(self)
        self._text.setObjectName("detailsText")
        self._text.setAccessibleName(tr("Details"))
        self._text.setProperty("kind", "code")
        self._text.setProperty("mono", True)
        self._text.setPlainText(text)
        self._text.setReadOnly(True)
        self._text.setFixedHeight(_DETAILS_HEIGHT)
        self._text.hide()
        column.addWidget(self._text)

    @property
    def is_unfolded(self) -> bool:
        """Whether the text is shown."""
        return not self._text.isHidden()

    @Slot(bool)
    def _unfold(self, is_open: bool) -> None:  # noqa: FBT001 (Qt's signal)
        self._text.setVisible(is_open)
        window = self.window()
        if window is not None:
            QTimer.singleShot(0, self, self.updateGeometry)
        self.unfolded.emit()


class NoticeCard(TintedFrame):
    """One notice. dismissed: it was closed, or its time was over. unfolded: it needs more room now, or less."""

    dismissed = Signal(QWidget)
    unfolded = Signal()

    def __init__(
        self,
        severity: Severity,
        message: str,
        hint: str,
        details: str,
        parent: QWidget | None,
        *,
        stays: bool = False,
    ) -> None:
        super().__init__(severity, parent)
        self.message = message
        self._stays = stays
        self.setObjectName("notice")
        self.setAccessibleName(f"{tr(SEVERITY_WORDS[severity])}: {message}")
        self.setFixedWidth(WIDTH)
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.SPACE_3, tokens.SPACE_2, tokens.SPACE_2, tokens.SPACE_2)
        row.setSpacing(tokens.SPACE_3)
        row.addWidget(SeverityMark(severity, self), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setContentsMargins(0, 5, 0, 5)
        words.setSpacing(tokens.SPACE_1)
        words.addWidget(label(message, self, "strong" if hint else "body", wrap=True))
        if hint:
            words.addWidget(label(hint, self, wrap=True))
        if details:
            folded = Details(details, self)
            folded.unfolded.connect(self.unfolded)
            words.addWidget(folded)
        row.addLayout(words, 1)
        close = IconButton("x", "Dismiss", self, name="dismiss")
        close.clicked.connect(self._dismiss)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_INFO_MS if severity == "info" else _SERIOUS_MS)
        self._timer.timeout.connect(self._dismiss)
        if not stays:
            self._timer.start()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stay while it is read."""
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Go after a while, unless its details were unfolded."""
        details = self.findChild(Details)
        if not self._stays and (details is None or not details.is_unfolded):
            self._timer.start()
        super().leaveEvent(event)

    @Slot()
    def _dismiss(self) -> None:
        self.dismissed.emit(self)


class Notices(QWidget):
    """The stack of notices over the lower right corner of its parent, newest last, at most `MOST`."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._host = parent
        self.setObjectName("notices")
        self.setAccessibleName(tr("Notices"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Minimum)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.SPACE_2)
        self._cards: list[NoticeCard] = []
        parent.installEventFilter(self)
        self.hide()

    @property
    def cards(self) -> tuple[NoticeCard, ...]:
        """What is told now, the oldest first."""
        return tuple(self._cards)

    def tell(
        self, severity: Severity, message: str, hint: str = "", details: str = "", *, stays: bool = False
    ) -> None:
        """Show a notice; one that is shown already is not shown twice. stays: until it is dismissed."""
        shown = wording.safe(message)
        for card in self._cards:
            if card.message == shown:
                return
        while len(self._cards) >= MOST:
            self._drop(self._cards[0])
        card = NoticeCard(severity, shown, wording.safe(hint), details, self, stays=stays)
        card.dismissed.connect(self._drop)
        # Qt asks the parent of a widget of fixed width and height for no room.
        card.unfolded.connect(self._place_soon)
        self._cards.append(card)
        self._column.addWidget(card)
        self.show()
        self.raise_()
        self._place()

    def tell_error(self, error: CutawayError) -> None:
        """Show a failure with its hint and its details."""
        self.tell("danger", error.message, error.hint, error.details)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self._place_soon()
        return super().event(event)

    @Slot()
    def _place_soon(self) -> None:
        QTimer.singleShot(0, self, self._place)

    @Slot(QWidget)
    def _drop(self, card: NoticeCard) -> None:
        if card in self._cards:
            self._cards.remove(card)
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.setVisible(bool(self._cards))
        self._place()

    @Slot()
    def _place(self) -> None:
        # Wrapped labels know their height only once their width is set.
        for card in self._cards:
            card.setFixedHeight(card.heightForWidth(WIDTH))
        heights = sum(card.height() for card in self._cards) + tokens.SPACE_2 * max(len(self._cards) - 1, 0)
        self.resize(WIDTH, heights)
        self.move(self._host.width() - WIDTH - tokens.SPACE_4, self._host.height() - heights - tokens.SPACE_4)
