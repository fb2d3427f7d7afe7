# SPDX-License-Identifier: Apache-2.0
"""Pages with a map, over readings that a test controls."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from cutaway.qt.theme import Theme
from cutaway.qt.views.graph import GraphPage
from cutaway.session.graph_state import GraphStates
from helpers import example_models, readings
from helpers.maps import Shown
from helpers.readings import FakeReading


@pytest.fixture
def show(qtbot: QtBot, themed: Theme, tmp_path: Path) -> Iterator[Callable[..., Shown]]:
    """Show the graph page of an example model; `prepare` may change the reading first."""
    pages: list[GraphPage] = []

    def build(prepare: Callable[[FakeReading], object] | None = None) -> Shown:
        document, reading = readings.document(example_models.saved_model())
        if prepare is not None:
            prepare(reading)
        page = GraphPage(document, None, GraphStates(tmp_path / "graphs.json"))
        page.resize(900, 640)
        qtbot.addWidget(page)
        page.show()
        qtbot.waitExposed(page)
        QCoreApplication.processEvents()
        pages.append(page)
        return Shown(page, document, reading)

    yield build
    for page in pages:
        page.close()
