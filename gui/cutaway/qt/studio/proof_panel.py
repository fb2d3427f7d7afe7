# SPDX-License-Identifier: Apache-2.0
"""What came of saving: how far it is, where the model lies, and whether it answers like the one it was made from."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from cutaway.description import wording
from cutaway.description.conversion import Verdict
from cutaway.editing.answers import Saved
from cutaway.qt import icons, tokens
from cutaway.qt.studio.saving import Saving
from cutaway.qt.widgets.buttons import button
from cutaway.qt.widgets.card import Line, ScrollPage, replace_content
from cutaway.qt.widgets.empty_state import EmptyState
from cutaway.qt.widgets.labels import ElidedLabel, Role, label
from cutaway.qt.words import tr
from cutaway.session.edit_proof import EditProof

_STEPS = 1000
_VERDICTS = {
    "pass": ("Proven", "circle-check", "good"),
    "fail": ("Not the same", "circle-alert", "danger"),
    "not_run": ("Not proven", "info", "secondary"),
}
_LOADER_ROLES: dict[Verdict, Role] = {"pass": "good", "fail": "danger", "not_run": "secondary"}


class ProofPanel(QWidget):
    """open_asked: the result is to be opened. folder_asked: it is to be shown among its files."""

    open_asked = Signal(str)
    folder_asked = Signal(str)

    def __init__(self, saving: Saving, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("editProof")
        self.setAccessibleName(tr("Proof of the edit"))
        self._saving = saving
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._bar: QProgressBar | None = None
        saving.moved.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show how far it is."""
        saving = self._saving
        if saving.job is not None:
            if self._bar is None:
                replace_content(self._column, self._busy())
            self._progress()
            return
        self._bar = None
        if saving.error is not None:
            content: QWidget = EmptyState(
                "circle-alert", wording.safe(saving.error.message), self, hint=wording.safe(saving.error.hint)
            )
        elif saving.saved is not None:
            content = self._report(saving.saved, saving.proof)
        else:
            hint = tr("Save as… writes a new model and runs both on the same inputs.")
            content = EmptyState("shield-check", "Nothing was saved yet.", self, hint=hint)
        replace_content(self._column, content)

    # --- while it is at work ---

    def _busy(self) -> QWidget:
        holder = QWidget(self)
        column = QVBoxLayout(holder)
        column.setContentsMargins(tokens.SPACE_4, tokens.SPACE_4, tokens.SPACE_4, tokens.SPACE_4)
        column.setSpacing(tokens.SPACE_2)
        row = QHBoxLayout()
        self._words = ElidedLabel("", holder, mode=Qt.TextElideMode.ElideRight)
        self._words.setObjectName("savingWords")
        row.addWidget(self._words, 1)
        cancel = button("Cancel", holder, icon="x", name="cancelSaving")
        cancel.clicked.connect(self._saving.cancel)
        row.addWidget(cancel)
        column.addLayout(row)
        self._bar = QProgressBar(holder)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(tr("Progress of saving"))
        column.addWidget(self._bar)
        column.addStretch(1)
        return holder

    def _progress(self) -> None:
        job, bar = self._saving.job, self._bar
        if job is None or bar is None:
            return
        self._words.setText(job.words or job.title)
        bar.setRange(0, 0 if job.fraction is None else _STEPS)
        if job.fraction is not None:
            bar.setValue(round(job.fraction * _STEPS))

    # --- what came of it ---

    def _report(self, saved: Saved, proof: EditProof | None) -> QWidget:
        page = ScrollPage(self)
        page.setObjectName("proofReport")
        page.lie_flush(tokens.SPACE_3)
        page.body.setSpacing(tokens.SPACE_3)
        if proof is not None:
            page.body.addWidget(_verdict(proof, page))
        page.body.addWidget(self._where(saved, page))
        tables = (_loaders(proof, page), _outputs(proof, page)) if proof is not None else ()
        for table in tables:
            if table is not None:
                page.body.addWidget(Line(page))
                page.body.addWidget(table)
        return page

    def _where(self, saved: Saved, parent: QWidget) -> QWidget:
        holder = QWidget(parent)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.SPACE_2)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(ElidedLabel(saved.path, holder, mono=True))
        told = [
            tr(
                "{size} written in {time}",
                size=wording.byte_size(saved.bytes),
                time=wording.duration(saved.seconds),
            )
        ]
        told += (
            [tr("{size} shared with the original", size=wording.byte_size(saved.shared))]
            if saved.shared
            else []
        )
        told += [tr("what was there is now {backup}", backup=saved.backup)] if saved.backup else []
        words.addWidget(ElidedLabel(wording.SEPARATOR.join(told), holder, "secondary"))
        if self._saving.told:
            words.addWidget(label(self._saving.told, holder, "secondary", wrap=True))
        row.addLayout(words, 1)
        if self._saving.report is not None:
            keep = button("Save report…", holder, icon="save", name="saveEditReport")
            keep.clicked.connect(self._saving.ask_report)
            row.addWidget(keep)
        show = button("Show in folder", holder, icon="folder", name="showResult")
        show.clicked.connect(lambda: self.folder_asked.emit(saved.path))
        row.addWidget(show)
        open_it = button("Open the result", holder, icon="file-box", kind="primary", name="openResult")
        open_it.clicked.connect(lambda: self.open_asked.emit(saved.path))
        row.addWidget(open_it)
        return holder


