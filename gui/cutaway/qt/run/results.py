# SPDX-License-Identifier: Apache-2.0
"""What came of a run: outputs, values inside, inputs as they were, times, and the runs before."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from cutaway.description import wording
from cutaway.description.model import ModelDescription
from cutaway.description.running import RunOutput
from cutaway.qt import tokens
from cutaway.qt.run.cost_panel import CostPanel
from cutaway.qt.run.crash_card import CrashCard
from cutaway.qt.run.history import HistoryPanel
from cutaway.qt.run.outputs import ValuesPanel
from cutaway.qt.run.taps import TapsPanel
from cutaway.qt.run.timing import TimePanel
from cutaway.qt.widgets.buttons import button
from cutaway.qt.widgets.card import Card, replace_content
from cutaway.qt.widgets.empty_state import EmptyState
from cutaway.qt.widgets.labels import ElidedLabel
from cutaway.qt.widgets.skeleton import SkeletonRows
from cutaway.qt.widgets.tabs import segments
from cutaway.qt.words import tr
from cutaway.session.documents import Document
from cutaway.session.run_desk import RunDesk

TITLES = ("Outputs", "Inside", "Inputs", "Time", "Cost", "Runs")
_EXPORTS = (
    ("NumPy archive (.npz)…", "npz", "NumPy archive (*.npz)"),
    ("JSON (.json)…", "json", "JSON (*.json)"),
    ("A text table for each output (.csv)…", "csv", "Text tables (*.csv)"),
)


class ResultsPanel(QWidget):
    """Segments choose what is shown of the run that is looked at.

    taps_changed: other tensors inside are wanted. profile_asked, run_asked: run (again), with a profile or as planned.
    graph_asked, costs_asked: times, or `Costs`, are to be the graph's colours. costs_wanted: count what it computes.
    exported: all outputs are to be written to that file. node_chosen: a node or a layer, by name and function.
    """

    taps_changed = Signal(list)
    profile_asked = Signal()
    run_asked = Signal()
    graph_asked = Signal()
    costs_wanted = Signal()
    costs_asked = Signal(object)
    node_chosen = Signal(str, str)
    exported = Signal(str)

    def __init__(self, document: Document, desk: RunDesk, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("runResults")
        self._document = document
        self._desk = desk
        self._has_graph = document.description is not None and document.description.graph is not None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_3)
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_2)
        self.choice = segments(TITLES, self, name="runResultKind", words="What of the run is shown")
        self.choice.currentChanged.connect(self._show)
        row.addWidget(self.choice)
        self._said = ElidedLabel("", self, "secondary", mode=Qt.TextElideMode.ElideRight)
        self._said.setObjectName("resultWords")
        row.addWidget(self._said, 1)
        self._export = button("Export all…", self, icon="download", name="exportOutputs")
        self._export.clicked.connect(self._ask_export)
        row.addWidget(self._export)
        column.addLayout(row)
        self._stack = QStackedWidget(self)
        column.addWidget(self._stack, 1)
        reading = document.reading
        self.outputs = ValuesPanel(reading, self, name="outputTable", words=tr("Outputs"))
        self.taps = TapsPanel(reading, self)
        self.taps.changed.connect(self.taps_changed)
        self.taps.run_asked.connect(self.run_asked)
        self.inputs = ValuesPanel(reading, self, name="inputTable", words=tr("Inputs of this run"))
        self.history = HistoryPanel(desk, reading, self)
        self.history.looked_at.connect(self._look_at)
        row.addWidget(self.history.tools)
        self.costs = CostPanel(_description(document), self)
        self.costs.graph_asked.connect(self.costs_asked)
        self.costs.node_chosen.connect(self.node_chosen)
        self._other = QWidget(self)
        self._other_place = QVBoxLayout(self._other)
        self._other_place.setContentsMargins(0, 0, 0, 0)
        for widget in (self.outputs, self.taps, self.inputs, self.costs, self.history, self._other):
            self._stack.addWidget(widget)
        self.refresh()

    def refresh(self) -> None:
        """Bring it up to the run that is looked at."""
        past = self._desk.shown
        self.taps.show_taps(self._desk.plan.taps, past)
        self.history.refresh()
        if past is not None:
            if past.answer is not None:
                self.outputs.show_values(past.folder, "out", past.outputs)
            given = [RunOutput(item.value, item.value.name, item.statistics) for item in past.inputs.inputs]
            self.inputs.show_values(past.folder, "in", given)
        self._show()

    def show_title(self, title: str) -> None:
        """Show one of `TITLES`."""
        self.choice.setCurrentIndex(TITLES.index(title))

    def say(self, words: str) -> None:
        """Tell in few words what became of an export."""
        self._said.setText(wording.safe(words))
        self._said.setToolTip(wording.safe(words))

    @Slot()
    def _show(self) -> None:
        title = TITLES[max(self.choice.currentIndex(), 0)]
        past = self._desk.shown
        is_answered = past is not None and past.answer is not None
        self._export.setVisible(title == "Outputs" and is_answered)
        self.history.tools.setVisible(title == "Runs" and bool(self._desk.history))
        if title == "Runs":
            self._stack.setCurrentWidget(self.history)
        elif title == "Cost":
            self._stack.setCurrentWidget(self.costs)
            self.costs_wanted.emit()
        elif title == "Inside" and (past is None or is_answered):
            self._stack.setCurrentWidget(self.taps)
        elif past is None:
            self._put(self._before(title))
        elif title == "Inputs":
            self._stack.setCurrentWidget(self.inputs)
        elif past.error is not None:
            card = CrashCard(past.error, self._document.source.path, past.plan.signature, self._other)
            card.again_asked.connect(self.run_asked)
            self._put(card, is_whole=False)
        elif title == "Time" and past.answer is not None:
            panel = TimePanel(past.answer, self._other, has_graph=self._has_graph)
            panel.profile_asked.connect(self.profile_asked)
            panel.graph_asked.connect(self.graph_asked)
            panel.node_chosen.connect(self.node_chosen)
            self._put(panel)
        else:
            self._stack.setCurrentWidget(self.outputs)

    def _before(self, title: str) -> QWidget:
        if self._desk.is_running:
            card = Card(self._other)
            card.body.addWidget(SkeletonRows(6, card))
            return card
        if self._desk.fitted is not None and self._desk.fitted.problems:
            hint = tr("What is wrong is told at its field.")
            return EmptyState("circle-alert", "An input is not right yet.", self._other, hint=hint)
        run = button("Run", self._other, icon="play", name="runFirst")
        run.clicked.connect(self.run_asked)
        icon = {"Time": "timer", "Inputs": "log-in"}.get(title, "play")
        words = {
            "Time": tr("Nothing was measured yet."),
            "Inputs": tr("Nothing was run yet."),
        }.get(title, tr("The model was not run yet."))
        hint = tr("It runs in a process of its own, on the inputs at the left.")
        return EmptyState(icon, words, self._other, hint=hint, action=run)

    def _put(self, widget: QWidget, *, is_whole: bool = True) -> None:
        replace_content(self._other_place, widget)
        if not is_whole:
            self._other_place.addStretch(1)
        self._stack.setCurrentWidget(self._other)

    @Slot(int)
    def _look_at(self, number: int) -> None:
        self.choice.setCurrentIndex(0)
        self._desk.show(number)

    # --- taking along ---

    @Slot()
    def _ask_export(self) -> None:
        menu = QMenu(self)
        for words, ending, kind in _EXPORTS:
            action = menu.addAction(tr(words))
            action.setData((ending, kind))
            action.triggered.connect(self._ask_file)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._export.mapToGlobal(QPoint(0, self._export.height() + tokens.SPACE_1)))

    @Slot()
    def _ask_file(self) -> None:
        action = self.sender()
        if not isinstance(action, QAction):
            return
        ending, kind = action.data()
        dialog = QFileDialog(self, tr("Export all outputs"), f"outputs.{ending}", tr(kind))
        dialog.setObjectName("exportOutputsDialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(ending)
        dialog.fileSelected.connect(self.exported)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def _description(document: Document) -> ModelDescription:
    if document.description is None:
        raise ValueError("the model is not open yet")
    return document.description
