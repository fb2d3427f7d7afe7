# SPDX-License-Identifier: Apache-2.0
"""Following the weights of a run over its checkpoints: which ones, what goes on, and what was found."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from cutaway.description.course import Course
from cutaway.errors import CutawayError
from cutaway.events import Event
from cutaway.session.documents import Source
from cutaway.session.jobs import Job

if TYPE_CHECKING:
    from cutaway.session.compare_service import CompareService


class CourseDesk:
    """sources: the earliest first; a single one is a folder or `checkpoint` file that stands for what it holds.

    moved: something is followed, or was. found: None as long as nothing was found; error: why.
    """

    def __init__(self, sources: Iterable[Source], service: CompareService) -> None:
        self._service = service
        self.sources = tuple(sources)
        self.found: Course | None = None
        self.job: Job[Course] | None = None
        self.moved: Event[[]] = Event()

    @property
    def error(self) -> CutawayError | None:
        """Why nothing was found."""
        return self.job.error if self.job is not None else None

    @property
    def is_busy(self) -> bool:
        """Whether checkpoints are being read."""
        return self.job is not None and not self.job.is_over

    def follow(self, sources: Iterable[Source]) -> None:
        """Follow these instead."""
        self.cancel()
        self.sources = tuple(sources)
        self.begin()

    def add(self, paths: Iterable[str]) -> None:
        """Follow these, too, behind those that there are: of a folder that was found its own checkpoints."""
        known = self.sources
        if self.found is not None and len(known) == 1:
            known = tuple(Source(moment.path) for moment in self.found.moments)
        new = (Source(path) for path in paths if path not in {each.path for each in known})
        self.follow((*known, *new))

    def begin(self) -> None:
        """Read them."""
        self.found = None
        self.job = job = self._service.course(self.sources)
        job.changed.connect(self._told)
        self.moved.emit()
        if job.is_over:
            self._ended(job)
        else:
            job.finished.connect(self._ended)

    def cancel(self) -> None:
        """Read them no more."""
        if self.job is not None:
            self.job.cancel()

    def _told(self, job: Job[Course]) -> None:
        if job is self.job and not job.is_over:
            self.moved.emit()

    def _ended(self, job: Job[Course]) -> None:
        if job is self.job:
            self.found = job.result
            self.moved.emit()
