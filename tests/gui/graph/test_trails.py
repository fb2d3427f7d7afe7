# SPDX-License-Identifier: Apache-2.0
"""Walks through the graph on the map: ways between two nodes, what feeds and follows, dead nodes."""

from array import array
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu

from cutaway.description.drawing import Hits, Trail
from cutaway.errors import LimitError
from cutaway.qt.graph.menu import box_menu
from cutaway.qt.graph.results import Results
from cutaway.session.selection import Chosen
from helpers.maps import Shown
from helpers.readings import FakeReading
from helpers.windows import child

Show = Callable[..., Shown]

NAMES = ["input", "net/conv", "net/relu", "net/block/add"]
KEYS = [("input",), ("net/", "net/conv"), ("net/", "net/relu"), ("net/", "net/block/", "net/block/add")]


def trail(ways: list[list[int]], *, total: int = 4, is_back: bool = False, complete: bool = True) -> Trail:
    """Nodes of the example, the last hidden in the folded group."""
    hits = Hits(array("i", range(4)), NAMES, ["Op"] * 4, [""] * 4, total)
    return Trail(hits, NAMES, KEYS, [array("i", way) for way in ways], complete, is_back)


def told(shown: Shown) -> str:
    """What stands above the list of what was found."""
    panel = child(shown.page, Results)
    assert panel.isVisible()
    return " ".join(label.text() for label in panel.findChildren(QLabel))


