# SPDX-License-Identifier: Apache-2.0
"""What is edited is written beside the model or over it, proven, and opened."""

import json
from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from cutaway.qt.main_window import MainWindow
from cutaway.qt.run.trust_dialog import TrustDialog
from cutaway.qt.studio.view import StudioView
from helpers.commands import cutaway, show
from helpers.windows import child, nameless

Open = Callable[[str], StudioView]
_PATIENCE = 90_000
LEFT = Qt.MouseButton.LeftButton


def choose(view: StudioView, key: str) -> None:
    """Click a signature in the list."""
    listed = view.signatures.list
    item = listed.findItems(key, Qt.MatchFlag.MatchExactly)[0]
    QTest.mouseClick(listed.viewport(), LEFT, pos=listed.visualItemRect(item).center())
    assert view.desk.key == key


def rename(view: StudioView, to: str) -> None:
    """Give the first input another name, by keyboard."""
    view.picture.setFocus()
    QTest.keyClick(view.picture, Qt.Key.Key_Down)
    QTest.keyClick(view.picture, Qt.Key.Key_F2)
    field = view.picture.in_place.field
    assert field is not None
    QTest.keyClicks(field, to)
    QTest.keyClick(field, Qt.Key.Key_Return)


def wait_for_proof(view: StudioView, qtbot: QtBot) -> None:
    """Agree to the run where it is asked, and wait for the verdict."""
    qtbot.waitUntil(lambda: view.saving.saved is not None or view.saving.error is not None, timeout=_PATIENCE)
    assert view.saving.error is None
    dialog = view.findChild(TrustDialog)
    if dialog is not None:
        QTest.mouseClick(child(dialog, QPushButton, "trustAccept"), LEFT)
    qtbot.waitUntil(lambda: view.saving.proof is not None, timeout=_PATIENCE)


@pytest.mark.tensorflow
def test_a_renamed_input_is_saved_proven_and_opened(
    window: MainWindow, qtbot: QtBot, studio: Open, tmp_path: Path
) -> None:
    view = studio("half_plus_two")
    choose(view, "serving_default")
    rename(view, "number")
    assert view.desk.ports("input")[0].name == "number"
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert view.desk.ports("input")[0].name == "x"
    QTest.keyClick(
        window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert view.desk.ports("input")[0].name == "number"
    qtbot.waitUntil(lambda: not view.desk.is_checking, timeout=_PATIENCE)
    QTest.mouseClick(view.save_as, LEFT)
    dialog = child(view, QFileDialog, "saveModelDialog")
    assert dialog.selectedFiles() == [str(tmp_path / "half_plus_two_edited")]
    dialog.fileSelected.emit(str(tmp_path / "edited"))
    dialog.reject()
    wait_for_proof(view, qtbot)
    proof = view.saving.proof
    assert proof is not None
    assert (proof.verdict, [each.figures.equal for each in proof.outputs]) == ("pass", [True])
    verdict = child(view, QWidget, "proofVerdict")
    assert verdict.accessibleName().startswith("Proven. ")
    loaders = [text.text() for text in child(view, QWidget, "proofLoaders").findChildren(QLabel)]
    for name in ("tf.saved_model.load", "tf.compat.v1.saved_model.loader", "saved_model_cli"):
        assert name in [proof.loaders[place].loader for place in range(3)]
    assert loaders.count("passes") == 3
    QTest.mouseClick(child(view, QPushButton, "saveEditReport"), LEFT)
    dialog = child(view, QFileDialog, "saveEditReportDialog")
    dialog.fileSelected.emit(str(tmp_path / "report.json"))
    dialog.reject()
    assert json.loads((tmp_path / "report.json").read_text())["proof"]["verdict"] == "pass"
    assert nameless(window) == []
    QTest.mouseClick(child(view, QPushButton, "openResult"), LEFT)
    page = window.workspace.current
    assert page is not None
    qtbot.waitUntil(lambda: page.document.description is not None, timeout=_PATIENCE)
    assert page.document.source.path == str(tmp_path / "edited")
    description = page.document.description
    assert description is not None
    keys = {each.key: [spec.name for spec in each.inputs] for each in description.signatures}
    assert keys[view.desk.key] == ["number"]


def test_saving_over_the_original_asks_and_keeps_a_backup(qtbot: QtBot, studio: Open, tmp_path: Path) -> None:
    view = studio("hello_world_int8.tflite")
    before = (tmp_path / "hello_world_int8.tflite").read_bytes()
    view.picture.setFocus()
    QTest.keyClick(view.picture, Qt.Key.Key_Escape)
    rename(view, "angle")
    qtbot.waitUntil(lambda: not view.desk.is_checking, timeout=_PATIENCE)
    view.saving.save(str(tmp_path / "hello_world_int8.tflite"))
    box = child(view, QMessageBox, "saveOverDialog")
    assert "backup" in box.informativeText()
    QTest.mouseClick(child(box, QPushButton, "saveOverAccept"), LEFT)
    wait_for_proof(view, qtbot)
    assert view.saving.saved is not None
    assert Path(view.saving.saved.backup).read_bytes() == before
    assert (tmp_path / "hello_world_int8.tflite").read_bytes() != before
    assert view.saving.proof is not None
    assert view.saving.proof.verdict == "pass", view.saving.proof.reason


def test_edits_are_kept_as_a_file_and_taken_from_one(studio: Open, tmp_path: Path) -> None:
    view = studio("half_plus_two")
    rename(view, "number")
    view.keep_edits(str(tmp_path / "edits.json"))
    kept = json.loads((tmp_path / "edits.json").read_text())
    assert [each["op"] for each in kept["edits"]] == ["rename_input"]
    view.desk.undo()
    view.take_edits(str(tmp_path / "edits.json"))
    assert view.desk.ports("input")[0].name == "number"
    impossible = {"op": "delete_signature", "signature": "nothing"}
    (tmp_path / "wrong.json").write_text(json.dumps({"schema": 1, "edits": [*kept["edits"], impossible]}))
    view.take_edits(str(tmp_path / "wrong.json"))
    words = child(view, QLabel, "studioSaid").text()
    assert words.startswith("Edit 2 of wrong.json cannot be made: There is no signature nothing.")
    (tmp_path / "edits.json").write_text("no edits")
    view.take_edits(str(tmp_path / "edits.json"))
    assert view.desk.ports("input")[0].name == "number"


def test_kept_edits_are_replayed_on_the_next_version_by_the_command_line(
    studio: Open, samples: Path, tmp_path: Path
) -> None:
    view = studio("half_plus_two")
    choose(view, "serving_default")
    rename(view, "number")
    file, later, target = tmp_path / "edits.json", tmp_path / "00000124", tmp_path / "new"
    view.keep_edits(str(file))
    copytree(samples / "half_plus_two" / "00000123", later)
    weights = next(later.glob("variables/*.data-*"))
    weights.write_bytes(bytes(len(weights.read_bytes())))
    outcome = cutaway("edit", later, "--edits", file, "--output", target, "--no-proof")
    assert outcome.status == 0, outcome.stderr
    assert (target / weights.relative_to(later)).read_bytes() == weights.read_bytes()
    keys = {each["key"]: [spec["name"] for spec in each["inputs"]] for each in show(target)["signatures"]}
    assert keys["serving_default"] == ["number"]
