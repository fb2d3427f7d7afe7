# SPDX-License-Identifier: Apache-2.0
"""A graph page on the screen, as tests look at it."""

from __future__ import annotations

from cutaway.qt.graph.view import GraphView
from cutaway.qt.views.graph import GraphPage
from cutaway.session.documents import Document
from helpers.readings import FakeReading


class Shown:
    """A page on the screen, its document, and the reading behind it."""

    def __init__(self, page: GraphPage, document: Document, reading: FakeReading) -> None:
        self.page = page
        self.document = document
        self.reading = reading

    @property
    def view(self) -> GraphView:
        """The map of the page."""
        return self.page.findChildren(GraphView)[-1]  # one that failed may not be gone yet

    def box(self, key: str) -> int:
        """The number of a box."""
        assert self.view.scene is not None
        return self.view.scene.index[key]

    def asked(self, kind: str) -> list[object]:
        """What was asked of that kind."""
        return [asked for word, asked in self.reading.asked if word == kind]
