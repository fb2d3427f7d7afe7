# SPDX-License-Identifier: Apache-2.0
"""What the signature studio asks of the engine: tensors by name, whether edits can be made, writing, and proof."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cutaway.session import edit_proof, running
from cutaway.session.desk_runs import DeskRuns
from cutaway.session.documents import Source
from cutaway.session.run_folders import RunFolders
from cutaway.session.run_plan import RunPlan
from cutaway.session.steps import follow

if TYPE_CHECKING:
    from cutaway.description.outline import Matches
    from cutaway.editing.answers import Checked, Saved
    from cutaway.editing.edits import Edit
    from cutaway.session.documents import Document
    from cutaway.session.edit_proof import EditProof
    from cutaway.session.engine import Engine
    from cutaway.session.jobs import Job
    from cutaway.session.run_service import TrustQuestion
    from cutaway.session.settings import Settings
    from cutaway.session.trust import Trust


class EditService(Protocol):
    """The engine's side of a studio."""

    def matches(self, query: str, limit: int) -> Job[Matches | None]:
        """Tensors of nodes that fit a query, as edits spell them."""

    def check(self, edits: Sequence[Edit]) -> Job[Checked]:
        """How the signatures look after these edits, and what is wrong with which."""

    def save(self, edits: Sequence[Edit], file: Path, *, overwrite: bool) -> Job[Saved]:
        """Write the edited model; over itself only with `overwrite`, and then it is kept as a backup."""

    def question(self) -> TrustQuestion | None:
        """What is to be asked before model and result are run for a proof; None where it was answered before."""

    def accept(self) -> None:
        """Remember that the user agreed."""

    def prove(self, saved: Saved) -> Job[EditProof]:
        """Run model and result on the same inputs and compare what they answer."""

    def close(self) -> None:
        """Take all values away."""


class DocumentEdits:
    """Implements `EditService` for one open model."""

    def __init__(self, engine: Engine, document: Document, trusted: Trust, settings: Settings) -> None:
        self._engine = engine
        self._document = document
        self._runs = DeskRuns(engine, document, trusted, settings)
        self._folders = RunFolders()

    def matches(self, query: str, limit: int) -> Job[Matches | None]:
        """Tensors of nodes that fit a query, as edits spell them."""
        return self._engine.matches(self._document.source, query, limit)

    def check(self, edits: Sequence[Edit]) -> Job[Checked]:
        """How the signatures look after these edits, and what is wrong with which."""
        return self._engine.check_edits(self._document.source, edits)

    def save(self, edits: Sequence[Edit], file: Path, *, overwrite: bool) -> Job[Saved]:
        """Write the edited model; over itself only with `overwrite`, and then it is kept as a backup."""
        return self._engine.save_edits(self._document.source, edits, file, overwrite=overwrite)

    def question(self) -> TrustQuestion | None:
        """What is to be asked before model and result are run for a proof; None where it was answered before."""
        return self._runs.question(RunPlan(""))

    def accept(self) -> None:
        """Remember that the user agreed."""
        self._runs.accept(RunPlan(""))

    def prove(self, saved: Saved) -> Job[EditProof]:
        """Run model and result on the same inputs and compare what they answer."""
        tags = self._document.source.tags if saved.format == "saved_model" else ()
        # The source is the backup where the model was saved over itself.
        before = Source(saved.backup, tags) if saved.backup else self._document.source
        steps = edit_proof.prove_edit(
            self._engine,
            before,
            self._runs.description,
            Source(saved.path, tags),
            saved.signatures,
            running.grant,
            self._folders,
        )
        return follow("Proving the edit", steps, self._engine.job_added.emit)

    def close(self) -> None:
        """Take all values away."""
        self._runs.close()
        self._folders.close()
