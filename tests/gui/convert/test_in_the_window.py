# SPDX-License-Identifier: Apache-2.0
"""The real window converts a real model, proves it and opens the result."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cutaway.qt import app
from cutaway.qt.convert.wizard import Step
from cutaway.qt.main_window import MainWindow
from cutaway.qt.run.trust_dialog import TrustDialog
from helpers.windows import child

_PATIENCE = 90_000


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


@pytest.mark.tensorflow
def test_a_model_is_converted_proven_and_its_result_opened(
    window: MainWindow, qtbot: QtBot, samples: Path, tmp_path: Path
) -> None:
    model = tmp_path / "half_plus_two"
    shutil.copytree(samples / "half_plus_two", model)
    window.open_paths([str(model)])
    page = window.workspace.current
    assert page is not None
    qtbot.waitUntil(lambda: page.document.description is not None, timeout=_PATIENCE)
    action = window.actions_by_id["model.convert"]
    assert action.isEnabled()
    action.trigger()
    wizard = window.conversions.wizard
    assert wizard is not None
    wizard.next()
    wizard.next()
    child(wizard, TrustDialog).accept()
    qtbot.waitUntil(lambda: wizard.currentId() == Step.PROOF, timeout=_PATIENCE)
    found = wizard.desk.found
    assert found is not None
    assert found.proof.verdict == "pass", found.proof.reason
    assert Path(found.output) == tmp_path / "half_plus_two.tflite"
    wizard.proof._ask_compare()
    front = window.workspace.current
    assert front is not None
    assert (front.document.name, front.page) == ("half_plus_two", "compare")
    assert window.conversions.wizard is None
    window.workspace.open_path(found.output)
    assert [page.document.name for page in window.workspace.pages][-1] == "half_plus_two.tflite"
