# SPDX-License-Identifier: Apache-2.0
"""What a studio is working on: the edits, the signature and port in hand, and what a reader says of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from cutaway.description.signatures import DEFAULT_KEY
from cutaway.editing import edits
from cutaway.editing.answers import Checked, Problem
from cutaway.editing.draft import DraftSignature, Port
from cutaway.editing.edits import Edit, Side
from cutaway.editing.refusals import Refusal
from cutaway.qt.views.follow import follow
from cutaway.session.edit_service import EditService
from cutaway.session.editing import UndoStack
from cutaway.session.jobs import Job, JobState

PAUSE_MS = 250
"""Between the last edit and the question to the reader."""


@dataclass(frozen=True, slots=True)
class Place:
    """A port of the signature in hand. name: empty where the function itself is meant."""

    side: Side
    name: str


class StudioDesk(QObject):
    """changed: signatures, choice or problems are others. refused: an edit was not made, a `Refusal`."""

    changed = Signal()
    refused = Signal(object)

    def __init__(self, stack: UndoStack, service: EditService, parent: QObject) -> None:
        super().__init__(parent)
        self.stack = stack
        self.service = service
        keys = [each.key for each in self.signatures]
        self.key = DEFAULT_KEY if DEFAULT_KEY in keys else next(iter(keys), "")
        self.place: Place | None = None
        self.refusal: Refusal | None = None
        self._job: Job[Checked] | None = None
        self._asked: tuple[Edit, ...] = ()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        follow(self, stack.changed, self._moved)

    # --- what is there ---

    @property
    def signatures(self) -> tuple[DraftSignature, ...]:
        """Those that can be edited, in their order."""
        return tuple(each for each in self.stack.draft.signatures if not each.runs_on_load)

    @property
    def signature(self) -> DraftSignature | None:
        """The one in hand."""
        return self.stack.draft.signature(self.key)

    @property
    def port(self) -> Port | None:
        """The port in hand, None where none is."""
        return self.port_at(self.place) if self.place is not None else None

    def port_at(self, place: Place) -> Port | None:
        """The port of the signature in hand that is meant."""
        return next((port for port in self.ports(place.side) if port.name == place.name), None)

    def ports(self, side: Side) -> Sequence[Port]:
        """The inputs or outputs of the signature in hand."""
        found = self.signature
        if found is None:
            return ()
        return found.inputs if side == "input" else found.outputs

    @property
    def is_checking(self) -> bool:
        """Whether a reader still has to say something about the edits."""
        return self._job is not None or self._pause.isActive()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What stands in the way of writing the edits."""
        return self.stack.problems

    def problem_at(self, place: Place) -> Problem | Refusal | None:
        """What is wrong with a port of the signature in hand: the last edit that was refused comes first."""
        told: list[Problem | Refusal] = [self.refusal] if self.refusal is not None else []
        told += self.problems
        return next((each for each in told if (each.signature, each.port) == (self.key, place.name)), None)

    # --- what is done ---

    def choose(self, key: str, place: Place | None = None) -> None:
        """Take another signature or port in hand."""
        if (key, place) != (self.key, self.place):
            if key != self.key:
                self.refusal = None
            self.key, self.place = key, place
            self.changed.emit()

    def push(self, edit: Edit, *, then: Place | None = None) -> bool:
        """Make an edit; where it cannot be made, tell why. then: the port in hand afterwards."""
        before = self.key, self.place
        self.refusal = None
        try:
            key = _key_after(edit, self.key)
            self.key, self.place = key, then if then is not None else self.place
            self.stack.push(edit)
        except Refusal as refusal:
            self.key, self.place = before
            self.refuse(refusal)
            return False
        return True

    def refuse(self, refusal: Refusal) -> None:
        """Tell why an edit was not made."""
        self.refusal = refusal
        self.refused.emit(refusal)
        self.changed.emit()

    def why_not(self, edit: Edit) -> Refusal | None:
        """Why an edit could not be made; None where it could."""
        return self.stack.refusal(edit)

    def forgive(self) -> None:
        """Speak no more of the edit that was refused."""
        if self.refusal is not None:
            self.refusal = None
            self.changed.emit()

    @Slot()
    def undo(self) -> None:
        """Take the last edit back."""
        self.refusal = None
        self.stack.undo()

    @Slot()
    def redo(self) -> None:
        """Make the edit again that was taken back last."""
        self.refusal = None
        self.stack.redo()

    # --- what a reader says ---

    def _moved(self) -> None:
        keys = [each.key for each in self.signatures]
        if self.key not in keys:
            self.key = keys[0] if keys else ""
        if self.place is not None and self.port is None:
            self.place = None
        if self.stack.edits != self._asked:
            self._pause.start()
        self.changed.emit()

    @Slot()
    def _ask(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._asked = edited = self.stack.edits
        self._job = job = self.service.check(edited)

        def over(job: Job[Checked]) -> None:
            if job is self._job:
                self._job = None
                self._told(job, edited)

        if job.is_over:
            over(job)
        else:
            follow(self, job.finished, over)

    def _told(self, job: Job[Checked], edited: tuple[Edit, ...]) -> None:
        if job.state is JobState.DONE and job.result is not None:
            self.stack.note(job.result, edited)
        elif job.error is not None:
            self.stack.problems = (Problem(-1, job.error.message, job.error.hint),)
        self.changed.emit()


def _key_after(edit: Edit, key: str) -> str:
    """The signature in hand once the edit is made."""
    match edit:
        case edits.RenameSignature(was, to):
            return to if was == key else key
        case edits.DuplicateSignature(_, to):
            return to
        case edits.AddSignature(made):
            return made
        case edits.MakeDefault():
            return DEFAULT_KEY
    return key
