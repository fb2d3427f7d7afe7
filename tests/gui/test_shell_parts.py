# SPDX-License-Identifier: Apache-2.0
"""The parts of the window by themselves: outline, notices, clipboard, guard, failures, dialogs."""

import importlib
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QMimeData, QObject, Qt, QUrl, qWarning
from PySide6.QtGui import QGuiApplication, QStandardItem, QStandardItemModel
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QPlainTextEdit, QTableView, QWidget
from pytestqt.qtbot import QtBot

from cutaway import logs
from cutaway.errors import CrashedError
from cutaway.qt import clipboard, guard
from cutaway.qt.actions import ACTIONS, Actions
from cutaway.qt.dialogs.about import AboutDialog
from cutaway.qt.dialogs.preferences import PreferencesDialog
from cutaway.qt.dialogs.shortcuts import ShortcutsDialog
from cutaway.qt.failures import Failures, log_children
from cutaway.qt.notices import MOST, Notices
from cutaway.qt.outline import Outline, OutlineItems
from cutaway.qt.palette import EntryItems
from cutaway.qt.transport import ProcessTransport, TimerTicker
from cutaway.qt.welcome_page import RecentItems
from cutaway.session.engine import Engine
from cutaway.session.jobs import Job
from cutaway.session.recents import Recents
from cutaway.session.selection import MODEL, Chosen, Selection
from cutaway.session.settings import SETTINGS, Settings
from helpers.example_models import keras_file, large, saved_model
from helpers.windows import child

pytestmark = pytest.mark.usefixtures("themed")
FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    """A shown window to put things over."""
    made = QWidget()
    made.resize(900, 700)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


# --- items under Qt's tester ---


def test_items_keep_the_rules_of_qt(host: QWidget, tmp_path: Path) -> None:
    recents = Recents(tmp_path / "recents.json")
    recents.add("/models/nmp", "saved_model", 1_304_871)
    recent_items = RecentItems(recents, host)
    for items in (OutlineItems("nmp", saved_model(), host), recent_items, EntryItems(host)):
        QAbstractItemModelTester(items, FATAL, host)
    recents.add("/models/resnet8.h5", "keras_h5", 3)
    assert recent_items.index(0).data() == "resnet8.h5 · Keras HDF5 · 3 bytes"
    recent_items.release()


def test_the_outline_finds_what_is_chosen(host: QWidget) -> None:
    items = OutlineItems("resnet8.h5", keras_file(), host)
    for chosen in (MODEL, Chosen("layer", "dense"), Chosen("variable", "conv2d/kernel")):
        assert items.chosen(items.place(chosen)) == chosen
    assert not items.place(Chosen("layer", "nowhere")).isValid()
    section = items.index(2, 0, items.index(0, 0))
    assert section.data() == "Layers"
    assert items.chosen(section) == Chosen("layer", "input_1")


def test_the_outline_lists_what_callers_look_for_first(host: QWidget) -> None:
    items = OutlineItems("nmp", saved_model(), host)
    signatures = items.index(0, 0, items.index(0, 0))
    names = [items.index(row, 0, signatures).data() for row in range(items.rowCount(signatures))]
    assert names == ["serving_default", "encode", "__saved_model_init_op"]


def test_a_large_section_stays_folded_until_the_user_unfolds_it(host: QWidget) -> None:
    selection, model = Selection(), large(3_000)
    outline = Outline(selection, host)
    outline.show_model("large", model)
    chosen = Chosen("variable", model.variables[-1].name)
    selection.choose(chosen)
    section = outline.currentIndex()
    assert section.data() == "Variables"
    assert selection.current == chosen
    outline.expand(section)
    assert outline.currentIndex().data() == chosen.name
    outline.release()


# --- notices ---


