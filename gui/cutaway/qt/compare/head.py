# SPDX-License-Identifier: Apache-2.0
"""The two models above a comparison, what swaps and exchanges them, and what was found in one sentence."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from cutaway.comparing import sentences
from cutaway.description import wording
from cutaway.description.comparison import ModelComparison
from cutaway.qt import tokens
from cutaway.qt.compare.model_card import ModelCard
from cutaway.qt.plots.hues import SIDES
from cutaway.qt.views.follow import follow
from cutaway.qt.widgets.buttons import IconButton, button
from cutaway.qt.widgets.card import replace_content
from cutaway.qt.widgets.labels import label
from cutaway.qt.words import counted, tr
from cutaway.session.compare_desk import CompareDesk


class CompareHead(QWidget):
    """open_asked: one of the models is to be shown by itself."""

    open_asked = Signal(str)

    def __init__(self, desk: CompareDesk, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._desk = desk
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_2)
        self._cards = QHBoxLayout()
        column.addLayout(self._cards)
        line = QHBoxLayout()
        line.setSpacing(tokens.SPACE_2)
        self._summary = label("", self, "quiet", wrap=True, selectable=True)
        self._summary.setObjectName("compareSummary")
        line.addWidget(self._summary, 1, Qt.AlignmentFlag.AlignVCenter)
        again = IconButton("refresh-cw", "Read the second again and compare", self, name="compareRefresh")
        again.clicked.connect(self._again)
        line.addWidget(again, 0, Qt.AlignmentFlag.AlignTop)
        self._save = button("Save report…", self, icon="save", name="compareReport")
        self._save.clicked.connect(self._save_report)
        line.addWidget(self._save, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(line)
        follow(self, desk.chosen, self._show_cards)
        follow(self, desk.moved, self._show_summary)
        self._show_cards()
        self._show_summary()

    def _show_cards(self) -> None:
        sides = self._desk.sides
        if sides is None:
            return
        holder = QWidget(self)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.SPACE_2)
        for place, (source, model) in enumerate(sides):
            if place:
                swap = IconButton("arrow-right-left", "Swap the two models", holder, name="compareSwap")
                swap.clicked.connect(self._swap)
                row.addWidget(swap)
            card = ModelCard(
                source.path, model, SIDES[place], holder, name=("compareFirst", "compareSecond")[place]
            )
            if source.path != self._desk.own[0].path:
                self._add_tools(card)
            row.addWidget(card, 1)
        replace_content(self._cards, holder)

    def _add_tools(self, card: ModelCard) -> None:
        opens = IconButton("file-box", "Open this model", card, name="compareOpen")
        opens.clicked.connect(self._ask_open)
        other = IconButton("x", "Compare with another model", card, name="compareOther")
        other.clicked.connect(self._clear)
        for made in (opens, other):
            card.tools.addWidget(made)

    @Slot()
    def _again(self) -> None:
        self._desk.choose(self._desk.wanted)

    @Slot()
    def _swap(self) -> None:
        self._desk.swap()

    @Slot()
    def _clear(self) -> None:
        self._desk.clear()

    @Slot()
    def _ask_open(self) -> None:
        if self._desk.other is not None:
            self.open_asked.emit(self._desk.other[0].path)

    def _show_summary(self) -> None:
        found = self._desk.found
        self._save.setVisible(found is not None)
        if found is not None:
            self._summary.setText(" ".join(_summary(found)))

    @Slot()
    def _save_report(self) -> None:
        sides = self._desk.sides
        if sides is None:
            return
        first = Path(sides[0][0].path)
        proposed = str(first.with_name(f"{first.stem}-compared.html"))
        kinds = "HTML (*.html);;JSON (*.json)"
        chosen, kind = QFileDialog.getSaveFileName(self, tr("Save the report as"), proposed, kinds)
        if chosen:
            file = Path(chosen)
            ending = ".json" if "json" in kind else ".html"
            self.save(file if file.suffix else file.with_name(file.name + ending))

    def save(self, file: Path) -> None:
        """Write the report, and say so where the summary stands."""
        self._summary.setText(wording.safe(self._desk.save_report(file)))


def _summary(found: ModelComparison) -> list[str]:
    """The weights and the structure in a sentence each."""
    compared, structure = found.compared, found.compared.structure
    equal = len(compared.pairs) - len(compared.changed)
    told = [
        tr(
            "{weights} matched, {equal} of them equal.",
            weights=counted(len(compared.pairs), "weight"),
            equal=wording.count(equal),
        )
    ]
    weights, beside = sentences.alone(compared)
    if any(weights):
        told.append(
            tr(
                "{first} only in the first, {second} only in the second.",
                first=counted(weights[0], "weight"),
                second=wording.count(weights[1]),
            )
        )
    if any(beside):
        told.append(
            tr(
                "Of optimizer slots and counters {first} are only in the first, {second} only in the second.",
                first=wording.count(beside[0]),
                second=wording.count(beside[1]),
            )
        )
    if structure.level != "none":
        ones = structure.first_total - len(structure.only_first)
        others = structure.second_total - len(structure.only_second)
        noun = "layer" if structure.level == "layers" else "node"
        told.append(
            tr(
                "Of {first} {ones} were found again, of {second} in the second {others}.",
                first=counted(structure.first_total, noun),
                ones=wording.count(ones),
                second=wording.count(structure.second_total),
                others=wording.count(others),
            )
        )
    return told
