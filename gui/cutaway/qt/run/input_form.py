# SPDX-License-Identifier: Apache-2.0
"""The inputs of a signature under one another, made ready as one types, and kept as sets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, QTimer, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from cutaway.description import sources, wording
from cutaway.description.running import InputChoice
from cutaway.description.signatures import Signature
from cutaway.qt import tokens
from cutaway.qt.run.input_card import InputCard
from cutaway.qt.run.problem_line import ProblemLine
from cutaway.qt.views.follow import follow
from cutaway.qt.widgets.buttons import IconButton
from cutaway.qt.widgets.card import Card, ScrollPage, SectionHeading
from cutaway.qt.widgets.empty_state import EmptyState
from cutaway.qt.widgets.number_field import NumberField
from cutaway.qt.words import tr
from cutaway.session.documents import Reading
from cutaway.session.run_desk import RunDesk

PAUSE_MS = 250
_MANY = 3
_MOST_SEED, _SEED_WIDTH = 2**31 - 1, 112
_DATA = frozenset(sources.endings()) - {".json"}
"""Endings of files that are no models; JSON may be one's architecture."""


class InputForm(QWidget):
    """save_asked, load_asked: an input set, by its file. refused: a sentence on what cannot be an input."""

    save_asked = Signal(str)
    load_asked = Signal(str)
    refused = Signal(str)

    def __init__(
        self, desk: RunDesk, signature: Signature, reading: Reading, folder: Path, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("inputForm")
        self.setAccessibleName(tr("Inputs"))
        self._desk = desk
        self._cards: dict[str, InputCard] = {}
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._fit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_2)
        column.addWidget(self._heading(len(signature.inputs)))
        self._problem = ProblemLine(self)
        column.addWidget(self._problem)
        column.addWidget(self._fields(signature, reading, folder), 1)
        follow(self, desk.planned, self._planned)
        follow(self, desk.fitted_changed, self._fitted)
        self._planned()

    def takes(self, paths: Sequence[str], *, is_dropped: bool) -> bool:
        """Whether the one input can be read from what is dragged over the page, which a model cannot be; do so."""
        if len(self._cards) != 1 or len(paths) != 1 or Path(paths[0]).suffix.lower() not in _DATA:
            return False
        if is_dropped:
            next(iter(self._cards.values())).take_file(paths[0])
        return True

    def fit_soon(self) -> None:
        """Make the inputs once nothing was changed for a moment."""
        self._pause.start()

    def _heading(self, count: int) -> QWidget:
        heading = SectionHeading("Inputs", self, wording.count(count))
        heading.setMinimumHeight(tokens.CONTROL_HEIGHT)
        words = tr("Seed of random inputs")
        self._seed = NumberField(heading, 0, _MOST_SEED, name="inputSeed", words=words, width=_SEED_WIDTH)
        self._seed.setToolTip(words)
        self._seed.setPrefix(tr("seed") + " ")
        self._seed.valueChanged.connect(self._set_seed)
        heading.tools.addWidget(self._seed)
        for icon, words, name, slot in (
            ("folder-open", tr("Load a set of inputs"), "loadInputs", self._ask_load),
            ("save", tr("Save these inputs as a set"), "saveInputs", self._ask_save),
        ):
            tool = IconButton(icon, words, heading, name=name)
            tool.clicked.connect(slot)
            heading.tools.addWidget(tool)
        return heading

    def _fields(self, signature: Signature, reading: Reading, folder: Path) -> QWidget:
        if not signature.inputs:
            card = Card(self)
            hint = tr("It is run as it is, and may give another answer each time.")
            card.body.addWidget(EmptyState("log-in", "This signature takes no inputs.", card, hint=hint))
            return card
        page = ScrollPage(self)
        page.setAccessibleName(tr("Inputs of the signature"))
        page.lie_flush(tokens.SPACE_2)
        page.body.setSpacing(tokens.SPACE_3)
        for spec in signature.inputs:
            card = InputCard(spec, reading, folder, page, is_brief=len(signature.inputs) > _MANY)
            card.chosen.connect(self._chosen)
            card.sized.connect(self._sized)
            card.refused.connect(self.refused)
            self._cards[spec.name] = card
            page.body.addWidget(card)
        return page

    # --- what happens ---

    def _planned(self) -> None:
        plan = self._desk.plan
        for card in self._cards.values():
            card.show_plan(plan)
        blocker = QSignalBlocker(self._seed)
        self._seed.setValue(plan.seed)
        blocker.unblock()
        self._seed.setVisible(any(choice.source == "random" for choice in plan.inputs.values()))
        if self._desk.fitted is None:
            self.fit_soon()

    def _fitted(self) -> None:
        fitted = self._desk.fitted
        self._problem.clear()
        if fitted is None:
            if self._desk.failure is not None and not self._desk.is_running:
                self._problem.tell(self._desk.failure.message, self._desk.failure.hint)
            return
        problems = {problem.name: problem for problem in fitted.problems}
        for name, problem in problems.items():
            if name in self._cards:
                self._cards[name].show_problem(problem)
            else:
                self._problem.tell(problem.message, problem.hint)
        made = {item.value.name: item for item in fitted.inputs}
        for name, card in self._cards.items():
            if name in made and name not in problems:
                card.show_input(self._desk.folder, made[name])
            elif name not in problems:
                card.show_nothing()

    @Slot()
    def _fit(self) -> None:
        if self.isVisible() and not self._desk.is_running:
            self._desk.fit()

    @Slot(str, object)
    def _chosen(self, name: str, choice: InputChoice) -> None:
        self._desk.change(self._desk.plan.fed(name, choice))

    @Slot(str, int, int)
    def _sized(self, name: str, axis: int, size: int) -> None:
        self._desk.change(self._desk.plan.sized(name, axis, size))

    @Slot(int)
    def _set_seed(self, seed: int) -> None:
        self._desk.change(replace(self._desk.plan, seed=seed))

    # --- sets ---

    @Slot()
    def _ask_save(self) -> None:
        dialog = QFileDialog(self, tr("Save these inputs"), "inputs.json", tr("Input set (*.json)"))
        dialog.setObjectName("saveInputsDialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("json")
        dialog.fileSelected.connect(self.save_asked)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot()
    def _ask_load(self) -> None:
        dialog = QFileDialog(self, tr("Load a set of inputs"), "", tr("Input set (*.json)"))
        dialog.setObjectName("loadInputsDialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.load_asked)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