def click(shown: Shown, key: str, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Click on a box."""
    scene = shown.view.scene
    assert scene is not None
    place: QPoint = shown.view.canvas.camera.rect_to_view(scene.rects[shown.box(key)]).center().toPoint()
    QTest.mouseClick(shown.view.canvas, Qt.MouseButton.LeftButton, modifier, place)


def entry(menu: QMenu, words: str) -> QAction:
    """The entry that begins like this."""
    return next(action for action in menu.actions() if action.text().startswith(words))


def ways_found(reading: FakeReading) -> None:
    """Two ways, of which one enters the folded group."""
    reading.trail = trail([[0, 1], [0, 1, 2, 3]])


def test_shift_and_a_click_find_the_ways_from_the_node_before(show: Show) -> None:
    shown = show(ways_found)
    click(shown, "input")
    click(shown, "net/relu", Qt.KeyboardModifier.ShiftModifier)
    assert shown.asked("ways") == [(("input", ""), ("net/relu", ""), True)]
    assert told(shown) == "2 ways from input to net/relu, the shortest over 2 nodes"
    assert child(shown.page, Results).count == 4


def test_what_ways_pass_stands_out_with_its_wires(show: Show) -> None:
    shown = show(ways_found)
    click(shown, "input")
    click(shown, "net/relu", Qt.KeyboardModifier.ShiftModifier)
    marks, scene = shown.view.canvas.marks, shown.view.scene
    assert scene is not None
    assert marks.found == {shown.box(key) for key in ("input", "net/conv", "net/relu", "net/block/")}
    ends = {(scene.keys[scene.sources[wire]], scene.keys[scene.targets[wire]]) for wire in marks.wires_found}
    assert ends == {("input", "net/conv"), ("net/conv", "net/relu"), ("net/relu", "net/block/")}
    plain = shown.view.canvas.grab().toImage()
    QTest.keyClick(shown.view.canvas, Qt.Key.Key_Escape)
    assert not child(shown.page, Results).isVisible()
    assert marks.found
    QTest.keyClick(shown.view.canvas, Qt.Key.Key_Escape)
    assert marks.found == marks.wires_found == set()
    assert shown.view.canvas.grab().toImage() != plain


def test_a_click_on_the_map_puts_away_the_list_and_no_more(show: Show) -> None:
    shown = show(ways_found)
    shown.view.trails.between(Chosen("node", "input"), Chosen("node", "net/relu"))
    click(shown, "output")
    assert not child(shown.page, Results).isVisible()
    assert shown.view.trails.is_shown


def test_what_stands_out_does_so_in_the_next_picture_too(show: Show) -> None:
    shown = show(ways_found)
    shown.view.trails.between(Chosen("node", "input"), Chosen("node", "net/relu"))
    shown.view.toggle("net/block/")
    assert shown.box("net/conv") in shown.view.canvas.marks.found


def test_the_menu_of_a_node_offers_ways_from_the_one_chosen_before(show: Show) -> None:
    shown = show(ways_found)
    click(shown, "input")
    click(shown, "net/conv")
    click(shown, "net/relu")
    entry(box_menu(shown.view, shown.box("net/relu")), "Find ways from net/conv").trigger()
    assert shown.asked("ways")[-1] == (("net/conv", ""), ("net/relu", ""), True)


def test_ways_begin_where_one_says(show: Show) -> None:
    shown = show(ways_found)
    entry(box_menu(shown.view, shown.box("input")), "Begin ways here").trigger()
    entry(box_menu(shown.view, shown.box("net/relu")), "Find ways from input").trigger()
    assert shown.asked("ways")[-1] == (("input", ""), ("net/relu", ""), True)


@pytest.mark.parametrize(("words", "back"), [("List all that feeds", True), ("List all that follows", False)])
def test_the_menu_lists_what_feeds_and_follows(show: Show, words: str, back: bool) -> None:
    shown = show(lambda reading: setattr(reading, "trail", trail([], total=900)))
    entry(box_menu(shown.view, shown.box("net/relu")), words).trigger()
    assert shown.asked("reach") == [(("net/relu", ""), back)]
    verb = "feed" if back else "follow"
    assert told(shown) == f"900 nodes {verb} net/relu; the first 4 are listed"


def test_dead_nodes_are_listed_and_stand_out(show: Show) -> None:
    shown = show(lambda reading: setattr(reading, "trail", trail([])))
    shown.view.bar.dead_asked.emit()
    assert told(shown).startswith("4 dead nodes: nothing that the graph gives depends on them")
    assert shown.view.canvas.marks.found


def test_that_no_node_is_dead_is_said(show: Show) -> None:
    none = Trail(Hits(array("i"), [], [], [], 0), [], [], [])
    shown = show(lambda reading: setattr(reading, "trail", none))
    shown.page.ask("dead")
    assert "No node is dead" in told(shown)
    assert not shown.view.trails.is_shown
    panel = child(shown.page, Results)
    said = child(panel, QLabel)
    assert panel.height() <= said.heightForWidth(said.width()) + 16, "nothing but the sentence is shown"


def test_the_actions_of_the_window_begin_and_end_ways(show: Show) -> None:
    shown = show(ways_found)
    shown.document.selection.choose(Chosen("node", "input"))
    shown.page.ask("ways")
    assert "Choose where the ways begin" in told(shown)
    shown.page.ask("begin")
    assert "Ways begin at input." in told(shown)
    shown.document.selection.choose(Chosen("node", "net/relu"))
    shown.page.ask("ways")
    assert shown.asked("ways") == [(("input", ""), ("net/relu", ""), True)]


def test_an_action_asked_for_before_the_map_is_there_is_done_then(show: Show) -> None:
    def prepare(reading: FakeReading) -> None:
        reading.trail, reading.held = trail([]), True

    shown = show(prepare)
    shown.page.ask("dead")
    assert not shown.asked("dead")
    shown.reading.held = False
    shown.reading.release()
    assert shown.asked("dead")


def test_a_group_is_no_end_of_a_way(show: Show) -> None:
    shown = show()
    click(shown, "input")
    click(shown, "net/block/", Qt.KeyboardModifier.ShiftModifier)
    assert "Open the group and choose a node in it." in told(shown)


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (trail([]), "No way leads from input to net/relu, nor back."),
        (trail([[0, 1]], is_back=True), "1 way from input to net/relu (they lead back, against the flow)"),
        (trail([[0, 1]], complete=False), "More than 1 way from input to net/relu"),
    ],
)
def test_what_was_found_is_said(show: Show, found: Trail, words: str) -> None:
    shown = show(lambda reading: setattr(reading, "trail", found))
    shown.view.trails.between(Chosen("node", "input"), Chosen("node", "net/relu"))
    assert words in told(shown)


def test_what_cannot_be_walked_is_told(show: Show) -> None:
    shown = show(lambda reading: reading.failures.update(dead=LimitError("That took too long.")))
    shown.page.ask("dead")
    assert "That took too long." in told(shown)
