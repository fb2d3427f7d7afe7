# SPDX-License-Identifier: Apache-2.0
"""The wizard: what can be had, options with what concerns them, samples, progress, proof."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from cutaway.description.cuts import Cut
from cutaway.description.statistics import Statistics
from cutaway.errors import ModelError
from cutaway.qt.convert.layer_errors import LayerErrorList
from cutaway.qt.convert.proof_items import Column
from cutaway.qt.convert.stage_list import StageList
from cutaway.qt.convert.target_card import TargetCard
from cutaway.qt.convert.wizard import ConvertWizard, Step
from cutaway.qt.run.input_preview import InputPreview
from cutaway.qt.run.source_options import SourceOptions
from cutaway.qt.run.trust_dialog import TrustDialog
from cutaway.qt.widgets.finding_card import FindingCard
from helpers import example_models
from helpers.fake_conversions import FakeConversions, converted
from helpers.windows import child, nameless

Make = Callable[..., ConvertWizard]
_Button = ConvertWizard.WizardButton


def service(wizard: ConvertWizard) -> FakeConversions:
    found = wizard.desk.service
    assert isinstance(found, FakeConversions)
    return found


def press(wizard: ConvertWizard, button: ConvertWizard.WizardButton = _Button.NextButton) -> None:
    QTest.mouseClick(wizard.button(button), Qt.MouseButton.LeftButton)


def begun(made: Make) -> ConvertWizard:
    wizard = made()
    press(wizard)
    press(wizard)
    assert wizard.currentId() == Step.PROGRESS
    return wizard


def proven(made: Make, qtbot: QtBot, verdict: str = "pass", layers: int = 0) -> ConvertWizard:
    wizard = begun(made)
    service(wizard).jobs[-1].succeed(converted("tflite", wizard.desk.output, verdict, layers=layers))
    qtbot.waitUntil(lambda: wizard.currentId() == Step.PROOF)
    return wizard


# --- target ---


def test_every_page_has_its_name_and_so_has_all_that_one_can_use(made: Make) -> None:
    wizard = made()
    assert wizard.objectName() == "convertWizard"
    pages = [wizard.page(step).objectName() for step in wizard.pageIds()]
    assert pages == ["targetPage", "optionsPage", "calibrationPage", "progressPage", "namesPage", "proofPage"]
    assert nameless(wizard) == []


def test_what_cannot_be_had_is_greyed_with_its_reason(made: Make) -> None:
    wizard = made(example_models.tflite())
    card = child(wizard, TargetCard, "target:saved_model")
    assert not card.isEnabled()
    assert "cannot be turned back" in card.accessibleDescription()
    assert any(card.reason == found.text() for found in card.findChildren(QLabel))
    assert child(wizard, TargetCard, "target:onnx").isEnabled()


def test_the_first_that_can_be_had_is_proposed_and_another_can_be_chosen(made: Make) -> None:
    wizard = made()
    assert child(wizard, TargetCard, "target:tflite").isChecked()
    QTest.mouseClick(child(wizard, TargetCard, "target:onnx"), Qt.MouseButton.LeftButton)
    assert child(wizard, TargetCard, "target:onnx").isChecked()
    assert wizard.desk.output.endswith("model.onnx")


# --- options ---


def test_options_are_those_of_the_table_and_findings_stand_beside_theirs(made: Make) -> None:
    wizard = made()
    press(wizard)
    target = wizard.desk.target
    assert target is not None
    assert list(wizard.choices.fields) == [option.key for option in target.options]
    box = child(wizard, QComboBox, "option:quantization")
    box.setCurrentIndex(box.findData("int8"))
    told = wizard.choices.fields["quantization"].findChildren(QLabel)
    assert any("fitted to calibration data" in found.text() for found in told)
    assert child(wizard, QCheckBox, "option:integer_io").isVisible()
    box.setCurrentIndex(box.findData("float32"))
    assert not child(wizard, QCheckBox, "option:integer_io").isVisible()


def test_findings_are_never_painted_with_less_room_than_they_need(
    made: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    squeezed: list[str] = []
    painted: list[str] = []
    paint = FindingCard.paintEvent

    def watch(card: FindingCard, event: QPaintEvent) -> None:
        painted.append(card.finding.code)
        if card.height() < card.heightForWidth(card.width()):
            squeezed.append(card.finding.code)
        paint(card, event)

    monkeypatch.setattr(FindingCard, "paintEvent", watch)
    wizard = made()
    press(wizard)
    wizard.desk.put("quantization", "int8")
    qtbot.waitUntil(lambda: "needs-calibration" in painted)
    wizard.resize(900, 600)
    qtbot.wait(50)
    assert squeezed == []


def test_a_place_that_is_taken_has_to_be_given_up_first(made: Make, tmp_path: Path) -> None:
    wizard = made()
    press(wizard)
    (tmp_path / "there.tflite").write_text("mine")
    line = child(wizard, QLineEdit, "convertOutput")
    line.clear()
    QTest.keyClicks(line, str(tmp_path / "there.tflite"))
    assert not wizard.button(_Button.NextButton).isEnabled()
    assert "there already" in child(wizard, QLabel, "outputProblem").text()
    child(wizard, QCheckBox, "convertOverwrite").setChecked(True)
    assert wizard.button(_Button.NextButton).isEnabled()
    press(wizard)
    assert service(wizard).asked[0][2]


@pytest.mark.parametrize("name", ["", "relative.tflite", "/nowhere/at/all.tflite"])
def test_a_place_that_will_not_do_is_told_at_once(made: Make, name: str) -> None:
    wizard = made()
    press(wizard)
    wizard.desk.place(name)
    assert child(wizard, QLabel, "outputProblem").isVisible()
    assert not wizard.button(_Button.NextButton).isEnabled()


def test_custom_objects_of_a_keras_model_come_from_a_file_that_is_agreed_to(
    made: Make, tmp_path: Path
) -> None:
    wizard = made(example_models.keras_file(), asks=True)
    press(wizard)
    line = child(wizard, QLineEdit, "convertCustomObjects")
    QTest.keyClicks(line, str(tmp_path / "layers.py"))
    assert "is no file" in child(wizard, QLabel, "outputProblem").text()
    (tmp_path / "layers.py").write_text("class Mine: pass", encoding="utf-8")
    wizard.desk.changed.emit()
    press(wizard)
    child(wizard, TrustDialog).accept()
    assert service(wizard).accepted == [(str(tmp_path / "layers.py"),)]
    assert service(wizard).asked[0][0].custom_objects == str(tmp_path / "layers.py")


def test_tensors_of_a_bare_graph_are_chosen_as_inputs_and_outputs(made: Make) -> None:
    wizard = made(replace(example_models.saved_model(), format="frozen_graph"))
    press(wizard)
    QTest.keyClicks(child(wizard, QLineEdit, "cutTakes"), "image=conv1/Relu:0")
    QTest.keyClicks(child(wizard, QLineEdit, "cutGives"), "pool, softmax:1")
    press(wizard)
    recipe = service(wizard).asked[0][0]
    assert recipe.cut == Cut({"image": "conv1/Relu:0"}, {"pool": "pool:0", "softmax": "softmax:1"})


def test_what_is_cut_cannot_be_calibrated_where_it_is_not_shown(made: Make) -> None:
    wizard = made(replace(example_models.saved_model(), format="frozen_graph"))
    press(wizard)
    QTest.keyClicks(child(wizard, QLineEdit, "cutTakes"), "conv1/Relu")
    assert wizard.button(_Button.NextButton).isEnabled()
    wizard.desk.put("quantization", "int8")
    assert not wizard.button(_Button.NextButton).isEnabled()
    assert "in the studio before" in wizard.desk.problem()


def test_other_models_have_no_field_for_custom_objects(made: Make) -> None:
    wizard = made()
    press(wizard)
    assert wizard.findChild(QLineEdit, "convertCustomObjects") is None


# --- calibration ---


def test_samples_are_asked_for_only_where_they_are_used_and_are_shown(made: Make, tmp_path: Path) -> None:
    wizard = made()
    press(wizard)
    assert wizard.nextId() == Step.PROGRESS
    wizard.desk.put("quantization", "int8")
    assert wizard.nextId() == Step.CALIBRATION
    press(wizard)
    assert not wizard.button(_Button.NextButton).isEnabled()
    folder = tmp_path / "samples"
    folder.mkdir()
    for number in range(8):
        (folder / f"{number}.npz").touch()
    wizard.calibration.take(str(folder))
    assert len(wizard.calibration.findChildren(InputPreview)) == 6
    assert wizard.button(_Button.NextButton).isEnabled()
    press(wizard)
    assert service(wizard).asked[0][0].calibration == str(folder)


def test_what_is_wrong_with_samples_is_told_and_nothing_begins(made: Make, tmp_path: Path) -> None:
    wizard = made()
    press(wizard)
    wizard.desk.put("quantization", "int8")
    press(wizard)
    service(wizard).problem = "The picture has 4 channels."
    (tmp_path / "one.npz").touch()
    wizard.calibration.take(str(tmp_path / "one.npz"))
    assert child(wizard, QLabel, "calibrationProblem").text() == "The picture has 4 channels."
    assert not wizard.button(_Button.NextButton).isEnabled()
    wizard.calibration.take(str(tmp_path / "absent"))
    assert "does not exist" in child(wizard, QLabel, "calibrationProblem").text()


def test_ranges_of_the_samples_are_told_with_what_is_odd_about_them(made: Make, tmp_path: Path) -> None:
    wizard = made()
    press(wizard)
    wizard.desk.put("quantization", "int8")
    press(wizard)
    assert not child(wizard, QLabel, "calibrationRange").isVisible()
    service(wizard).statistics = Statistics(4, 0.0, 0.0)
    (tmp_path / "one.npz").touch()
    wizard.calibration.take(str(tmp_path / "one.npz"))
    assert "x from 0 to 0" in child(wizard, QLabel, "calibrationRange").text()
    cards = [card.finding.code for card in wizard.calibration.findChildren(FindingCard)]
    assert cards == ["calibration-constant"]


# --- progress ---


def test_nothing_begins_before_the_user_agreed(made: Make) -> None:
    wizard = made(asks=True)
    press(wizard)
    press(wizard)
    assert service(wizard).asked == []
    said = [words.text() for words in child(wizard, TrustDialog).findChildren(QLabel)]
    assert "To convert the model, and to prove the result, it has to run." in said
    child(wizard, TrustDialog).accept()
    assert wizard.currentId() == Step.PROGRESS
    assert len(service(wizard).asked) == 1


def test_stages_come_one_after_another_with_what_libraries_say(made: Make) -> None:
    wizard = begun(made)
    job = service(wizard).jobs[0]
    job.report("Reading the model", None)
    job.report("Converting", 0.5)
    service(wizard).logged.emit("info", "a line of a library")
    assert child(wizard, StageList).names == ["Reading the model", "Converting"]
    log = wizard.progress.log.toPlainText()
    assert "a line of a library" in log
    assert "Converting" in log


def test_stopping_shows_at_once_and_one_can_go_back(made: Make) -> None:
    wizard = begun(made)
    QTest.mouseClick(child(wizard, QPushButton, "convertStop"), Qt.MouseButton.LeftButton)
    assert wizard.progress.heading.text() == "Stopped"
    press(wizard, _Button.BackButton)
    assert wizard.currentId() == Step.OPTIONS


def test_a_failure_says_why_and_what_to_do(made: Make) -> None:
    wizard = begun(made)
    service(wizard).jobs[0].fail(ModelError("It has no weights.", hint="Give it some."))
    assert wizard.progress.problem.isVisible()
    words = [found.text() for found in wizard.progress.problem.findChildren(QLabel)]
    assert words == ["It has no weights.", "Give it some."]


def test_closing_ends_what_goes_on_and_says_so_before(made: Make) -> None:
    wizard = begun(made)
    button = wizard.button(_Button.CancelButton)
    assert button.text() == button.accessibleName() == "Stop and close"
    wizard.close()
    assert button.text() == "Close"
    assert service(wizard).jobs[0].is_over
    assert service(wizard).forgotten


# --- proof ---


@pytest.mark.parametrize(
    ("verdict", "words"),
    [("pass", "answers like"), ("fail", "does not answer like"), ("not_run", "not proven")],
)
def test_the_verdict_is_told_with_its_reason(made: Make, qtbot: QtBot, verdict: str, words: str) -> None:
    wizard = proven(made, qtbot, verdict)
    assert words in wizard.proof.accessibleName()
    assert child(wizard, QLabel, "proofReason").text() == "One sentence."
    table = child(wizard, QTableView, "proofTable").model()
    assert table.rowCount() == 1
    words = "within the tolerance" if verdict == "pass" else "too far"
    assert table.index(0, Column.VERDICT).data() == words


def test_errors_of_integers_are_told_in_steps_and_before_a_softmax(made: Make, qtbot: QtBot) -> None:
    wizard = begun(made)
    found = converted("tflite", wizard.desk.output)
    output = replace(found.proof.outputs[0], steps=1.5, before=0.02)
    still = replace(found.proof.outputs[0], source="count", varies=False)
    found = replace(found, proof=replace(found.proof, outputs=(output, still)))
    service(wizard).jobs[-1].succeed(found)
    qtbot.waitUntil(lambda: wizard.currentId() == Step.PROOF)
    table = child(wizard, QTableView, "proofTable")
    items = table.model()
    assert not table.isColumnHidden(Column.STEPS)
    assert [items.index(0, column).data() for column in (Column.STEPS, Column.NOISE)] == ["1.5", "2 %"]
    assert items.index(1, Column.VERDICT).data() == "not proven: it does not vary"


def test_the_result_can_be_opened_and_what_was_asked_be_copied(made: Make, qtbot: QtBot) -> None:
    wizard = proven(made, qtbot)
    wizard.proof._copy_command()
    assert QGuiApplication.clipboard().text().startswith("cutaway convert ")
    wizard.proof._copy_script()
    assert "tensorflow" in QGuiApplication.clipboard().text()
    with qtbot.waitSignal(wizard.open_asked) as opened:
        wizard.proof._ask_open()
    assert opened.args == [wizard.desk.output]


@pytest.mark.parametrize("name", ["report.html", "report.json"])
def test_a_report_and_a_recipe_are_saved(
    made: Make, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    wizard = proven(made, qtbot)
    monkeypatch.setattr(
        "cutaway.qt.convert.proof_page.QFileDialog.getSaveFileName", lambda *_: (str(tmp_path / name), "")
    )
    QTest.mouseClick(child(wizard, QPushButton, "convertReport"), Qt.MouseButton.LeftButton)
    assert "tflite" in (tmp_path / name).read_text(encoding="utf-8")
    assert child(wizard, QLabel, "convertSaid").text() == f"The report is saved in {name}."
    QTest.mouseClick(child(wizard, QPushButton, "convertRecipe"), Qt.MouseButton.LeftButton)
    assert '"schema": 1' in (tmp_path / name).read_text(encoding="utf-8")


def test_the_worst_layers_are_kept_in_float_and_it_is_converted_again(made: Make, qtbot: QtBot) -> None:
    wizard = begun(made)
    wizard.desk.put("quantization", "int8")
    service(wizard).jobs[-1].succeed(converted("tflite", wizard.desk.output, "fail", layers=2))
    qtbot.waitUntil(lambda: wizard.currentId() == Step.PROOF)
    errors = child(wizard, LayerErrorList)
    child(errors, QCheckBox, "keep:layer_1").setChecked(True)
    QTest.mouseClick(child(errors, QPushButton, "keepFloat"), Qt.MouseButton.LeftButton)
    assert wizard.currentId() == Step.OPTIONS
    assert wizard.desk.options()["keep_float"] == "layer_1"
    assert child(wizard, QLineEdit, "option:keep_float").text() == "layer_1"


def test_how_files_are_read_is_chosen_beside_the_samples(made: Make, qtbot: QtBot, tmp_path: Path) -> None:
    wizard = made()
    press(wizard)
    wizard.desk.put("quantization", "int8")
    press(wizard)
    (tmp_path / "one.png").touch()
    wizard.calibration.take(str(tmp_path / "one.png"))
    options = child(wizard.calibration, SourceOptions)
    scale = child(options, QLineEdit, "option:mean")
    QTest.keyClicks(scale, "127.5")
    signature = wizard.desk.chosen()
    assert signature is not None
    qtbot.waitUntil(lambda: wizard.button(_Button.NextButton).isEnabled())
    recipe = wizard.desk.recipe()
    assert recipe is not None
    assert recipe.calibration_options == {signature.inputs[0].name: {"mean": "127.5"}}
