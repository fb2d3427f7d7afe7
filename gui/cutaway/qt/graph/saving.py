# SPDX-License-Identifier: Apache-2.0
"""Asks where a picture of the map is to go, and writes it there."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from cutaway.description import wording
from cutaway.errors import CutawayError
from cutaway.qt.graph import export
from cutaway.qt.graph.sheet import Sheet
from cutaway.qt.words import tr


def save_picture(parent: QWidget, sheet: Sheet, model: str) -> str:
    """Ask and write; what went wrong as a sentence, empty where nothing did or the user thought better of it."""
    begin = str(Path.home() / f"{Path(model).stem or 'graph'}-graph.png")
    chosen, picked = QFileDialog.getSaveFileName(parent, tr("Export the map"), begin, tr(export.FILTERS))
    if not chosen:
        return ""
    file = Path(chosen)
    if file.suffix.lower().removeprefix(".") not in export.ENDINGS:
        ending = picked.rpartition("*.")[2].rstrip(")") or export.ENDINGS[0]
        file = file.with_name(f"{file.name}.{ending}")
    try:
        export.write(sheet, file, tr("Graph of {model}", model=wording.safe(model)))
    except CutawayError as error:
        return f"{error.message} {error.hint}".strip()
    return ""
