# SPDX-License-Identifier: Apache-2.0
"""Everything one can use is reached by Tab, in the window and in each of its dialogs; `test_app` has the pages."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from cutaway.qt.dialogs.log_view import LogDialog
from cutaway.qt.dialogs.preferences import PreferencesDialog
from cutaway.session.selection import Chosen
from helpers.example_models import saved_model
from helpers.keyboard import missed
from helpers.windows import Stage, child


def come_to_front(dialog: QWidget, qtbot: QtBot) -> None:
    """Give it the keyboard; the offscreen platform has no window manager that would."""
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)


def test_the_welcome_page_is_used_by_keyboard(stage: Stage) -> None:
    assert missed(stage.window) == []


@pytest.mark.parametrize("name", ["app.preferences", "help.shortcuts", "help.log", "help.about"])
def test_every_dialog_is_used_by_keyboard(stage: Stage, qtbot: QtBot, name: str) -> None:
    stage.window.actions_by_id[name].trigger()
    dialog = child(stage.window, QDialog)
    come_to_front(dialog, qtbot)
    assert missed(dialog) == []
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    dialog.deleteLater()


def test_enter_closes_a_dialog_whose_choices_are_made(stage: Stage, qtbot: QtBot) -> None:
    for name, kind in (("app.preferences", PreferencesDialog), ("help.log", LogDialog)):
        stage.window.actions_by_id[name].trigger()
        dialog = child(stage.window, kind)
        come_to_front(dialog, qtbot)
        QTest.keyClick(dialog, Qt.Key.Key_Return)
        assert not dialog.isVisible()
        dialog.deleteLater()


def test_the_page_takes_the_focus_of_panels_that_give_way(stage: Stage, qtbot: QtBot) -> None:
    stage.window.open_paths(["/models/nmp"])
    page = stage.window.workspace.current
    assert page is not None
    page.document.selection.choose(Chosen("variable", saved_model().variables[0].name))
    stage.window.resize(1280, 700)
    come_to_front(stage.window, qtbot)
    inspector = child(page, QWidget, "inspector")
    button = QPushButton("Show value", inspector)
    button.show()
    button.setFocus()
    assert button.hasFocus()
    stage.window.resize(1000, 700)
    assert inspector.isHidden()
    taken = QApplication.focusWidget()
    assert taken is not None
    assert page.isAncestorOf(taken)
