# SPDX-License-Identifier: Apache-2.0
"""A sentence at a field that says what is wrong with what is in it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cutaway.description import wording
from cutaway.qt import tokens
from cutaway.qt.widgets.finding_card import SeverityMark
from cutaway.qt.widgets.labels import label


class ProblemLine(QWidget):
    """Hidden as long as all is well."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("inputProblem")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.SPACE_2)
        row.addWidget(SeverityMark("danger", self), 0, Qt.AlignmentFlag.AlignTop)
        self._words = label("", self, "danger", wrap=True, selectable=True)
        row.addWidget(self._words, 1)
        self.hide()

    @property
    def words(self) -> str:
        """What it says; empty while it is hidden."""
        return "" if self.isHidden() else self._words.text()

    def tell(self, message: str, hint: str = "") -> None:
        """Say what is wrong and what to do."""
        self._words.setText(wording.safe(f"{message} {hint}".strip()))
        self.setAccessibleName(self._words.text())
        self.show()

    def clear(self) -> None:
        """Say nothing."""
        self._words.setText("")
        self.hide()
