# SPDX-License-Identifier: Apache-2.0
"""The real window compares real models: one changed weight is found, and both are asked the same."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy
import pytest
from PySide6.QtWidgets import QApplication, QTableView, QToolButton
from pytestqt.qtbot import QtBot

from cutaway.qt import app
from cutaway.qt.compare.answers_view import AnswersView
from cutaway.qt.compare.page import ComparePage
from cutaway.qt.compare.structure_view import StructureView
from cutaway.qt.main_window import MainWindow
from cutaway.qt.run.trust_dialog import TrustDialog
from helpers.corpus import SAMPLES
from helpers.keras_files import entrance, graph, layer, write_h5
from helpers.windows import child

_PATIENCE = 60_000


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    """The real window, with state of its own."""
    _, made = app.create(["cutaway"], tmp_path / "state")
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    made.close()
    made.deleteLater()


def dense(folder: Path, name: str, change: float = 0.0) -> Path:
    kernel = numpy.arange(12, dtype=numpy.float32).reshape(4, 3)
    kernel[2, 1] += change
    layers = [entrance("x", 4), layer("Dense", "dense", "x", units=3, activation="linear", use_bias=False)]
    return write_h5(folder / name, graph(layers, ["dense"]), {"dense": {"dense/kernel:0": kernel}})


def compared(window: MainWindow, qtbot: QtBot, first: Path, second: Path) -> ComparePage:
    window.comparisons.open_compare(str(first), str(second))
    document = window.workspace.current
    assert document is not None
    qtbot.waitUntil(lambda: document.findChild(ComparePage) is not None, timeout=_PATIENCE)
    page = child(document, ComparePage)
    qtbot.waitUntil(lambda: page.desk is not None and page.desk.found is not None, timeout=_PATIENCE)
    return page


def test_two_models_are_opened_and_the_one_changed_weight_stands_out(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    first, second = dense(tmp_path, "one.h5"), dense(tmp_path, "two.h5", 0.25)
    page = compared(window, qtbot, first, second)
    assert page.view is not None
    page.view.show_part("weights")
    table = child(page, QTableView, "weightPairTable")
    items = table.model()
    assert [items.index(0, column).data() for column in (0, 4, 7)] == ["dense/kernel", "0.25", "differs"]
    page.view.show_part("structure")
    view = page.view.part("structure")
    assert isinstance(view, StructureView)
    qtbot.waitUntil(lambda: view.maps is not None, timeout=_PATIENCE)
    assert view.maps is not None
    steps = view.maps.list.model()
    assert [steps.index(0, column).data() for column in (0, 1)] == ["changed", "dense"]


def test_the_action_leads_to_the_page_where_other_tabs_are_offered_and_asked(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    model, copy = SAMPLES / "hello_world_int8.tflite", tmp_path / "copy.tflite"
    shutil.copy(model, copy)
    assert not window.actions_by_id["model.compare"].isEnabled()
    window.open_paths([str(model), str(copy)])
    pages = window.workspace.pages
    qtbot.waitUntil(lambda: all(page.document.description for page in pages), timeout=_PATIENCE)
    document = pages[1]
    child(window, QToolButton, "button:model.compare").click()
    page = child(document, ComparePage)
    table = child(page, QTableView, "compareCandidates")
    assert [table.model().index(0, column).data() for column in (0, 1)] == [model.name, "open in a tab"]
    table.clicked.emit(table.model().index(0, 0))
    qtbot.waitUntil(lambda: page.desk is not None and page.desk.found is not None, timeout=_PATIENCE)
    assert page.view is not None
    page.view.show_part("answers")
    view = child(page, AnswersView)
    view.ask()
    for _ in range(2):
        for dialog in view.findChildren(TrustDialog):
            dialog.accept()
    qtbot.waitUntil(lambda: page.desk is not None and page.desk.judged is not None, timeout=_PATIENCE)
    assert page.desk is not None
    assert page.desk.judged is not None
    assert page.desk.judged.proof.verdict == "pass"
