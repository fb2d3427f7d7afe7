# SPDX-License-Identifier: Apache-2.0
"""Documentation that a .tflite file carries: about itself, and about each input and output."""

from __future__ import annotations

import base64
import json
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFileDialog, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from cutaway.description import wording
from cutaway.description.model import ModelDescription
from cutaway.editing import edits
from cutaway.editing.refusals import Refusal
from cutaway.qt import tokens
from cutaway.qt.run.problem_line import ProblemLine
from cutaway.qt.studio.desk import StudioDesk
from cutaway.qt.widgets.buttons import button
from cutaway.qt.widgets.card import ScrollPage
from cutaway.qt.widgets.empty_state import EmptyState
from cutaway.qt.widgets.labels import label
from cutaway.qt.words import tr

_MODEL = {
    "name": "Name",
    "description": "Description",
    "version": "Version",
    "author": "Author",
    "license": "Licence",
}
_JSON = {"normalization": '{"mean": [127.5], "std": [127.5]}', "files": '["labels.txt"]'}
_LARGEST_FILE = 16 << 20
"""Bytes of a packed file, which the edits hold."""


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
            words = tr(
                "A {format} keeps no words about its signatures.",
                format=wording.format_title(description.format),
            )
            hint = tr("Only .tflite files carry documentation that readers find. Keep it beside the model.")
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
        self._add_group(
            grid, holder, "Model", [(f"model.{each}", words, "") for each, words in _MODEL.items()]
        )
        # Metadata counts the ends of the first subgraph.
        first = self._description.signatures[0] if self._description.signatures else None
        for side, specs in (
            ("inputs", first.inputs if first else ()),
            ("outputs", first.outputs if first else ()),
        ):
            for place, spec in enumerate(specs):
                at = f"{side}.{place}"
                rows = [(f"{at}.name", "Name", ""), (f"{at}.description", "Description", "")]
                titles = {"normalization": tr("Normalisation"), "files": tr("Label files")}
                rows += [(f"{at}.{word}", titles[word], example) for word, example in _JSON.items()]
                title = tr("Input {name}") if side == "inputs" else tr("Output {name}")
                self._add_group(grid, holder, title.format(name=wording.name(spec.name)), rows)
                pack = button("Pack a label file…", holder, icon="paperclip", name=f"pack:{at}")
                pack.clicked.connect(partial(self.ask_file, at))
                grid.addWidget(pack, grid.rowCount(), 1, Qt.AlignmentFlag.AlignLeft)
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
            field.setAccessibleName(f"{tr(title)}: {tr(words)}")
            field.setPlaceholderText(example)
            field.setProperty("path", path)
            field.editingFinished.connect(self._finished)
            self._fields[path] = field
            row = grid.rowCount()
            grid.addWidget(label(words, holder, "secondary"), row, 0, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(field, row, 1)

    def ask_file(self, at: str) -> None:
        """Ask for a file of labels that is to be packed with the model. at: the input or output, as in `outputs.0`."""
        folder = str(Path(self._description.path).parent)
        dialog = QFileDialog(self, tr("Pack a label file"), folder, tr("Labels (*.txt *.csv);;All files (*)"))
        dialog.setObjectName("packFileDialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(partial(self.pack, at))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def pack(self, at: str, file: str) -> None:
        """Pack the file with the model, and name it at the input or output."""
        path = Path(file)
        try:
            with path.open("rb") as opened:
                data = opened.read(_LARGEST_FILE + 1)
        except OSError as error:
            self._desk.refuse(
                Refusal(
                    tr(
                        "{name} could not be read: {value}.",
                        name=path.name,
                        value=error.strerror or tr("the system refused"),
                    )
                )
            )
            return
        if len(data) > _LARGEST_FILE:
            told = tr(
                "{name} is larger than {size}, so it is no list of labels.",
                name=path.name,
                size=wording.byte_size(_LARGEST_FILE),
            )
            self._desk.refuse(Refusal(told, hint=tr("Choose the file with one label in each line.")))
            return
        names = list(self._now(f"{at}.files") or [])
        if (
            self._desk.push(edits.SetMetadata(f"files.{path.name}", _content(data)))
            and path.name not in names
        ):
            self._desk.push(edits.SetMetadata(f"{at}.files", [*names, path.name]))

    def _now(self, path: str) -> Any:  # noqa: ANN401 - of JSON
        """What the field says with the edits."""
        notes = self._desk.stack.draft.notes
        return notes[path] if path in notes else self._known.get(path)

    @Slot()
    def refresh(self) -> None:
        """Show what is set now."""
        for path, field in self._fields.items():
            if not field.hasFocus():
                field.setText(_text(self._now(path)))
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
        if text == _text(self._now(path)):
            return
        value: Any = text or None
        if text and path.rpartition(".")[2] in _JSON:
            try:
                value = json.loads(text)
            except ValueError:
                example = _JSON[path.rpartition(".")[2]]
                self._desk.refuse(
                    Refusal(
                        tr("“{text}” is no JSON.", text=text),
                        hint=tr("Write it as {example}.", example=example),
                    )
                )
                return
        self._desk.push(edits.SetMetadata(path, value))


def _text(value: Any) -> str:  # noqa: ANN401 - of JSON
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _content(data: bytes) -> str | dict[str, str]:
    """What a file holds as edits have it."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return {"b64": base64.b64encode(data).decode("ascii")}


def _known(description: ModelDescription) -> dict[str, Any]:
    """What the file's metadata say already, by the path of the field."""
    said = description.metadata.get("model_metadata")
    if not isinstance(said, dict):
        return {}
    found = {f"model.{word}": said[word] for word in _MODEL if isinstance(said.get(word), str)}
    for side in ("inputs", "outputs"):
        for place, parts in enumerate(said.get(side) or ()):
            found |= {f"{side}.{place}.{word}": value for word, value in parts.items()}
    return found
