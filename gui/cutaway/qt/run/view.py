# SPDX-License-Identifier: Apache-2.0
"""Inputs at the left, what the model answered at the right, what is run above, and what holds it in below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cutaway.description.costs import Costs
from cutaway.description.running import Profile
from cutaway.description.signatures import Signature
from cutaway.errors import CutawayError
from cutaway.qt import clipboard, tokens
from cutaway.qt.run.archive_writer import ArchiveWriter
from cutaway.qt.run.footer import RunFooter
from cutaway.qt.run.head import RunHead
from cutaway.qt.run.input_form import InputForm
from cutaway.qt.run.options import RunOptions
from cutaway.qt.run.results import ResultsPanel
from cutaway.qt.run.trust_dialog import TrustDialog
from cutaway.qt.views.follow import follow
from cutaway.qt.views.page import GapSplitter, page_margins
from cutaway.qt.words import tr
from cutaway.session.class_names import MOST_BYTES, label_asset, names_in
from cutaway.session.documents import Document
from cutaway.session.jobs import Job, JobState
from cutaway.session.run_desk import RunDesk
from cutaway.session.run_plan import first_plan
from cutaway.session.run_service import RunService
from cutaway.session.selection import Chosen

_FORM_WIDTH, _LEAST_FORM, _LEAST_RESULTS = 392, 320, 380
_FORM_SHARE = 0.34
_MILLISECOND = 1e-3


class RunView(QWidget):
    """What a run page shows of a model that can be run."""

    def __init__(
        self, document: Document, signatures: Sequence[Signature], service: RunService, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._signatures = {signature.key: signature for signature in signatures}
        self._service = service
        self.desk = RunDesk(service, replace(first_plan(signatures[0]), taps=tuple(document.taps)))
        self._costs: Job[list[Costs]] | None = None
        self._origin = ""
        self._form: InputForm | None = None
        self._is_settled = False
        self.setAcceptDrops(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(*page_margins())
        column.setSpacing(tokens.SPACE_2)
        self.head = RunHead(self.desk, signatures, self)
        column.addWidget(self.head)
        self._splitter = GapSplitter(Qt.Orientation.Horizontal, self, tokens.SPACE_4)
        column.addWidget(self._splitter, 1)
        self._left = QWidget(self._splitter)
        self._left.setMinimumWidth(_LEAST_FORM)
        self._left_column = QVBoxLayout(self._left)
        self._left_column.setContentsMargins(0, 0, 0, 0)
        self._left_column.setSpacing(tokens.SPACE_2)
        self.results = ResultsPanel(document, self.desk, self._splitter)
        self.results.setMinimumWidth(_LEAST_RESULTS)
        self._splitter.setStretchFactor(0, 0)
        self._splitter.setStretchFactor(1, 1)
        holds = service.limits()
        self.footer = RunFooter(holds.words, self, is_whole=not holds.open)
        column.addWidget(self.footer)
        self._wire()
        self._make_form(signatures[0])
        self._find_names()
        self._moved()
        if document.taps:
            self.results.show_title(tr("Inside"))
        self.destroyed.connect(partial(_end, self.desk, service))

    def _wire(self) -> None:
        head, results = self.head, self.results
        head.signature_chosen.connect(self.choose_signature)
        head.run_asked.connect(self.run)
        head.cancel_asked.connect(self.cancel)
        results.run_asked.connect(self.run)
        results.taps_changed.connect(self._set_taps)
        results.profile_asked.connect(self._profile)
        results.graph_asked.connect(self._show_times)
        results.costs_wanted.connect(self._count_costs)
        results.costs_asked.connect(self._show_costs)
        results.node_chosen.connect(self._choose_node)
        results.exported.connect(self._export)
        for values in (results.outputs, results.taps.values):
            values.detail.labels_asked.connect(self._read_names)
        for event in (self.desk.planned, self.desk.fitted_changed, self.desk.moved):
            follow(self, event, self._moved)
        follow(self, self.desk.shown_changed, self._shown)
        follow(self, self._service.changed, self._say_state)
        self._say_state()

    def _make_form(self, signature: Signature) -> None:
        while (item := self._left_column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        folder = Path(self._service.pasted_folder())
        self._form = InputForm(self.desk, signature, self._document.reading, folder, self._left)
        self._form.save_asked.connect(self._save_inputs)
        self._form.load_asked.connect(self._load_inputs)
        self._form.refused.connect(self.results.say)
        self._left_column.addWidget(self._form, 1)
        description = self._document.description
        if description is not None:
            options = RunOptions(self.desk, description, self._left)
            self._left_column.addWidget(options)

    # --- what is asked of it ---

    @Slot()
    def run(self) -> None:
        """Run the plan, after asking where it was never asked."""
        if self.desk.is_running or not self.head.run.isEnabled():
            return
        question = self._service.question(self.desk.plan)
        if question is None:
            self.desk.run()
            return
        dialog = TrustDialog(question, self)
        dialog.accepted.connect(self._trusted)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot()
    def cancel(self) -> None:
        """End the run that goes on."""
        self.desk.cancel()

    @Slot(str)
    def choose_signature(self, key: str) -> None:
        """Plan to run another signature, with inputs of its own."""
        signature = self._signatures.get(key)
        if signature is None or key == self.desk.plan.signature or self.desk.is_running:
            return
        old = self.desk.plan
        plan = first_plan(signature)
        self.desk.change(
            replace(
                plan,
                taps=old.taps,
                repeat=old.repeat,
                profile=old.profile,
                threads=old.threads,
                delegate=old.delegate,
                custom_objects=old.custom_objects,
            )
        )
        self._make_form(signature)

    def want_taps(self, taps: Sequence[str]) -> None:
        """Show the values of these tensors, now where a run is at hand."""
        if tuple(taps) != self.desk.plan.taps:
            self.desk.change(replace(self.desk.plan, taps=tuple(taps)))
        self.results.taps.show_taps(self.desk.plan.taps, self.desk.shown)
        self.results.show_title(tr("Inside"))

    # --- what happens ---

    @Slot()
    def _trusted(self) -> None:
        self._service.accept(self.desk.plan)
        self.desk.run()

    def _moved(self) -> None:
        fitted = self.desk.fitted
        self.head.refresh()
        is_wrong = fitted is not None and bool(fitted.problems)
        self.head.allow(is_ready=not is_wrong, why="An input is not right yet." if is_wrong else "")
        if self.desk.shown is None:
            self.results.refresh()

    def _shown(self) -> None:
        self.results.refresh()
        self._moved()
        past = self.desk.shown
        if past is not None and past.answer is not None and self._form is not None:
            self._form.fit_soon()

    def _say_state(self) -> None:
        self.footer.say(self._service.state())

    @Slot(list)
    def _set_taps(self, taps: list[str]) -> None:
        self._document.taps = tuple(taps)
        self.want_taps(taps)

    @Slot()
    def _profile(self) -> None:
        self.desk.change(replace(self.desk.plan, profile=True, repeat=max(self.desk.plan.repeat, 10)))
        self.run()

    @Slot()
    def _show_times(self) -> None:
        """Colour the graph by the times of the last profile."""
        past = self.desk.shown
        profile = past.answer.profile if past is not None and past.answer is not None else None
        if profile is not None:
            self._document.bring(
                tr("Time of a run"), {(row.node, ""): row.seconds * 1e6 for row in profile.rows}, "µs"
            )

    @Slot()
    def _count_costs(self) -> None:
        if self._costs is None or self._costs.state in {JobState.FAILED, JobState.CANCELLED}:
            self._costs = self._service.costs()
            self.results.costs.show_costs(self.desk.plan.signature, self._costs)

    @Slot(object)
    def _show_costs(self, costs: Costs) -> None:
        """Colour the graph by what its nodes compute."""
        values = {(row.name, row.function): row.flops / 1e6 for row in costs.rows}
        self._document.bring("Operations", values, "MFLOPs")

    @Slot(str, str)
    def _choose_node(self, name: str, function: str) -> None:
        description = self._document.description
        is_layer = description is not None and any(layer.name == name for layer in description.layers or ())
        self._document.selection.choose(Chosen("layer", name) if is_layer else Chosen("node", name, function))

    # --- files ---

    @Slot(str)
    def _export(self, file: str) -> None:
        past = self.desk.shown
        if past is None:
            return
        if Path(file).suffix.lower() == ".npz":
            writer = ArchiveWriter(past, Path(file), self)
            writer.written.connect(self.results.say)
            writer.finished.connect(writer.deleteLater)
            writer.start()
            return
        job = self._service.export(past, Path(file))
        self.results.say(tr("Writing {name}…", name=Path(file).name))
        if job.is_over:
            self._exported(job)
        else:
            follow(self, job.finished, self._exported)

    def _exported(self, job: Job[list[str]]) -> None:
        if job.state is JobState.DONE and job.result:
            names = [Path(name).name for name in job.result]
            self.results.say(
                tr("Saved as {names}", names=names[0])
                if len(names) == 1
                else tr("Saved as {names} files", names=len(names))
            )
        elif job.error is not None:
            self.results.say(f"{job.error.message} {job.error.hint}".strip())

    @Slot(str)
    def _save_inputs(self, file: str) -> None:
        self.results.say(self._service.save_inputs(self.desk.plan, Path(file)))

    @Slot(str)
    def _load_inputs(self, file: str) -> None:
        plan, words = self._service.load_inputs(self.desk.plan, Path(file))
        if plan.signature != self.desk.plan.signature and plan.signature in self._signatures:
            self.choose_signature(plan.signature)
        self.desk.change(plan)
        self.results.say(words)

    # --- names of classes ---

    def _find_names(self) -> None:
        description = self._document.description
        asset = label_asset(description.assets) if description is not None else None
        if asset is not None:
            self._origin = asset.name
            job = self._document.reading.content(self._document.source, asset.name, MOST_BYTES)
            if job.is_over:
                self._names_came(job)
            else:
                follow(self, job.finished, self._names_came)

    def _names_came(self, job: Job[bytes]) -> None:
        if job.state is JobState.DONE and job.result is not None:
            self._take_names(job.result, self._origin)

    @Slot(str)
    def _read_names(self, file: str) -> None:
        try:
            with Path(file).open("rb") as stream:
                data = stream.read(MOST_BYTES)
        except OSError as error:
            self.results.say(
                tr("{name} could not be read: {strerror}.", name=Path(file).name, strerror=error.strerror)
            )
            return
        self._take_names(data, Path(file).name)

    def _take_names(self, data: bytes, origin: str) -> None:
        try:
            names = names_in(data, origin)
        except CutawayError as error:
            self.results.say(f"{error.message} {error.hint}")
            return
        self.results.outputs.detail.name_classes(names, origin)
        self.results.taps.values.detail.name_classes(names, origin)

    # --- what Qt tells ---

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Data are welcome everywhere where there is one input; models are for the window."""
        self._drag(event, is_dropped=False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Feed the one input."""
        self._drag(event, is_dropped=True)

    def _drag(self, event: QDropEvent, *, is_dropped: bool) -> None:
        paths = clipboard.paths_of(event.mimeData())
        takes = self._form is not None and self._form.takes(paths, is_dropped=is_dropped)
        if takes:
            event.setDropAction(Qt.DropAction.CopyAction)
        event.setAccepted(takes)

    def showEvent(self, event: QShowEvent) -> None:
        """Make the inputs once the page is seen; share the width as it was meant."""
        super().showEvent(event)
        if not self._is_settled:
            self._is_settled = True
            left = max(_FORM_WIDTH, round(self.width() * _FORM_SHARE))
            self._splitter.setSizes([left, max(self.width() - left, 1)])
        if self._form is not None and self.desk.fitted is None:
            self._form.fit_soon()


def by_node(profile: Profile) -> tuple[dict[tuple[str, str], float], str]:
    """Times by the path of each node, in the unit that is told beside them."""
    longest = max((row.seconds for row in profile.rows), default=0.0)
    scale, unit = (1e3, "ms") if longest >= _MILLISECOND else (1e6, "µs")
    return {(row.node, ""): row.seconds * scale for row in profile.rows}, unit


def _end(desk: RunDesk, service: RunService, *_: object) -> None:
    """The page is gone: nobody looks at its runs any more."""
    desk.close()
    service.close()
