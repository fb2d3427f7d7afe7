# SPDX-License-Identifier: Apache-2.0
"""The map on its page: opening, choosing, walking, searching, states, and what is kept."""

from array import array
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from cutaway.description.drawing import Hits
from cutaway.description.picture import Direction, Picture, Place
from cutaway.errors import LimitError, MissingFileError
from cutaway.qt.graph import cards, export
from cutaway.qt.graph.coloring import COLORINGS, coloring
from cutaway.qt.graph.results import Results
from cutaway.qt.graph.tree import NodeTree
from cutaway.qt.items.nodes import NodeItems
from cutaway.session.selection import Chosen
from helpers import pictures
from helpers.maps import Shown
from helpers.pictures import Box
from helpers.readings import FakeReading
from helpers.windows import child, nameless

Show = Callable[..., Shown]


def opening(keys: list[str] | None, _direction: Direction) -> Picture:
    """Return the example, its folded group open where it is asked for."""
    if keys is None or "net/block/" not in keys:
        return pictures.example()
    inside = pictures.opened("net/block/", Box("net/block/add"), Box("net/block/mul"))
    return pictures.picture([Box("input"), pictures.opened("net/", Box("net/conv"), inside), Box("output")])


def pixel(shown: Shown, key: str) -> QPoint:
    """Return where a box is on the canvas; of an open group its title."""
    view = shown.view
    assert view.scene is not None
    rect = view.canvas.camera.rect_to_view(view.scene.rects[shown.box(key)])
    place = rect.topLeft() + QPointF(20, 8) if shown.box(key) in view.scene.frame_set else rect.center()
    return place.toPoint()


def test_a_click_chooses_a_node_for_the_whole_document(show: Show, qtbot: QtBot) -> None:
    shown = show()
    QTest.mouseClick(shown.view.canvas, Qt.MouseButton.LeftButton, pos=pixel(shown, "net/conv"))
    assert shown.document.selection.current == Chosen("node", "net/conv")
    assert (
        "net/conv" in str(shown.view.tree.currentIndex().data()) or shown.view.tree.currentIndex().isValid()
    )


def test_a_click_on_a_title_chooses_the_group(show: Show, qtbot: QtBot) -> None:
    shown = show()
    QTest.mouseClick(shown.view.canvas, Qt.MouseButton.LeftButton, pos=pixel(shown, "net/"))
    assert shown.document.selection.current == Chosen("group", "net/")


def test_a_double_click_opens_a_group_where_it_was(show: Show, qtbot: QtBot) -> None:
    shown = show(lambda reading: setattr(reading, "picture_of", opening))
    before = pixel(shown, "net/block/")
    QTest.mouseDClick(shown.view.canvas, Qt.MouseButton.LeftButton, pos=before)
    assert shown.asked("picture")[-1] == (["net/", "net/block/"], "down", "net/block/")
    assert shown.view.scene is not None
    assert "net/block/add" in shown.view.scene.index
    rect = shown.view.canvas.camera.rect_to_view(shown.view.scene.rects[shown.box("net/block/")])
    assert abs(rect.center().x() - before.x()) < 2 or shown.view.canvas.camera.scale != 1


def test_a_double_click_on_a_title_closes_the_group(show: Show, qtbot: QtBot) -> None:
    shown = show()
    QTest.mouseDClick(shown.view.canvas, Qt.MouseButton.LeftButton, pos=pixel(shown, "net/"))
    assert shown.asked("picture")[-1] == ([], "down", "net/")


def test_keys_walk_open_and_close(show: Show, qtbot: QtBot) -> None:
    shown = show()
    canvas = shown.view.canvas
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down):
        QTest.keyClick(canvas, key)
    assert canvas.marks.chosen == shown.box("output")
    QTest.keyClick(canvas, Qt.Key.Key_Up)
    assert shown.document.selection.current == Chosen("group", "net/block/")
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert shown.asked("picture")[-1] == (["net/", "net/block/"], "down", "net/block/")
    QTest.keyClick(canvas, Qt.Key.Key_Backspace)
    assert shown.asked("picture")[-1] == ([], "down", "net/")


def test_what_is_chosen_is_said_to_those_who_cannot_see_it(show: Show) -> None:
    shown = show()
    shown.document.selection.choose(Chosen("node", "net/conv"))
    words = shown.view.canvas.accessibleDescription()
    assert "conv" in words
    assert "2 variables" in words


