# SPDX-License-Identifier: Apache-2.0
"""The real window on copies of small real models, at the page on which signatures are edited."""

from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copy, copytree

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cutaway.qt import app
from cutaway.qt.main_window import MainWindow
from cutaway.qt.studio.page import StudioPage
from cutaway.qt.studio.view import StudioView
from helpers.windows import child

PATIENCE = 60_000


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    """The real window, with state of its own; edits that were not saved are given up at its end."""
    _, made = app.create(["cutaway"], tmp_path / "state")
    made.resize(1280, 800)  # the screen that tests see is smaller
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    for page in made.workspace.pages:
        page.document.edits = None
    made.close()
    made.deleteLater()


@pytest.fixture
def studio(window: MainWindow, qtbot: QtBot, samples: Path, tmp_path: Path) -> Callable[[str], StudioView]:
    """Give a function that opens a copy of a sample and goes to its studio."""

    def opened(name: str) -> StudioView:
        source, path = samples / name, tmp_path / name
        if path != source:  # a model of the test itself is opened where it lies
            copytree(source, path) if source.is_dir() else copy(source, path)
        window.open_paths([str(path)])
        page = window.workspace.current
        assert page is not None
        qtbot.waitUntil(lambda: "studio" in page.pages, timeout=PATIENCE)
        window.actions_by_id["signatures.edit"].trigger()
        assert page.page == "studio"
        view = child(page, StudioPage).view
        assert view is not None
        qtbot.waitUntil(lambda: view.picture.width() > 300)
        return view

    return opened
