# SPDX-License-Identifier: Apache-2.0
"""Edits that were not saved are asked about before their model is closed."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from cutaway.editing import edits
from cutaway.qt.main_window import MainWindow
from cutaway.qt.studio.view import StudioView
from helpers.windows import child

Open = Callable[[str], StudioView]
LEFT = Qt.MouseButton.LeftButton


def edited(studio: Open) -> StudioView:
    """Rename an input."""
    view = studio("half_plus_two")
    assert view.desk.push(edits.RenameInput("serving_default", "x", "number"))
    return view


def test_a_tab_with_edits_is_closed_only_when_they_are_given_up(window: MainWindow, studio: Open) -> None:
    edited(studio)
    window.actions_by_id["file.close"].trigger()
    assert len(window.workspace.pages) == 1
    box = child(window, QMessageBox, "unsavedEditsDialog")
    box.reject()
    assert len(window.workspace.pages) == 1
    window.actions_by_id["file.close"].trigger()
    boxes = [each for each in window.findChildren(QMessageBox, "unsavedEditsDialog") if each.isVisible()]
    QTest.mouseClick(child(boxes[0], QPushButton, "unsavedDiscard"), LEFT)
    assert not window.workspace.pages


def test_the_tab_says_that_a_model_is_edited(window: MainWindow, studio: Open) -> None:
    view = edited(studio)
    tabs = window.workspace.strip.tabs
    assert tabs.tabText(0) == "half_plus_two · edited"
    assert tabs.accessibleTabName(0) == "half_plus_two, edited"
    view.desk.undo()
    assert tabs.tabText(0) == "half_plus_two"


def test_saving_may_be_chosen_instead(window: MainWindow, studio: Open) -> None:
    view = edited(studio)
    window.actions_by_id["file.close"].trigger()
    box = child(window, QMessageBox, "unsavedEditsDialog")
    QTest.mouseClick(child(box, QPushButton, "unsavedSave"), LEFT)
    dialog = child(view, QFileDialog, "saveModelDialog")
    assert dialog.isVisible()
    dialog.reject()
    assert len(window.workspace.pages) == 1


def test_the_window_stays_until_it_is_answered(window: MainWindow, qtbot: QtBot, studio: Open) -> None:
    edited(studio)
    window.close()
    assert window.isVisible()
    box = child(window, QMessageBox, "unsavedEditsDialog")
    QTest.mouseClick(child(box, QPushButton, "unsavedDiscard"), LEFT)
    qtbot.waitUntil(lambda: not window.isVisible())


def test_edits_that_were_undone_are_not_asked_about(window: MainWindow, studio: Open) -> None:
    view = edited(studio)
    view.desk.undo()
    window.actions_by_id["file.close"].trigger()
    assert not window.workspace.pages


def test_buttons_of_the_signatures_page_and_the_toolbar_lead_to_the_studio(
    window: MainWindow, studio: Open
) -> None:
    studio("half_plus_two")
    page = window.workspace.current
    assert page is not None
    page.show_page("signatures")
    QTest.mouseClick(child(page, QPushButton, "editSignatures"), LEFT)
    assert page.page == "studio"
    page.show_page("overview")
    QTest.mouseClick(child(window, QToolButton, "button:signatures.edit"), LEFT)
    assert page.page == "studio"