def test_the_wheel_zooms_where_the_pointer_is(show: Show, qtbot: QtBot) -> None:
    shown = show()
    canvas = shown.view.canvas
    before = canvas.camera.scale
    canvas.zoom(1.5, QPointF(100, 100))
    assert canvas.camera.scale == pytest.approx(1.5 * before)
    QTest.keyClick(canvas, Qt.Key.Key_Minus)
    assert canvas.camera.scale < 1.5 * before


def test_dragging_moves_the_map_and_chooses_nothing(show: Show, qtbot: QtBot) -> None:
    shown = show()
    canvas = shown.view.canvas
    canvas.zoom(3.0)
    before = canvas.camera.left
    start = pixel(shown, "net/conv")
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(canvas, start + QPoint(30, 0))
    QTest.mouseMove(canvas, start + QPoint(60, 0))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=start + QPoint(60, 0))
    assert canvas.marks.chosen == -1
    assert canvas.camera.left != before


def test_a_node_chosen_elsewhere_is_shown(show: Show) -> None:
    shown = show()
    shown.document.selection.choose(Chosen("node", "net/relu"))
    assert shown.view.canvas.marks.chosen == shown.box("net/relu")


def test_a_hidden_node_chosen_elsewhere_opens_the_groups_around_it(show: Show) -> None:
    def prepare(reading: FakeReading) -> None:
        reading.picture_of = opening
        place = Place(3, "net/block/add", ("net/", "net/block/"), "net/block/add")
        reading.places["net/block/add", ""] = place

    shown = show(prepare)
    shown.document.selection.choose(Chosen("node", "net/block/add"))
    assert shown.view.canvas.marks.chosen == shown.box("net/block/add")


def test_an_unknown_node_changes_nothing(show: Show) -> None:
    shown = show()
    shown.document.selection.choose(Chosen("node", "nowhere"))
    assert shown.view.canvas.marks.chosen == -1
    assert shown.asked("place") == [("nowhere", "")]


def test_a_search_lists_nodes_and_enter_goes_to_the_best(show: Show, qtbot: QtBot) -> None:
    hits = Hits(array("i", [2, 1]), ["net/relu", "net/conv"], ["Relu", "Conv2D"], ["", ""], 7)
    shown = show(lambda reading: setattr(reading, "hits", hits))
    field = shown.view.bar.search
    QTest.keyClicks(field, "net")
    qtbot.waitUntil(lambda: child(shown.page, Results).isVisible())
    assert shown.asked("search")[-1] == ("net", 300)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert shown.document.selection.current == Chosen("node", "net/relu")
    assert not child(shown.page, Results).isVisible()


def test_an_unreadable_search_is_told_in_place(show: Show, qtbot: QtBot) -> None:
    error = LimitError("The regular expression ( cannot be read.")
    shown = show(lambda reading: reading.failures.update(search=error))
    QTest.keyClicks(shown.view.bar.search, "/(/")
    QTest.keyClick(shown.view.bar.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: child(shown.page, Results).isVisible())
    assert shown.document.selection.current.kind == "model"


def test_the_tree_lists_the_boxes_and_opens_them(show: Show, qtbot: QtBot) -> None:
    shown = show()
    shown.view.bar.tree.click()
    tree = child(shown.page, NodeTree)
    assert tree.isVisible()
    QAbstractItemModelTester(tree.model(), QAbstractItemModelTester.FailureReportingMode.Fatal)
    items = tree.model()
    assert isinstance(items, NodeItems)
    index = items.at(shown.box("net/block/"))
    tree.setCurrentIndex(index)
    assert shown.document.selection.current == Chosen("group", "net/block/")
    QTest.keyClick(tree, Qt.Key.Key_Return)
    assert shown.asked("picture")[-1] == (["net/", "net/block/"], "down", "net/block/")


def test_the_map_can_be_turned(show: Show) -> None:
    shown = show()
    shown.view.bar.turned.emit("right")
    assert shown.asked("picture")[-1] == (["net/"], "right", "")


@pytest.mark.parametrize("row", COLORINGS, ids=[row.id for row in COLORINGS])
def test_every_colouring_paints_every_box_and_has_a_legend(show: Show, row: object) -> None:
    shown = show()
    found = coloring(getattr(row, "id", ""))
    sheet = shown.view.canvas.sheet()
    assert sheet is not None
    assert len(found.paints(sheet.scene, sheet.ink)) == len(sheet.scene.rects)
    assert found.legend(sheet.scene, sheet.ink)


