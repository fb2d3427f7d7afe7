# SPDX-License-Identifier: Apache-2.0
"""Run pages in a window of their own, over runs that a test controls."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from cutaway.description.model import ModelDescription
from cutaway.qt.run import input_form
from cutaway.qt.run.page import RunPage
from helpers import readings
from helpers.run_pages import Bench
from helpers.runs import FakeRuns


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let inputs be made sooner than a typing user would have it."""
    monkeypatch.setattr(input_form, "PAUSE_MS", 60)


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QWidget]:
    """Give an empty window as large as the middle of a usual one."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    made.resize(1040, 680)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close()


@pytest.fixture
def bench(qtbot: QtBot, window: QWidget, tmp_path: Path) -> Callable[..., Bench]:
    """Give a function that shows the run page of a description and waits until its inputs are ready."""

    def made(description: ModelDescription, *, waits: bool = True) -> Bench:
        document, reading = readings.document(description)
        runs = FakeRuns(reading, description, tmp_path / "runs")
        page = RunPage(document, window, lambda _document: runs)
        layout = window.layout()
        assert layout is not None
        layout.addWidget(page)
        page.show()
        found = Bench(page, document, reading, runs)
        if waits:
            qtbot.waitUntil(lambda: found.desk.fitted is not None)
        return found

    return made
