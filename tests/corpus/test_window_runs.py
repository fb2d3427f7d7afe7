# SPDX-License-Identifier: Apache-2.0
"""The real window runs a model of each format, one after another, each by the library that it is for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from cutaway.qt import app
from cutaway.qt.main_window import MainWindow
from cutaway.qt.run.page import RunPage
from cutaway.qt.run.trust_dialog import TrustDialog
from helpers import corpus
from helpers.windows import child

pytestmark = [pytest.mark.corpus, pytest.mark.timeout(400)]

_PATIENCE = 120_000
_OF_EACH_FORMAT = {
    "gen_sm_ragged": "TensorFlow",
    "gen_gd_nasnet_frozen": "TensorFlow",
    "ck_onnx_regression": "TensorFlow",
    "kz_deeplc3": "Keras 3",
    "h5_tiny_resnet": "tf-keras",
    "tl_tiny_kws_int8": "LiteRT",
}
"""Entries, with the library that is said to have run them."""


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    """The real window, with state of its own."""
    _, made = app.create(["cutaway"], tmp_path / "state")
    made.resize(1280, 800)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close()
    made.deleteLater()


def test_a_model_of_each_format_answers_in_the_window(window: MainWindow, qtbot: QtBot) -> None:
    told = {name: _ran(window, qtbot, name) for name in _OF_EACH_FORMAT}
    wrong = {name: words for name, words in told.items() if not words.startswith(_OF_EACH_FORMAT[name])}
    assert not wrong


def _ran(window: MainWindow, qtbot: QtBot, name: str) -> str:
    """What ran an entry, or why it did not run."""
    window.open_paths([str(corpus.entry(name).path)])
    page = window.workspace.current
    assert page is not None
    qtbot.waitUntil(lambda: "run" in page.pages, timeout=_PATIENCE)
    window.actions_by_id["model.run"].trigger()
    view = child(page, RunPage).view
    assert view is not None
    qtbot.waitUntil(lambda: view.desk.fitted is not None, timeout=_PATIENCE)
    window.actions_by_id["model.run"].trigger()
    dialog = view.findChild(TrustDialog)
    if dialog is not None:
        child(dialog, QPushButton, "trustAccept").click()
    qtbot.waitUntil(lambda: bool(view.desk.history), timeout=_PATIENCE)
    (past,) = view.desk.history
    if past.answer is None:
        return str(past.error)
    assert child(view, QTableView, "outputTable").model().rowCount() == len(past.answer.outputs)
    return past.answer.runner
