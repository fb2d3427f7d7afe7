# SPDX-License-Identifier: Apache-2.0
"""The edits of one document: made, undone, redone, kept as a file; what a window mirrors and a child writes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cutaway.description.model import ModelDescription
from cutaway.editing import edits_file
from cutaway.editing.answers import Checked, Problem
from cutaway.editing.applying import apply
from cutaway.editing.draft import Draft, begin
from cutaway.editing.edits import Edit
from cutaway.editing.inverses import inverse
from cutaway.editing.known import Facts
from cutaway.editing.refusals import Refusal
from cutaway.events import Event
from cutaway.wire import whole


@dataclass(frozen=True, slots=True)
class Done:
    """An edit that was made. undo: its inverse."""

    edit: Edit
    undo: Edit


class UndoStack:
    """Edits in their order. changed: the draft is another one. problems: what a reader found, until the next change.

    Nothing here reads a graph: a reader is asked (`Engine.check_edits`), and its answer is noted by `note`, which gives
    chosen tensors their types and tells what is wrong with which edit.
    """

    def __init__(self, description: ModelDescription) -> None:
        self.changed: Event[[]] = Event()
        self._start = begin(description)
        self._draft = self._start
        self._facts = Facts()
        self._done: list[Done] = []
        self._undone: list[Edit] = []
        self._saved: tuple[Edit, ...] = ()
        self.problems: tuple[Problem, ...] = ()

    @property
    def draft(self) -> Draft:
        """The model as it is with all edits."""
        return self._draft

    @property
    def start(self) -> Draft:
        """The model as it was read."""
        return self._start

    @property
    def done(self) -> tuple[Done, ...]:
        """Edits that were made and not undone, the oldest first."""
        return tuple(self._done)

    @property
    def edits(self) -> tuple[Edit, ...]:
        """Likewise, the edits alone: what is written, and what a file keeps."""
        return tuple(each.edit for each in self._done)

    @property
    def undone(self) -> tuple[Edit, ...]:
        """The edits that `redo` would make, in that order."""
        return tuple(reversed(self._undone))

    @property
    def is_saved(self) -> bool:
        """Whether the last `mark_saved` was of these edits."""
        return self._saved == self.edits

    def push(self, edit: Edit) -> None:
        """Make an edit; what was undone is gone. Raises Refusal, and then nothing has changed."""
        self._make(edit)
        self._undone.clear()
        self._tell()

    def refusal(self, edit: Edit) -> Refusal | None:
        """Why the edit cannot be made now, as far as can be told without the graph; nothing is changed."""
        try:
            apply(self._draft, edit, self._facts)
        except Refusal as refusal:
            return refusal
        return None

    def undo(self) -> None:
        """Take the last edit back; nothing where there is none."""
        if not self._done:
            return
        last = self._done.pop()
        self._draft = apply(self._draft, last.undo)
        self._undone.append(last.edit)
        self._tell()

    def redo(self) -> None:
        """Make the edit again that was undone last; nothing where there is none."""
        if self._undone:
            self._make(self._undone.pop())
            self._tell()

    def go_to(self, count: int) -> None:
        """Undo or redo until so many edits are made, as a list of them is clicked on."""
        while len(self._done) > max(count, 0):
            self.undo()
        while len(self._done) < count and self._undone:
            self.redo()

    def replace(self, edits: list[Edit]) -> None:
        """Make all these edits in place of those there are. Raises Refusal with its number, and changes nothing."""
        before = self._draft, self._done, self._undone
        self._draft, self._done, self._undone = self._start, [], []
        try:
            for number, edit in enumerate(edits):
                self._make_numbered(edit, number)
        except Exception:
            self._draft, self._done, self._undone = before
            raise
        self._tell()

    def note(self, checked: Checked, edits: tuple[Edit, ...]) -> None:
        """Take over what a reader said of `edits`; one that is out of date by now is passed over."""
        if edits != self.edits:
            return
        ports = [port for each in checked.signatures for port in (*each.inputs, *each.outputs)]
        self._facts.tensors |= {
            port.spec.tensor: (port.dtype, port.shape) for port in ports if not port.source
        }
        self._draft, self._done = self._start, []
        for edit in edits:
            self._make(edit)
        self.problems = checked.problems
        self.changed.emit()

    def mark_saved(self) -> None:
        """Note that these edits were written."""
        self._saved = self.edits

    def arguments(self) -> list[dict[str, object]]:
        """The edits as a child is asked about them."""
        return edits_file.dump(self.edits)

    def _make(self, edit: Edit) -> None:
        draft = apply(self._draft, edit, self._facts)
        self._done.append(Done(edit, inverse(self._draft, edit)))
        self._draft = draft

    def _make_numbered(self, edit: Edit, number: int) -> None:
        try:
            self._make(edit)
        except Refusal as refusal:
            refusal.number = number
            raise

    def _tell(self) -> None:
        self.problems = ()
        self.changed.emit()


def save_edits(edits: tuple[Edit, ...], file: Path, *, overwrite: bool = False) -> None:
    """Keep the edits as a file that can be replayed. Raises RequestError, MissingFileError."""
    content = edits_file.text(edits).encode()
    whole.write(file, lambda opened: opened.write(content), overwrite=overwrite)


def load_edits(file: Path) -> list[Edit]:
    """The edits of a file. Raises RequestError, MissingFileError."""
    return edits_file.read(file)
