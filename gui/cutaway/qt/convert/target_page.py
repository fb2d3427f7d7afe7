# SPDX-License-Identifier: Apache-2.0
"""The first page of the wizard: what the model is to become."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from cutaway.description import wording
from cutaway.qt import tokens
from cutaway.qt.convert.page import ConvertPage
from cutaway.qt.convert.target_card import TargetCard
from cutaway.qt.views.follow import follow
from cutaway.qt.widgets.card import ScrollPage
from cutaway.qt.words import tr
from cutaway.session.convert_desk import ConvertDesk

_COLUMNS = 2


class TargetPage(ConvertPage):
    """Cards from the table of targets; what cannot be had says why."""

    def __init__(self, desk: ConvertDesk, parent: QWidget | None) -> None:
        name = wording.name(wording.safe(desk.model.path.rsplit("/", 1)[-1]), 60)
        super().__init__(desk, parent, name="targetPage", title=tr("Convert {name}", name=name))
        self.words.setText(wording.summary(desk.model))
        page = ScrollPage(self)
        page.setObjectName("targetCards")
        page.setAccessibleName(tr("What the model can become"))
        page.lie_flush(tokens.SPACE_2)
        holder = QWidget(page)
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(tokens.SPACE_3)
        self.cards: list[TargetCard] = []
        rows = sorted(
            ((target, target.reason(desk.model)) for target in desk.service.targets()),
            key=lambda row: bool(row[1]),
        )
        for place, (target, reason) in enumerate(rows):
            card = TargetCard(target, reason, holder)
            card.toggled.connect(self._chosen)
            self.cards.append(card)
            grid.addWidget(card, place // _COLUMNS, place % _COLUMNS)
        for column in range(_COLUMNS):
            grid.setColumnStretch(column, 1)
        holder.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        page.body.addWidget(holder)
        self.body.addWidget(page, 1)
        follow(self, desk.changed, self._show)
        self._show()

    def initializePage(self) -> None:
        """Propose the first that can be had."""
        first = next((card for card in self.cards if not card.reason), None)
        if self.desk.target is None and first is not None:
            self.desk.choose(first.target)

    def isComplete(self) -> bool:
        """Once one is chosen."""
        return self.desk.target is not None

    def _show(self) -> None:
        for card in self.cards:
            card.setChecked(card.target is self.desk.target)
        self.completeChanged.emit()

    @Slot(bool)
    def _chosen(self, is_chosen: bool) -> None:  # noqa: FBT001 (Qt's signal)
        card = self.sender()
        if is_chosen and isinstance(card, TargetCard):
            self.desk.choose(card.target)