class _Mark(QWidget):
    """The sign of a verdict."""

    def __init__(self, icon: str, color: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._color = color
        self.setFixedSize(QSize(tokens.ICON_LARGE, tokens.ICON_LARGE))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The icon in a colour of the theme."""
        color = tokens.colors_of(self.palette()).named(self._color)
        icons.paint(QPainter(self), self.rect(), self._icon, color)


def _verdict(proof: EditProof, parent: QWidget) -> QWidget:
    word, icon, color = _VERDICTS[proof.verdict]
    holder = QWidget(parent)
    holder.setObjectName("proofVerdict")
    holder.setAccessibleName(f"{word}. {wording.safe(proof.reason)}")
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(tokens.SPACE_2)
    row.addWidget(_Mark(icon, color, holder), 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(2)
    words.addWidget(label(word, holder, "heading"))
    words.addWidget(label(wording.safe(proof.reason), holder, wrap=True, selectable=True))
    if proof.inputs:
        words.addWidget(
            label(tr("Inputs: {inputs}", inputs=wording.safe(proof.inputs)), holder, "secondary", wrap=True)
        )
    for sentence in _others(proof):
        words.addWidget(label(wording.safe(sentence), holder, "secondary", wrap=True, selectable=True))
    row.addLayout(words, 1)
    return holder


def _others(proof: EditProof) -> list[str]:
    """Sentences that the verdict and the table of loaders do not have: what was not compared, and what of it."""
    names = {each.loader for each in proof.loaders}
    return [
        each
        for each in proof.told
        if not each.endswith(proof.reason) and not any(name in each for name in names)
    ]


def _loaders(proof: EditProof, parent: QWidget) -> QWidget | None:
    """A row for each loader and edited signature: whether it takes it, and what it said; None where none was asked."""
    if not proof.loaders:
        return None
    holder = QWidget(parent)
    holder.setObjectName("proofLoaders")
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(tokens.SPACE_6)
    grid.setVerticalSpacing(tokens.SPACE_2)
    for column, title in enumerate(("Signature", tr("Loader"), "Verdict", tr("What it said"))):
        grid.addWidget(label(title, holder, "secondary"), 0, column)
    words = {"pass": tr("passes"), "fail": tr("fails"), "not_run": tr("not asked")}
    for row, found in enumerate(proof.loaders, 1):
        grid.addWidget(ElidedLabel(wording.name(found.signature), holder, mono=True), row, 0)
        grid.addWidget(ElidedLabel(found.loader, holder, mono=True), row, 1)
        grid.addWidget(label(words[found.verdict], holder, _LOADER_ROLES[found.verdict]), row, 2)
        said = label(wording.safe(found.words), holder, "secondary", wrap=True, selectable=True)
        grid.addWidget(said, row, 3)
    grid.setColumnStretch(3, 1)
    return holder


def _outputs(proof: EditProof, parent: QWidget) -> QWidget | None:
    """A row for each output: what it was and is called, whether it is equal, how far it is off; None without any."""
    if not proof.outputs:
        return None
    holder = QWidget(parent)
    holder.setObjectName("proofOutputs")
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(tokens.SPACE_6)
    grid.setVerticalSpacing(tokens.SPACE_2)
    for column, title in enumerate(("Output", "In the result", tr("Bit for bit"), tr("Largest difference"))):
        grid.addWidget(label(title, holder, "secondary"), 0, column)
    for row, output in enumerate(proof.outputs, 1):
        grid.addWidget(ElidedLabel(wording.name(output.source), holder, mono=True), row, 0)
        grid.addWidget(ElidedLabel(wording.name(output.target), holder, mono=True), row, 1)
        role: Role = "good" if output.figures.equal else "danger"
        grid.addWidget(label("equal" if output.figures.equal else "differs", holder, role), row, 2)
        off = "0" if output.figures.equal else wording.number(output.figures.max_abs)
        grid.addWidget(label(off, holder, mono=True), row, 3)
    grid.setColumnStretch(4, 1)
    return holder
