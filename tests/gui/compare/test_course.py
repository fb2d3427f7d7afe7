# SPDX-License-Identifier: Apache-2.0
"""Several checkpoints of a run: a small chart for each variable along time, optimizer slots included."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel, QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot

from cutaway.description.course import Course, Moment, WeightCourse
from cutaway.errors import RequestError
from cutaway.qt.compare.course_view import CourseView
from cutaway.qt.items.courses import CHART, chart
from gui.compare.conftest import OTHER, Shown
from helpers.fake_comparisons import weight
from helpers.windows import child

Show = Callable[..., Shown]


def course() -> Course:
    moments = tuple(Moment(f"/run/{step}", f"step {step}", step, "checkpoint", 10) for step in (1, 2, 3))
    far, step = (None, 1.0, 2.0), (None, 1.0, 1.0)
    kernel = WeightCourse(weight("kernel"), (4.0, 4.0, 4.0), step, far)
    slot = WeightCourse(weight("kernel/m"), (1.0, 1.0, 1.0), step, far, slot_of="kernel", slot="m")
    return Course(moments, (kernel, slot))


def view_of(shown: Shown) -> CourseView:
    view = shown.view.part("course")
    assert isinstance(view, CourseView)
    return view


def test_both_are_followed_and_every_variable_has_its_chart(show: Show, qtbot: QtBot) -> None:
    shown = show().compared("course")
    view = view_of(shown)
    assert [asked[0] for asked in shown.service.asked[1:]] == [shown.document.source.path, OTHER]
    shown.service.jobs[-1].succeed(course())
    table = child(view, QTableView, "courseTable")
    items = table.model()
    QAbstractItemModelTester(items, QAbstractItemModelTester.FailureReportingMode.Warning)
    told = [[items.index(row, column).data() for column in (0, 1, 4)] for row in range(2)]
    assert told == [["kernel", "", "50 %"], ["kernel/m", "m · kernel", "200 %"]]
    assert items.index(1, 5).data(CHART) == (None, 1.0, 2.0)
    table.grab()
    qtbot.waitUntil(lambda: view.findChild(QWidget, "coursePlot") is not None, timeout=10_000)
    assert "3 checkpoints: step 1, step 2, step 3" in [each.text() for each in view.findChildren(QLabel)]


def test_others_and_whole_folders_are_followed_when_asked(show: Show) -> None:
    shown = show().compared("course")
    view = view_of(shown)
    view.desk.add(["/run/4"])
    assert shown.service.asked[-1][0] == "/run/4"
    view.follow_folder("/run")
    assert [each.path for each in view.desk.sources] == ["/run"]
    shown.service.jobs[-1].succeed(course())
    view.desk.add(["/run/9"])
    assert [each.path for each in view.desk.sources] == ["/run/1", "/run/2", "/run/3", "/run/9"]


def test_what_cannot_be_followed_is_a_sentence_and_waiting_can_be_cancelled(show: Show) -> None:
    shown = show().compared("course")
    view = view_of(shown)
    child(view, QPushButton, "courseStop").click()
    assert "Following the weights was cancelled." in [each.text() for each in view.findChildren(QLabel)]
    view.desk.begin()
    shown.service.jobs[-1].fail(RequestError("There is nothing to follow."))
    assert "There is nothing to follow." in [each.text() for each in view.findChildren(QLabel)]


def test_a_chart_begins_at_the_bottom_and_reaches_the_top() -> None:
    points = chart((None, 1.0, 2.0), QRectF(0, 0, 20, 10))
    assert points == [QPointF(0, 10), QPointF(10, 5), QPointF(20, 0)]
