# SPDX-License-Identifier: Apache-2.0
"""Where the result goes: a path with the system's dialog, and what stands in its way."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from cutaway.description import wording
from cutaway.qt import tokens
from cutaway.qt.views.follow import follow
from cutaway.qt.widgets.buttons import button
from cutaway.qt.widgets.labels import label
from cutaway.qt.words import tr
from cutaway.session.convert_desk import ConvertDesk


class OutputField(QWidget):
    """Says at once why a place will not do."""

    def __init__(self, desk: ConvertDesk, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._desk = desk
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_2)
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_2)
        self._line = QLineEdit(self)
        self._line.setObjectName("convertOutput")
        self._line.setAccessibleName(tr("Where the result goes"))
        self._line.textEdited.connect(desk.place)
        row.addWidget(self._line, 1)
        browse = button("Choose…", self, icon="folder-open", name="convertBrowse")
        browse.clicked.connect(self._browse)
        row.addWidget(browse)
        column.addLayout(row)
        self._problem = label("", self, "danger", wrap=True)
        self._problem.setObjectName("outputProblem")
        column.addWidget(self._problem)
        self._replace = QCheckBox(tr("Replace what is there"), self)
        self._replace.setObjectName("convertOverwrite")
        self._replace.setAccessibleName(self._replace.text())
        self._replace.toggled.connect(self._overwrite)
        column.addWidget(self._replace)
        follow(self, desk.changed, self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the place as the desk has it."""
        desk = self._desk
        if self._line.text() != desk.output:
            self._line.setText(desk.output)
        problem = desk.problem() if desk.target is not None else ""
        self._problem.setText(wording.safe(problem))
        self._problem.setVisible(bool(problem))
        self._replace.setVisible(desk.is_taken)
        self._replace.setChecked(desk.overwrites)

    @Slot(bool)
    def _overwrite(self, is_wanted: bool) -> None:  # noqa: FBT001 (Qt's signal)
        self._desk.overwrite(is_wanted=is_wanted)

    @Slot()
    def _browse(self) -> None:
        target = self._desk.target
        if target is None:
            return
        endings = " ".join(f"*{ending}" for ending in target.endings)
        kinds = f"{target.title} ({endings})" if endings else tr("Folders (*)")
        chosen, _ = QFileDialog.getSaveFileName(self, tr("Save the result as"), self._desk.output, kinds)
        if not chosen:
            return
        if target.endings and not chosen.endswith(target.endings):
            chosen += target.endings[0]
            self._desk.place(chosen)
            return
        self._desk.place(chosen)
        # The system's dialog has asked whether to replace what is there.
        self._desk.overwrite(is_wanted=self._desk.is_taken)
