# SPDX-License-Identifier: Apache-2.0
"""The window tells of the last crash, opens the right page of the manual, and looks as the settings say."""

from typing import Any

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QMessageBox, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from cutaway.qt import app, manual_page, tokens
from cutaway.qt.views import table
from cutaway.session import diagnosis, manual
from cutaway.session.crashes import Crash
from helpers.windows import Stage, child, nameless


def test_a_crash_is_told_with_what_was_open_and_stays_to_be_copied(stage: Stage) -> None:
    stage.window.program.tell_crash(Crash(("/models/a.h5", "/models/b.h5"), "Fatal Python error: …"))
    (card,) = stage.window.notices.cards
    assert "a.h5, and 1 more" in _texts(card)
    assert child(card, QPlainTextEdit, "detailsText").toPlainText() == "Fatal Python error: …"
    assert not card._timer.isActive()


def _texts(card: QWidget) -> str:
    return " ".join(
        str(each.property("text")) for each in card.findChildren(QWidget) if each.property("text")
    )


def test_f1_opens_the_manual_for_where_one_is(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    def note(url: QUrl) -> bool:
        opened.append(url.toString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", note)
    stage.window.actions_by_id["help.manual"].trigger()
    stage.window.open_paths(["/models/a"])
    stage.window.actions_by_id["help.manual"].trigger()
    assert "tour" in opened[0]
    assert "overview" in opened[1]


def test_every_page_of_a_model_has_its_page_of_the_manual() -> None:
    """Those that are made with a service, too: only their rows are looked at."""

    def never(*_: object) -> Any:  # noqa: ANN401 -- stands for each of the services
        raise AssertionError

    rows = table.with_studio(table.with_run(never), never)
    assert {*(row.id for row in rows), "compare", "convert"} <= set(manual.PAGES)


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("app.preferences", "preferences"),
        ("help.shortcuts", "shortcuts"),
        ("help.log", "log"),
        ("help.about", "about"),
    ],
)
def test_f1_tells_of_the_dialog_that_is_open(
    stage: Stage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, name: str, page: str
) -> None:
    opened: list[str] = []

    def no_browser(page: str) -> bool:
        opened.append(page)
        return False

    monkeypatch.setattr(manual_page, "show", no_browser)
    stage.window.actions_by_id[name].trigger()
    dialog = child(stage.window, QDialog)
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    QTest.keyClick(dialog, Qt.Key.Key_F1)
    assert opened == [page]
    assert manual_page.address(page).toString() in child(dialog, QMessageBox).text()
    child(dialog, QMessageBox).accept()
    dialog.accept()
    dialog.deleteLater()


@pytest.mark.parametrize("name", ["app.preferences", "help.shortcuts", "help.log", "help.about"])
def test_every_dialog_names_what_one_can_use(stage: Stage, qtbot: QtBot, name: str) -> None:
    stage.window.actions_by_id[name].trigger()
    dialog = child(stage.window, QDialog)
    assert nameless(dialog) == []
    assert dialog.accessibleName()
    dialog.accept()
    dialog.deleteLater()


def test_high_contrast_takes_effect_at_once(stage: Stage, qapp: QApplication) -> None:
    stage.window.actions_by_id["app.preferences"].trigger()
    dialog = child(stage.window, QDialog)
    for key, value in (("theme", "dark"), ("contrast", "high")):
        box = child(dialog, QComboBox, f"setting:{key}")
        box.setCurrentIndex(box.findData(value))
    assert tokens.colors_of(qapp.palette()) is tokens.HIGH_DARK
    assert stage.theme.colors is tokens.HIGH_DARK
    dialog.accept()
    dialog.deleteLater()


def test_without_tensorflow_the_welcome_page_says_what_that_costs(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(diagnosis, "version_of", lambda _: "")
    app._tell_lack(stage.window)
    card = child(stage.window, QWidget, "lack")
    assert card.isVisible()
    assert "only .tflite can be run" in card.accessibleName()
    assert "pip install tensorflow" in card.accessibleName()


def test_with_tensorflow_it_says_nothing(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diagnosis, "version_of", lambda _: "2.21.0")
    app._tell_lack(stage.window)
    assert not child(stage.window, QWidget, "lack").isVisible()
