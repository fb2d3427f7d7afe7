# SPDX-License-Identifier: Apache-2.0
"""Runs before, two of them compared, values inside the model, times and operations."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QTableView, QToolButton
from pytestqt.qtbot import QtBot

from cutaway.description.drawing import NodeFacts
from cutaway.description.picture import Place
from cutaway.description.running import InputChoice, OperatorTime, Profile, RunAnswer, Timing
from cutaway.qt.items.operators import SHARE, OperatorItems
from cutaway.qt.run.comparison import ComparisonPanel
from cutaway.qt.run.figures import FigureRow, figures_of
from cutaway.qt.run.view import by_node
from cutaway.qt.views.node_panel import NodePanel
from cutaway.session.selection import Chosen
from helpers import example_models
from helpers.run_pages import Bench
from helpers.runs import example_profile
from helpers.windows import child

Make = Callable[..., Bench]


def run(bench: Bench, **changes: object) -> None:
    bench.desk.change(replace(bench.desk.plan, **changes))  # type: ignore[arg-type]
    bench.view.run()


def cells(table: QTableView) -> list[list[str]]:
    items = table.model()
    return [
        [str(items.index(row, column).data() or "") for column in range(items.columnCount())]
        for row in range(items.rowCount())
    ]


def select(table: QTableView, *rows: int) -> None:
    flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    table.clearSelection()
    for row in rows:
        table.selectionModel().select(table.model().index(row, 0), flags)


def test_every_run_is_kept_the_last_first(bench: Make) -> None:
    made = bench(example_models.classifier())
    run(made)
    run(made, inputs={"image": InputChoice("zeros")})
    made.view.results.show_title("Runs")
    rows = cells(child(made.page, QTableView, "runHistory"))
    assert [row[0] for row in rows] == ["2", "1"]
    assert [row[4] for row in rows] == ["image: zeros", "image: random"]


def test_an_earlier_run_is_looked_at_again(bench: Make) -> None:
    made = bench(example_models.classifier())
    run(made)
    run(made)
    made.view.results.show_title("Runs")
    select(child(made.page, QTableView, "runHistory"), 1)
    QTest.mouseClick(child(made.page, QPushButton, "lookAtRun"), Qt.MouseButton.LeftButton)
    assert made.desk.shown is made.desk.history[0]
    assert child(made.page, QTableView, "outputTable").isVisible()


def test_a_forgotten_run_takes_its_values_along(bench: Make) -> None:
    made = bench(example_models.classifier())
    run(made)
    folder = made.desk.history[0].folder
    made.view.results.show_title("Runs")
    select(child(made.page, QTableView, "runHistory"), 0)
    QTest.mouseClick(child(made.page, QPushButton, "forgetRun"), Qt.MouseButton.LeftButton)
    assert made.desk.history == []
    assert folder in made.runs.forgotten


def test_two_runs_are_compared_with_a_picture_of_their_difference(bench: Make, qtbot: QtBot) -> None:
    made = bench(example_models.classifier())
    run(made)
    run(made, inputs={"image": InputChoice("zeros")})
    made.view.results.show_title("Runs")
    select(child(made.page, QTableView, "runHistory"), 0, 1)
    panel = child(made.page, ComparisonPanel)
    assert made.runs.compared == [tuple(past.folder for past in made.desk.history)]
    qtbot.waitUntil(lambda: bool(panel.findChildren(QTableView, "differenceTable")))
    table = child(panel, QTableView, "differenceTable")
    assert cells(table)[0][:5] == ["scores", "no", "0.0213", "0.0042", "0.99871"]
    headings = [label.text() for label in panel.findChildren(QLabel)]
    assert "Run 1 and run 2" in headings
    assert "image: random and zeros" in headings
    asked = [question for question in made.reading.asked if question[0] == "statistics"]
    assert asked[-1][1] == ["out/scores"]


def test_a_tensor_is_asked_for_by_name(bench: Make) -> None:
    made = bench(example_models.classifier())
    made.view.results.show_title("Inside")
    field = child(made.page, QLineEdit, "tapField")
    QTest.keyClicks(field, "conv_1/Relu:0")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert made.desk.plan.taps == ("conv_1/Relu:0",)
    QTest.mouseClick(child(made.page, QPushButton, "runForTaps"), Qt.MouseButton.LeftButton)
    rows = cells(child(made.page, QTableView, "tapTable"))
    assert [row[0] for row in rows] == ["conv_1/Relu:0"]


def test_what_is_not_executed_says_so(bench: Make) -> None:
    made = bench(example_models.classifier())
    made.runs.notes["dead:0"] = "is not executed"
    run(made, taps=("dead:0",))
    made.view.results.show_title("Inside")
    assert cells(child(made.page, QTableView, "tapTable"))[0][3] == "is not executed"
    assert "Is not executed." in [
        label.text() for label in made.page.findChildren(QLabel) if label.isVisible()
    ]


def test_what_there_is_to_say_of_a_value_is_said_below_it(bench: Make) -> None:
    made = bench(example_models.classifier())
    made.runs.remarks["turn:0"] = "3 turns of a loop, along the first axis."
    run(made, taps=("turn:0",))
    made.view.results.show_title("Inside")
    notes = [each for each in made.page.findChildren(QLabel, "valueNote") if each.isVisible()]
    assert [note.text() for note in notes] == ["3 turns of a loop, along the first axis."]


def test_a_tensor_is_no_longer_shown(bench: Make) -> None:
    made = bench(example_models.classifier())
    made.view.want_taps(("a:0", "b:0"))
    first = made.page.findChildren(QToolButton, "removeTap")[0]
    QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    assert made.desk.plan.taps == ("b:0",)
    assert made.document.taps == ("b:0",)


def test_a_node_chosen_elsewhere_comes_to_be_shown(bench: Make) -> None:
    made = bench(example_models.classifier())
    made.document.show_value("block/conv:0")
    assert made.desk.plan.taps == ("block/conv:0",)
    assert child(made.page, QLineEdit, "tapField").isVisible()


def test_a_node_is_shown_by_its_path_through_calls(bench: Make) -> None:
    made = bench(example_models.classifier())
    made.reading.places["conv", "body"] = Place(7, "call/conv", (), "call/conv")
    made.document.show_node("conv", "body")
    assert made.desk.plan.taps == ("call/conv:0",)


def test_a_node_in_the_inspector_can_show_its_value(bench: Make, qtbot: QtBot) -> None:
    made = bench(example_models.classifier())
    made.reading.places["conv", ""] = Place(7, "conv", (), "conv")
    made.reading.nodes["conv", ""] = NodeFacts("conv", "Conv2D", "", "", (), (), (), 0, 0)
    panel = NodePanel(made.document, Chosen("node", "conv"), None)
    qtbot.addWidget(panel)
    panel.show()
    QTest.mouseClick(child(panel, QPushButton, "showValue"), Qt.MouseButton.LeftButton)
    assert made.desk.plan.taps == ("conv:0",)


def test_long_times_are_told_in_milliseconds() -> None:
    rows = (OperatorTime("a", "Conv2D", 0.25), OperatorTime("b", "Relu", 0.001))
    assert by_node(Profile(rows, "", 0.3)) == ({("a", ""): 250.0, ("b", ""): 1.0}, "ms")


def test_times_of_repeated_runs_are_told(bench: Make) -> None:
    made = bench(example_models.classifier())
    run(made, repeat=20)
    made.view.results.show_title("Time")
    told = child(made.page, FigureRow).accessibleName()
    assert "median 2.1 ms" in told
    assert "95 % within 3.4 ms" in told
    assert "samples a second 476" in told
    assert "peak memory 412 MB" in told


@pytest.mark.parametrize(("speed", "words"), [(12_481.3, "12,481"), (476.2, "476"), (0.25, "0.25")])
def test_a_throughput_is_a_plain_number(speed: float, words: str) -> None:
    answer = RunAnswer("", "", (), Timing(0.1, 0.1, 1, throughput=speed))
    assert ("samples a second", words, repr(speed)) in figures_of(answer)


def test_ops_are_measured_when_asked(bench: Make) -> None:
    made = bench(example_models.classifier())
    run(made)
    made.view.results.show_title("Time")
    QTest.mouseClick(child(made.page, QPushButton, "measureOps"), Qt.MouseButton.LeftButton)
    assert made.runs.ran[-1][0].profile
    rows = cells(child(made.page, QTableView, "profileTable"))
    assert rows[0][:4] == ["MobilenetV2/expanded_conv/depthwise", "DEPTHWISE_CONV_2D", "1", "920 µs"]


def test_a_profile_can_be_sorted_and_has_bars() -> None:
    items = OperatorItems(example_profile(), None)  # type: ignore[arg-type]
    assert items.index(0, 4).data(SHARE) == 1.0
    items.sort(0, Qt.SortOrder.AscendingOrder)
    assert items.index(0, 0).data() == "MobilenetV2/Conv/Relu6"


def test_times_colour_the_graph(bench: Make) -> None:
    made = bench(example_models.classifier())
    run(made, profile=True)
    made.view.results.show_title("Time")
    QTest.mouseClick(child(made.page, QPushButton, "timesOnGraph"), Qt.MouseButton.LeftButton)
    values, unit = made.document.brought["Time of a run"]
    assert unit == "µs"
    assert values["MobilenetV2/Logits/AvgPool", ""] == 60


def test_operations_are_counted_without_a_run(bench: Make, qtbot: QtBot) -> None:
    made = bench(example_models.classifier())
    made.view.results.show_title("Cost")
    qtbot.waitUntil(lambda: bool(made.page.findChildren(QTableView, "costTable")))
    assert not made.runs.ran
    rows = cells(child(made.page, QTableView, "costTable"))
    assert rows[0][0] == "conv_1"
    QTest.mouseClick(child(made.page, QPushButton, "costsOnGraph"), Qt.MouseButton.LeftButton)
    assert made.document.brought["Operations"][0]["conv_1", ""] == 2.408448


def test_a_slow_op_leads_to_its_node(bench: Make) -> None:
    made = bench(example_models.classifier())
    run(made, profile=True)
    made.view.results.show_title("Time")
    table = child(made.page, QTableView, "profileTable")
    table.doubleClicked.emit(table.model().index(0, 0))
    assert made.document.selection.current == Chosen("node", "MobilenetV2/expanded_conv/depthwise")
