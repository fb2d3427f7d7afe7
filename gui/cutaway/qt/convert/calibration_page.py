# SPDX-License-Identifier: Apache-2.0
"""The page for calibration data: a folder or files to drop, and the first of them as the model will get them."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QTimer, Slot
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from cutaway.description import wording
from cutaway.description.running import FittedInputs
from cutaway.errors import CutawayError
from cutaway.qt import clipboard, tokens
from cutaway.qt.convert.option_field import fill
from cutaway.qt.convert.page import ConvertPage
from cutaway.qt.run.input_preview import InputPreview
from cutaway.qt.run.source_options import SourceOptions
from cutaway.qt.views.follow import follow
from cutaway.qt.widgets.buttons import button
from cutaway.qt.widgets.card import Card, ScrollPage, replace_content
from cutaway.qt.widgets.empty_state import EmptyState, IconDisc
from cutaway.qt.widgets.labels import ElidedLabel, label
from cutaway.qt.words import counted, tr
from cutaway.session import calibration_ranges
from cutaway.session.convert_desk import ConvertDesk
from cutaway.session.jobs import Job, JobState
from cutaway.session.proving import Samples

MOST_SHOWN = 6
PAUSE_MS = 400
"""So long after the last key the samples are made anew."""
_COLUMNS = 2


class CalibrationPage(ConvertPage):
    """Shows exactly the tensors that the model will be given, and what is wrong with them."""

    def __init__(self, desk: ConvertDesk, parent: QWidget | None) -> None:
        super().__init__(desk, parent, name="calibrationPage", title="Calibration data")
        self.words.setText(
            tr(
                "Integers are fitted to what the model really sees. Give a folder of pictures, arrays or sounds, "
                "a file, or a set of inputs."
            )
        )
        self.setAcceptDrops(True)
        self.body.addWidget(self._place())
        self._options = QVBoxLayout()
        self.body.addLayout(self._options)
        self._read_as: SourceOptions | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._show)
        self._count = label("", self, "strong")
        self.body.addWidget(self._count)
        self._problem = label("", self, "danger", wrap=True, selectable=True)
        self._problem.setObjectName("calibrationProblem")
        self.body.addWidget(self._problem)
        self._range = label("", self, "secondary", wrap=True)
        self._range.setObjectName("calibrationRange")
        self.body.addWidget(self._range)
        self._concerns = QVBoxLayout()
        self._concerns.setSpacing(tokens.SPACE_2)
        self.body.addLayout(self._concerns)
        self._page = ScrollPage(self)
        self._page.setObjectName("calibrationPreviews")
        self._page.setAccessibleName(tr("The first samples as the model will get them"))
        self._page.lie_flush(tokens.SPACE_2)
        self._grid = QGridLayout()
        self._grid.setSpacing(tokens.SPACE_3)
        self._page.body.addLayout(self._grid)
        self.body.addWidget(self._page, 1)
        self._nothing = EmptyState(
            "image",
            "No calibration data yet",
            self,
            hint="About a hundred samples of what the model will really see: pictures, .npy, .npz, .csv or .wav files "
            "in a folder, or a set of inputs that was saved on the Run page.",
        )
        self.body.addWidget(self._nothing, 1)
        self._fitted: list[FittedInputs] = []
        self._samples: Samples | None = None
        self._waiting = 0
        self._problems: list[str] = []
        self._shown: tuple[str, str, str] | None = None
        self._round = 0

    def initializePage(self) -> None:
        """Show what was chosen before."""
        self._show()

    def isComplete(self) -> bool:
        """Once there are samples, and none of those that were looked at has a problem."""
        return self._samples is not None and not self._waiting and not self._problems

    def _place(self) -> QWidget:
        card = Card(self)
        card.setObjectName("calibrationDrop")
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_3)
        row.addWidget(IconDisc("package-open", card, hue="blue", size=36))
        self._path = ElidedLabel(tr("Drop a folder or a file here"), card, mode=Qt.TextElideMode.ElideMiddle)
        row.addWidget(self._path, 1)
        for words, icon, name, slot in (
            ("Folder…", "folder-open", "calibrationFolder", self._choose_folder),
            ("File…", "file", "calibrationFile", self._choose_file),
        ):
            made = button(words, card, icon=icon, name=name)
            made.clicked.connect(slot)
            row.addWidget(made)
        card.body.addLayout(row)
        return card

    @Slot()
    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, tr("Calibration data"), self._folder())
        if chosen:
            self.take(chosen)

    @Slot()
    def _choose_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, tr("Calibration data"), self._folder())
        if chosen:
            self.take(chosen)

    def _folder(self) -> str:
        return str(Path(self.desk.calibration or self.desk.source.path).parent)

    def take(self, path: str) -> None:
        """Calibrate with this."""
        self.desk.calibrate(path)
        self._show()

    def _show(self) -> None:
        desk = self.desk
        asked = (desk.calibration, desk.signature, repr((desk.dimensions, desk.calibration_options)))
        if asked == self._shown:
            return
        self._shown = asked
        self._round += 1
        self._clear()
        self._samples, self._problems, self._waiting, self._fitted = None, [], 0, []
        self._check()
        self._path.setText(desk.calibration or tr("Drop a folder or a file here"))
        if not desk.calibration_options:
            replace_content(self._options, QWidget(self))
            self._read_as = None
        try:
            self._samples = desk.samples()
        except CutawayError as error:
            self._tell([f"{error.message} {error.hint}".strip()])
        self._nothing.setVisible(self._samples is None)
        self._page.setVisible(self._samples is not None)
        if self._samples is None:
            self._count.hide()
            if not self._problems:
                self._tell([])
            return
        self._tell([])
        if self._read_as is None:
            self._offer_options(self._samples)
        total = len(self._samples.given())
        shown = min(total, MOST_SHOWN)
        self._count.setText(
            tr(
                "{count}, of which the first {shown} are shown",
                count=counted(total, "sample"),
                shown=shown,
            )
        )
        self._count.show()
        desk.service.forget_previews()
        for number in range(shown):
            self._ask(number, self._samples)

    def _offer_options(self, samples: Samples) -> None:
        """How files are read, where the model has one input."""
        signature = self.desk.chosen()
        if signature is None or len(signature.inputs) != 1:
            return
        spec = signature.inputs[0]
        self._read_as = options = SourceOptions(spec, self)
        options.show_choice(samples.given()[0][0][spec.name])
        options.changed.connect(self._options_changed)
        replace_content(self._options, options)

    @Slot()
    def _options_changed(self) -> None:
        signature = self.desk.chosen()
        if signature is not None and self._read_as is not None:
            self.desk.read_as(signature.inputs[0].name, self._read_as.values())
            self._pause.start()

    def _ask(self, number: int, samples: Samples) -> None:
        card = Card(self._page.widget())
        self._grid.addWidget(card, number // _COLUMNS, number % _COLUMNS, Qt.AlignmentFlag.AlignTop)
        folder, job = self.desk.service.preview(self.desk.source, self.desk.signature, samples, number)
        self._waiting += 1
        came = partial(self._came, self._round, card, folder)
        if job.is_over:
            came(job)
        else:
            follow(card, job.finished, came)

    def _came(self, asked: int, card: Card, folder: str, job: Job[FittedInputs]) -> None:
        if asked != self._round:
            return
        self._waiting -= 1
        found = job.result
        if job.state is not JobState.DONE or found is None:
            if job.error is not None:
                self._tell([*self._problems, f"{job.error.message} {job.error.hint}".strip()])
        elif found.problems:
            told = [f"{problem.message} {problem.hint}".strip() for problem in found.problems]
            self._tell([*self._problems, *told])
            for words in told:
                card.body.addWidget(label(wording.safe(words), card, "danger", wrap=True))
        else:
            self._fitted.append(found)
            for fitted in found.inputs:
                preview = InputPreview(self.desk.service.reading, card)
                card.body.addWidget(preview)
                preview.show_input(folder, fitted)
        if not self._waiting:
            self._check()
        self.completeChanged.emit()

    def _check(self) -> None:
        """Tell between what the values lie, and what is odd about that."""
        told = [
            tr(
                "{name} from {low} to {high}",
                name=wording.name(name, 40),
                low=wording.number(low),
                high=wording.number(high),
            )
            for name, low, high in calibration_ranges.ranges(self._fitted)
        ]
        self._range.setText(
            f"{tr('Values of the samples that are shown:')} {', '.join(told)}." if told else ""
        )
        self._range.setVisible(bool(told))
        fill(self._concerns, calibration_ranges.concerns(self._fitted), self)

    def _tell(self, problems: list[str]) -> None:
        self._problems = list(dict.fromkeys(problems))
        self._problem.setText(wording.safe(self._problems[0]) if self._problems else "")
        self._problem.setVisible(bool(self._problems))
        self.completeChanged.emit()

    def _clear(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()

    # --- what is dropped ---

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files and folders are welcome."""
        self._welcome(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Everywhere on the page."""
        self._welcome(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Calibrate with the first of them; several files are taken by their folder."""
        path = dropped(event.mimeData())
        if path:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.take(path)

    def _welcome(self, event: QDropEvent) -> None:
        if clipboard.paths_of(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()


def dropped(mime: QMimeData) -> str:
    """What is to be calibrated with: the one path, or the folder that several files lie in; empty for nothing."""
    paths = clipboard.paths_of(mime)
    if len(paths) > 1:
        return str(Path(paths[0]).parent)
    return paths[0] if paths else ""
