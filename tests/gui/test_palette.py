# SPDX-License-Identifier: Apache-2.0
"""The command palette finds actions, names in the model and recent models, and goes by keyboard."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView

from cutaway.qt.palette import Palette
from cutaway.session.selection import Chosen
from helpers.example_models import keras_file
from helpers.readings import FakeReading
from helpers.windows import Stage


def opened(stage: Stage, query: str) -> Palette:
    """The palette, opened by its shortcut, with something typed."""
    QTest.keyClick(stage.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = stage.window.palette_box
    assert palette.isVisible()
    QTest.keyClicks(palette.field, query)
    return palette


def titles(palette: Palette) -> list[str]:
    """What is offered, the best first."""
    return [palette.items.index(row).data() for row in range(palette.items.rowCount())]


def test_enter_does_what_is_first(stage: Stage) -> None:
    palette = opened(stage, "dark")
    assert titles(palette)[0] == "Appearance: dark"
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert not palette.isVisible()
    assert stage.settings.text("theme") == "dark"


def test_actions_that_cannot_be_done_now_are_not_offered(stage: Stage) -> None:
    assert "Close tab" not in titles(opened(stage, "close"))


def test_a_name_in_the_model_is_chosen_everywhere(set_stage: Callable[..., Stage]) -> None:
    stage = set_stage(FakeReading(keras_file("/models/m.h5")))
    stage.window.open_paths(["/models/m.h5"])
    palette = opened(stage, "dense")
    assert titles(palette) == ["dense", "dense/kernel"]
    QTest.keyClick(palette.field, Qt.Key.Key_Up)
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    page = stage.window.workspace.current
    assert page is not None
    assert page.document.selection.current == Chosen("variable", "dense/kernel")
    assert page.page == "variables"


def test_names_are_offered_as_soon_as_the_model_is_there(set_stage: Callable[..., Stage]) -> None:
    stage = set_stage(FakeReading(held=True))
    stage.window.open_paths(["/models/m.h5"])
    palette = opened(stage, "dense")
    assert titles(palette) == []
    stage.reading.jobs[0].succeed(keras_file("/models/m.h5"))
    assert titles(palette) == ["dense", "dense/kernel"]
    assert palette.isVisible()


def test_a_recent_model_opens(stage: Stage) -> None:
    stage.recents.add("/elsewhere/resnet50", "saved_model", 1)
    palette = opened(stage, "resnet50")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert stage.window.workspace.current is not None


def test_escape_closes_it_and_does_nothing(stage: Stage) -> None:
    palette = opened(stage, "quit")
    QTest.keyClick(palette.field, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert stage.window.isVisible()


def test_nothing_found_is_said(stage: Stage) -> None:
    palette = opened(stage, "zzzzqq")
    assert titles(palette) == []
    assert palette._nothing.isVisible()
    assert not palette.list.isVisible()
    QTest.keyClick(palette.field, Qt.Key.Key_Return)


def test_it_is_drawn_with_the_letters_that_matched(stage: Stage) -> None:
    palette = opened(stage, "opf")
    assert titles(palette)[0] in {"Open file", "Open folder", "Open path from clipboard"}
    assert not palette.grab().isNull()
    assert isinstance(palette.list, QAbstractItemView)
