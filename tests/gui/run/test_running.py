# SPDX-License-Identifier: Apache-2.0
"""Running: consent once, progress, cancelling, failures that leave the page as it was, and what a run shows."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QPushButton,
    QSpinBox,
    QTabBar,
    QTableView,
)
from pytestqt.qtbot import QtBot

from cutaway.description.model import ModelDescription
from cutaway.description.running import RunOutput, StoredValue
from cutaway.description.variables import Variable
from cutaway.errors import CrashedError, LimitError
from cutaway.qt.run.crash_card import CrashCard
from cutaway.qt.run.options import RunOptions
from cutaway.qt.run.picture_view import Picture
from cutaway.qt.run.top_view import greatest
from cutaway.qt.run.trust_dialog import TrustDialog
from cutaway.qt.widgets.bars import BarRow
from cutaway.qt.widgets.finding_card import FindingCard
from helpers import example_models
from helpers.run_pages import Bench
from helpers.windows import child

Make = Callable[..., Bench]


def press_run(bench: Bench) -> None:
    QTest.mouseClick(child(bench.page, QPushButton, "runButton"), Qt.MouseButton.LeftButton)


def segments(bench: Bench) -> list[str]:
    card = bench.view.results.outputs.detail.card
    assert card is not None
    bar = child(card, QTabBar, "valueView")
    return [bar.tabText(place) for place in range(bar.count())]


def words(bench: Bench) -> list[str]:
    QCoreApplication.processEvents()  # layouts show what was put into them
    return [found.text() for found in bench.page.findChildren(QLabel) if found.isVisible()]


def test_the_inputs_that_were_seen_are_those_that_are_run(bench: Make) -> None:
    made = bench(example_models.classifier())
    folder = made.desk.folder
    press_run(made)
    assert [ran for _, ran in made.runs.ran] == [folder]


def test_a_second_run_gets_inputs_of_its_own(bench: Make, qtbot: QtBot) -> None:
    made = bench(example_models.classifier())
    press_run(made)
    press_run(made)
    qtbot.waitUntil(lambda: len(made.desk.history) == 2)
    folders = [ran for _, ran in made.runs.ran]
    assert len(set(folders)) == 2


def test_the_first_run_of_a_file_asks_once(bench: Make, qtbot: QtBot) -> None:
    made = bench(example_models.classifier())
    made.runs.is_trusted = False
    press_run(made)
    dialog = child(made.page, TrustDialog)
    assert not made.runs.ran
    told = [found.text() for found in dialog.findChildren(QLabel)]
    assert "Run mobilenet?" in told
    assert "It has no network." in told
    QTest.mouseClick(child(dialog, QPushButton, "trustAccept"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(made.desk.history) == 1)
    press_run(made)
    assert len(made.desk.history) == 2
    assert made.runs.accepted == 1


def test_who_does_not_agree_runs_nothing(bench: Make) -> None:
    made = bench(example_models.classifier())
    made.runs.is_trusted = False
    press_run(made)
    QTest.mouseClick(
        child(child(made.page, TrustDialog), QPushButton, "trustCancel"), Qt.MouseButton.LeftButton
    )
    assert not made.runs.ran
    assert not made.runs.accepted


def test_dangerous_findings_are_listed_and_enter_does_not_run(bench: Make) -> None:
    made = bench(example_models.classifier())
    made.runs.is_trusted = False
    made.runs.findings = example_models.saved_model().findings[:1]
    press_run(made)
    dialog = child(made.page, TrustDialog)
    assert [card.finding.code for card in dialog.findChildren(FindingCard)] == ["reads-files"]
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Rejected
    assert not made.runs.ran


def test_a_run_can_be_cancelled(bench: Make) -> None:
    made = bench(example_models.classifier())
    made.runs.held = True
    press_run(made)
    assert made.desk.job is not None
    made.desk.job.report("Loading the model", 0.5)
    assert "Loading the model" in words(made)
    assert child(made.page, QPushButton, "runButton").isHidden()
    QTest.mouseClick(child(made.page, QPushButton, "cancelRun"), Qt.MouseButton.LeftButton)
    assert not made.desk.is_running
    assert made.desk.history == []
    assert not child(made.page, QPushButton, "runButton").isHidden()


def test_a_crash_names_model_and_signature_and_the_page_goes_on(bench: Make) -> None:
    made = bench(example_models.classifier())
    made.runs.failure = CrashedError(
        "The process died of a segmentation fault.", hint="Try one thread.", details="last line"
    )
    press_run(made)
    card = child(made.page, CrashCard)
    told = [found.text() for found in card.findChildren(QLabel)]
    assert "The run crashed" in told
    assert any("mobilenet" in text.replace("\u200b", "") for text in told)
    assert any("serving_default" in text.replace("\u200b", "") for text in told)
    QTest.mouseClick(child(card, QPushButton, "runAgain"), Qt.MouseButton.LeftButton)
    assert [past.error is None for past in made.desk.history] == [False, True]
    assert child(made.page, QTableView, "outputTable").isVisible()


def test_a_limit_is_no_crash(bench: Make) -> None:
    made = bench(example_models.classifier())
    made.runs.failure = LimitError("mobilenet did not answer within 120 s.")
    press_run(made)
    assert "The run went past its limits" in words(made)


def test_the_greatest_scores_have_the_names_of_their_classes(
    bench: Make, qtbot: QtBot, tmp_path: Path
) -> None:
    made = bench(example_models.classifier())
    press_run(made)
    detail = made.view.results.outputs.detail
    qtbot.waitUntil(lambda: len(detail.findChildren(BarRow)) == 10)
    file = tmp_path / "labels.txt"
    file.write_text("\n".join(f"class {place}" for place in range(1000)), encoding="utf-8")
    QTest.mouseClick(child(detail, QPushButton, "classNames"), Qt.MouseButton.LeftButton)
    dialog = child(detail, QFileDialog, "classNamesDialog")
    dialog.fileSelected.emit(str(file))
    dialog.close()

    def is_named() -> bool:
        rows = [row for row in detail.findChildren(BarRow) if row.isVisible()]
        return bool(rows) and all("class" in row.accessibleName() for row in rows)

    qtbot.waitUntil(is_named)


def test_names_for_another_number_of_classes_are_left_out(bench: Make, qtbot: QtBot) -> None:
    made = bench(example_models.classifier())
    press_run(made)
    made.view.results.outputs.detail.name_classes(["a", "b"], "labels.txt")
    detail = made.view.results.outputs.detail
    qtbot.waitUntil(lambda: any(row.isVisible() for row in detail.findChildren(BarRow)))
    rows = [row for row in detail.findChildren(BarRow) if row.isVisible()]
    assert all(row.accessibleName().partition(",")[0].isdigit() for row in rows)


def test_each_kind_of_output_has_views_of_its_own(bench: Make, qtbot: QtBot) -> None:
    made = bench(example_models.several_inputs())
    press_run(made)
    table = child(made.page, QTableView, "outputTable")
    assert table.model().rowCount() == 4
    assert segments(made) == ["Picture", "Line", "Distribution", "Heatmap", "Values"]
    qtbot.waitUntil(lambda: bool(made.view.results.outputs.detail.findChildren(Picture)))
    for row, first in ((1, "Top"), (2, "Value"), (3, "Values")):
        table.selectRow(row)
        assert segments(made)[0] == first


def test_a_ragged_value_shows_its_elements_and_where_rows_end(bench: Make, qtbot: QtBot) -> None:
    made = bench(example_models.classifier())
    stored = StoredValue("rows", "int64", (2, None), "x.npy", "ragged", ("y.npy",))
    pieces = (
        Variable("out/rows", "rows", "int64", (5,), 40, "other"),
        Variable("out/rows/row_splits_0", "rows", "int64", (3,), 24, "other"),
    )
    made.reading.descriptions["folder"] = ModelDescription("checkpoint", "folder", "folder", variables=pieces)
    detail = made.view.results.outputs.detail
    detail.show_value("folder", "out", RunOutput(stored, "rows"))
    bar = child(detail, QTabBar, "valueView")
    assert [bar.tabText(place) for place in range(bar.count())] == ["Elements", "Row splits 0"]
    bar.setCurrentIndex(1)
    qtbot.waitUntil(lambda: made.reading.asked[-1][1][0] == "out/rows/row_splits_0")


def test_a_view_stays_for_values_of_the_same_kind(bench: Make) -> None:
    made = bench(example_models.classifier())
    press_run(made)
    bar = child(made.view.results.outputs.detail, QTabBar, "valueView")
    bar.setCurrentIndex([bar.tabText(place) for place in range(bar.count())].index("Distribution"))
    press_run(made)
    card = made.view.results.outputs.detail.card
    assert card is not None
    assert card.kind == "Distribution"


def test_all_outputs_are_exported(bench: Make, tmp_path: Path, qtbot: QtBot) -> None:
    made = bench(example_models.classifier())
    press_run(made)
    made.view.results.exported.emit(str(tmp_path / "out.json"))
    assert made.runs.exported == [tmp_path / "out.json"]
    assert "Saved as out.json" in child(made.page, QLabel, "resultWords").text()


def test_what_holds_the_run_in_is_told(bench: Make) -> None:
    made = bench(example_models.classifier())
    assert "TensorFlow is ready" in words(made)
    assert child(made.page, QLabel, "sandboxWords").isVisible()


def test_interpreters_have_threads_and_delegates(bench: Make) -> None:
    made = bench(example_models.tflite())
    child(made.page, QSpinBox, "runThreads").setValue(2)
    delegate = child(made.page, QComboBox, "runDelegate")
    delegate.setCurrentIndex(1)
    delegate.activated.emit(1)
    press_run(made)
    plan = made.runs.ran[-1][0]
    assert (plan.threads, plan.delegate) == (2, "none")


def test_a_delegate_may_be_a_library(bench: Make) -> None:
    made = bench(example_models.tflite())
    delegate = child(made.page, QComboBox, "runDelegate")
    delegate.setCurrentIndex(delegate.count() - 1)
    delegate.activated.emit(delegate.count() - 1)
    options = child(made.page, RunOptions)
    dialog = child(options, QFileDialog, "delegateDialog")
    assert delegate.currentText() == "XNNPACK"
    dialog.fileSelected.emit("/usr/lib/libedgetpu.so.1")
    dialog.close()
    assert delegate.currentText() == "libedgetpu.so.1"
    assert made.desk.plan.delegate == "/usr/lib/libedgetpu.so.1"


def test_python_for_a_keras_file_is_asked_about(bench: Make) -> None:
    made = bench(example_models.keras_file())
    options = child(made.page, RunOptions)
    options.ask_about("/home/me/layers.py")
    box = child(options, QDialog, "customObjectsQuestion")
    before = made.desk.plan
    assert not before.custom_objects
    QTest.mouseClick(child(box, QPushButton, "useCustomObjects"), Qt.MouseButton.LeftButton)
    assert made.desk.plan.custom_objects == "/home/me/layers.py"


def test_nan_is_no_score() -> None:
    import numpy

    from cutaway.description.statistics import Plane

    values = numpy.array([0.5, numpy.nan, 2.0, -1.0], numpy.float32)
    plane = Plane(1, 4, values.tobytes(), -1, 1, 1, 1, -1.0, 2.0)
    assert greatest(plane, 3) == [(2, 2.0), (0, 0.5), (3, -1.0)]