def test_a_notice_tells_unfolds_and_goes(host: QWidget, qtbot: QtBot) -> None:
    notices = Notices(host)
    notices.tell_error(CrashedError("The reader stopped.", hint="Try again.", details="Signal 11"))
    card = notices.cards[0]
    assert card.accessibleName() == "Danger: The reader stopped."
    text = child(card, QPlainTextEdit, "detailsText")
    assert not text.isVisible()
    folded = card.height()
    QTest.mouseClick(child(card, QAbstractButton, "details"), Qt.MouseButton.LeftButton)
    assert text.isVisible()
    qtbot.waitUntil(lambda: card.height() >= folded + text.height())
    assert text.toPlainText() == "Signal 11"
    QTest.mouseClick(child(card, QAbstractButton, "copyDetails"), Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "Signal 11"
    QTest.mouseClick(child(card, QAbstractButton, "dismiss"), Qt.MouseButton.LeftButton)
    assert notices.cards == ()
    assert not notices.isVisible()


def test_the_same_notice_is_not_told_twice_and_old_ones_make_room(host: QWidget) -> None:
    notices = Notices(host)
    for _ in range(3):
        notices.tell("warning", "Again.")
    assert len(notices.cards) == 1
    for number in range(MOST):
        notices.tell("warning", f"Number {number}.")
    assert [card.message for card in notices.cards] == [f"Number {number}." for number in range(MOST)]


def test_notices_stay_inside_the_window(host: QWidget, qtbot: QtBot) -> None:
    notices = Notices(host)
    notices.tell("info", "A long sentence that has to be wrapped. " * 4)
    host.resize(700, 500)
    qtbot.waitUntil(lambda: host.rect().contains(notices.geometry()))


# --- clipboard ---


def mime(text: str = "", urls: tuple[str, ...] = ()) -> QMimeData:
    """What is on a clipboard."""
    made = QMimeData()
    if urls:
        made.setUrls([QUrl(url) for url in urls])
    elif text:
        made.setText(text)
    return made


def test_paths_come_as_urls_as_text_and_in_quotes(tmp_path: Path) -> None:
    file = tmp_path / "a model.h5"
    file.touch()
    assert clipboard.paths_of(mime(urls=(file.as_uri(), "https://example.org/x"))) == [str(file)]
    for text in (str(file), f'"{file}"\n', f"'{file}'", file.as_uri(), f"  {file}\n{tmp_path}\n"):
        assert clipboard.paths_of(mime(text))[0] == str(file)


@pytest.mark.parametrize("text", ["", "hello", "relative/path.h5", "/no/such/file", "x" * 200_000, "\0"])
def test_what_is_no_path_is_none(text: str) -> None:
    assert clipboard.paths_of(mime(text)) == []


def test_rows_are_copied_as_they_stand(host: QWidget) -> None:
    items = QStandardItemModel(2, 2, host)
    for row, cells in enumerate((("kernel", "float32"), ("bi\tas", "int8"))):
        for column, cell in enumerate(cells):
            items.setItem(row, column, QStandardItem(cell))
    table = QTableView(host)
    table.setModel(items)
    table.selectAll()
    assert clipboard.copied_from(table.viewport()) == "kernel\tfloat32\nbi as\tint8"
    table.setColumnHidden(1, True)
    table.selectionModel().select(
        items.index(0, 0),
        QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows,
    )
    assert clipboard.copied_from(table) == "kernel"
    assert clipboard.copied_from(host) == ""


# --- actions ---


def test_ids_and_shortcuts_are_unique(host: QWidget) -> None:
    ids = [row.id for row in ACTIONS]
    keys = [key for row in ACTIONS for key in row.keys]
    assert len(set(ids)) == len(ids)
    assert len(set(keys)) == len(keys)
    table = Actions(host)
    assert [table[name].text() for name in ids] == [row.text for row in ACTIONS]


def test_of_a_group_one_is_checked(host: QWidget) -> None:
    table = Actions(host)
    table["view.theme_dark"].setChecked(True)
    table["view.theme_light"].setChecked(True)
    assert not table["view.theme_dark"].isChecked()


# --- dialogs ---


def test_dialogs_are_made_from_their_tables(host: QWidget, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    preferences = PreferencesDialog(settings, host)
    for setting in SETTINGS:
        assert child(preferences, QWidget, f"setting:{setting.key}").accessibleName() == setting.title
    child(preferences, QAbstractButton, "setting:restore_tabs").click()
    assert not settings.flag("restore_tabs")
    for dialog in (preferences, AboutDialog(host), ShortcutsDialog(Actions(host), settings, host)):
        dialog.show()
        assert not dialog.grab().isNull()
        dialog.accept()


# --- the process of the window ---


@pytest.fixture
def guarded() -> Iterator[None]:
    """Banned imports fail."""
    hook = guard.install()
    yield
    guard.remove(hook)


@pytest.mark.usefixtures("guarded")
@pytest.mark.parametrize("name", sorted(guard.BANNED))
def test_what_belongs_into_children_cannot_be_imported(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, name, raising=False)
    with pytest.raises(ImportError, match="may not be imported in the process of the window"):
        importlib.import_module(name)


@pytest.mark.usefixtures("guarded")
def test_everything_else_can_be_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    assert importlib.import_module("colorsys").__name__ == "colorsys"


@pytest.fixture
def failures(monkeypatch: pytest.MonkeyPatch) -> Iterator[Failures]:
    """The last resort, installed; pytest's own hooks come back afterwards."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    made = Failures()
    made.install()
    yield made
    made.remove()
    logs.close()


def test_what_nobody_caught_becomes_a_notice_and_a_line_in_the_log(
    failures: Failures, capfd: pytest.CaptureFixture[str]
) -> None:
    heard: list[tuple[str, str]] = []
    failures.happened.connect(lambda message, details: heard.append((message, details)))
    error = ZeroDivisionError("by zero")
    sys.excepthook(ZeroDivisionError, error, None)
    assert heard[0][0].startswith("Something went wrong inside Cutaway (ZeroDivisionError).")
    assert "by zero" in heard[0][1]
    assert "by zero" in logs.file().read_text(encoding="utf-8")
    assert capfd.readouterr() == ("", "")


@pytest.mark.usefixtures("failures")
def test_what_qt_says_goes_to_the_log_alone(capfd: pytest.CaptureFixture[str]) -> None:
    qWarning("a complaint of Qt")
    assert "a complaint of Qt" in logs.file().read_text(encoding="utf-8")
    assert capfd.readouterr() == ("", "")


@pytest.mark.usefixtures("failures")
def test_what_children_tell_and_how_they_die_goes_to_the_log(qapp: QApplication) -> None:
    engine = Engine(partial(ProcessTransport, qapp), TimerTicker(qapp))
    log_children(engine)
    engine.logged.emit("debug", "describe of nmp took 0.021 s")
    job = Job[int]("Statistics of nmp", lambda _: None)
    engine.job_added.emit(job)
    job.fail(CrashedError("The reader stopped.", details="Signal 11"))
    engine.close()
    said = logs.file().read_text(encoding="utf-8")
    assert "DEBUG child: describe of nmp took 0.021 s" in said
    assert "Statistics of nmp: CrashedError The reader stopped.\nSignal 11" in said


def test_an_interrupt_is_no_failure(failures: Failures) -> None:
    heard: list[str] = []
    failures.happened.connect(lambda message, _: heard.append(message))
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert heard == []
    assert isinstance(failures, QObject)
