# SPDX-License-Identifier: Apache-2.0
"""The last page of the wizard: whether the result answers like its source, by how much not, and what to do with it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from cutaway.description import wording
from cutaway.description.conversion import Converted, Verdict
from cutaway.qt import icons, tokens
from cutaway.qt.convert.layer_errors import LayerErrorList
from cutaway.qt.convert.option_field import fill
from cutaway.qt.convert.page import ConvertPage
from cutaway.qt.convert.proof_outputs import ProofOutputs
from cutaway.qt.run.figures import FigureRow
from cutaway.qt.widgets.buttons import button
from cutaway.qt.widgets.card import ScrollPage, replace_content
from cutaway.qt.widgets.empty_state import IconDisc
from cutaway.qt.widgets.labels import label
from cutaway.qt.words import tr
from cutaway.session.convert_desk import ConvertDesk

VERDICTS: dict[Verdict, tuple[str, str, tokens.Hue]] = {
    "pass": ("The result answers like its source", "circle-check", "green"),
    "fail": ("The result does not answer like its source", "circle-alert", "red"),
    "not_run": ("Converted, and not proven", "triangle-alert", "orange"),
}
_TOLERANCES = {
    "relative": "relative {:g}",
    "absolute": "absolute {:g}",
    "steps": "{:g} steps of quantisation",
    "cosine": "cosine at least {:g}",
    "noise_before_softmax": "noise before a softmax up to {:.0%}",
    "argmax_agreement": "the same top 1 for at least {:.0%}",
}
_DISC = 42


class ProofPage(ConvertPage):
    """open_asked: the path of the result. again_asked: the same once more with other options."""

    open_asked = Signal(str)
    again_asked = Signal()

    def __init__(self, desk: ConvertDesk, parent: QWidget | None) -> None:
        super().__init__(desk, parent, name="proofPage", title="Proof")
        self.heading.hide()
        self.words.hide()
        self._head = QVBoxLayout()
        self.body.addLayout(self._head)
        self._page = ScrollPage(self)
        self._page.setObjectName("proofDetails")
        self._page.setAccessibleName(tr("Proof"))
        self._page.lie_flush(tokens.SPACE_2)
        self._findings = QVBoxLayout()
        self._findings.setSpacing(tokens.SPACE_2)
        self._page.body.addLayout(self._findings)
        self._outputs = QVBoxLayout()
        self._page.body.addLayout(self._outputs)
        self._layers = QVBoxLayout()
        self._page.body.addLayout(self._layers)
        self.body.addWidget(self._page, 1)
        self._said = label("", self, "secondary", wrap=True)
        self._said.setObjectName("convertSaid")
        self.body.addWidget(self._said)
        self.body.addLayout(self._actions())

    def initializePage(self) -> None:
        """Show what the conversion gave."""
        found = self.desk.found
        if found is None:
            return
        self._said.hide()
        self.setAccessibleName(tr(VERDICTS[found.proof.verdict][0]))
        replace_content(self._head, self._verdict(found))
        fill(self._findings, found.findings, self._page.widget())
        replace_content(self._outputs, ProofOutputs(found.proof.outputs, self._page.widget()))
        layers = LayerErrorList(found.layers, self._page.widget(), can_keep=self.desk.can_keep_float)
        layers.keep_asked.connect(self._keep)
        layers.setVisible(bool(found.layers))
        replace_content(self._layers, layers)
        layers.setVisible(bool(found.layers))
        self._open.setVisible(Path(found.output).exists())

    def _verdict(self, found: Converted) -> QWidget:
        words, icon, hue = VERDICTS[found.proof.verdict]
        holder = QWidget(self)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.SPACE_4)
        row.addWidget(IconDisc(icon, holder, hue=hue, size=_DISC), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(tokens.SPACE_1)
        column.addWidget(label(words, holder, "title", wrap=True))
        reason = label(wording.safe(found.proof.reason), holder, wrap=True, selectable=True)
        reason.setObjectName("proofReason")
        column.addWidget(reason)
        borne = _borne(found)
        if borne:
            column.addWidget(label(borne, holder, "secondary", wrap=True))
        column.addSpacing(tokens.SPACE_2)
        column.addWidget(FigureRow(_figures(found), holder))
        row.addLayout(column, 1)
        return holder

    def _actions(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_2)
        self._open = button("Open the result", self, icon="file-box", name="convertOpen")
        self._open.clicked.connect(self._ask_open)
        row.addWidget(self._open)
        for words, icon, name, slot in (
            ("Save report…", "save", "convertReport", self._save_report),
            ("Save recipe…", "save", "convertRecipe", self._save_recipe),
        ):
            made = button(words, self, icon=icon, name=name)
            made.clicked.connect(slot)
            row.addWidget(made)
        copy = button("Copy as", self, icon="copy", name="convertCopy")
        menu = QMenu(copy)
        menu.setObjectName("convertCopyMenu")
        for words, slot in (("Command line", self._copy_command), ("Python", self._copy_script)):
            menu.addAction(icons.icon("copy"), tr(words)).triggered.connect(slot)
        copy.setMenu(menu)
        row.addWidget(copy)
        row.addStretch(1)
        return row

    @Slot()
    def _ask_open(self) -> None:
        if self.desk.found is not None:
            self.open_asked.emit(self.desk.found.output)

    @Slot()
    def _save_report(self) -> None:
        kinds = "HTML (*.html);;JSON (*.json)"
        chosen, kind = QFileDialog.getSaveFileName(
            self, tr("Save the report as"), self._beside("-report.html"), kinds
        )
        if chosen:
            ending = ".json" if "json" in kind else ".html"
            file = Path(chosen)
            self._say(self.desk.save_report(file if file.suffix else file.with_name(file.name + ending)))

    @Slot()
    def _save_recipe(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, tr("Save the recipe as"), self._beside("-recipe.json"), "JSON (*.json)"
        )
        if chosen:
            self._say(self.desk.save_recipe(Path(chosen)))

    def _beside(self, ending: str) -> str:
        output = Path(self.desk.output)
        return str(output.with_name(output.stem + ending))

    @Slot()
    def _copy_command(self) -> None:
        QGuiApplication.clipboard().setText(self.desk.command())
        self._say(tr("The command line is on the clipboard."))

    @Slot()
    def _copy_script(self) -> None:
        QGuiApplication.clipboard().setText(self.desk.script())
        self._say(tr("The Python script is on the clipboard."))

    def _say(self, words: str) -> None:
        self._said.setText(wording.safe(words))
        self._said.setVisible(bool(words))

    @Slot(object)
    def _keep(self, layers: object) -> None:
        if isinstance(layers, tuple):
            self.desk.keep_in_float(layers)
            self.again_asked.emit()


def _borne(found: Converted) -> str:
    """What was asked, and what is borne, in words."""
    proof = found.proof
    if not proof.outputs:
        return ""
    parts = [_TOLERANCES.get(name, name + " {:g}").format(value) for name, value in proof.tolerance.items()]
    asked = f"Asked: {wording.safe(proof.inputs)}." if proof.inputs else ""
    return f"{asked} Borne: {', '.join(parts)}." if parts else asked


def _figures(found: Converted) -> list[tuple[str, str, str]]:
    """Size, and time by stage."""
    share = f" ({wording.percent(found.bytes / found.source_bytes)})" if found.source_bytes else ""
    stages = "\n".join(f"{stage.name}: {wording.duration(stage.seconds)}" for stage in found.stages)
    return [
        (tr("of the result"), f"{wording.byte_size(found.bytes)}{share}", f"{found.bytes:,} bytes"),
        (tr("of the source"), wording.byte_size(found.source_bytes), f"{found.source_bytes:,} bytes"),
        (tr("in all"), wording.duration(found.seconds), stages or f"{found.seconds!r} s"),
    ]
