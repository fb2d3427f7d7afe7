# SPDX-License-Identifier: Apache-2.0
"""The step that shows names, order and sizes: only where they differ, else on the way back from the proof."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from cutaway.description.conversion import Converted, Figures, ProofOutput
from cutaway.description.signatures import Signature
from cutaway.description.tensors import TensorSpec
from cutaway.qt.convert.names_items import Column
from cutaway.qt.convert.wizard import ConvertWizard, Step
from helpers import example_models
from helpers.fake_conversions import FakeConversions, converted
from helpers.readings import FakeReading
from helpers.windows import child, nameless

Make = Callable[..., ConvertWizard]


def port(name: str) -> TensorSpec:
    return TensorSpec(name, f"{name}:0", "float32", (None, 4))


def signature(*outputs: str, fixed: int | None = None) -> Signature:
    given = replace(port("x"), shape=(fixed, 4))
    return Signature("serving_default", "declared", (given,), tuple(port(name) for name in outputs))


def conversion(output: str, told: dict[str, str]) -> Converted:
    """Outputs with what they are called in the result; after a slash what their values are nearest to."""
    figures = Figures(equal=False, max_abs=2e-7)
    outputs = tuple(
        ProofOutput(name, each.partition("/")[0], figures, passed=True, nearest=each.rpartition("/")[2])
        for name, each in told.items()
    )
    made = converted("tflite", output)
    return replace(made, proof=replace(made.proof, outputs=outputs))


def ended(made: Make, told: dict[str, str], *outputs: str, fixed: int | None = None) -> ConvertWizard:
    """Give a wizard whose conversion is over. outputs: of the result, in their order there."""
    wizard = made(replace(example_models.saved_model(), signatures=(signature("a", "b"),), findings=()))
    wizard.next()
    wizard.next()
    service = wizard.desk.service
    assert isinstance(service, FakeConversions)
    assert isinstance(service.reading, FakeReading)
    path = wizard.desk.output
    lite = replace(example_models.tflite(), path=path, signatures=(signature(*outputs, fixed=fixed),))
    service.reading.descriptions[path] = lite
    service.jobs[-1].succeed(conversion(path, told))
    return wizard


def cell(wizard: ConvertWizard, row: int, column: Column) -> str:
    table = child(wizard.names, QTableView, "namesTable")
    return str(table.model().index(row, column).data())


def test_names_that_stayed_are_passed_over_and_seen_on_the_way_back(made: Make, qtbot: QtBot) -> None:
    wizard = ended(made, {"a": "a", "b": "b"}, "a", "b")
    qtbot.waitUntil(lambda: wizard.currentId() == Step.PROOF)
    wizard.back()
    assert wizard.currentId() == Step.NAMES
    assert "Names and order are those of the source" in wizard.names.words.text()
    assert [cell(wizard, row, Column.KIND) for row in range(3)] == ["Input", "Output", "Output"]
    assert cell(wizard, 1, Column.MATCHED).startswith("by value: within 2e")
    assert nameless(wizard) == []


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"a": "y", "b": "z"}, "other names"),
        ({"a": "z/y", "b": "y/z"}, "may be interchanged"),
    ],
)
def test_other_names_are_shown_before_the_proof(
    made: Make, qtbot: QtBot, told: dict[str, str], words: str
) -> None:
    wizard = ended(made, told, "y", "z")
    qtbot.waitUntil(lambda: wizard.currentId() == Step.NAMES)
    assert words in wizard.names.words.text()
    assert cell(wizard, 1, Column.RESULT) == told["a"].partition("/")[0]
    if "/" in told["a"]:
        assert cell(wizard, 1, Column.MATCHED) == "its values are those of y"
    wizard.next()
    assert wizard.currentId() == Step.PROOF


def test_another_order_is_shown(made: Make, qtbot: QtBot) -> None:
    wizard = ended(made, {"a": "a", "b": "b"}, "b", "a")
    qtbot.waitUntil(lambda: wizard.currentId() == Step.NAMES)
    assert "another order" in wizard.names.words.text()
    assert child(wizard.names, QTableView, "namesTable").isColumnHidden(Column.RESULT_DTYPE)  # all are alike


def test_a_dimension_is_fixed_there_and_it_is_converted_again(made: Make, qtbot: QtBot) -> None:
    wizard = ended(made, {"a": "y", "b": "b"}, "a", "b", fixed=1)
    qtbot.waitUntil(lambda: wizard.currentId() == Step.NAMES)
    assert cell(wizard, 0, Column.RESULT_SHAPE) == "1 × 4"
    QTest.keyClicks(child(wizard.names, QLineEdit, "dimension:x:0"), "8")
    QTest.mouseClick(child(wizard.names, QPushButton, "namesAgain"), Qt.MouseButton.LeftButton)
    assert wizard.currentId() == Step.OPTIONS
    assert wizard.desk.dimensions == {"x": {0: 8}}
    assert child(wizard.choices, QLineEdit, "dimension:x:0").text() == "8"


def test_names_are_changed_in_the_studio(made: Make, qtbot: QtBot) -> None:
    wizard = ended(made, {"a": "y", "b": "b"}, "y", "b")
    qtbot.waitUntil(lambda: wizard.currentId() == Step.NAMES)
    with qtbot.waitSignal(wizard.studio_asked) as asked:
        QTest.mouseClick(child(wizard.names, QPushButton, "namesStudio"), Qt.MouseButton.LeftButton)
    assert asked.args == [wizard.desk.output]
