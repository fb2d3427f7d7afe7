# SPDX-License-Identifier: Apache-2.0
"""The picture is edited in place: by double-click and F2, by dragging, by the keys of the keyboard."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit, QMenu, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from cutaway.editing import edits
from cutaway.qt.studio.desk import Place
from cutaway.qt.studio.geometry import Part, Spot
from cutaway.qt.studio.tensor_drag import carried, carried_node
from cutaway.qt.studio.view import StudioView
from cutaway.session.selection import Chosen
from helpers.windows import child

Open = Callable[[str], StudioView]
LEFT, ALT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.AltModifier
KEY = "serving_default"
X, Y = Place("input", "x"), Place("output", "y")
_PATIENCE = 60_000


@pytest.fixture
def view(studio: Open) -> StudioView:
    made = studio("half_plus_two")
    made.desk.choose(KEY)
    return made


def spot(view: StudioView, place: Place, part: Part, axis: int = -1) -> Spot:
    box = view.picture.layout_now().box(place)
    assert box is not None
    found = box.spot(part, axis)
    assert found is not None
    return found


def type_in(view: StudioView, text: str) -> None:
    field = view.picture.in_place.field
    assert field is not None
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def double_click(view: StudioView, at: Spot) -> None:
    QTest.mouseDClick(view.picture, LEFT, pos=at.rect.center())


def names(view: StudioView, place: Place) -> list[str]:
    return [port.name for port in view.desk.ports(place.side)]


def test_a_name_is_edited_by_double_click(view: StudioView) -> None:
    double_click(view, spot(view, X, "name"))
    type_in(view, "number")
    assert names(view, X) == ["number"]
    assert view.desk.place == Place("input", "number")


def test_a_size_is_fixed_and_freed_where_it_stands(view: StudioView) -> None:
    double_click(view, spot(view, X, "size", 0))
    type_in(view, "4")
    assert view.desk.ports("input")[0].spec.shape == (4, 1)
    double_click(view, spot(view, X, "size", 0))
    type_in(view, "?")
    assert view.desk.ports("input")[0].spec.shape == (None, 1)


def test_a_type_is_chosen_in_a_menu(view: StudioView) -> None:
    double_click(view, spot(view, Y, "dtype"))
    menu = child(view.picture, QMenu, "typeMenu")
    action = next(each for each in menu.actions() if each.data() == "float64")
    action.trigger()
    assert view.desk.ports("output")[0].spec.dtype == "float64"


def test_what_is_wrong_is_told_beside_the_port_as_one_types(view: StudioView) -> None:
    QTest.keyClick(view.picture, Qt.Key.Key_Down)
    QTest.keyClick(view.picture, Qt.Key.Key_F2)
    field = view.picture.in_place.field
    assert field is not None
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Delete)
    box = view.picture.layout_now().box(X)
    assert box is not None
    assert "is empty" in " ".join(box.notes)
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not view.desk.stack.edits
    box = view.picture.layout_now().box(X)
    assert box is not None
    assert box.notes == ()


def test_delete_removes_an_output_but_not_the_last(view: StudioView, qtbot: QtBot) -> None:
    view.picture.add("output", "x")
    assert len(names(view, Y)) == 2
    added = view.desk.place
    assert added is not None
    QTest.keyClick(view.picture, Qt.Key.Key_Delete)
    assert names(view, Y) == ["y"]
    view.desk.choose(KEY, Y)
    QTest.keyClick(view.picture, Qt.Key.Key_Delete)
    box = view.picture.layout_now().box(Y)
    assert box is not None
    assert "only output" in " ".join(box.notes)


def test_an_input_that_is_removed_gets_a_value(view: StudioView, qtbot: QtBot) -> None:
    view.desk.choose(KEY, X)
    QTest.keyClick(view.picture, Qt.Key.Key_Delete)
    type_in(view, "[[3.0]]")
    assert names(view, X) == []
    assert view.desk.stack.edits == (edits.RemoveInput(KEY, "x", [[3.0]]),)


def test_a_tensor_is_dropped_on_either_half(view: StudioView, qtbot: QtBot) -> None:
    for side, at in (("output", 0.9), ("input", 0.1)):
        data = carried("x:0")
        place = QPointF(view.picture.width() * at, view.picture.height() / 2)
        event = QDropEvent(place, Qt.DropAction.CopyAction, data, LEFT, Qt.KeyboardModifier.NoModifier)
        before = len(view.desk.ports("output"))
        view.picture.dropEvent(event)
        if side == "output":
            assert len(view.desk.ports("output")) == before + 1
    assert view.desk.refusal is not None  # it is an input already
    assert "already" in view.desk.refusal.message


def test_a_port_is_dragged_and_moved_by_keys(studio: Open) -> None:
    view = studio("keyword_ds_cnn.pb")
    first = view.desk.ports("input")[0]
    view.picture.add("output", first.spec.tensor)
    before = [port.name for port in view.desk.ports("output")]
    assert len(before) == 2
    view.desk.choose(view.desk.key, Place("output", before[1]))
    QTest.keyClick(view.picture, Qt.Key.Key_Up, ALT)
    assert [port.name for port in view.desk.ports("output")] == before[::-1]
    boxes = view.picture.layout_now().side("output")
    begin = boxes[0].rect.center()
    QTest.mousePress(view.picture, LEFT, pos=begin)
    QTest.mouseMove(view.picture, begin + QPoint(0, 20))
    QTest.mouseMove(view.picture, boxes[1].rect.bottomLeft() + QPoint(40, 4))
    QTest.mouseRelease(view.picture, LEFT, pos=boxes[1].rect.bottomLeft() + QPoint(40, 4))
    assert [port.name for port in view.desk.ports("output")] == before


def test_a_saved_model_says_that_it_keeps_no_order(view: StudioView) -> None:
    view.picture.add("output", "x")
    QTest.keyClick(view.picture, Qt.Key.Key_Up, ALT)
    assert view.desk.refusal is not None
    assert "no order" in view.desk.refusal.message


def test_the_signature_is_renamed_in_the_block(view: StudioView) -> None:
    QTest.mouseDClick(view.picture, LEFT, pos=view.picture.layout_now().block.center())
    type_in(view, "halve")
    assert view.desk.key == "halve"


def test_signatures_are_duplicated_made_default_and_deleted(view: StudioView) -> None:
    for name in ("duplicateSignature", "makeDefault"):
        QTest.mouseClick(child(view, QToolButton, name), LEFT)
    keys = [each.key for each in view.desk.signatures]
    assert "serving_default_copy" in keys
    assert view.desk.key == KEY
    count = len(keys)
    QTest.keyClick(view.signatures.list, Qt.Key.Key_Delete)
    assert len(view.desk.signatures) == count - 1


def test_tensors_are_found_and_added_by_enter(view: StudioView, qtbot: QtBot) -> None:
    view.show_title("Tensors")
    QTest.keyClicks(view.tensors.field, "Mul")
    QTest.keyClick(view.tensors.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(view.desk.ports("output")) == 2, timeout=_PATIENCE)
    qtbot.waitUntil(lambda: not view.desk.is_checking, timeout=_PATIENCE)
    assert not view.desk.problems
    assert view.desk.ports("output")[1].spec.dtype == "float32"


def test_a_click_on_an_edit_goes_back_to_it(view: StudioView, qtbot: QtBot) -> None:
    view.desk.push(edits.RenameInput(KEY, "x", "number"))
    view.desk.push(edits.RenameOutput(KEY, "y", "half"))
    listed = view.edits.list
    assert listed.count() == 3
    item = listed.item(1)
    assert item is not None
    QTest.mouseClick(listed.viewport(), LEFT, pos=listed.visualItemRect(item).center())
    qtbot.waitUntil(lambda: len(view.desk.stack.done) == 1)
    assert view.desk.stack.undone == (edits.RenameOutput(KEY, "y", "half"),)


def test_what_a_client_sees_changes_with_the_edit(view: StudioView) -> None:
    view.desk.push(edits.RenameInput(KEY, "x", "number"))
    assert "number" in view.texts.after.toPlainText()
    assert "number" not in view.texts.before.toPlainText()


def test_a_node_of_the_map_is_dropped_on_the_block(view: StudioView, qtbot: QtBot) -> None:
    data = carried_node(Chosen("node", "Mul"))
    at = QPointF(view.picture.width() - 10, 20)
    event = QDropEvent(at, Qt.DropAction.CopyAction, data, LEFT, Qt.KeyboardModifier.NoModifier)
    view.picture.dropEvent(event)
    qtbot.waitUntil(lambda: len(view.desk.ports("output")) == 2, timeout=_PATIENCE)
    assert view.desk.ports("output")[1].spec.tensor == "Mul:0"


def test_scale_and_default_are_typed_in_the_panel(view: StudioView, qtbot: QtBot) -> None:
    view.desk.choose(KEY, X)
    view.show_title("Port")
    view.port.type.setCurrentText("uint8")
    view.port.scale.setFocus()
    view.port.scale.selectAll()
    QTest.keyClicks(view.port.scale, "0.5")
    QTest.keyClick(view.port.scale, Qt.Key.Key_Return)
    assert list(view.desk.stack.edits) == [edits.CastInput(KEY, "x", "uint8", 0.5)]
    view.desk.undo()
    view.port.default.setFocus()
    QTest.keyClicks(view.port.default, "[[2.0]]")
    QTest.keyClick(view.port.default, Qt.Key.Key_Return)
    assert view.desk.stack.edits == (edits.SetDefault(KEY, "x", [[2.0]]),)


def test_documentation_is_typed_where_the_format_keeps_it(studio: Open) -> None:
    view = studio("hello_world_int8.tflite")
    view.show_title("Documentation")
    field = child(view, QLineEdit, "note:model.author")
    field.setFocus()
    QTest.keyClicks(field, "Ada")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert view.desk.stack.edits == (edits.SetMetadata("model.author", "Ada"),)


def test_labels_are_packed_by_a_button_and_shown_when_the_model_is_read_again(
    studio: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    view = studio("hello_world_int8.tflite")
    view.show_title("Documentation")
    (tmp_path / "labels.txt").write_text("yes\nno\n")
    QTest.mouseClick(child(view, QPushButton, "pack:outputs.0"), LEFT)
    dialog = child(view, QFileDialog, "packFileDialog")
    dialog.fileSelected.emit(str(tmp_path / "labels.txt"))
    dialog.reject()
    assert child(view, QLineEdit, "note:outputs.0.files").text() == '["labels.txt"]'
    assert view.desk.stack.edits == (
        edits.SetMetadata("files.labels.txt", "yes\nno\n"),
        edits.SetMetadata("outputs.0.files", ["labels.txt"]),
    )
    view.desk.push(edits.SetMetadata("inputs.0.normalization", {"mean": [1], "std": [2]}))
    qtbot.waitUntil(lambda: not view.desk.is_checking, timeout=_PATIENCE)
    view.saving.save(str(tmp_path / "packed.tflite"))
    qtbot.waitUntil(lambda: view.saving.saved is not None, timeout=_PATIENCE)
    again = studio(str(tmp_path / "packed.tflite"))
    assert child(again, QLineEdit, "note:outputs.0.files").text() == '["labels.txt"]'
    assert child(again, QLineEdit, "note:inputs.0.normalization").text() == '{"mean": [1.0], "std": [2.0]}'
