# SPDX-License-Identifier: Apache-2.0
"""Work in a child process as something that can be watched and cancelled."""

from __future__ import annotations

import time
from collections.abc import Callable
from enum import Enum, auto
from typing import Any, Generic, TypeVar

from cutaway.errors import CancelledError, CutawayError
from cutaway.events import Event

T = TypeVar("T")


class JobState(Enum):
    """A job goes down this list and ends in one of the last three."""

    QUEUED = auto()
    RUNNING = auto()
    DONE = auto()
    FAILED = auto()
    CANCELLED = auto()


_ENDED = (JobState.DONE, JobState.FAILED, JobState.CANCELLED)


class Job(Generic[T]):
    """title: what the user reads ("Statistics of 74 variables"). The engine drives it; faces watch and cancel.

    is_quiet: nobody asked for it, so its failure is told where its answer would be, and not in a notice.
    changed: progress or state moved. partial: a part of the answer came before the rest. finished: it ended, once.
    """

    def __init__(self, title: str, cancel: Callable[[Job[T]], None], *, is_quiet: bool = False) -> None:
        self.title = title
        self.is_quiet = is_quiet
        self.state = JobState.QUEUED
        self.words = ""
        self.fraction: float | None = None
        self.result: T | None = None
        self.error: CutawayError | None = None
        self.started = time.monotonic()
        self.ended: float | None = None
        self.changed: Event[[Job[T]]] = Event()
        self.partial: Event[[Any]] = Event()
        self.finished: Event[[Job[T]]] = Event()
        self._cancel = cancel

    @property
    def is_over(self) -> bool:
        """True once it is done, failed or cancelled."""
        return self.state in _ENDED

    @property
    def seconds(self) -> float:
        """How long it has run, or ran."""
        return (self.ended or time.monotonic()) - self.started

    def cancel(self) -> None:
        """Ask for the end; it shows at once, whatever the child does."""
        if not self.is_over:
            self._cancel(self)

    def run(self) -> None:
        """The child has begun."""
        if self.state is JobState.QUEUED:
            self.state = JobState.RUNNING
            self.changed.emit(self)

    def report(self, words: str, fraction: float | None) -> None:
        """The child tells how far it is; fraction in 0..1, None where unknown."""
        if not self.is_over:
            self.words, self.fraction = words, fraction
            self.changed.emit(self)

    def succeed(self, result: T) -> None:
        """The answer is here."""
        if not self.is_over:
            self.result = result
            self._end(JobState.DONE)

    def fail(self, error: CutawayError) -> None:
        """It ended without an answer."""
        if not self.is_over:
            self.error = error
            self._end(JobState.CANCELLED if isinstance(error, CancelledError) else JobState.FAILED)

    def _end(self, state: JobState) -> None:
        self.state = state
        self.ended = time.monotonic()
        self.changed.emit(self)
        self.finished.emit(self)
