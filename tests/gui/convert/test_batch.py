# SPDX-License-Identifier: Apache-2.0
"""The window of a batch: what will be converted, how far it is, and what came of it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from cutaway.conversion.targets import target_of
from cutaway.errors import DamagedFileError
from cutaway.qt.convert.batch_items import Column
from cutaway.qt.convert.batch_window import BatchWindow
from cutaway.qt.theme import Theme
from cutaway.session.batch_desk import BatchDesk
from helpers import example_models
from helpers.fake_conversions import FakeConversions, converted
from helpers.readings import FakeReading
from helpers.windows import child, nameless

Make = Callable[..., BatchWindow]


@pytest.fixture
def made(qtbot: QtBot, tmp_path: Path, themed: Theme) -> Iterator[Make]:
    """Give a function that shows the window of a batch whose model `broken` cannot be read."""
    assert themed is not None
    shown: list[BatchWindow] = []

    def make(*names: str) -> BatchWindow:
        reading = FakeReading()
        reading.descriptions[str(tmp_path / "broken")] = DamagedFileError("broken is damaged.")
        for name in names:
            path = str(tmp_path / name)
            Path(path).touch()
            reading.descriptions.setdefault(
                path, replace(example_models.saved_model(), path=path, findings=())
            )
        desk = BatchDesk(
            [str(tmp_path / name) for name in names], target_of("tflite"), FakeConversions(reading)
        )
        window = BatchWindow(desk, None)
        desk.read()
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        qtbot.addWidget(window)
        with qtbot.waitExposed(window):
            window.show()
        shown.append(window)
        return window

    yield make
    for window in shown:
        window.close()


def service(window: BatchWindow) -> FakeConversions:
    found = window.desk.service
    assert isinstance(found, FakeConversions)
    return found


def press(window: BatchWindow, name: str) -> None:
    QTest.mouseClick(child(window, QPushButton, name), Qt.MouseButton.LeftButton)


def said(window: BatchWindow, row: int, column: Column) -> str:
    return str(window.table.model().index(row, column).data())


def end(window: BatchWindow, number: int, verdict: str = "pass") -> None:
    recipe, output, _ = service(window).asked[number]
    output.write_bytes(b"result")
    service(window).jobs[number].succeed(
        replace(converted("tflite", str(output), verdict), source=recipe.source)
    )


def test_everything_has_its_name_and_nothing_runs_before_it_is_asked_for(made: Make) -> None:
    window = made("one", "two")
    assert window.objectName() == "batchWindow"
    assert nameless(window) == []
    assert service(window).asked == []
    assert said(window, 0, Column.STATE) == "Waiting"
    press(window, "batchConvert")
    assert [output.name for _, output, _ in service(window).asked] == ["one.tflite", "two.tflite"]


def test_twenty_models_end_with_a_summary_one_of_them_broken(made: Make) -> None:
    names = [f"m{number}" for number in range(19)]
    window = made(*names, "broken")
    assert said(window, 19, Column.STATE) == "Cannot be converted"
    assert "broken is damaged." in said(window, 19, Column.WORDS)
    press(window, "batchConvert")
    for number in range(19):
        end(window, number, "fail" if number == 3 else "pass")
    assert window.heading.text() == "The batch is over"
    words = child(window, QLabel, "batchWords").text()
    assert words.startswith("19 of 20 converted, 1 refuted by their proof, 1 not converted.")
    assert window.desk.summary is not None
    assert [said(window, row, Column.STATE) for row in (0, 3, 19)] == ["Proven", "Refuted", "Not converted"]


def test_the_stage_of_each_model_is_shown_and_stopping_leaves_what_is_through(made: Make) -> None:
    window = made("one", "two", "three")
    press(window, "batchConvert")
    service(window).jobs[0].report("Converting", 0.5)
    assert said(window, 0, Column.STATE) == "Being converted, 50 %"
    assert said(window, 0, Column.WORDS) == "Converting"
    end(window, 1)
    press(window, "batchStop")
    assert [said(window, row, Column.STATE) for row in range(3)] == ["Waiting", "Proven", "Waiting"]
    press(window, "batchConvert")
    asked = [output.name for _, output, _ in service(window).asked]
    assert asked[3:] == ["one.tflite", "three.tflite"]


def test_a_model_can_be_left_out(made: Make) -> None:
    window = made("one", "two")
    items = window.table.model()
    assert items.setData(
        items.index(0, Column.NAME), Qt.CheckState.Unchecked.value, Qt.ItemDataRole.CheckStateRole
    )
    assert said(window, 0, Column.STATE) == "Left out"
    press(window, "batchConvert")
    assert [output.name for _, output, _ in service(window).asked] == ["two.tflite"]


def test_a_result_can_be_opened_and_its_report_be_shown(made: Make, qtbot: QtBot) -> None:
    window = made("one", "two")
    press(window, "batchConvert")
    assert not child(window, QPushButton, "batchOpen").isEnabled()
    end(window, 0)
    window.table.selectRow(0)
    with qtbot.waitSignal(window.open_asked) as opened:
        press(window, "batchOpen")
    assert opened.args == [str(service(window).asked[0][1])]
    with qtbot.waitSignal(window.told_asked) as told:
        press(window, "batchReport")
    assert told.args is not None
    assert told.args[0].proof.verdict == "pass"


def test_closing_ends_what_goes_on(made: Make) -> None:
    window = made("one", "two")
    press(window, "batchConvert")
    window.close()
    assert all(job.is_over for job in service(window).jobs)
