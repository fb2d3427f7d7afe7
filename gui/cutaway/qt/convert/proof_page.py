# SPDX-License-Identifier: Apache-2.0
"""The last page of the wizard: whether the result answers like its source, by how much not, and what to do with it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from cutaway.description import wording
from cutaway.qt import icons, tokens
from cutaway.qt.convert.page import ConvertPage
from cutaway.qt.convert.proof_details import ProofDetails
from cutaway.qt.convert.verdict_head import VERDICTS, VerdictHead
from cutaway.qt.widgets.buttons import button
from cutaway.qt.widgets.card import ScrollPage, replace_content
from cutaway.qt.widgets.labels import label
from cutaway.qt.words import tr
from cutaway.session.convert_desk import ConvertDesk


class ProofPage(ConvertPage):
    """open_asked: the path of the result. compare_asked: those of source and result.

    show_asked: what to choose in the source. again_asked: the same once more with other options.
    """

    open_asked = Signal(str)
    compare_asked = Signal(str, str)
    show_asked = Signal(object)
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
        self._details = QVBoxLayout()
        self._page.body.addLayout(self._details)
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
        replace_content(self._head, VerdictHead(found, self))
        details = ProofDetails(found, self._page.widget(), can_keep=self.desk.can_keep_float)
        details.keep_asked.connect(self._keep)
        details.show_asked.connect(self.show_asked)
        replace_content(self._details, details)
        self._open.setVisible(Path(found.output).exists())
        self._compare.setVisible(Path(found.output).exists())

    def _actions(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_2)
        self._open = button("Open the result", self, icon="file-box", name="convertOpen")
        self._open.clicked.connect(self._ask_open)
        row.addWidget(self._open)
        self._compare = button("Compare with the source", self, icon="columns-2", name="convertCompare")
        self._compare.clicked.connect(self._ask_compare)
        row.addWidget(self._compare)
        for words, icon, name, slot in (
            ("Save report…", "save", "convertReport", self._save_report),
            (tr("Save recipe…"), "save", "convertRecipe", self._save_recipe),
        ):
            made = button(words, self, icon=icon, name=name)
            made.clicked.connect(slot)
            row.addWidget(made)
        copy = button("Copy as", self, icon="copy", name="convertCopy")
        menu = QMenu(copy)
        menu.setObjectName("convertCopyMenu")
        for words, slot in (("Command line", self._copy_command), (tr("Python"), self._copy_script)):
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
    def _ask_compare(self) -> None:
        if self.desk.found is not None:
            self.compare_asked.emit(self.desk.found.source, self.desk.found.output)

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
            self, tr("Save the recipe as"), self._beside("-recipe.json"), tr("JSON (*.json)")
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
