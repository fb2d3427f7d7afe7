# SPDX-License-Identifier: Apache-2.0
"""Has the shapes inferred that a file does not tell, once its map is looked at, and writes them onto drawings."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from cutaway.description.drawing import Drawing
from cutaway.description.shapes import Shapes
from cutaway.qt.views.follow import follow
from cutaway.qt.words import tr
from cutaway.session.documents import Document
from cutaway.session.graph_shapes import FORMATS, Table, lacks_shapes, with_shapes
from cutaway.session.jobs import Job, JobState


class InferredShapes(QObject):
    """came: drawings can be labelled better than before. failed: why they cannot, in a sentence."""

    came = Signal()
    failed = Signal(str)

    def __init__(self, document: Document, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._job: Job[Shapes | None] | None = None
        self._known: Table | None = None

    def labelled(self, drawing: Drawing) -> Drawing:
        """The drawing with all that is known by now."""
        return drawing if self._known is None else with_shapes(drawing, self._known)

    def want(self, drawing: Drawing) -> None:
        """Begin, where the drawing lacks shapes and nobody has begun."""
        description = self._document.description
        if self._job is not None or description is None or description.format not in FORMATS:
            return
        if lacks_shapes(drawing):
            self._job = job = self._document.reading.shapes(self._document.source)
            self.destroyed.connect(job.cancel)  # the tab was closed, or the file is read again
            if job.is_over:
                self._came(job)
            else:
                follow(self, job.finished, self._came)

    def _came(self, job: Job[Shapes | None]) -> None:
        self._document.take_shapes(job.result)
        self._known = self._document.known_shapes
        self.came.emit()
        if job.state is JobState.FAILED and job.error is not None:
            self.failed.emit(tr("Shapes could not be inferred: {message}", message=job.error.message))
