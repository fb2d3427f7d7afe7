# SPDX-License-Identifier: Apache-2.0
"""Asked before a model is closed whose edits were not saved."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMessageBox, QWidget

from cutaway.description import wording
from cutaway.qt.words import tr
from cutaway.session.documents import Document


def ask(
    document: Document, parent: QWidget, save: Callable[[], object], discard: Callable[[], object]
) -> None:
    """Ask, and do what is chosen; nothing where the user thinks better of it. save: ask where to save."""
    name = wording.name(document.name, 60)
    count = len(document.edits.edits) if document.edits is not None else 0
    box = QMessageBox(parent)
    box.setObjectName("unsavedEditsDialog")
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(tr("Edits are not saved"))
    box.setText(tr("Close {name} without saving its edits?", name=name))
    edits = (
        tr("1 edit of its signatures is")
        if count == 1
        else tr("{count} edits of its signatures are", count=count)
    )
    box.setInformativeText(
        tr("{edits} lost then. The model on the disk stays as it is either way.", edits=edits)
    )
    keep = box.addButton("Save as…", QMessageBox.ButtonRole.AcceptRole)
    keep.setObjectName("unsavedSave")
    keep.clicked.connect(save)
    away = box.addButton(tr("Close without saving"), QMessageBox.ButtonRole.DestructiveRole)
    away.setObjectName("unsavedDiscard")
    away.clicked.connect(discard)
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(keep)
    box.finished.connect(box.deleteLater)
    box.open()
