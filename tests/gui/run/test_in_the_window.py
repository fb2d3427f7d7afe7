# SPDX-License-Identifier: Apache-2.0
"""The real window runs real models in children: by keyboard, with consent, and unharmed by what crashes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot

from cutaway.qt import app
from cutaway.qt.main_window import MainWindow
from cutaway.qt.run.crash_card import CrashCard
from cutaway.qt.run.page import RunPage
from cutaway.qt.run.trust_dialog import TrustDialog
from cutaway.qt.run.view import RunView
from cutaway.session.selection import Chosen
from helpers import hostile_models
from helpers.windows import child, nameless

_PATIENCE = 60_000


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    """The real window, with state of its own."""
    _, made = app.create(["cutaway"], tmp_path / "state")
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    made.close()
    made.deleteLater()


def press_run(window: MainWindow, qtbot: QtBot) -> None:
    """Press the keys of the action, in a window that a dialog may have left inactive."""
    with qtbot.waitActive(window):
        window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def opened(window: MainWindow, qtbot: QtBot, path: Path) -> RunView:
    """Open a model and go to its run page by the keyboard."""
    window.open_paths([str(path)])
    page = window.workspace.current
    assert page is not None
    qtbot.waitUntil(lambda: "run" in page.pages, timeout=_PATIENCE)
    press_run(window, qtbot)
    assert page.page == "run"
    view = child(page, RunPage).view
    assert view is not None
    qtbot.waitUntil(lambda: view.desk.fitted is not None, timeout=_PATIENCE)
    return view


def run(window: MainWindow, qtbot: QtBot, view: RunView) -> None:
    """Run by the keyboard and agree where it is asked."""
    before = len(view.desk.history)
    press_run(window, qtbot)
    dialog = view.findChild(TrustDialog)
    if dialog is not None:
        QTest.mouseClick(child(dialog, QPushButton, "trustAccept"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(view.desk.history) > before, timeout=_PATIENCE)


def test_a_lite_model_is_run_by_keyboard_and_asked_about_once(
    window: MainWindow, qtbot: QtBot, samples: Path
) -> None:
    view = opened(window, qtbot, samples / "hello_world_int8.tflite")
    press_run(window, qtbot)
    dialog = child(view, TrustDialog)
    QTest.mouseClick(child(dialog, QPushButton, "trustAccept"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(view.desk.history) == 1, timeout=_PATIENCE)
    press_run(window, qtbot)
    assert not any(found.isVisible() for found in view.findChildren(TrustDialog))
    qtbot.waitUntil(lambda: len(view.desk.history) == 2, timeout=_PATIENCE)
    for past in view.desk.history:
        assert past.error is None, past.error
    assert child(view, QTableView, "outputTable").model().rowCount() == 1
    view.results.show_title("Runs")
    view.results.history._table.selectAll()
    qtbot.waitUntil(lambda: bool(view.findChildren(QTableView, "differenceTable")), timeout=_PATIENCE)
    assert child(view, QTableView, "differenceTable").model().index(0, 1).data() == "yes"
    assert nameless(window) == []


def test_inputs_and_results_are_whole_in_a_small_window(
    window: MainWindow, qtbot: QtBot, samples: Path
) -> None:
    view = opened(window, qtbot, samples / "hello_world_int8.tflite")
    window.resize(1280, 800)
    page = window.workspace.current
    assert page is not None
    name, plan = next(iter(view.desk.plan.inputs)), view.desk.plan
    page.document.selection.choose(Chosen("input", name, plan.signature))
    assert page.page == "run"
    assert child(page, QWidget, "inspector").isHidden()
    assert view.width() >= view.minimumSizeHint().width()


def test_a_crash_leaves_the_window_alive(
    window: MainWindow, qtbot: QtBot, samples: Path, tmp_path: Path
) -> None:
    view = opened(window, qtbot, Path(hostile_models.damaged_lite(tmp_path / "damaged.tflite")))
    run(window, qtbot, view)
    assert view.desk.history[0].error is not None
    told = child(view, CrashCard).accessibleName()
    assert "damaged.tflite" in told
    assert "Traceback" not in told
    assert not window.notices.cards
    other = opened(window, qtbot, samples / "micro_speech_quantized.tflite")
    run(window, qtbot, other)
    assert other.desk.history[0].answer is not None


@pytest.mark.tensorflow
def test_a_saved_model_shows_a_value_inside_and_its_times(
    window: MainWindow, qtbot: QtBot, samples: Path
) -> None:
    view = opened(window, qtbot, samples / "half_plus_two")
    run(window, qtbot, view)
    page = window.workspace.current
    assert page is not None
    description = page.document.description
    assert description is not None
    view.want_taps([description.signatures[0].outputs[0].tensor])
    view.results.profile_asked.emit()
    qtbot.waitUntil(lambda: len(view.desk.history) == 2, timeout=_PATIENCE)
    answer = view.desk.history[1].answer
    assert answer is not None, view.desk.history[1].error
    assert answer.warm
    assert answer.profile is not None
    assert answer.profile.rows
    assert answer.timing.runs == 10
    tap, output = answer.taps[0], answer.outputs[0]
    assert tap.preview == output.preview
