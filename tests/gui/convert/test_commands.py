# SPDX-License-Identifier: Apache-2.0
"""Converting can be asked for before there is a model: it is asked for, and waited for."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cutaway.qt import app, file_dialogs
from cutaway.qt.main_window import MainWindow


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    """The real window, with state of its own."""
    _, made = app.create(["cutaway"], tmp_path / "state")
    made.show()
    yield made
    made.close()
    made.deleteLater()


def test_the_launchers_entry_asks_for_a_model_and_opens_the_wizard_when_it_was_read(
    window: MainWindow, qtbot: QtBot, samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = str(samples / "keyword_ds_cnn.pb")
    monkeypatch.setattr(file_dialogs, "choose_files", lambda *_: [model])
    window.do("model.convert")
    conversions = window.conversions
    qtbot.waitUntil(lambda: conversions.wizard is not None, timeout=30_000)
    wizard = conversions.wizard
    assert wizard is not None
    assert wizard.desk.source.path == model
    wizard.reject()


def test_nothing_is_begun_where_no_model_was_chosen(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_dialogs, "choose_files", lambda *_: [])
    window.do("model.convert")
    assert window.conversions.wizard is None
    assert not window.notices.cards
