# SPDX-License-Identifier: Apache-2.0
"""Saving from a studio: where to, consent where something is replaced or run, then writing and proving."""

from __future__ import annotations

import os
import time
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from cutaway.description import wording
from cutaway.description.model import ModelDescription
from cutaway.editing.answers import Saved
from cutaway.errors import CutawayError
from cutaway.qt.run.trust_dialog import TrustDialog
from cutaway.qt.studio.desk import StudioDesk
from cutaway.qt.views.follow import follow
from cutaway.qt.words import tr
from cutaway.session import edit_report
from cutaway.session.edit_proof import EditProof, not_run
from cutaway.session.edit_report import EditReport
from cutaway.session.jobs import Job, JobState

_ENDINGS = {"tflite": ".tflite", "frozen_graph": ".pb"}


class Saving(QObject):
    """moved: a job began, went on or ended; see its attributes.

    job: what is at work, None where nothing is. saved, proof: of the last model that was written. error: why it was
    not. told: what became of its report.
    """

    moved = Signal()

    def __init__(self, desk: StudioDesk, description: ModelDescription, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._description = description
        self._widget = parent
        self.job: Job[Saved] | Job[EditProof] | None = None
        self.saved: Saved | None = None
        self.proof: EditProof | None = None
        self.error: CutawayError | None = None
        self.told = ""
        self._begun = self._seconds = 0.0

    @property
    def suggestion(self) -> Path:
        """Where the dialog begins: beside the model, under a name that is free."""
        path = Path(self._description.path)
        ending = _ENDINGS.get(self._description.format, "")
        stem = path.name[: -len(ending)] if ending and path.name.endswith(ending) else path.name
        name, number = f"{stem}_edited{ending}", 2
        while (path.parent / name).exists():
            name, number = f"{stem}_edited_{number}{ending}", number + 1
        return path.parent / name

    @property
    def _original(self) -> Path:
        """The model's own place: of a folder of versions, that of the one that was opened."""
        location = Path(self._description.location)
        return location if location.exists() else Path(self._description.path)

    @Slot()
    def ask(self) -> None:
        """Ask for a place and write the model there."""
        dialog = QFileDialog(self._widget, tr("Save the edited model as"), str(self.suggestion.parent))
        dialog.setObjectName("saveModelDialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(self.suggestion.name)
        dialog.fileSelected.connect(self.save)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot()
    def ask_over(self) -> None:
        """Ask whether the model itself may be replaced, and do it; it is kept as a backup."""
        path = self._original
        box = QMessageBox(self._widget)
        box.setObjectName("saveOverDialog")
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(tr("Save over the original"))
        box.setText(tr("Save over {name}?", name=path.name))
        box.setInformativeText(
            tr(
                "The edited model takes its place, and what is there now is kept as {name}.backup beside it.",
                name=path.name,
            )
        )
        replace = box.addButton(tr("Save over it"), QMessageBox.ButtonRole.AcceptRole)
        replace.setObjectName("saveOverAccept")
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        replace.clicked.connect(lambda: self._write(path, overwrite=True))
        box.finished.connect(box.deleteLater)
        box.open()

    @Slot(str)
    def save(self, file: str) -> None:
        """Write the model there; where that is the model itself, ask first."""
        path = Path(file)
        if _is_same(path, self._original) or _is_same(path, Path(self._description.path)):
            self.ask_over()
        else:
            self._write(path, overwrite=os.path.lexists(path))

    @Slot()
    def cancel(self) -> None:
        """Stop what is at work."""
        if self.job is not None:
            self.job.cancel()

    # --- the report ---

    @property
    def report(self) -> EditReport | None:
        """What is told of the last model that was written; None before its proof is over."""
        if self.saved is None or self.proof is None:
            return None
        found = self._description
        return EditReport(found.path, self.saved, self.proof, self._seconds, found.findings)

    @Slot()
    def ask_report(self) -> None:
        """Ask where the report is to be kept."""
        if self.saved is None:
            return
        place = Path(self.saved.path)
        title = tr("Save the report as")
        dialog = QFileDialog(self._widget, title, str(place.parent), "HTML (*.html);;JSON (*.json)")
        dialog.setObjectName("saveEditReportDialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("html")
        dialog.filterSelected.connect(
            lambda kind: dialog.setDefaultSuffix("json" if "json" in kind else "html")
        )
        dialog.selectFile(f"{place.stem}-report.html")
        dialog.fileSelected.connect(self.save_report)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def save_report(self, file: str) -> None:
        """Write the report: JSON where the name says so, else one HTML page."""
        if self.report is None:
            return
        try:
            edit_report.save(self.report, Path(file), overwrite=True)  # the dialog has asked
        except CutawayError as error:
            self.told = wording.safe(f"{error.message} {error.hint}".strip())
        else:
            self.told = tr("The report is saved in {name}.", name=wording.name(Path(file).name))
        self.moved.emit()

    # --- the work ---

    def _write(self, path: Path, *, overwrite: bool) -> None:
        self.saved = self.proof = self.error = None
        self.told = ""
        edits = self._desk.stack.edits
        self.job = job = self._desk.service.save(edits, path, overwrite=overwrite)
        follow(self, job.changed, lambda _job: self.moved.emit())
        self.moved.emit()
        if job.is_over:
            self._written(job)
        else:
            follow(self, job.finished, self._written)

    def _written(self, job: Job[Saved]) -> None:
        self.job = None
        self.error = job.error if job.state is JobState.FAILED else None
        if job.state is JobState.DONE and job.result is not None:
            self.saved = job.result
            self._desk.stack.mark_saved()
            self._desk.changed.emit()
            self._begin_proof(job.result)
        self.moved.emit()

    def _begin_proof(self, saved: Saved) -> None:
        question = self._desk.service.question()
        if question is None:
            self._prove(saved)
            return
        why = tr("It is saved. To prove that it answers as before, the model has to run.")
        dialog = TrustDialog(question, self._widget, why)
        dialog.accepted.connect(lambda: self._agreed(saved))
        dialog.rejected.connect(self._declined)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _agreed(self, saved: Saved) -> None:
        self._desk.service.accept()
        self._prove(saved)

    @Slot()
    def _declined(self) -> None:
        self.proof = not_run(tr("The models were not run, as you chose, so nothing is proven."))
        self.moved.emit()

    def _prove(self, saved: Saved) -> None:
        self._begun = time.monotonic()
        self.job = job = self._desk.service.prove(saved)
        follow(self, job.changed, lambda _job: self.moved.emit())
        self.moved.emit()
        if job.is_over:
            self._proven(job)
        else:
            follow(self, job.finished, self._proven)

    def _proven(self, job: Job[EditProof]) -> None:
        self.job = None
        self._seconds = time.monotonic() - self._begun
        if job.state is JobState.DONE and job.result is not None:
            self.proof = job.result
        elif job.state is JobState.CANCELLED:
            self.proof = not_run(tr("The proof was cancelled."))
        elif job.error is not None:
            self.proof = not_run(tr("The proof could not be made: {message}", message=job.error.message))
        self.moved.emit()


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return one == other
