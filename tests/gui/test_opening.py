# SPDX-License-Identifier: Apache-2.0
"""Models open in tabs: by dialog, recents, clipboard and drop."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cutaway.description import wording
from cutaway.qt.widgets.tag import Tag
from helpers.example_models import saved_model
from helpers.windows import Stage, child, current, names

StageMaker = Callable[..., Stage]


# --- opening ---


def test_the_first_thing_shown_is_the_welcome_page(stage: Stage) -> None:
    assert stage.window.workspace.welcome.isVisible()
    assert not stage.window.workspace.strip.isVisible()
    assert stage.window.windowTitle() == "Cutaway"


def test_no_format_is_cut_off_on_the_welcome_page(stage: Stage) -> None:
    stage.window.resize(1280, 800)
    tags = stage.window.workspace.welcome.findChildren(Tag)
    assert len(tags) == len(wording.FORMAT_TITLES)
    assert [tag.accessibleName() for tag in tags if tag.width() < tag.sizeHint().width()] == []


def test_every_path_opens_as_a_tab_and_the_last_is_in_front(stage: Stage) -> None:
    stage.window.open_paths(["/models/a", "/models/b.tflite"])
    assert names(stage) == ["a", "b.tflite"]
    assert current(stage) == "b.tflite"
    assert stage.window.windowTitle() == "b.tflite – Cutaway"


def test_the_same_path_opened_twice_comes_to_the_front(stage: Stage, tmp_path: Path) -> None:
    (tmp_path / "m").mkdir()
    stage.window.open_paths([str(tmp_path / "m"), "/models/b", str(tmp_path / "x" / ".." / "m") + os.sep])
    assert names(stage) == ["m", "b"]
    assert current(stage) == "m"


def test_the_status_line_says_what_the_model_is(stage: Stage) -> None:
    stage.window.open_paths(["/models/nmp"])
    text = stage.window._status.text()
    assert text == wording.summary(saved_model())
    assert text.startswith("SavedModel · TensorFlow 2.4.1 · Keras 2.4.0 · ")


def test_a_model_that_was_read_is_remembered(stage: Stage) -> None:
    stage.window.open_paths(["/models/nmp"])
    assert [(recent.path, recent.format) for recent in stage.recents.items] == [
        ("/models/nmp", "saved_model")
    ]
    stage.window.workspace.close_at(0)
    assert stage.window.workspace.welcome.recent_list.items.rowCount() == 1


def test_models_are_not_remembered_where_that_is_switched_off(stage: Stage) -> None:
    stage.settings.put("remember_recents", value=False)
    stage.window.open_paths(["/models/nmp"])
    assert stage.recents.items == ()


def test_a_recent_model_opens_by_click_and_by_enter(stage: Stage, qtbot: QtBot) -> None:
    stage.recents.add("/models/nmp", "saved_model", 10)
    view = stage.window.workspace.welcome.recent_list
    view.setCurrentIndex(view.items.index(0))
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert names(stage) == ["nmp"]


def test_delete_forgets_a_recent_model(stage: Stage, qtbot: QtBot) -> None:
    stage.recents.add("/models/nmp", "saved_model", 10)
    view = stage.window.workspace.welcome.recent_list
    view.setCurrentIndex(view.items.index(0))
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert stage.recents.items == ()
    assert not view.isVisible()


def test_a_path_on_the_clipboard_opens_by_paste(stage: Stage, tmp_path: Path) -> None:
    (tmp_path / "model.h5").touch()
    QGuiApplication.clipboard().setText(f'"{tmp_path / "model.h5"}"\n')
    stage.window.actions_by_id["file.open_pasted"].trigger()
    assert names(stage) == ["model.h5"]


def test_a_clipboard_without_a_path_is_told(stage: Stage) -> None:
    QGuiApplication.clipboard().setText("hello")
    stage.window.actions_by_id["file.open_pasted"].trigger()
    assert names(stage) == []
    assert [card.message for card in stage.window.notices.cards] == [
        "The clipboard holds no path of a file or folder that exists."
    ]


def test_files_chosen_in_the_dialog_open(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cutaway.qt.file_dialogs.choose_files", lambda *_: ["/models/a", "/models/b"])
    monkeypatch.setattr("cutaway.qt.file_dialogs.choose_folder", lambda *_: ["/models/c"])
    stage.window.actions_by_id["file.open"].trigger()
    stage.window.actions_by_id["file.open_folder"].trigger()
    assert names(stage) == ["a", "b", "c"]


# --- dropping ---


def drag(paths: list[str]) -> QMimeData:
    """What a file manager drags."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(path) for path in paths])
    return mime


COPY, LEFT, PLAIN = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def test_a_drag_over_the_window_shows_the_drop_zone_and_a_drop_opens_all(stage: Stage) -> None:
    window, mime = stage.window, drag(["/models/a", "/models/folder"])
    enter = QDragEnterEvent(QPoint(50, 50), COPY, mime, LEFT, PLAIN)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    assert window.drop_zone.isVisible()
    assert child(window.drop_zone, QWidget, "dropOpen").isVisible()
    assert not window.drop_zone.grab().isNull()
    QApplication.sendEvent(window, QDropEvent(QPointF(50, 50), COPY, mime, LEFT, PLAIN))
    assert not window.drop_zone.isVisible()
    assert names(stage) == ["a", "folder"]


def test_the_drop_zone_goes_when_the_drag_leaves(stage: Stage) -> None:
    mime = drag(["/models/a"])  # an event does not own what is dragged
    QApplication.sendEvent(stage.window, QDragEnterEvent(QPoint(5, 5), COPY, mime, LEFT, PLAIN))
    assert stage.window.drop_zone.isVisible()
    QApplication.sendEvent(stage.window, QDragLeaveEvent())
    assert not stage.window.drop_zone.isVisible()


def test_the_drop_zone_goes_where_the_program_that_dragged_died(stage: Stage) -> None:
    mime, nothing = drag(["/models/a"]), QMimeData()
    QApplication.sendEvent(stage.window, QDragEnterEvent(QPoint(5, 5), COPY, mime, LEFT, PLAIN))
    QApplication.sendEvent(stage.window, QDropEvent(QPointF(5, 5), COPY, nothing, LEFT, PLAIN))
    assert not stage.window.drop_zone.isVisible()
    assert names(stage) == []


def test_a_drag_of_something_else_is_refused(stage: Stage) -> None:
    mime = QMimeData()
    mime.setText("some words")
    enter = QDragEnterEvent(QPoint(5, 5), COPY, mime, LEFT, PLAIN)
    enter.ignore()
    QApplication.sendEvent(stage.window, enter)
    assert not enter.isAccepted()
    assert not stage.window.drop_zone.isVisible()
