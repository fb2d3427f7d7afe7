# SPDX-License-Identifier: Apache-2.0
"""Documentation that a .tflite file carries: about itself, and about each input and output."""

from __future__ import annotations

import json
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from cutaway.description import wording
from cutaway.description.model import ModelDescription
from cutaway.editing import edits
from cutaway.editing.refusals import Refusal
from cutaway.qt import tokens
from cutaway.qt.run.problem_line import ProblemLine
from cutaway.qt.studio.desk import StudioDesk
from cutaway.qt.widgets.card import ScrollPage
from cutaway.qt.widgets.empty_state import EmptyState
from cutaway.qt.widgets.labels import label

_MODEL = ("name", "description", "version", "author", "license")
_JSON = {
    "normalization": ("Normalisation", '{"mean": [127.5], "std": [127.5]}'),
    "files": ("Label files", '["labels.txt"]'),
}


class NotesPanel(QWidget):
    """A field for each; where the format keeps none, it says so."""

    def __init__(self, desk: StudioDesk, description: ModelDescription, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("notesPanel")
        self._desk = desk
        self._description = description
        self._fields: dict[str, QLineEdit] = {}
        self._known = _known(description)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        if description.format != "tflite":
            words = f"A {wording.format_title(description.format)} keeps no words about its signatures."
            hint = "Only .tflite files carry documentation that readers find. Keep it beside the model."
            column.addWidget(EmptyState("file-text", words, self, hint=hint))
            return
        self._problem = ProblemLine(self)
        self._problem.setObjectName("notesProblem")
        column.addWidget(self._problem)
        column.addWidget(self._form())
        desk.changed.connect(self.refresh)
        self.refresh()

    def _form(self) -> QWidget:
        page = ScrollPage(self)
        page.lie_flush(tokens.SPACE_3)
        holder = QWidget(page)
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(tokens.SPACE_3)
        grid.setVerticalSpacing(tokens.SPACE_2)
        self._add_group(grid, holder, "Model", [(f"model.{each}", each.capitalize(), "") for each in _MODEL])
        # Metadata counts the ends of the first subgraph.
        first = self._description.signatures[0] if self._description.signatures else None
        for side, specs in (
            ("inputs", first.inputs if first else ()),
            ("outputs", first.outputs if first else ()),
        ):
            for place, spec in enumerate(specs):
                at = f"{side}.{place}"
                rows = [(f"{at}.name", "Name", ""), (f"{at}.description", "Description", "")]
                rows += [(f"{at}.{word}", title, example) for word, (title, example) in _JSON.items()]
                self._add_group(grid, holder, f"{side[:-1].capitalize()} {wording.name(spec.name)}", rows)
        grid.setColumnStretch(1, 1)
        page.body.addWidget(holder)
        return page

    def _add_group(
        self, grid: QGridLayout, holder: QWidget, title: str, rows: list[tuple[str, str, str]]
    ) -> None:
        grid.addWidget(label(title, holder, "strong"), grid.rowCount(), 0, 1, 2)
        for path, words, example in rows:
            field = QLineEdit(holder)
            field.setObjectName(f"note:{path}")
            field.setAccessibleName(f"{title}: {words}")
            field.setPlaceholderText(example)
            field.setProperty("path", path)
            field.editingFinished.connect(self._finished)
            self._fields[path] = field
            row = grid.rowCount()
            grid.addWidget(label(words, holder, "secondary"), row, 0, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(field, row, 1)

    @Slot()
    def refresh(self) -> None:
        """Show what is set now."""
        notes = self._desk.stack.draft.notes
        for path, field in self._fields.items():
            if not field.hasFocus():
                field.setText(_text(notes[path] if path in notes else self._known.get(path)))
        refusal = self._desk.refusal
        if refusal is not None and not refusal.signature:
            self._problem.tell(refusal.message, refusal.hint)
        else:
            self._problem.clear()

    @Slot()
    def _finished(self) -> None:
        field = self.sender()
        if not isinstance(field, QLineEdit):
            return
        path, text = str(field.property("path")), field.text().strip()
        notes = self._desk.stack.draft.notes
        if text == _text(notes[path] if path in notes else self._known.get(path)):
            return
        value: Any = text or None
        if text and path.rpartition(".")[2] in _JSON:
            try:
                value = json.loads(text)
            except ValueError:
                example = _JSON[path.rpartition(".")[2]][1]
                self._desk.refuse(Refusal(f"“{text}” is no JSON.", hint=f"Write it as {example}."))
                return
        self._desk.push(edits.SetMetadata(path, value))


def _text(value: Any) -> str:  # noqa: ANN401 - of JSON
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _known(description: ModelDescription) -> dict[str, Any]:
    """What the file says already of the fields that are plain texts."""
    found: dict[str, Any] = {}
    first = description.signatures[0] if description.signatures else None
    for side, specs in (
        ("inputs", first.inputs if first else ()),
        ("outputs", first.outputs if first else ()),
    ):
        for place, spec in enumerate(specs):
            if spec.description:
                found[f"{side}.{place}.description"] = spec.description
    model = description.metadata.get("tflite")
    if isinstance(model, dict):
        found |= {f"model.{word}": model[word] for word in _MODEL if isinstance(model.get(word), str)}
    return found
