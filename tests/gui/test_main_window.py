# SPDX-License-Identifier: Apache-2.0
"""The window: each document shows its state, everything goes by keyboard, and all is so at the next start."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from cutaway.errors import CrashedError, DamagedFileError
from cutaway.qt.document_states import FailedState
from cutaway.qt.notices import Details
from cutaway.session.jobs import Job
from cutaway.session.selection import MODEL, Chosen
from cutaway.session.wishes import Wish
from helpers.example_models import keras_file, saved_model, tflite
from helpers.readings import FakeReading
from helpers.windows import Stage, child, current, nameless, names

StageMaker = Callable[..., Stage]


# --- states of a document ---


def test_loading_shows_progress_and_can_be_cancelled(set_stage: StageMaker, qtbot: QtBot) -> None:
    stage = set_stage(FakeReading(held=True))
    stage.window.open_paths(["/models/nmp"])
    stage.reading.jobs[0].report("Reading 74 variables", 0.3)
    page = stage.window.workspace.current
    assert page is not None
    cancel = child(page, QAbstractButton, "cancelLoading")
    qtbot.waitUntil(cancel.isVisible)
    QTest.mouseClick(cancel, Qt.MouseButton.LeftButton)
    assert child(page, FailedState) is not None
    assert "cancelled" in child(page, FailedState).accessibleName()


def test_a_failure_is_shown_with_hint_and_details_and_can_be_retried(
    set_stage: StageMaker, qtbot: QtBot
) -> None:
    error = DamagedFileError("m.h5 is cut off at byte 96.", hint="Get the file again.", details="offset 96")
    reading = FakeReading()
    reading.descriptions["/models/m.h5"] = error
    stage = set_stage(reading)
    stage.window.open_paths(["/models/m.h5"])
    page = stage.window.workspace.current
    assert page is not None
    failed = child(page, FailedState)
    assert failed.accessibleName() == "m.h5 is cut off at byte 96."
    assert child(failed, Details) is not None
    reading.descriptions["/models/m.h5"] = keras_file("/models/m.h5")
    QTest.mouseClick(failed.retry, Qt.MouseButton.LeftButton)
    assert page.outline.isVisible()
    assert page.pages == ("overview", "signatures", "variables", "layers", "assets")


def test_pages_are_those_the_model_has(set_stage: StageMaker) -> None:
    stage = set_stage(FakeReading(tflite("/m.tflite")))
    stage.window.open_paths(["/m.tflite"])
    page = stage.window.workspace.current
    assert page is not None
    assert "layers" not in page.pages


def test_a_file_that_changed_is_marked_and_read_again_on_demand(
    set_stage: StageMaker, tmp_path: Path
) -> None:
    file = tmp_path / "hello_world_int8.tflite"
    file.write_bytes(b"one")
    reading = FakeReading(tflite(str(file)))
    stage = set_stage(reading)
    stage.window.open_paths([str(file)])
    page = stage.window.workspace.current
    assert page is not None
    bar = child(page, QWidget, "staleBar")
    assert not bar.isVisible()
    file.write_bytes(b"another")
    stage.window.workspace.check_stale()
    assert bar.isVisible()
    assert bar.accessibleName() == "hello_world_int8.tflite changed on disk. What is shown is what it was."
    assert names(stage) == ["● hello_world_int8.tflite"]
    stage.window.actions_by_id["file.reload"].trigger()
    assert not bar.isVisible()
    assert names(stage) == ["hello_world_int8.tflite"]
    assert len(reading.jobs) == 2


def test_a_reload_that_fails_is_told_and_what_was_shown_stays(set_stage: StageMaker) -> None:
    reading = FakeReading()
    stage = set_stage(reading)
    stage.window.open_paths(["/models/nmp"])
    reading.descriptions["/models/nmp"] = DamagedFileError("nmp is cut off.", hint="Get it again.")
    stage.window.actions_by_id["file.reload"].trigger()
    page = stage.window.workspace.current
    assert page is not None
    assert page.outline.isVisible()
    assert [card.message for card in stage.window.notices.cards] == ["nmp is cut off."]
    stage.window.workspace.check_stale()
    assert len(stage.window.notices.cards) == 1


# --- choosing ---


def test_choosing_in_the_outline_goes_to_the_page_and_back_returns(stage: Stage) -> None:
    stage.window.open_paths(["/models/nmp"])
    page, actions = stage.window.workspace.current, stage.window.actions_by_id
    assert page is not None
    items = page.outline.model()
    root = items.index(0, 0)
    variables = items.index(1, 0, root)
    page.outline.setCurrentIndex(items.index(3, 0, variables))
    assert page.document.selection.current == Chosen("variable", "onset_conv/kernel")
    assert page.page == "variables"
    assert child(page, QWidget, "inspector").isVisible()
    actions["view.back"].trigger()
    assert page.document.selection.current == MODEL
    assert page.page == "overview"
    assert not child(page, QWidget, "inspector").isVisible()
    assert actions["view.forward"].isEnabled()
    actions["view.forward"].trigger()
    assert page.page == "variables"


def test_what_is_chosen_elsewhere_is_chosen_in_the_outline(stage: Stage) -> None:
    stage.window.open_paths(["/models/nmp"])
    page = stage.window.workspace.current
    assert page is not None
    page.document.selection.choose(Chosen("input", "paths", inside="encode"))
    assert page.outline.currentIndex().data() == "encode"
    assert page.page == "signatures"


def test_the_inspector_stays_away_where_it_is_not_wanted(stage: Stage) -> None:
    stage.window.open_paths(["/models/nmp"])
    page = stage.window.workspace.current
    assert page is not None
    stage.window.actions_by_id["view.inspector"].trigger()
    page.document.selection.choose(Chosen("asset", "assets/vocab.txt"))
    assert child(page, QWidget, "inspector").isHidden()
    stage.window.actions_by_id["view.outline"].trigger()
    assert page.outline.isHidden()


# --- keyboard ---


def press(qtbot: QtBot, stage: Stage, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    """Press a shortcut where the focus is."""
    QTest.keyClick(stage.window, key, modifier)


def test_tabs_go_by_keyboard(stage: Stage, qtbot: QtBot) -> None:
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    stage.window.open_paths(["/models/a", "/models/b", "/models/c"])
    press(qtbot, stage, Qt.Key.Key_Tab, control)
    assert current(stage) == "a"
    press(qtbot, stage, Qt.Key.Key_Backtab, control | shift)
    assert current(stage) == "c"
    press(qtbot, stage, Qt.Key.Key_W, control)
    assert names(stage) == ["a", "b"]
    press(qtbot, stage, Qt.Key.Key_3, control)
    page = stage.window.workspace.current
    assert page is not None
    assert page.page == "variables"
    press(qtbot, stage, Qt.Key.Key_F, control)
    focused = stage.window.focusWidget()
    assert isinstance(focused, QLineEdit)
    assert focused.objectName() == "plainFilter"


def test_a_middle_click_closes_a_tab(stage: Stage, qtbot: QtBot) -> None:
    stage.window.open_paths(["/models/a", "/models/b"])
    tabs = stage.window.workspace.strip.tabs
    QTest.mouseClick(tabs, Qt.MouseButton.MiddleButton, pos=tabs.tabRect(0).center())
    assert names(stage) == ["b"]


def test_the_cross_closes_its_own_tab(stage: Stage, qtbot: QtBot) -> None:
    stage.window.open_paths(["/models/a", "/models/b"])
    tabs = stage.window.workspace.strip.tabs
    cross = tabs.tabButton(0, QTabBar.ButtonPosition.RightSide)
    QTest.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert names(stage) == ["b"]


def test_tabs_that_are_moved_keep_their_documents(stage: Stage) -> None:
    stage.window.open_paths(["/models/a", "/models/b"])
    stage.window.workspace.strip.tabs.moveTab(0, 1)
    assert [page.document.name for page in stage.window.workspace.pages] == ["b", "a"]
    assert current(stage) == "b"


def test_copying_in_the_outline_gives_the_whole_name(stage: Stage) -> None:
    stage.window.open_paths(["/models/nmp"])
    page = stage.window.workspace.current
    assert page is not None
    page.document.selection.choose(Chosen("variable", "onset_conv/kernel"))
    page.outline.setFocus()
    stage.window.actions_by_id["edit.copy"].trigger()
    assert QGuiApplication.clipboard().text() == "onset_conv/kernel"
    stage.window.actions_by_id["edit.copy_path"].trigger()
    assert QGuiApplication.clipboard().text() == "/models/nmp"


def test_what_cannot_be_done_now_is_disabled(stage: Stage) -> None:
    actions = stage.window.actions_by_id
    assert not actions["file.close"].isEnabled()
    assert not actions["view.next_tab"].isEnabled()
    assert actions["file.open"].isEnabled()
    stage.window.open_paths(["/models/a"])
    assert actions["file.close"].isEnabled()
    assert not actions["view.back"].isEnabled()
    assert not actions["view.next_tab"].isEnabled()


# --- jobs ---


def test_jobs_are_listed_once_they_last_and_can_be_cancelled(stage: Stage, qtbot: QtBot) -> None:
    cancelled: list[str] = []
    jobs = [Job[int](title, lambda job: cancelled.append(job.title)) for title in ("Statistics", "Heatmap")]
    for job in jobs:
        stage.job_added.emit(job)
        job.run()
    view = stage.window.jobs
    assert not view.isVisible()
    qtbot.waitUntil(view.isVisible)
    jobs[0].report("conv2d_3", 0.42)
    rows = view.findChildren(QWidget, "jobRow")
    assert [row.isVisible() for row in rows] == [True, False]
    QTest.mouseClick(child(view, QAbstractButton, "unfoldJobs"), Qt.MouseButton.LeftButton)
    assert [row.isVisible() for row in rows] == [True, True]
    QTest.mouseClick(child(rows[1], QAbstractButton, "cancelJob"), Qt.MouseButton.LeftButton)
    assert cancelled == ["Heatmap"]
    for job in jobs:
        job.succeed(1)
    assert not view.isVisible()


def test_a_child_that_crashed_is_told_but_not_what_a_page_tells(stage: Stage, qtbot: QtBot) -> None:
    for error in (
        DamagedFileError("The page tells this."),
        CrashedError("The reader stopped.", details="Signal 11"),
    ):
        job = Job[int]("Statistics", lambda _: None)
        stage.job_added.emit(job)
        job.fail(error)
    qtbot.waitUntil(lambda: bool(stage.window.notices.cards))
    assert [card.message for card in stage.window.notices.cards] == ["The reader stopped."]


# --- the next start ---


def test_what_was_asked_for_opens_once_the_window_is_painted(
    set_stage: StageMaker, qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    stage = set_stage(is_shown=False)
    stage.window.begin_with(Wish(("/models/a",)))
    assert names(stage) == []
    with qtbot.waitSignal(stage.window.painted):
        stage.window.show()
    assert names(stage) == ["a"]
    assert current(stage) == "a"


def test_the_next_start_is_as_this_one_ended(set_stage: StageMaker) -> None:
    first = set_stage()
    first.window.resize(900, 640)
    first.window.open_paths(["/models/a", "/models/b"])
    page = first.window.workspace.current
    assert page is not None
    page.show_page("variables")
    page.place_borders(200, 300)
    first.window.actions_by_id["view.inspector"].trigger()
    first.window.choose_theme("dark")
    first.window.close()
    second = set_stage()
    second.window.restore()
    assert names(second) == ["a", "b"]
    assert current(second) == "b"
    restored = second.window.workspace.current
    assert restored is not None
    assert restored.page == "variables"
    assert not restored.is_inspector_wanted
    assert restored.borders[0] == 200
    assert second.window.height() == 640  # the width is cut to the offscreen screen by Qt
    assert second.settings.text("theme") == "dark"


def test_tabs_are_not_restored_where_that_is_switched_off(set_stage: StageMaker) -> None:
    first = set_stage()
    first.window.open_paths(["/models/a"])
    first.settings.put("restore_tabs", value=False)
    first.window.close()
    second = set_stage()
    second.window.restore()
    assert names(second) == []


# --- for everyone ---


def test_everything_interactive_has_a_name_for_tests_and_one_for_people(stage: Stage) -> None:
    stage.window.open_paths(["/models/nmp"])
    stage.window.notices.tell("danger", "Something happened.", "Do this.", "offset 96")
    assert nameless(stage.window) == []


def test_nothing_is_cut_off_at_the_size_the_window_begins_with(stage: Stage) -> None:
    stage.window.resize(1280, 800)
    stage.window.open_paths(["/models/nmp"])
    page = stage.window.workspace.current
    assert page is not None
    page.document.selection.choose(Chosen("variable", "onset_conv/kernel"))
    assert stage.window.minimumSizeHint().width() <= 1280
    assert stage.window.minimumSizeHint().height() <= 800
    sizes = page._splitter.sizes()
    assert sizes[0] >= 200
    assert sizes[2] == 320


def test_closing_a_tab_deletes_its_page(stage: Stage, qtbot: QtBot) -> None:
    stage.window.open_paths(["/models/nmp"])
    page = stage.window.workspace.current
    assert page is not None
    with qtbot.waitSignal(page.destroyed):
        stage.window.workspace.close_at(0)
    assert stage.window.workspace.welcome.isVisible()


def test_another_description_of_the_same_file_is_shown_in_place(set_stage: StageMaker) -> None:
    reading = FakeReading(saved_model())
    stage = set_stage(reading)
    stage.window.open_paths(["/models/nmp"])
    page = stage.window.workspace.current
    assert page is not None
    page.show_page("variables")
    reading.descriptions["/models/nmp"] = replace(saved_model(), variables=saved_model().variables[:5])
    stage.window.actions_by_id["file.reload"].trigger()
    assert page.page == "variables"
    assert (
        page.outline.model().rowCount(page.outline.model().index(1, 0, page.outline.model().index(0, 0))) == 5
    )


def test_panels_give_way_to_a_narrow_page_and_come_back(stage: Stage) -> None:
    stage.window.open_paths(["/models/nmp"])
    page = stage.window.workspace.current
    assert page is not None
    page.document.selection.choose(Chosen("variable", saved_model().variables[0].name))
    inspector = child(page, QWidget, "inspector")
    for width, shows_outline, shows_inspector in (
        (1280, True, True),
        (1000, True, False),
        (760, False, False),
        (1280, True, True),
    ):
        stage.window.resize(width, 700)
        assert (page.outline.isVisible(), inspector.isVisible()) == (shows_outline, shows_inspector)


def test_the_panel_one_asks_for_comes_first_where_both_have_no_room(stage: Stage) -> None:
    stage.window.open_paths(["/models/nmp"])
    page = stage.window.workspace.current
    assert page is not None
    page.document.selection.choose(Chosen("variable", saved_model().variables[0].name))
    stage.window.resize(1000, 700)
    page.want_inspector(True)
    assert child(page, QWidget, "inspector").isVisible()
    assert not page.outline.isVisible()


def test_open_tabs_are_kept_before_the_window_is_closed(stage: Stage, qtbot: QtBot) -> None:
    stage.window.open_paths(["/models/nmp"])
    qtbot.waitUntil(lambda: stage.state.texts("tabs") == ["/models/nmp"])
