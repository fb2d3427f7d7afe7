# SPDX-License-Identifier: Apache-2.0
"""Asks for the nodes that fit what is typed; only the last question counts.

A reader that had another model open in between has forgotten which shapes were inferred, and is told them again.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from cutaway.description.drawing import Hits
from cutaway.qt.views.follow import follow
from cutaway.session.documents import Document
from cutaway.session.jobs import Job, JobState

MOST_HITS = 300


class NodeSearch(QObject):
    """came: Hits. failed: a sentence. ended: nothing is looked for any more."""

    came = Signal(object)
    failed = Signal(str)
    ended = Signal()

    def __init__(self, document: Document, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._job: Job[Hits] | None = None
        self._query = ""
        self._is_told = False

    @Slot(str)
    def find(self, query: str) -> None:
        """Ask for nodes that fit; with an empty query no longer."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        if not query:
            self.ended.emit()
            return
        self._query, self._is_told = query, False
        self._ask()

    def _ask(self) -> None:
        query = self._query
        self._job = job = self._document.reading.search(self._document.source, query, MOST_HITS)
        if job.is_over:
            self._came(job)
        else:
            follow(self, job.finished, self._came)

    def _came(self, job: Job[Hits]) -> None:
        if job is not self._job:
            return
        self._job = None
        if job.result is not None and self._is_behind(job.result):
            self._is_told = True
            self._document.teach()
            self._ask()
        elif job.result is not None:
            self.came.emit(job.result)
        elif job.error is not None and job.state is JobState.FAILED:
            self.failed.emit(f"{job.error.message} {job.error.hint}".strip())

    def _is_behind(self, hits: Hits) -> bool:
        """Whether the reader looked for shapes without those that were inferred."""
        about_shapes = "shape:" in self._query or "dtype:" in self._query
        known = self._document.shapes is not None
        return about_shapes and known and not hits.knows_inferred and not self._is_told
