# SPDX-License-Identifier: Apache-2.0
"""The second model is chosen by drop, out of a list, or by a dialog; both can be swapped and exchanged."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel, QPushButton, QTableView, QToolButton

from cutaway.errors import CancelledError, MissingFileError
from cutaway.qt import file_dialogs
from cutaway.qt.items.candidates import CandidateItems
from cutaway.session.compare_service import Candidate
from cutaway.session.jobs import JobState
from gui.compare.conftest import OTHER, Shown
from helpers.windows import child, nameless

Show = Callable[..., Shown]


def drop_on(shown: Shown, *paths: str) -> bool:
    """Drop files on the page; whether it took them."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(path) for path in paths])
    event = QDropEvent(
        QPointF(9, 9),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    shown.page.dropEvent(event)
    return event.isAccepted()


def test_a_model_that_is_dropped_on_the_page_is_compared_with(show: Show) -> None:
    shown = show()
    assert drop_on(shown, OTHER)
    assert [asked[:2] for asked in shown.service.asked] == [(shown.document.source.path, OTHER)]
    assert not shown.service.asked[0][2].runs


def test_several_models_are_left_to_the_window_that_opens_them(show: Show) -> None:
    shown = show()
    assert not drop_on(shown, OTHER, "/a/third.tflite")
    assert shown.service.asked == []


def test_longer_words_of_another_language_are_not_cut(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cutaway.qt.items.candidates.tr", lambda words: f"{words}, in many more words")
    shown = show()
    shown.service.rows = (Candidate(OTHER, is_open=False, format="tflite", bytes=2048),)
    shown.page.hide()
    shown.page.show()
    table = child(shown.page, QTableView, "compareCandidates")
    assert all(table.columnWidth(place) >= table.sizeHintForColumn(place) for place in range(1, 4))


def test_open_models_and_those_of_late_are_offered(show: Show) -> None:
    shown = show()
    shown.service.rows = (
        Candidate("/a/open", is_open=True),
        Candidate(OTHER, is_open=False, format="tflite", bytes=2048),
    )
    shown.page.hide()
    shown.page.show()
    table = child(shown.page, QTableView, "compareCandidates")
    items = table.model()
    assert isinstance(items, CandidateItems)
    QAbstractItemModelTester(items, QAbstractItemModelTester.FailureReportingMode.Warning)
    told = [[items.index(row, column).data() for column in range(4)] for row in range(2)]
    assert told == [
        ["open", "open in a tab", "", ""],
        ["other.tflite", "opened lately", "TensorFlow Lite", "2 kB"],
    ]
    table.clicked.emit(items.index(1, 0))
    assert shown.service.asked[0][1] == OTHER


def test_a_file_can_be_chosen_in_a_dialog(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = show()
    monkeypatch.setattr(file_dialogs, "choose_files", lambda *_: [OTHER])
    child(shown.page, QPushButton, "compareFile").click()
    assert shown.service.asked[0][1] == OTHER


def test_both_are_swapped_and_compared_again(show: Show) -> None:
    shown = show().compared()
    child(shown.page, QToolButton, "compareSwap").click()
    assert shown.service.asked[-1][:2] == (OTHER, shown.document.source.path)
    assert shown.desk.sides is not None
    assert [source.path for source, _ in shown.desk.sides] == [OTHER, shown.document.source.path]


def test_another_second_can_be_chosen_and_the_model_opened(show: Show) -> None:
    shown = show().compared()
    opened: list[str] = []
    shown.page.path_asked.connect(opened.append)
    child(shown.page, QToolButton, "compareOpen").click()
    assert opened == [OTHER]
    child(shown.page, QToolButton, "compareOther").click()
    assert shown.page.view is None
    assert child(shown.page, QTableView, "compareCandidates").parent() is not None


def test_a_second_that_cannot_be_read_is_told_where_one_chooses(show: Show) -> None:
    shown = show()
    shown.reading.descriptions[OTHER] = MissingFileError(
        "other.tflite does not exist.", hint="Look.", path=OTHER
    )
    shown.page.compare_with(OTHER)
    said = [label.text() for label in shown.page.findChildren(QLabel) if label.isVisible()]
    assert "other.tflite does not exist. Look." in said


def test_a_comparison_goes_on_in_words_and_can_be_cancelled(show: Show) -> None:
    shown = show()
    shown.page.compare_with(OTHER)
    job = shown.service.jobs[-1]
    job.report("Comparing dense/kernel", 0.5)
    assert "Comparing dense/kernel" in [each.text() for each in shown.view.findChildren(QLabel)]
    child(shown.view, QPushButton, "compareStop").click()
    assert job.state is JobState.CANCELLED
    assert isinstance(shown.desk.error, CancelledError)
    child(shown.view, QPushButton, "compareAgain").click()
    assert len(shown.service.jobs) == 2


def test_the_second_outlives_reading_the_first_again(show: Show) -> None:
    shown = show().compared()
    shown.document.load()
    assert shown.desk.wanted == OTHER


def test_everything_has_a_name(show: Show) -> None:
    shown = show()
    assert nameless(shown.page) == []
    shown.compared("answers")
    assert nameless(shown.page) == []
    for part in ("weights", "structure"):
        shown.view.show_part(part)
    assert nameless(shown.page) == []
