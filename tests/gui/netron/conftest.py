# SPDX-License-Identifier: Apache-2.0
"""The web engine, started once; Netron pages that are shown, drawn, and gone afterwards."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, QTimer, QUrl
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from cutaway.description.model import ModelDescription
from cutaway.qt.netron import engine
from cutaway.qt.netron.view import NetronView
from cutaway.qt.theme import Theme
from helpers import readings
from helpers.netron_pages import PATIENCE_MS, Shown, describe, is_alive

# What the web engine says of a machine without a graphics card; it then rasters on the processor.
_NO_CARD = (
    "RHI",
    "QRhi",
    "[Vv]ulkan",
    "GPU",
    "GBM",
    "Sandboxing disabled",
)
_LATE = 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the web engine speak of the graphics card in these tests."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore(*_NO_CARD, extend=True))


@pytest.fixture(scope="session")
def web_engine(qapp: QApplication) -> None:
    """Start the web engine, whose first processes stay until the program ends; skip where it cannot start."""
    engine.prepare()
    from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile

    profile = QWebEngineProfile(qapp)
    page = QWebEnginePage(profile, qapp)
    loop = QEventLoop()
    page.loadFinished.connect(loop.quit)
    QTimer.singleShot(PATIENCE_MS, loop, lambda: loop.exit(_LATE))
    try:
        page.load(QUrl("data:text/html,started"))
        if loop.exec() == _LATE:
            pytest.skip("Qt WebEngine does not start on this machine")
    finally:
        page.destroyed.connect(profile.deleteLater)
        page.deleteLater()


@pytest.fixture
def show(web_engine: None, themed: Theme, qtbot: QtBot) -> Iterator[Callable[..., Shown]]:
    """Show the Netron page of a file or a description; its process is gone after the test."""
    shown: list[Shown] = []
    processes: list[int] = []

    def build(model: Path | ModelDescription, *, held: bool = False) -> Shown:
        description = model if isinstance(model, ModelDescription) else describe(model)
        document, reading = readings.document(description)
        reading.held = held
        window = QWidget()
        column = QVBoxLayout(window)
        column.setContentsMargins(0, 0, 0, 0)
        view = NetronView(document, window)
        column.addWidget(view)
        window.resize(900, 700)
        window.show()
        made = Shown(qtbot, window, view, reading)
        shown.append(made)
        return made

    yield build
    for made in shown:
        if made.desk.drawing is not None:
            processes.append(made.drawing.page().renderProcessPid())
        made.window.close()
        made.window.deleteLater()
    qtbot.waitUntil(lambda: not any(is_alive(process) for process in processes), timeout=PATIENCE_MS)
