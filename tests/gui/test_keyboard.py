# SPDX-License-Identifier: Apache-2.0
"""Everything one can use is reached by Tab, in the window and in each of its dialogs."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QKeySequenceEdit,
    QLineEdit,
    QPushButton,
    QTabBar,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from cutaway.qt.dialogs.log_view import LogDialog
from cutaway.qt.dialogs.preferences import PreferencesDialog
from helpers.windows import Stage, child

MOST = 200


def reached(window: QWidget) -> set[QWidget]:
    """The widgets that Tab comes to, until it comes round."""
    found: list[QWidget] = []
    for _ in range(MOST):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        here = QApplication.focusWidget()
        if here is None or (found and here is found[0]):
            break
        found.append(here)
    return set(found)


def come_to_front(dialog: QDialog, qtbot: QtBot) -> None:
    """Give it the keyboard; the offscreen platform has no window manager that would."""
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)


def usable(window: QWidget) -> list[QWidget]:
    """What is shown and works now; closing a tab and clearing a field have keys of their own."""
    kinds = (QPushButton, QToolButton, QComboBox, QKeySequenceEdit)
    return [
        widget
        for widget in window.findChildren(QWidget)
        if isinstance(widget, kinds)
        and widget.window() is window
        and widget.isVisible()
        and widget.isEnabled()
        and not isinstance(widget.parentWidget(), QTabBar | QLineEdit)
        and not widget.objectName().startswith("qt_")
    ]


def missed(window: QWidget) -> list[str]:
    """What Tab does not come to."""
    found = reached(window)
    return [widget.objectName() or type(widget).__name__ for widget in usable(window) if widget not in found]


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
