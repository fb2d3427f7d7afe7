# SPDX-License-Identifier: Apache-2.0
"""Above the page: which signature is run, how often, with what; the button that runs it, and how far it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QProgressBar, QSpinBox, QVBoxLayout, QWidget

from cutaway.description import wording
from cutaway.description.signatures import Signature
from cutaway.qt import tokens
from cutaway.qt.widgets.buttons import button, give_way
from cutaway.qt.widgets.labels import ElidedLabel
from cutaway.qt.widgets.number_field import NumberField
from cutaway.qt.words import tr
from cutaway.session.run_desk import RunDesk
from cutaway.session.run_plan import MOST_REPEATS

_STEPS = 1000
_RUN_WIDTH, _REPEAT_WIDTH = 96, 132


class RunHead(QWidget):
    """signature_chosen: another one is to be run. run_asked, cancel_asked: the button."""

    signature_chosen = Signal(str)
    run_asked = Signal()
    cancel_asked = Signal()

    def __init__(self, desk: RunDesk, signatures: Sequence[Signature], parent: QWidget | None) -> None:
        super().__init__(parent)
        self._desk = desk
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_2)
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_2)
        self._signatures = self._chooser(signatures)
        row.addWidget(self._signatures)
        self._said = ElidedLabel("", self, "secondary")
        self._said.setObjectName("runState")
        row.addWidget(self._said, 1)
        self._profile = QCheckBox(tr("Profile"), self)
        self._profile.setObjectName("runProfile")
        self._profile.setAccessibleName(tr("Measure the time of each op, too"))
        self._profile.setToolTip(tr("Measure the time of each op, too"))
        self._profile.toggled.connect(self._set_profile)
        row.addWidget(self._profile)
        self._repeat = self._number()
        row.addWidget(self._repeat)
        self.run = button("Run", self, icon="play", kind="primary", name="runButton")
        self.run.setMinimumWidth(_RUN_WIDTH)
        self.run.clicked.connect(self.run_asked)
        row.addWidget(self.run)
        self.cancel = button("Cancel", self, icon="x", name="cancelRun")
        self.cancel.setMinimumWidth(_RUN_WIDTH)
        self.cancel.clicked.connect(self.cancel_asked)
        row.addWidget(self.cancel)
        column.addLayout(row)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(tr("Progress of the run"))
        policy = self._bar.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._bar.setSizePolicy(policy)
        column.addWidget(self._bar)
        self.refresh()

    def _chooser(self, signatures: Sequence[Signature]) -> QComboBox:
        chooser = QComboBox(self)
        chooser.setObjectName("runSignature")
        chooser.setAccessibleName(tr("Signature to run"))
        for signature in signatures:
            chooser.addItem(wording.name(signature.key, 48), signature.key)
        chooser.setCurrentIndex(chooser.findData(self._desk.plan.signature))
        chooser.activated.connect(self._choose)
        return chooser

    def _number(self) -> QSpinBox:
        words = tr("How often it is run after the first time")
        number = NumberField(self, 0, MOST_REPEATS, name="runRepeat", words=words, width=_REPEAT_WIDTH)
        number.setToolTip(tr("Runs after the first one, for times"))
        number.setPrefix(tr("repeat") + " ")
        number.setSuffix(" ×")
        number.setSpecialValueText(tr("once"))
        number.valueChanged.connect(self._set_repeat)
        return number

    def refresh(self) -> None:
        """Bring it up to the plan and to the run that goes on."""
        plan, job = self._desk.plan, self._desk.job
        for widget in (self._profile, self._repeat, self._signatures):
            blocker = QSignalBlocker(widget)
            self._profile.setChecked(plan.profile)
            self._repeat.setValue(plan.repeat)
            self._signatures.setCurrentIndex(self._signatures.findData(plan.signature))
            blocker.unblock()
        is_running = self._desk.is_running
        give_way(*((self.run, self.cancel) if is_running else (self.cancel, self.run)))
        self._signatures.setEnabled(not is_running)
        fraction = job.fraction if job is not None and is_running else None
        self._bar.setVisible(is_running)
        self._bar.setRange(0, 0 if fraction is None else _STEPS)
        if fraction is not None:
            self._bar.setValue(round(fraction * _STEPS))
        self._said.setText(self._words())

    def allow(self, *, is_ready: bool, why: str = "") -> None:
        """Whether the button works, and why it does not."""
        self.run.setEnabled(is_ready)
        self.run.setToolTip(why)

    def _words(self) -> str:
        if self._desk.is_running:
            job = self._desk.job
            return wording.safe(job.words) if job is not None and job.words else tr("Making the inputs ready")
        shown = self._desk.shown
        if shown is None:
            return ""
        took = wording.duration(shown.seconds)
        return tr(
            "Run {number}, {value} {took}",
            number=shown.number,
            value=tr("failed after") if shown.error else tr("answered in"),
            took=took,
        )

    @Slot()
    def _choose(self) -> None:
        self.signature_chosen.emit(str(self._signatures.currentData()))

    @Slot(bool)
    def _set_profile(self, is_on: bool) -> None:  # noqa: FBT001 (Qt's signal)
        self._desk.change(replace(self._desk.plan, profile=is_on))

    @Slot(int)
    def _set_repeat(self, times: int) -> None:
        self._desk.change(replace(self._desk.plan, repeat=times))
