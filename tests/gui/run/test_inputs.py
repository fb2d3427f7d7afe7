# SPDX-License-Identifier: Apache-2.0
"""The form of the inputs: made from the specs, checked as one types, filled by files, drops and the clipboard."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QLineEdit, QPushButton, QSpinBox, QToolButton
from pytestqt.qtbot import QtBot

from cutaway.description.running import InputChoice, InputProblem
from cutaway.qt.run.input_card import InputCard
from cutaway.qt.run.input_preview import Sparkline
from cutaway.qt.run.picture_view import Picture
from cutaway.qt.run.problem_line import ProblemLine
from cutaway.qt.run.view import RunView
from helpers import example_models
from helpers.run_pages import Bench
from helpers.windows import child, nameless

Make = Callable[..., Bench]


def card(bench: Bench, name: str) -> InputCard:
    return child(bench.page, InputCard, f"input:{name}")


def choose_source(of: InputCard, word: str) -> None:
    box = child(of, QComboBox, "inputSource")
    box.setCurrentIndex(box.findData(word))
    box.activated.emit(box.currentIndex())


def source(bench: Bench, name: str) -> str:
    return bench.desk.plan.inputs[name].source


def test_there_is_a_card_for_each_input_with_its_type_and_shape(bench: Make) -> None:
    made = bench(example_models.several_inputs())
    names = [found.spec.name for found in made.page.findChildren(InputCard)]
    assert names == ["words", "sound", "ids", "degree"]
    words = [label.text() for label in card(made, "sound").findChildren(QLabel)]
    assert "? × 16000" in words


def test_dynamic_axes_are_chosen_by_number(bench: Make, qtbot: QtBot) -> None:
    made = bench(example_models.several_inputs())
    size = child(card(made, "ids"), QSpinBox, "size1")
    size.setFocus()
    size.selectAll()
    QTest.keyClicks(size, "7")
    qtbot.waitUntil(lambda: made.runs.fitted[-1].dimensions["ids"] == {0: 1, 1: 7})


def test_an_image_is_seen_before_it_is_run(bench: Make, qtbot: QtBot) -> None:
    made = bench(example_models.classifier())
    qtbot.waitUntil(lambda: bool(card(made, "image").findChildren(Picture)))
    assert child(card(made, "image"), Picture).image.width() == 224
    assert not made.runs.ran


def test_a_sound_is_seen_as_a_line(bench: Make, qtbot: QtBot) -> None:
    made = bench(example_models.several_inputs())
    qtbot.waitUntil(lambda: bool(card(made, "sound").findChildren(Sparkline)))
    assert "1 × 16000" in child(card(made, "sound"), QLabel, "inputFigures").text()


def test_typed_text_feeds_a_string(bench: Make, qtbot: QtBot) -> None:
    made = bench(example_models.several_inputs())
    choose_source(card(made, "words"), "value")
    QTest.keyClicks(child(card(made, "words"), QLineEdit, "inputValue"), "the quick fox")
    assert source(made, "words") == "text:the quick fox"
    qtbot.waitUntil(lambda: made.runs.fitted[-1].inputs["words"].source == "text:the quick fox")


def test_typed_numbers_become_json(bench: Make) -> None:
    made = bench(example_models.several_inputs())
    choose_source(card(made, "ids"), "value")
    QTest.keyClicks(child(card(made, "ids"), QLineEdit, "inputValue"), "1, 2, 3")
    assert source(made, "ids") == "value:[1, 2, 3]"


def test_an_input_may_be_left_to_the_model(bench: Make, qtbot: QtBot) -> None:
    made = bench(example_models.several_inputs())
    choose_source(card(made, "degree"), "default")
    qtbot.waitUntil(lambda: made.runs.fitted[-1].inputs["degree"].source == "default")
    assert not child(card(made, "degree"), QLabel, "inputFigures").isVisible()
    assert child(made.page, QPushButton, "runButton").isEnabled()


def test_typing_asks_only_once_it_pauses(bench: Make, qtbot: QtBot) -> None:
    made = bench(example_models.several_inputs())
    choose_source(card(made, "degree"), "value")
    before = len(made.runs.fitted)
    QTest.keyClicks(child(card(made, "degree"), QLineEdit, "inputValue"), "0.25")
    assert len(made.runs.fitted) == before
    qtbot.waitUntil(lambda: made.runs.fitted[-1].inputs["degree"].source == "value:0.25")
    assert len(made.runs.fitted) == before + 1


def test_a_problem_is_told_at_its_field_and_nothing_can_be_run(bench: Make, qtbot: QtBot) -> None:
    made = bench(example_models.several_inputs())
    told = InputProblem("ids", "“three” is no integer.", "Write whole numbers.")
    made.runs.problems["ids"] = told
    choose_source(card(made, "ids"), "value")
    line = child(card(made, "ids"), ProblemLine)
    qtbot.waitUntil(lambda: line.words == "“three” is no integer. Write whole numbers.")
    assert not child(made.page, QPushButton, "runButton").isEnabled()
    assert not any(found.isVisible() for found in made.page.findChildren(QPushButton, "runFirst"))
    made.view.run()
    assert not made.runs.ran
    others = [found for found in made.page.findChildren(ProblemLine) if found is not line]
    assert not any(found.words for found in others)


def test_a_problem_goes_when_the_input_is_right_again(bench: Make, qtbot: QtBot) -> None:
    made = bench(example_models.several_inputs())
    made.runs.problems["degree"] = InputProblem("degree", "It is no number.")
    choose_source(card(made, "degree"), "value")
    line = child(card(made, "degree"), ProblemLine)
    qtbot.waitUntil(lambda: bool(line.words))
    made.runs.problems.clear()
    choose_source(card(made, "degree"), "ones")
    qtbot.waitUntil(lambda: not line.words)
    assert child(made.page, QPushButton, "runButton").isEnabled()


def test_options_of_random_values_follow_the_distribution(bench: Make) -> None:
    made = bench(example_models.classifier())
    found = card(made, "image")
    assert child(found, QLineEdit, "option:mean").isVisible()
    box = child(found, QComboBox, "option:distribution")
    box.setCurrentIndex(box.findText("uniform"))
    box.activated.emit(box.currentIndex())
    assert made.desk.plan.inputs["image"].options == {"distribution": "uniform"}
    assert not child(found, QLineEdit, "option:mean").isVisible()
    QTest.keyClicks(child(found, QLineEdit, "option:high"), "255")
    assert made.desk.plan.inputs["image"].options == {"distribution": "uniform", "high": "255"}


def test_options_of_a_picture_are_unfolded(bench: Make, tmp_path: Path) -> None:
    made = bench(example_models.classifier())
    found = card(made, "image")
    found.take_file(str(tmp_path / "cat.png"))
    assert not any(field.isVisible() for field in found.findChildren(QLineEdit, "option:mean"))
    QTest.mouseClick(child(found, QPushButton, "inputOptions"), Qt.MouseButton.LeftButton)
    field = next(field for field in found.findChildren(QLineEdit, "option:mean") if field.isVisible())
    QTest.keyClicks(field, "127.5")
    assert made.desk.plan.inputs["image"] == InputChoice(str(tmp_path / "cat.png"), {"mean": "127.5"})


def test_row_splits_that_follow_from_rows_ask_for_nothing(bench: Make) -> None:
    made = bench(example_models.ragged())
    splits = card(made, "ids_1")
    assert child(splits, QComboBox, "inputSource").currentText() == "By rows"
    assert not [size for size in splits.findChildren(QSpinBox) if size.isVisibleTo(splits)]
    assert child(card(made, "ids"), QSpinBox, "size0").isVisibleTo(card(made, "ids"))
    choose_source(splits, "value")
    assert source(made, "ids_1") == "value:"


def test_the_seed_is_one_for_all(bench: Make, qtbot: QtBot) -> None:
    made = bench(example_models.classifier())
    child(made.page, QSpinBox, "inputSeed").setValue(42)
    qtbot.waitUntil(lambda: made.runs.fitted[-1].seed == 42)
    choose_source(card(made, "image"), "zeros")
    assert child(made.page, QSpinBox, "inputSeed").isHidden()


def drop_on(widget: InputCard | RunView, file: Path) -> bool:
    """Drop a file on a card or the page; whether it was taken."""
    file.write_bytes(b"")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    event = QDropEvent(
        QPointF(20, 20),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    widget.dropEvent(event)
    return event.isAccepted()


def test_a_file_that_misses_the_card_feeds_the_one_input(bench: Make, tmp_path: Path) -> None:
    made = bench(example_models.classifier())
    view = child(made.page, RunView)
    assert drop_on(view, tmp_path / "cat.png")
    assert source(made, "image") == str(tmp_path / "cat.png")
    assert not drop_on(view, tmp_path / "model.tflite"), "the window opens it"
    assert not drop_on(view, tmp_path / "model.json"), "it may be a model"


def test_a_file_that_misses_the_cards_feeds_none_of_several(bench: Make, tmp_path: Path) -> None:
    made = bench(example_models.several_inputs())
    assert not drop_on(child(made.page, RunView), tmp_path / "sound.wav")


def test_a_file_can_be_dropped_on_a_card(bench: Make, tmp_path: Path) -> None:
    made = bench(example_models.classifier())
    file = tmp_path / "cat.png"
    assert drop_on(card(made, "image"), file)
    assert source(made, "image") == str(file)
    assert child(card(made, "image"), QLineEdit, "inputValue").text() == str(file)


def test_a_picture_in_the_clipboard_becomes_a_file(bench: Make) -> None:
    made = bench(example_models.classifier())
    image = QImage(8, 6, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    QGuiApplication.clipboard().setImage(image)
    QTest.mouseClick(child(card(made, "image"), QToolButton, "pasteInput"), Qt.MouseButton.LeftButton)
    saved = Path(source(made, "image"))
    assert saved.parent == Path(made.runs.pasted_folder())
    assert QImage(str(saved)).size() == image.size()


def test_a_text_in_the_clipboard_is_a_value(bench: Make) -> None:
    made = bench(example_models.several_inputs())
    QGuiApplication.clipboard().setText("3 4\n5 6")
    QTest.mouseClick(child(card(made, "ids"), QToolButton, "pasteInput"), Qt.MouseButton.LeftButton)
    assert source(made, "ids") == "value:[[3, 4], [5, 6]]"


def test_an_empty_clipboard_is_told(bench: Make) -> None:
    made = bench(example_models.classifier())
    QGuiApplication.clipboard().clear()
    QTest.mouseClick(child(card(made, "image"), QToolButton, "pasteInput"), Qt.MouseButton.LeftButton)
    assert source(made, "image") == "random"
    assert "clipboard holds no" in child(made.page, QLabel, "resultWords").toolTip()


def test_sets_of_inputs_are_saved_by_dialog(bench: Make, tmp_path: Path) -> None:
    made = bench(example_models.classifier())
    QTest.mouseClick(child(made.page, QToolButton, "saveInputs"), Qt.MouseButton.LeftButton)
    dialog = child(made.page, QFileDialog, "saveInputsDialog")
    dialog.fileSelected.emit(str(tmp_path / "set.json"))
    dialog.close()
    assert (tmp_path / "set.json").read_text(encoding="utf-8") == "serving_default"


def test_another_signature_has_inputs_of_its_own(bench: Make, qtbot: QtBot) -> None:
    made = bench(example_models.several_inputs())
    signatures = child(made.page, QComboBox, "runSignature")
    signatures.setCurrentIndex(signatures.findData("embed"))
    signatures.activated.emit(signatures.currentIndex())
    qtbot.waitUntil(lambda: made.runs.fitted[-1].signature == "embed")
    assert list(made.desk.plan.inputs) == ["words"]


def test_everything_one_can_use_has_names(bench: Make) -> None:
    made = bench(example_models.several_inputs())
    assert nameless(made.page.window()) == []
