# SPDX-License-Identifier: Apache-2.0
"""Saved reports open in the window like models, and tell everything again."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from cutaway.conversion import report
from cutaway.conversion.recipe import Recipe
from cutaway.qt import app
from cutaway.qt.convert.report_window import ReportWindow
from cutaway.qt.main_window import MainWindow
from cutaway.qt.theme import Theme
from cutaway.session.reports import Report
from helpers.fake_conversions import converted
from helpers.windows import child, nameless


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    """The real window, with state of its own."""
    _, made = app.create(["cutaway"], tmp_path / "state")
    made.show()
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def shown(qtbot: QtBot, themed: Theme) -> Callable[[Report], ReportWindow]:
    """Give a function that shows a report."""
    assert themed is not None

    def show(found: Report) -> ReportWindow:
        made = ReportWindow(found, None)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        qtbot.addWidget(made)
        with qtbot.waitExposed(made):
            made.show()
        return made

    return show


@pytest.mark.parametrize("name", ["report.json", "report.html"])
def test_a_saved_report_opens_like_a_model(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, name: str
) -> None:
    found = converted("tflite", str(tmp_path / "a.tflite"))
    made = report.text(found) if name.endswith("json") else report.html(found)
    (tmp_path / name).write_text(made, encoding="utf-8")
    window.open_paths([str(tmp_path / name)])
    opened = child(window, ReportWindow)
    assert opened.page.objectName() == "reportPage"
    assert child(opened, QLabel, "proofReason").text() == "One sentence."
    assert not window.workspace.pages
    opened.close()


def test_what_is_no_report_is_told_in_a_sentence(window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<html>Something else</html>", encoding="utf-8")
    window.open_paths([str(tmp_path / "page.html")])
    assert window.findChild(ReportWindow) is None
    assert window.notices.cards[0].message == "page.html is no report of a conversion."


def test_it_tells_options_versions_hashes_times_and_proof(
    shown: Callable[[Report], ReportWindow], tmp_path: Path
) -> None:
    found = converted("tflite", str(tmp_path / "a.tflite"), layers=1)
    found.versions["tensorflow"] = "2.21.0"
    found.hashes["source"] = "5f" * 32
    made = shown(Report(found, Recipe("tflite", {"quantization": "int8"}, source="/models/a")))
    told = " ".join(label.text().replace("\u200b", "") for label in made.findChildren(QLabel))
    for words in ("int8", "2.21.0", "5f5f", "Converting", "1.0 s", "SHA-256 of the source", "layer_0"):
        assert words in told
    assert child(made, QTableView, "proofTable").model().rowCount() == 1
    assert nameless(made) == []


def test_source_and_result_open_from_it_and_are_compared_where_both_are_there(
    shown: Callable[[Report], ReportWindow], qtbot: QtBot, tmp_path: Path
) -> None:
    output = tmp_path / "a.tflite"
    made = shown(Report(converted("tflite", str(output))))
    assert not child(made, QPushButton, "reportOpenResult").isEnabled()
    output.touch()
    again = shown(Report(converted("tflite", str(output))))
    with qtbot.waitSignal(again.open_asked) as opened:
        QTest.mouseClick(child(again, QPushButton, "reportOpenResult"), Qt.MouseButton.LeftButton)
    assert opened.args == [str(output)]
    assert not child(again, QPushButton, "reportCompare").isEnabled()
