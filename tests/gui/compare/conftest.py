# SPDX-License-Identifier: Apache-2.0
"""Compare pages over comparisons that a test lets go on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from cutaway.description.comparison import Compared
from cutaway.qt.compare.page import ComparePage
from cutaway.qt.compare.view import CompareView
from cutaway.qt.theme import Theme
from cutaway.session.compare_desk import CompareDesk
from cutaway.session.documents import Document
from helpers import example_models, fake_comparisons, readings
from helpers.fake_comparisons import FakeComparisons
from helpers.readings import FakeReading

OTHER = "/models/other.tflite"


@dataclass(slots=True)
class Shown:
    """A page that is shown, and what it stands on."""

    page: ComparePage
    document: Document
    reading: FakeReading
    service: FakeComparisons

    @property
    def desk(self) -> CompareDesk:
        assert self.page.desk is not None
        return self.page.desk

    @property
    def view(self) -> CompareView:
        assert self.page.view is not None
        return self.page.view

    def compared(self, part: str = "", found: Compared | None = None) -> Shown:
        """Choose the second, and let the comparison end."""
        self.page.compare_with(OTHER)
        paths = [source.path for source, _ in self.desk.sides or ()]
        self.service.jobs[-1].succeed(fake_comparisons.comparison(paths[0], paths[1], found))
        if part:
            self.view.show_part(part)
        QCoreApplication.processEvents()
        return self


@pytest.fixture
def show(qtbot: QtBot, themed: Theme) -> Iterator[Callable[..., Shown]]:
    """Show the page of an example model; arguments are those of the fake."""
    pages: list[ComparePage] = []

    def build(**made: int) -> Shown:
        document, reading = readings.document(example_models.saved_model())
        service = FakeComparisons(reading, **made)  # type: ignore[arg-type]
        page = ComparePage(document, None, lambda: service)
        page.resize(1000, 680)
        qtbot.addWidget(page)
        page.show()
        qtbot.waitExposed(page)
        pages.append(page)
        return Shown(page, document, reading, service)

    yield build
    for page in pages:
        page.close()
