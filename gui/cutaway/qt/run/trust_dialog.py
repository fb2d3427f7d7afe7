# SPDX-License-Identifier: Apache-2.0
"""Asked once, before a file is run for the first time: what runs where, what holds it, and what is dangerous in it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from cutaway.description import wording
from cutaway.description.findings import Finding
from cutaway.qt import icons, tokens
from cutaway.qt.widgets.buttons import button
from cutaway.qt.widgets.card import Line, ScrollPage
from cutaway.qt.widgets.empty_state import IconDisc
from cutaway.qt.widgets.finding_card import FindingCard
from cutaway.qt.widgets.labels import label
from cutaway.qt.words import counted, tr
from cutaway.session.run_service import TrustQuestion

_WIDTH, _MOST_LISTED = 560, 236
_MOST_FINDINGS = 6
_MARK_HEIGHT = 18


class TrustDialog(QDialog):
    """Accepted: the file may be run, now and later, as long as it stays as it is.

    why: what it is to run for, in the language of the window, where something else was asked for.
    """

    def __init__(self, question: TrustQuestion, parent: QWidget | None, why: str = "") -> None:
        super().__init__(parent)
        self.setObjectName("trustDialog")
        name = wording.name(question.name, 60)
        self.setWindowTitle(tr("Run {name}", name=name))
        self.setAccessibleName(tr("Run {name}?", name=name))
        self.setModal(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.SPACE_6, tokens.SPACE_6, tokens.SPACE_6, tokens.SPACE_4)
        column.setSpacing(tokens.SPACE_4)
        column.addLayout(self._top(question, name, why))
        column.addWidget(_points(question, self))
        if question.findings:
            column.addWidget(Line(self))
            column.addWidget(label("What the file would do", self, "heading"))
            column.addWidget(_findings(question.findings, self))
        column.addWidget(self._once())
        column.addLayout(self._buttons(is_danger=bool(question.findings)))
        for words in self.findChildren(QLabel):
            words.ensurePolished()  # the style's font decides how many lines there are
        column.activate()
        height = (
            column.totalHeightForWidth(_WIDTH) if column.hasHeightForWidth() else self.sizeHint().height()
        )
        self.setFixedSize(_WIDTH, height)

    def _top(self, question: TrustQuestion, name: str, why: str) -> QHBoxLayout:
        top = QHBoxLayout()
        top.setSpacing(tokens.SPACE_4)
        is_danger = bool(question.findings)
        disc = IconDisc(
            "shield-alert" if is_danger else "shield-check", self, hue="red" if is_danger else "blue", size=42
        )
        top.addWidget(disc, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(tokens.SPACE_2)
        title = label(tr("Run {name}?", name=name), self, "title", wrap=True)
        words.addWidget(title)
        if why:
            words.addWidget(label(why, self, wrap=True))
        text = tr(
            "To run a model is to let its file tell {runner} what to do.",
            runner=wording.safe(question.runner),
        )
        text += tr(" Cutaway does that in a process of its own:")
        words.addWidget(label(text, self, wrap=True))
        top.addLayout(words, 1)
        return top

    def _once(self) -> QWidget:
        words = tr("You are asked once for this file, and again when it has changed.")
        return label(words, self, "secondary", wrap=True)

    def _buttons(self, *, is_danger: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_2)
        row.addStretch(1)
        cancel = button("Do not run", self, name="trustCancel")
        cancel.clicked.connect(self.reject)
        row.addWidget(cancel)
        accept = button("Run it", self, icon="play", kind="primary", name="trustAccept")
        accept.clicked.connect(self.accept)
        row.addWidget(accept)
        safe = cancel if is_danger else accept
        safe.setDefault(True)
        safe.setFocus(Qt.FocusReason.OtherFocusReason)
        return row


class _Mark(QWidget):
    """A check mark, or a sign that something is not held off."""

    def __init__(self, icon: str, color: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._color = color
        self.setFixedSize(QSize(tokens.ICON_SMALL, _MARK_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The icon in a colour of the theme."""
        color = tokens.colors_of(self.palette()).named(self._color)
        icons.paint(QPainter(self), self.rect(), self._icon, color)


def _points(question: TrustQuestion, parent: QWidget) -> QWidget:
    holder = QWidget(parent)
    column = QVBoxLayout(holder)
    column.setContentsMargins(42 + tokens.SPACE_4, 0, 0, 0)
    column.setSpacing(tokens.SPACE_2)
    marked = [("check", "good", words) for words in question.enforced]
    marked += [("triangle-alert", "warning", words) for words in question.open]
    for icon, color, words in marked:
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_2)
        row.addWidget(_Mark(icon, color, holder), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(words, holder, wrap=True), 1)
        column.addLayout(row)
    return holder


def _findings(findings: Sequence[Finding], parent: QWidget) -> QWidget:
    page = ScrollPage(parent)
    page.setAccessibleName(tr("Dangerous findings"))
    page.lie_flush()
    page.body.setSpacing(tokens.SPACE_2)
    for finding in findings[:_MOST_FINDINGS]:
        page.body.addWidget(FindingCard(finding, page))
    if len(findings) > _MOST_FINDINGS:
        more = tr(
            "and {count}, all on the overview",
            count=counted(len(findings) - _MOST_FINDINGS, "more finding"),
        )
        page.body.addWidget(label(more, page, "secondary"))
    width = _WIDTH - 2 * tokens.SPACE_6
    cards = page.findChildren(FindingCard)
    height = sum(card.heightForWidth(width) + tokens.SPACE_2 for card in cards)
    page.setFixedHeight(
        min(height + (tokens.ROW_HEIGHT if len(findings) > _MOST_FINDINGS else 0), _MOST_LISTED)
    )
    return page
