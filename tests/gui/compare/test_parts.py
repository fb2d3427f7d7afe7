# SPDX-License-Identifier: Apache-2.0
"""What a comparison shows: descriptions, weights, two maps that move together, answers, and its report."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QTabBar,
    QTableView,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from cutaway.comparing.sides import MapSides
from cutaway.description.comparison import Compared, MapMatch, Structure
from cutaway.description.running import InputChoice
from cutaway.errors import RequestError
from cutaway.qt.compare.answers_view import AnswersView
from cutaway.qt.compare.confusion import ConfusionMatrix
from cutaway.qt.compare.head import CompareHead
from cutaway.qt.compare.map_colors import MapColors
from cutaway.qt.compare.structure_view import MapPair, StructureView
from cutaway.qt.compare.weights_view import WeightsView
from cutaway.qt.run.trust_dialog import TrustDialog
from cutaway.session import input_sets
from cutaway.session.run_plan import RunPlan
from cutaway.session.selection import Chosen
from gui.compare.conftest import OTHER, Shown
from helpers import fake_comparisons
from helpers.windows import child

Show = Callable[..., Shown]
_STRICT = QAbstractItemModelTester.FailureReportingMode.Warning


def cells(table: QTableView, column: int) -> list[str]:
    items = table.model()
    return [str(items.index(row, column).data()) for row in range(items.rowCount())]


def said(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel)]


# --- descriptions ---


def test_each_difference_says_what_became_of_it(show: Show) -> None:
    shown = show().compared("description")
    table = child(shown.page, QTableView, "differenceTable")
    QAbstractItemModelTester(table.model(), _STRICT)
    assert cells(table, 0) == ["Signatures", "Inputs", "Layers", "Operators", "Assets"]
    assert cells(table, 1) == ["renamed", "changed", "added", "changed", "removed"]
    assert cells(table, 2)[:2] == ["serving → serve", "serving · x"]
    assert (cells(table, 3)[1], cells(table, 4)[1]) == ("float32 1", "int8 1")
    parts = child(shown.page, QComboBox, "comparePart")
    parts.setCurrentIndex(parts.findData("layer"))
    assert cells(table, 1) == ["added"]
    assert "It does not have it." in said(shown.page)


def test_models_that_say_the_same_are_told_so(show: Show) -> None:
    shown = show().compared("description", Compared((), (), (), (), Structure("none")))
    assert "Both say the same of themselves." in said(shown.page)


# --- weights ---


def test_weights_are_sorted_by_change_and_equal_ones_come_when_asked(show: Show) -> None:
    shown = show().compared("weights")
    table = child(shown.page, QTableView, "weightPairTable")
    QAbstractItemModelTester(table.model(), _STRICT)
    assert cells(table, 0)[:2] == ["large", "small"]
    assert set(cells(table, 0)[2:]) == {"gone", "come"}
    assert cells(table, 7)[0] == "differs, dequantised, transposed"
    assert cells(table, 5)[:2] == ["0.5", "0.001"]
    child(shown.page, QCheckBox, "compareOnlyChanged").setChecked(False)
    assert "same" in cells(table, 0)
    assert "equal" in cells(table, 7)


def test_the_chosen_weight_shows_both_and_their_difference(show: Show, qtbot: QtBot) -> None:
    shown = show().compared("weights")
    view = shown.view.part("weights")
    assert isinstance(view, WeightsView)
    told = said(view.detail)
    assert "Stored integers were taken by their scales and zero points." in " ".join(told)
    qtbot.waitUntil(lambda: view.detail.findChild(QWidget, "besidePlot") is not None, timeout=10_000)
    qtbot.waitUntil(lambda: view.detail.findChild(QWidget, "histogramPlot") is not None, timeout=10_000)


# --- structure ---


def maps_of(shown: Shown) -> MapPair:
    view = shown.view.part("structure")
    assert isinstance(view, StructureView)
    assert view.maps is not None
    return view.maps


def test_the_maps_tell_by_colour_what_changed_and_what_is_in_one_alone(show: Show) -> None:
    shown = show().compared("structure")
    sides = shown.desk.maps
    assert sides is not None
    scene = maps_of(shown).halves[0].view.scene
    assert scene is not None
    told = dict(zip(scene.keys, MapColors(sides, 0).of_boxes(scene), strict=True))
    assert (told["input"], told["net/conv"], told["net/relu"]) == ("same", "changed", "removed")
    assert told["net/block/"] is None
    assert [half.view.canvas.coloring.id for half in maps_of(shown).halves] == ["comparison"] * 2


def test_both_maps_have_the_same_room(show: Show) -> None:
    first, second = maps_of(show().compared("structure")).halves
    assert abs(first.width() - second.width()) <= 1


def test_choosing_in_one_map_chooses_its_match_in_the_other(show: Show) -> None:
    first, second = maps_of(show().compared("structure")).halves
    assert first.view.scene is not None
    first.document.selection.choose(Chosen("node", "output"))
    canvas = second.view.canvas
    assert canvas.scene is not None
    assert canvas.scene.keys[canvas.marks.chosen] == "output"
    assert second.document.selection.current.kind == "model"  # it was shown, not chosen


def test_opening_a_group_opens_its_twin_unless_each_goes_its_own_way(show: Show) -> None:
    shown = show().compared("structure")
    pair = maps_of(shown)
    first, second = pair.halves
    asked = shown.reading.asked
    asked.clear()
    first.view.canvas.toggled.emit("net/")
    assert [kind for kind, _ in asked].count("picture") == 2
    asked.clear()
    pair.link.turn(False)
    second.view.canvas.toggled.emit("net/")
    assert [kind for kind, _ in asked].count("picture") == 1


def test_zoom_and_pan_follow_the_match(show: Show, qtbot: QtBot) -> None:
    shown = show().compared("structure")
    first, second = maps_of(shown).halves
    with qtbot.waitActive(shown.page):
        shown.page.activateWindow()
    first.view.canvas.setFocus()
    QTest.keyClick(first.view.canvas, Qt.Key.Key_Plus)
    assert second.view.canvas.camera.scale == first.view.canvas.camera.scale
    before = second.view.canvas.camera.top
    first.view.canvas.viewpoint.pan(0, -20)
    assert second.view.canvas.camera.top != before


def test_differences_are_walked_by_key(show: Show) -> None:
    pair = maps_of(show().compared("structure"))
    QAbstractItemModelTester(pair.list.model(), _STRICT)
    assert cells(pair.list, 0) == ["changed", "removed"]
    canvas = pair.halves[0].view.canvas
    canvas.setFocus()
    for key, row in ((Qt.Key.Key_F8, 0), (Qt.Key.Key_F8, 1), (Qt.Key.Key_F8, 0)):
        QTest.keyClick(canvas, key)
        assert pair.list.currentIndex().row() == row
    QTest.keyClick(canvas, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert pair.list.currentIndex().row() == 1
    assert canvas.scene is not None
    assert canvas.scene.keys[canvas.marks.chosen] == "net/relu"
    assert "2 / 2" in said(pair)


def test_models_without_a_graph_are_told_so(show: Show) -> None:
    shown = show()
    shown.service.match = MapMatch()
    shown.compared("structure")
    assert any("no graph" in words for words in said(shown.page))
    assert MapSides(MapMatch(), (set(), set())).steps == ()


# --- answers ---


def answers_of(shown: Shown) -> AnswersView:
    view = shown.view.part("answers")
    assert isinstance(view, AnswersView)
    return view


def test_nothing_is_run_before_the_user_agreed_for_both(show: Show) -> None:
    shown = show(asks=2).compared("answers")
    view = answers_of(shown)
    child(view, QPushButton, "compareRun").click()
    for left in (1, 0):
        assert len(shown.service.asked) == 1
        dialog = next(each for each in view.findChildren(TrustDialog) if each.isVisible())
        said = [words.text() for words in dialog.findChildren(QLabel)]
        assert "To compare the answers, both models have to run." in said
        dialog.accept()
        assert shown.service.asks == left
    assert shown.service.asked[-1][2].samples.count == 3


def test_refusing_runs_nothing_and_says_so(show: Show) -> None:
    shown = show(asks=1).compared("answers")
    view = answers_of(shown)
    view.ask()
    child(view, TrustDialog).reject()
    assert len(shown.service.asked) == 1
    assert "Nothing was run, so the answers are not known." in said(view)


def test_answers_are_told_as_a_proof_with_where_they_begin_to_differ(show: Show) -> None:
    shown = show().compared("answers")
    view = answers_of(shown)
    view.ask()
    job = shown.service.jobs[-1]
    job.report("Running other.tflite", None)
    assert "Running other.tflite" in said(view)
    job.succeed(fake_comparisons.answers())
    told = said(view)
    assert "They do not answer alike" in told
    table = child(view, QTableView, "proofTable")
    assert cells(table, 0) == ["scores"]
    assert table.model().headerData(1, Qt.Orientation.Horizontal) == "In the second"
    assert {"conv/Relu  Relu", "conv_relu  CONV_2D", "7 tensors inside both were compared."} <= set(told)


def test_where_they_begin_to_differ_is_shown_on_both_maps(show: Show) -> None:
    shown = show().compared("answers")
    view = answers_of(shown)
    view.ask()
    shown.service.jobs[-1].succeed(fake_comparisons.answers())
    view.node_asked.emit(Chosen("node", "output"))
    for half in maps_of(shown).halves:
        canvas = half.view.canvas
        assert canvas.scene is not None
        assert canvas.scene.keys[canvas.marks.chosen] == "output"


def test_labelled_samples_tell_who_is_right(show: Show, tmp_path: Path) -> None:
    shown = show().compared("answers")
    view = answers_of(shown)
    child(view, QTabBar, "compareSource").setCurrentIndex(2)
    view.ask()
    assert "Choose the samples whose classes are known." in said(view)
    view.questions.labelled.take(str(tmp_path))
    view.ask()
    plan = shown.service.asked[-1][2]
    assert plan.labelled is not None
    assert plan.labelled.samples == str(tmp_path)
    shown.service.jobs[-1].succeed(fake_comparisons.answers())
    assert {"100 %", "50 %"} <= set(said(view))
    matrices = view.findChildren(ConfusionMatrix)
    assert [matrix.counts for matrix in matrices] == [[[2, 0], [0, 0]], [[1, 1], [0, 0]]]
    matrices[0].grab()
    table = child(view, QTableView, "disagreementTable")
    QAbstractItemModelTester(table.model(), _STRICT)
    assert [cells(table, column)[0] for column in (0, 1, 2, 4)] == ["1.png", "cat", "cat", "dog"]


def test_the_files_of_a_folder_and_an_input_set_are_asked(show: Show, tmp_path: Path) -> None:
    shown = show().compared("answers")
    view = answers_of(shown)
    name = next(each for each in shown.desk.signatures if each.inputs).inputs[0].name
    folder, kept = tmp_path / "samples", tmp_path / "set.json"
    folder.mkdir()
    for number in range(2):
        (folder / f"{number}.npy").touch()
    input_sets.save(RunPlan(inputs={name: InputChoice("value:[1]")}), "", kept)
    child(view, QTabBar, "compareSource").setCurrentIndex(1)
    for data, sources in ((folder, [str(folder / "0.npy"), str(folder / "1.npy")]), (kept, ["value:[1]"])):
        view.questions.files.take(str(data))
        view.ask()
        plan = shown.service.asked[-1][2]
        assert [each[name].source for each in plan.samples.choices] == sources
        shown.service.jobs[-1].succeed(fake_comparisons.answers())


def test_pictures_are_asked_as_they_are_to_be_read(show: Show, tmp_path: Path) -> None:
    (tmp_path / "cat").mkdir()
    (tmp_path / "cat" / "1.png").touch()
    shown = show().compared("answers")
    view = answers_of(shown)
    child(view, QTabBar, "compareSource").setCurrentIndex(2)
    view.questions.labelled.take(str(tmp_path))
    field = child(view.questions, QLineEdit, "option:mean")
    QTest.keyClicks(field, "127.5")
    view.ask()
    plan = shown.service.asked[-1][2]
    assert plan.labelled is not None
    assert dict(plan.labelled.options) == {"mean": "127.5"}


def test_the_second_is_read_again_when_asked(show: Show) -> None:
    shown = show().compared()
    child(shown.page, QToolButton, "compareRefresh").click()
    assert [asked[1] for asked in shown.service.asked] == [OTHER, OTHER]


def test_what_cannot_be_asked_is_a_sentence(show: Show, tmp_path: Path) -> None:
    shown = show().compared("answers")
    view = answers_of(shown)
    child(view, QTabBar, "compareSource").setCurrentIndex(1)
    view.questions.files.take(str(tmp_path / "gone"))
    view.ask()
    QCoreApplication.processEvents()
    assert any("gone does not exist" in words for words in said(view))


def test_awaiting_answers_can_be_cancelled(show: Show) -> None:
    shown = show().compared("answers")
    view = answers_of(shown)
    view.ask()
    child(view, QPushButton, "compareCancel").click()
    assert "The comparison of answers was cancelled." in said(view)


# --- the whole ---


def test_the_report_is_saved_with_the_answers(show: Show, tmp_path: Path) -> None:
    shown = show().compared("answers")
    answers_of(shown).ask()
    shown.service.jobs[-1].succeed(fake_comparisons.answers())
    head = child(shown.page, CompareHead)
    head.save(tmp_path / "report.json")
    head.save(tmp_path / "report.html")
    told = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert told["proof"]["verdict"] == "fail"
    assert "large" in (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "The report is saved in report.html." in said(head)


def test_a_failed_comparison_is_a_sentence_with_a_way_on(show: Show) -> None:
    shown = show()
    shown.page.compare_with("/models/other.tflite")
    shown.service.jobs[-1].fail(RequestError("It cannot be compared.", hint="Try another one."))
    assert {"It cannot be compared.", "Try another one."} <= set(said(shown.view))
