# SPDX-License-Identifier: Apache-2.0
"""The chosen variable as pictures; the library that draws them is imported then and not before."""

import subprocess
import sys
from collections.abc import Callable

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QSpinBox, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from cutaway.qt.views.variable_detail import VariableDetail
from helpers import example_models, readings
from helpers.readings import FakeReading

Put = Callable[[QWidget], None]


def shown(holder: QWidget, put: Put, name: str, view: str) -> tuple[VariableDetail, FakeReading]:
    """Return the detail of a variable with one of its views chosen."""
    document, reading = readings.document(example_models.saved_model())
    detail = VariableDetail(document, holder)
    put(detail)
    detail.show_variable(next(v for v in example_models.saved_model().variables if v.name == name))
    choice = detail.findChild(QTabBar, "valueView")
    assert choice is not None
    titles = [choice.tabText(place) for place in range(choice.count())]
    choice.setCurrentIndex(titles.index(view))
    return detail, reading


@pytest.mark.parametrize(
    ("view", "plot"),
    [("Distribution", "histogramPlot"), ("Heatmap", "heatmapPlot"), ("Filters", "tilesPlot")],
)
def test_every_picture_is_drawn(view: str, plot: str, holder: QWidget, put: Put, qtbot: QtBot) -> None:
    detail, _reading = shown(holder, put, "note_conv/kernel", view)
    qtbot.waitUntil(lambda: detail.findChild(QWidget, plot) is not None, timeout=20_000)
    assert not detail.grab().isNull()


def test_a_heatmap_begins_with_the_two_last_axes_that_are_longer_than_one(
    holder: QWidget, put: Put, qtbot: QtBot
) -> None:
    detail, reading = shown(holder, put, "note_conv/kernel", "Heatmap")
    assert reading.asked[-1] == ("plane", ("note_conv/kernel", 1, 2, {0: 0, 3: 0}))
    qtbot.waitUntil(lambda: detail.findChild(QWidget, "heatmapPlot") is not None, timeout=20_000)


def test_other_axes_can_be_chosen_and_held(holder: QWidget, put: Put, qtbot: QtBot) -> None:
    detail, reading = shown(holder, put, "note_conv/kernel", "Heatmap")
    rows = detail.findChild(QComboBox, "rowAxis")
    assert rows is not None
    rows.setCurrentIndex(0)
    rows.activated.emit(0)
    held = [box for box in detail.findChildren(QSpinBox) if box.objectName() == "axis1Index"]
    held[0].setValue(7)
    qtbot.waitUntil(lambda: reading.asked[-1] == ("plane", ("note_conv/kernel", 0, 2, {1: 7, 3: 0})))


def test_choosing_the_same_axis_twice_swaps_them(holder: QWidget, put: Put) -> None:
    detail, reading = shown(holder, put, "note_conv/kernel", "Heatmap")
    rows = detail.findChild(QComboBox, "rowAxis")
    assert rows is not None
    rows.setCurrentIndex(2)
    rows.activated.emit(2)
    assert reading.asked[-1] == ("plane", ("note_conv/kernel", 2, 1, {0: 0, 3: 0}))


def test_the_view_stays_when_another_variable_is_chosen(holder: QWidget, put: Put) -> None:
    detail, reading = shown(holder, put, "note_conv/kernel", "Values")
    detail.show_variable(example_models.saved_model().variables[0])
    assert reading.asked[-1][0] == "table"
    QTest.qWait(1)


def test_a_skeleton_stands_where_a_slow_answer_will_be(holder: QWidget, put: Put, qtbot: QtBot) -> None:
    from cutaway.qt.widgets.skeleton import SkeletonRows

    document, reading = readings.document(example_models.saved_model())
    reading.held = True
    detail = VariableDetail(document, holder)
    put(detail)
    detail.show_variable(example_models.saved_model().variables[0])
    qtbot.waitUntil(lambda: bool(detail.findChildren(SkeletonRows)))
    reading.release()
    qtbot.waitUntil(lambda: detail.findChild(QWidget, "histogramPlot") is not None, timeout=20_000)


def test_pages_import_no_library_of_plots_and_plots_import_no_reader() -> None:
    code = """
import sys
from PySide6.QtWidgets import QApplication
app = QApplication([])
import cutaway.qt.views.variables, cutaway.qt.views.inspector, cutaway.qt.views.overview
early = {"numpy", "pyqtgraph"} & set(sys.modules)
hook = sys.excepthook
from cutaway.qt.plots import library
library.begin()
while not library.is_ready():
    app.processEvents()
import cutaway.qt.plots.heatmap, cutaway.qt.plots.histogram, cutaway.qt.plots.tiles
never = {"tensorflow", "h5py", "pyfive", "google.protobuf", "matplotlib", "scipy", "OpenGL"}
assert not early, early
assert not never & set(sys.modules), never & set(sys.modules)
assert sys.excepthook is hook
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
