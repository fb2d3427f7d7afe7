# SPDX-License-Identifier: Apache-2.0
"""Shortcuts can be changed, are kept, and never belong to two actions."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QKeySequenceEdit, QWidget
from pytestqt.qtbot import QtBot

from cutaway.qt.actions import ACTIONS, Actions
from cutaway.qt.dialogs.shortcuts import ShortcutsDialog
from cutaway.qt.theme import Theme
from cutaway.session.settings import Settings
from helpers.windows import child


@pytest.fixture
def host(qtbot: QtBot, themed: Theme) -> Iterator[QWidget]:
    """A window to stand over."""
    made = QWidget()
    qtbot.addWidget(made)
    yield made
    made.close()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of nobody."""
    return Settings(tmp_path / "settings.json")


@pytest.fixture
def dialog(qtbot: QtBot, host: QWidget, settings: Settings) -> ShortcutsDialog:
    """The dialog over the table of actions."""
    made = ShortcutsDialog(Actions(host), settings, host)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def press(dialog: ShortcutsDialog, action: str, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
    field = child(dialog, QKeySequenceEdit, f"keys:{action}")
    field.setFocus()
    QTest.keyClick(field, key, modifiers)
    field.editingFinished.emit()


def test_every_action_has_a_field(dialog: ShortcutsDialog) -> None:
    fields = {field.objectName() for field in dialog.findChildren(QKeySequenceEdit)}
    assert fields == {f"keys:{row.id}" for row in ACTIONS}


def test_other_keys_work_at_once_and_after_the_next_start(
    dialog: ShortcutsDialog, host: QWidget, settings: Settings, tmp_path: Path
) -> None:
    press(dialog, "file.open", Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert dialog._actions["file.open"].shortcut() == QKeySequence("Ctrl+J")
    again = Actions(host, chosen=Settings(tmp_path / "settings.json").shortcuts())
    assert again["file.open"].shortcut() == QKeySequence("Ctrl+J")
    assert "Ctrl+J" in again["file.open"].toolTip()
    child(dialog, QAbstractButton, "usual:file.open").click()
    assert dialog._actions["file.open"].shortcut() == QKeySequence("Ctrl+O")
    assert settings.shortcuts() == {}


def test_keys_of_another_action_are_refused_with_its_name(
    dialog: ShortcutsDialog, settings: Settings
) -> None:
    press(dialog, "file.open", Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert dialog._actions["file.open"].shortcut() == QKeySequence("Ctrl+O")
    assert "Search everything" in dialog._said.text()
    assert settings.shortcuts() == {}


def test_an_action_may_have_no_keys(dialog: ShortcutsDialog, settings: Settings) -> None:
    field = child(dialog, QKeySequenceEdit, "keys:file.open")
    field.clear()
    field.editingFinished.emit()
    assert dialog._actions["file.open"].shortcuts() == []
    assert settings.shortcuts() == {"file.open": ()}
    child(dialog, QAbstractButton, "allUsualKeys").click()
    assert dialog._actions["file.open"].shortcut() == QKeySequence("Ctrl+O")