def test_tracing_lets_the_rest_step_back(show: Show) -> None:
    shown = show()
    shown.document.selection.choose(Chosen("node", "net/relu"))
    shown.view.bar.trace.click()
    marks = shown.view.canvas.marks
    assert not marks.stands_back(shown.box("net/conv"))
    assert marks.stands_back(shown.box("net/"))
    assert not shown.view.canvas.grab().isNull()


def test_open_groups_and_bookmarks_are_there_again_next_time(show: Show) -> None:
    def prepare(reading: FakeReading) -> None:
        reading.picture_of = opening

    first = show(prepare)
    first.view.toggle("net/block/")
    first.document.selection.choose(Chosen("node", "net/block/mul"))
    first.view.bar.marked.emit()
    first.page.hide()
    second = show(prepare)
    assert second.asked("picture")[0] == (["net/", "net/block/"], "down", "")
    assert [mark.key for mark in second.view.state.bookmarks] == ["net/block/mul"]


def test_a_map_that_cannot_be_drawn_says_why_and_tries_again(show: Show, qtbot: QtBot) -> None:
    error = LimitError("The graph took too long to lay out.")
    shown = show(lambda reading: reading.failures.update(picture=error))
    again = child(shown.page, QPushButton, "graphAgain")
    shown.reading.failures.clear()
    QTest.mouseClick(again, Qt.MouseButton.LeftButton)
    assert shown.view.isVisible()
    assert shown.view.scene is not None


def test_a_first_picture_can_be_cancelled(show: Show, qtbot: QtBot) -> None:
    shown = show(lambda reading: setattr(reading, "held", True))
    stop = child(shown.page, QPushButton, "graphStop")
    qtbot.waitUntil(stop.isVisible)
    QTest.mouseClick(stop, Qt.MouseButton.LeftButton)
    assert child(shown.page, QPushButton, "graphAgain").isVisible()


def test_a_later_picture_that_is_cancelled_leaves_the_one_before(show: Show, qtbot: QtBot) -> None:
    shown = show()
    shown.reading.held = True
    shown.view.toggle("net/block/")
    stop = child(shown.page, QPushButton, "graphCancel")
    qtbot.waitUntil(stop.isVisible)
    QTest.mouseClick(stop, Qt.MouseButton.LeftButton)
    assert shown.view.isVisible()
    assert shown.box("net/block/") >= 0


def test_hostile_names_are_shown_and_not_obeyed(show: Show) -> None:
    picture = pictures.picture([Box("<b>bold</b>"), Box("a\u202eb\x07")], [("<b>bold</b>", "a\u202eb\x07")])
    shown = show(lambda reading: setattr(reading, "picture_of", lambda _keys, _direction: picture))
    scene = shown.view.scene
    assert scene is not None
    told = cards.card(scene, 0) + cards.card(scene, 1)
    assert "<b>bold" not in told.replace("<b>&lt;", "")
    assert "\u202e" not in told
    assert not shown.page.grab().isNull()


def test_everything_one_can_use_has_names(show: Show) -> None:
    shown = show()
    shown.view.bar.tree.click()
    assert nameless(shown.page) == []


@pytest.mark.parametrize("ending", export.ENDINGS)
@pytest.mark.parametrize("is_whole", [True, False])
def test_the_map_is_written_as_a_picture(show: Show, tmp_path: Path, ending: str, is_whole: bool) -> None:
    shown = show()
    sheet = shown.view.canvas.sheet()
    assert sheet is not None
    file = tmp_path / f"map.{ending}"
    drawn = export.whole(sheet) if is_whole else export.seen(sheet)
    export.write(drawn, file, "Graph")
    begins = {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF"}[ending]
    assert file.read_bytes().startswith(begins)
    if ending == "png":
        picture = QImage(str(file))
        places = [(x, y) for x in range(0, picture.width(), 7) for y in range(0, picture.height(), 7)]
        assert len({picture.pixel(*place) for place in places}) > 3


def test_a_folder_that_is_not_there_is_no_accident(show: Show, tmp_path: Path) -> None:
    sheet = show().view.canvas.sheet()
    assert sheet is not None
    for ending in export.ENDINGS:
        with pytest.raises(MissingFileError, match="does not exist"):
            export.write(export.whole(sheet), tmp_path / "none" / f"map.{ending}", "Graph")
