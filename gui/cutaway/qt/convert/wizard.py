# SPDX-License-Identifier: Apache-2.0
"""The wizard that converts a model: target, options, calibration data where needed, progress, names, proof."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QAbstractButton, QWidget, QWizard

from cutaway.description import wording
from cutaway.qt import manual_page
from cutaway.qt.convert.calibration_page import CalibrationPage
from cutaway.qt.convert.names_page import NamesPage
from cutaway.qt.convert.options_page import OptionsPage
from cutaway.qt.convert.progress_page import ProgressPage
from cutaway.qt.convert.proof_page import ProofPage
from cutaway.qt.convert.step_list import StepList
from cutaway.qt.convert.target_page import TargetPage
from cutaway.qt.convert.verdict_head import VERDICTS
from cutaway.qt.run.trust_dialog import TrustDialog
from cutaway.qt.views.follow import follow
from cutaway.qt.words import tr
from cutaway.session.convert_desk import ConvertDesk

_SIZE = (1220, 740)
_Button = QWizard.WizardButton
_Layouts = {
    "begin": (_Button.Stretch, _Button.CancelButton, _Button.NextButton),
    "middle": (_Button.Stretch, _Button.CancelButton, _Button.BackButton, _Button.NextButton),
    "progress": (_Button.Stretch, _Button.BackButton, _Button.CancelButton),
    "names": (_Button.Stretch, _Button.CustomButton1, _Button.NextButton),
    "proof": (_Button.Stretch, _Button.CustomButton1, _Button.BackButton, _Button.FinishButton),
}


class Step(IntEnum):
    """The pages in their order."""

    TARGET = 0
    OPTIONS = 1
    CALIBRATION = 2
    PROGRESS = 3
    NAMES = 4
    PROOF = 5


TITLES = {
    Step.TARGET: "Target",
    Step.OPTIONS: "Options",
    Step.CALIBRATION: "Calibration data",
    Step.PROGRESS: "Progress",
    Step.NAMES: "Names",
    Step.PROOF: "Proof",
}


class ConvertWizard(QWizard):
    """open_asked: the path of a result that is to be opened. compare_asked: the paths of the source and the result.

    studio_asked: the path of a result whose names are to be others.
    """

    open_asked = Signal(str)
    compare_asked = Signal(str, str)
    studio_asked = Signal(str)

    def __init__(self, desk: ConvertDesk, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setObjectName("convertWizard")
        manual_page.give_key(self, "convert")
        self._name = wording.name(desk.source.path.rsplit("/", 1)[-1], 60)
        self.setWindowTitle(f"{tr('Convert')} {self._name}")
        self.setAccessibleName(self.windowTitle())
        self.setWizardStyle(QWizard.WizardStyle.ClassicStyle)
        self.setOptions(QWizard.WizardOption.NoBackButtonOnStartPage)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.steps = StepList(self)
        self.setSideWidget(self.steps)
        self.targets = TargetPage(desk, self)
        self.choices = OptionsPage(desk, self)
        self.calibration = CalibrationPage(desk, self)
        self.progress = ProgressPage(desk, self)
        self.names = NamesPage(desk, self)
        self.proof = ProofPage(desk, self)
        self._pages = {
            Step.TARGET: self.targets,
            Step.OPTIONS: self.choices,
            Step.CALIBRATION: self.calibration,
            Step.PROGRESS: self.progress,
            Step.NAMES: self.names,
            Step.PROOF: self.proof,
        }
        for step, page in self._pages.items():
            self.setPage(step, page)
        self._dress_buttons()
        self.currentIdChanged.connect(self._arrived)
        self.progress.ended.connect(self.names.read, Qt.ConnectionType.QueuedConnection)
        self.names.known.connect(self._prove)
        self.names.again_asked.connect(self._again)
        self.names.studio_asked.connect(self._edit)
        self.proof.open_asked.connect(self._open)
        self.proof.compare_asked.connect(self._compare)
        self.proof.again_asked.connect(self._again)
        follow(self, desk.changed, self._show_steps)
        follow(self, desk.moved, self._name_close)
        self.resize(*_SIZE)

    def hurry(self) -> None:
        """Go on to the conversion at once, with what the chosen target has by itself; back leads to the options."""
        self.next()
        if self.currentPage().isComplete() and not self.desk.takes_samples:
            self.next()

    def nextId(self) -> int:
        """Calibration data are asked for only where they would be used."""
        step = self.currentId()
        if step == Step.OPTIONS:
            return Step.CALIBRATION if self.desk.takes_samples else Step.PROGRESS
        return step + 1 if 0 <= step < Step.PROOF else -1

    def validateCurrentPage(self) -> bool:
        """Nothing is run before the user agreed to run the model."""
        if self.nextId() != Step.PROGRESS:
            return super().validateCurrentPage()
        question = self.desk.question()
        if question is None:
            return super().validateCurrentPage()
        why = tr("To convert the model, and to prove the result, it has to run.")
        dialog = TrustDialog(question, self, why)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self._trust)
        dialog.open()
        return False

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing ends what goes on."""
        self.reject()
        super().closeEvent(event)

    def done(self, result: int) -> None:
        """However it ends, nothing goes on behind it."""
        self.desk.cancel()
        self.desk.service.forget_previews()
        super().done(result)

    @Slot()
    def _trust(self) -> None:
        self.desk.accept()
        self.next()

    @Slot()
    def _prove(self) -> None:
        """Go on to the proof; where names or their order are others, first show these."""
        if self.currentId() == Step.PROGRESS and self.desk.found is not None:
            self.next()
            if self.names.matches is not None and self.names.matches.is_plain:
                self.next()

    @Slot(str)
    def _open(self, path: str) -> None:
        self.open_asked.emit(path)
        self.accept()

    @Slot(str, str)
    def _compare(self, source: str, result: str) -> None:
        self.compare_asked.emit(source, result)
        self.accept()

    @Slot(str)
    def _edit(self, result: str) -> None:
        self.studio_asked.emit(result)
        self.accept()

    @Slot()
    def _again(self) -> None:
        """Back to the options, from where the same place may be written again."""
        self.desk.again()
        while self.currentId() > Step.OPTIONS and Step.OPTIONS in self.visitedIds():
            self.back()

    @Slot(int)
    def _arrived(self, step: int) -> None:
        layout = {
            Step.TARGET: "begin",
            Step.PROGRESS: "progress",
            Step.NAMES: "names",
            Step.PROOF: "proof",
        }.get(Step(step) if step in list(Step) else Step.OPTIONS, "middle")
        self.setButtonLayout(list(_Layouts[layout]))
        self._name_buttons()
        self._show_steps()
        found = self.desk.found
        is_proven = step == Step.PROOF and found is not None
        title = f"{self._name}: {tr(VERDICTS[found.proof.verdict][0])}" if is_proven and found else ""
        self.setWindowTitle(title or f"{tr('Convert')} {self._name}")

    def _show_steps(self) -> None:
        """Say where one is, and what the next button does."""
        shown = [step for step in Step if step is not Step.CALIBRATION or self.desk.takes_samples]
        self.steps.show_steps([tr(TITLES[step]) for step in shown], self._place(shown))
        begins = self.currentId() >= 0 and self.nextId() == Step.PROGRESS
        self.setButtonText(_Button.NextButton, tr("Convert") if begins else tr("Next"))

    def _name_close(self) -> None:
        """Closing ends what goes on, and says so."""
        words = tr("Stop and close") if self.desk.is_running else tr("Close")
        self.setButtonText(_Button.CancelButton, words)
        self._name_buttons()

    def _place(self, shown: list[Step]) -> int:
        found = [place for place, step in enumerate(shown) if step == self.currentId()]
        return found[0] if found else 0

    def _dress_buttons(self) -> None:
        names = {
            _Button.BackButton: ("Back", "wizardBack"),
            _Button.NextButton: ("Next", "wizardNext"),
            _Button.CancelButton: ("Close", "wizardCancel"),
            _Button.FinishButton: (tr("Done"), "wizardDone"),
            _Button.CustomButton1: (tr("Convert again…"), "wizardAgain"),
        }
        for which, (words, name) in names.items():
            self.setButtonText(which, tr(words))
            made = self.button(which)
            made.setObjectName(name)
            made.setMinimumWidth(88)
            made.setProperty(
                "kind", "primary" if which in {_Button.NextButton, _Button.FinishButton} else "plain"
            )
            made.style().unpolish(made)  # Qt dressed it before it had a kind
            made.style().polish(made)
        self.button(_Button.CustomButton1).clicked.connect(self._again)
        self._name_buttons()

    def _name_buttons(self) -> None:
        for made in self.findChildren(QAbstractButton):
            if made.objectName().startswith("wizard"):
                made.setAccessibleName(made.text().replace("&", ""))
