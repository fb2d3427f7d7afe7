# SPDX-License-Identifier: Apache-2.0
"""A page of the wizard: a heading with a sentence under it, and room for what the page is about."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget, QWizardPage

from cutaway.qt import tokens
from cutaway.qt.widgets.labels import label
from cutaway.session.convert_desk import ConvertDesk


class ConvertPage(QWizardPage):
    """name: object name. title, words: what stands above. desk: what is converted."""

    def __init__(
        self, desk: ConvertDesk, parent: QWidget | None, *, name: str, title: str, words: str = ""
    ) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(tokens.SPACE_6, tokens.SPACE_6, tokens.SPACE_6, tokens.SPACE_4)
        self.body.setSpacing(tokens.SPACE_4)
        head = QVBoxLayout()
        head.setSpacing(tokens.SPACE_1)
        self.heading = label(title, self, "title")
        head.addWidget(self.heading)
        self.words = label(words, self, "quiet", wrap=True)
        head.addWidget(self.words)
        self.body.addLayout(head)
