# SPDX-License-Identifier: Apache-2.0
"""Converting many models to one target: which are wanted, where their results go, and how far each is."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cutaway.conversion import report
from cutaway.conversion.recipe import Recipe
from cutaway.conversion.targets import Target
from cutaway.description.conversion import Converted
from cutaway.description.findings import Finding
from cutaway.description.model import ModelDescription
from cutaway.errors import CutawayError, RequestError
from cutaway.events import Event
from cutaway.session import batches, store, trust
from cutaway.session.batches import Batch, Item
from cutaway.session.documents import Source
from cutaway.session.jobs import Job

if TYPE_CHECKING:
    from cutaway.session.convert_service import ConvertService

WORKERS = 2
"""So many are converted at once: each takes a process with TensorFlow in it."""


class Stand(Enum):
    """How far a model of a batch is."""

    READING = auto()
    READY = auto()
    REFUSED = auto()
    RUNNING = auto()
    OVER = auto()


@dataclass(slots=True, eq=False)
class Entry:
    """One model. error: why it cannot be converted. dangers: what it could do if it were run.

    item: what came of it. is_wanted: it will be converted; what is dangerous is not unless the user wants it.
    """

    path: str
    stand: Stand = Stand.READING
    model: ModelDescription | None = None
    error: CutawayError | None = None
    dangers: tuple[Finding, ...] = ()
    is_wanted: bool = True
    job: Job[Converted] | None = None
    found: Converted | None = None
    item: Item | None = None

    def converted(self) -> Converted | None:
        """What came of it, also where an earlier batch converted it; None where nothing did."""
        if self.found is not None or self.item is None or "error" in self.item.answer:
            return self.found
        return report.of_json(self.item.answer)[0]


class BatchDesk:
    """changed: the whole batch moved. moved: one of its models did. summary: the file that tells of all, once over."""

    def __init__(self, paths: Sequence[str], target: Target, service: ConvertService) -> None:
        self.target = target
        self.service = service
        self.entries = [Entry(path) for path in paths]
        self.folder = proposed(paths, target)
        self.summary: Path | None = None
        self.problem = ""
        self.changed: Event[[]] = Event()
        self.moved: Event[[Entry]] = Event()
        self._batch: Batch | None = None

    # --- before ---

    def read(self) -> None:
        """Have every model described."""
        for entry in self.entries:
            job = self.service.reading.describe(Source(entry.path))
            if job.is_over:
                self._described(entry, job)
            else:
                job.finished.connect(partial(self._described, entry))

    def place(self, folder: str) -> None:
        """Let the results go there."""
        if not self.is_begun and folder != self.folder:
            self.folder = folder
            self.problem = ""
            self.changed.emit()

    def want(self, entry: Entry, *, is_wanted: bool) -> None:
        """Convert a model with the others, or leave it out."""
        if not self.is_begun and entry.is_wanted != is_wanted:
            entry.is_wanted = is_wanted
            self.moved.emit(entry)
            self.changed.emit()

    @property
    def is_begun(self) -> bool:
        """From its begin on, also when it is over; not after it was stopped."""
        return self._batch is not None

    @property
    def is_running(self) -> bool:
        """From its begin until it is over, or was stopped."""
        return self._batch is not None and not self.is_through

    @property
    def is_through(self) -> bool:
        """Whether every model that was wanted is."""
        return self._batch is not None and not self._batch.waiting()

    @property
    def is_ready(self) -> bool:
        """Whether it can begin: all are read, and one is wanted."""
        is_read = all(entry.stand is not Stand.READING for entry in self.entries)
        return is_read and not self.is_begun and bool(self.wanted())

    def wanted(self) -> list[Entry]:
        """Models that can be converted and are wanted."""
        return [entry for entry in self.entries if entry.is_wanted and entry.stand is not Stand.REFUSED]

    # --- the batch ---

    def begin(self) -> None:
        """The user agrees to have the wanted ones run: convert them, on from where an earlier batch was."""
        if not self.is_ready:
            return
        taken = [entry for entry in self.entries if entry.is_wanted]
        try:
            batch = batches.begin(Recipe(self.target.id), [entry.path for entry in taken], Path(self.folder))
        except CutawayError as error:
            self.problem = f"{error.message} {error.hint}".strip()
            self.changed.emit()
            return
        self.problem = ""
        self._batch = batch
        for entry in taken:
            entry.item = None
            if entry.model is not None and self.service.question(entry.model) is not None:
                self.service.accept(entry.model)
            if entry.path in batch.done:
                self._over(batch.done[entry.path])
        self.changed.emit()
        batches.run(batch, WORKERS, partial(self._start, batch), self._over)
        self._end()

    def stop(self) -> None:
        """End what runs; what is through stays, and beginning again goes on from there."""
        if self._batch is None or not self.is_running:
            return
        self._batch.leave()
        self._batch = None
        for entry in self.entries:
            if entry.job is not None:
                entry.job.cancel()
            if entry.stand is Stand.RUNNING:
                entry.stand = Stand.READY
                self.moved.emit(entry)
        self.changed.emit()

    def count(self, *statuses: int) -> int:
        """How many models ended with one of these exit statuses."""
        return sum(entry.item is not None and entry.item.status in statuses for entry in self.entries)

    @property
    def done(self) -> tuple[int, int]:
        """How many are through, and of how many."""
        total = len(self._batch.outputs) if self._batch is not None else len(self.wanted())
        return sum(entry.item is not None for entry in self.entries), total

    def _described(self, entry: Entry, job: Job[ModelDescription]) -> None:
        if job.result is None:
            entry.error = job.error or RequestError("The model could not be read.", path=entry.path)
            entry.stand = Stand.REFUSED
        else:
            entry.model = job.result
            reason = self.target.reason(job.result)
            entry.stand = Stand.REFUSED if reason else Stand.READY
            if reason:
                name = Path(entry.path).name
                message = f"{name} cannot become {self.target.title}: {reason}"
                entry.error = RequestError(message, path=entry.path)
            entry.dangers = trust.dangers(job.result)
            entry.is_wanted = not entry.dangers
        self.moved.emit(entry)
        self.changed.emit()

    def _start(
        self, batch: Batch, source: str, output: Path, over: Callable[[Converted | CutawayError], None]
    ) -> None:
        entry = self._entry(source)
        if entry.model is None or entry.error is not None:
            over(entry.error or RequestError("The model could not be read.", path=source))
            return
        recipe = Recipe(self.target.id, source=source)
        entry.stand = Stand.RUNNING
        entry.job = job = self.service.convert(Source(source), entry.model, recipe, output, overwrite=False)
        self.moved.emit(entry)
        job.changed.connect(partial(self._told, entry))
        came = partial(self._converted, batch, entry, over)
        if job.is_over:
            came(job)
        else:
            job.finished.connect(came)

    def _told(self, entry: Entry, _job: Job[Converted]) -> None:
        self.moved.emit(entry)

    def _converted(
        self,
        batch: Batch,
        entry: Entry,
        over: Callable[[Converted | CutawayError], None],
        job: Job[Converted],
    ) -> None:
        came = job.result or job.error
        if came is not None and batch is self._batch:  # what was stopped counts as not begun
            entry.found = job.result
            over(came)
            self._end()

    def _over(self, item: Item) -> None:
        entry = self._entry(item.source)
        entry.item, entry.stand = item, Stand.OVER
        self.moved.emit(entry)
        self.changed.emit()

    def _end(self) -> None:
        if self._batch is not None and self.is_through and self.summary is None:
            self.summary = self._batch.end()
            self.changed.emit()

    def _entry(self, source: str) -> Entry:
        return next(entry for entry in self.entries if entry.path == source)


def proposed(paths: Sequence[str], target: Target) -> str:
    """Beside the first model: a folder that is not there yet, or one whose batch was not through."""
    first = Path(paths[0]).absolute().parent if paths else Path.cwd()
    name = f"converted-{target.id}"
    path, number = first / name, 2
    while os.path.lexists(path) and not store.read(path / batches.STATE):
        path = first / f"{name}-{number}"
        number += 1
    return str(path)
