# SPDX-License-Identifier: Apache-2.0
"""What lies round and upon the map: crumbs, minimap, menus, bookmarks, previews, pinching, saving."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QGuiApplication,
    QHelpEvent,
    QNativeGestureEvent,
    QPointingDevice,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMenu, QPushButton, QToolTip
from pytestqt.qtbot import QtBot

from cutaway.qt.graph.minimap import Minimap
from cutaway.qt.graph.results import Results
from cutaway.session.selection import Chosen
from helpers.maps import Shown
from helpers.windows import child

Show = Callable[..., Shown]


def place(shown: Shown, key: str) -> QPoint:
    """The middle of a box on the canvas."""
    assert shown.view.scene is not None
    return shown.view.canvas.camera.rect_to_view(shown.view.scene.rects[shown.box(key)]).center().toPoint()


def crumbs(shown: Shown) -> list[QPushButton]:
    """The steps that one can click."""
    QApplication.processEvents()  # new ones are shown by their layout
    found = shown.view.surface.crumbs.findChildren(QPushButton)
    return [step for step in found if step.isVisible()]


def test_crumbs_say_where_one_is_and_lead_back_out(show: Show) -> None:
    shown = show()
    shown.document.selection.choose(Chosen("node", "net/relu"))
    assert [step.text() for step in crumbs(shown)] == ["Graph", "net"]
    QTest.mouseClick(crumbs(shown)[1], Qt.MouseButton.LeftButton)
    assert shown.document.selection.current == Chosen("group", "net/")
    shown.view.canvas.zoom(4.0)
    QTest.mouseClick(crumbs(shown)[0], Qt.MouseButton.LeftButton)
    assert shown.view.scene is not None
    assert shown.view.canvas.camera.area.contains(shown.view.scene.bounds)


def test_without_a_choice_crumbs_follow_what_is_seen(show: Show) -> None:
    shown = show()
    scene = shown.view.scene
    assert scene is not None
    shown.view.canvas.viewpoint.look_at(scene.rects[shown.box("net/conv")].center())
    assert [step.text() for step in crumbs(shown)] == ["Graph", "net"]
    shown.view.canvas.viewpoint.look_at(scene.rects[shown.box("input")].center())
    assert [step.text() for step in crumbs(shown)] == ["Graph"]


def test_the_minimap_comes_where_not_all_is_seen_and_moves_the_view(show: Show) -> None:
    shown = show()
    minimap, canvas = child(shown.page, Minimap), shown.view.canvas
    canvas.fit()
    assert not minimap.isVisible()
    canvas.zoom(6.0)
    assert minimap.isVisible()
    QTest.mousePress(minimap, Qt.MouseButton.LeftButton, pos=QPoint(minimap.width() // 2, 8))
    above = canvas.camera.area.center()
    target = QPoint(minimap.width() // 2, minimap.height() - 8)
    QTest.mouseMove(minimap, target)
    QTest.mouseRelease(minimap, Qt.MouseButton.LeftButton, pos=target)
    assert shown.view.scene is not None
    bounds = shown.view.scene.bounds
    assert above.y() < bounds.center().y() < canvas.camera.area.center().y()


def test_pinching_zooms_where_the_fingers_are(show: Show) -> None:
    shown = show()
    canvas = shown.view.canvas
    pixel = QPointF(200, 150)
    before, scale = canvas.camera.to_plane(pixel), canvas.camera.scale
    where = QPointF(canvas.mapToGlobal(pixel))
    pinch = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture,
        QPointingDevice.primaryPointingDevice(),
        2,
        pixel,
        pixel,
        where,
        0.25,
        QPointF(),
    )
    QApplication.sendEvent(canvas, pinch)
    assert canvas.camera.scale == pytest.approx(1.25 * scale)
    after = canvas.camera.to_plane(pixel)
    assert (after.x(), after.y()) == pytest.approx((before.x(), before.y()))


def test_the_wheel_zooms_and_two_fingers_pan(show: Show) -> None:
    shown = show()
    canvas = shown.view.canvas
    scale = canvas.camera.scale
    turn(canvas, angle=QPoint(0, 120))
    assert canvas.camera.scale > scale
    canvas.zoom(6.0)
    top = canvas.camera.top
    turn(canvas, pixels=QPoint(0, -40), phase=Qt.ScrollPhase.ScrollUpdate)
    assert canvas.camera.top > top


def turn(
    canvas: object,
    *,
    angle: QPoint | None = None,
    pixels: QPoint | None = None,
    phase: Qt.ScrollPhase = Qt.ScrollPhase.NoScrollPhase,
) -> None:
    """Turn the wheel over a place, or stroke a touchpad."""
    event = QWheelEvent(
        QPointF(200, 150),
        QPointF(200, 150),
        pixels or QPoint(),
        angle or pixels or QPoint(),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        phase,
        False,
    )
    QApplication.sendEvent(canvas, event)  # type: ignore[arg-type]


def menu_of(shown: Shown, event: QContextMenuEvent) -> QMenu:
    """The menu that comes up."""
    QApplication.sendEvent(shown.view.canvas, event)
    return next(menu for menu in shown.view.findChildren(QMenu) if menu.isVisible())


def entry(menu: QMenu, words: str) -> QAction:
    """The entry that says that."""
    return next(action for action in menu.actions() if action.text() == words)


def right_click(shown: Shown, key: str) -> QMenu:
    """Ask for the menu of a box."""
    pixel = place(shown, key)
    return menu_of(shown, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, pixel, QPoint(5, 5)))


def test_the_menu_of_a_group_opens_it_and_copies_its_name(show: Show) -> None:
    shown = show()
    menu = right_click(shown, "net/block/")
    assert shown.document.selection.current == Chosen("group", "net/block/")
    entry(menu, "Copy name").trigger()
    assert QGuiApplication.clipboard().text() == "net/block"
    entry(menu, "Open").trigger()
    menu.close()
    assert shown.asked("picture")[-1] == (["net/", "net/block/"], "down", "net/block/")


def test_the_menu_of_a_node_closes_the_group_around_it(show: Show) -> None:
    shown = show()
    menu = right_click(shown, "net/conv")
    entry(menu, "Close the group around it").trigger()
    menu.close()
    assert shown.asked("picture")[-1] == ([], "down", "net/")


def test_the_menu_comes_by_the_keyboard_for_what_is_chosen(show: Show) -> None:
    shown = show()
    shown.document.selection.choose(Chosen("node", "net/relu"))
    menu = menu_of(shown, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(1, 1), QPoint(5, 5)))
    entry(menu, "Zoom to it").trigger()
    menu.close()
    assert shown.document.selection.current == Chosen("node", "net/relu")
    assert abs(place(shown, "net/relu").x() - shown.view.canvas.width() / 2) < 2


def test_a_bookmark_leads_back_and_can_be_removed(show: Show) -> None:
    shown = show()
    bookmarks = shown.view.bar._bookmarks.menu()
    menu = right_click(shown, "net/relu")
    entry(menu, "Bookmark it").trigger()
    menu.close()
    shown.document.selection.choose(Chosen("node", "input"))
    entry(bookmarks, "relu").trigger()
    assert shown.document.selection.current == Chosen("node", "net/relu")
    remove = entry(bookmarks, "Remove a bookmark").menu()
    assert isinstance(remove, QMenu)
    entry(remove, "relu").trigger()
    assert shown.view.state.bookmarks == ()
    assert [action.text() for action in bookmarks.actions()] == ["Bookmark what is chosen"]


def test_a_bookmark_in_a_closed_group_opens_it(show: Show) -> None:
    shown = show()
    right_click(shown, "net/relu").close()
    shown.view.bar.marked.emit()
    scene = shown.view.scene
    assert scene is not None
    scene.index.pop("net/relu")  # as where the group around it is closed
    entry(shown.view.bar._bookmarks.menu(), "relu").trigger()
    assert shown.asked("picture")[-1] == (["net/"], "down", "")


def test_hovering_previews_a_box(show: Show, qtbot: QtBot) -> None:
    shown = show()
    canvas = shown.view.canvas
    pixel = place(shown, "net/conv")
    QTest.mouseMove(canvas, pixel)
    assert canvas.marks.hovered == shown.box("net/conv")
    QApplication.sendEvent(canvas, QHelpEvent(QEvent.Type.ToolTip, pixel, canvas.mapToGlobal(pixel)))
    assert "<b>conv</b>" in QToolTip.text()
    assert "2 variables" in QToolTip.text()
    assert "from input" in QToolTip.text()
    QApplication.sendEvent(canvas, QEvent(QEvent.Type.Leave))
    assert canvas.marks.hovered == -1


@pytest.mark.parametrize(("name", "written"), [("map.svg", "map.svg"), ("map", "map.pdf")])
def test_the_map_is_saved_where_one_says(
    show: Show, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, written: str
) -> None:
    shown = show()
    answer = (str(tmp_path / name), "Document (*.pdf)")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: answer)
    shown.view.bar.exported.emit(True)
    assert (tmp_path / written).stat().st_size > 1_000


def test_a_dialog_that_is_closed_saves_nothing(
    show: Show, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = show()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: ("", ""))
    shown.view.bar.exported.emit(False)
    assert not child(shown.page, Results).isVisible()


def test_a_picture_that_cannot_be_saved_is_told(
    show: Show, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = show()
    answer = (str(tmp_path / "none" / "map.png"), "")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: answer)
    shown.view.bar.exported.emit(False)
    panel = child(shown.page, Results)
    assert panel.isVisible()
    assert "map.png cannot be saved" in " ".join(label.text() for label in panel.findChildren(QLabel))
