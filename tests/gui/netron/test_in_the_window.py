# SPDX-License-Identifier: Apache-2.0
"""Netron in the whole window: made when first shown, a good neighbour, gone with its tab."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cutaway.qt.document_page import DocumentPage
from cutaway.qt.netron.view import NetronView
from cutaway.qt.views.table import PAGES
from cutaway.session.selection import Chosen
from helpers import windows
from helpers.netron_pages import PATIENCE_MS, describe, is_alive
from helpers.readings import FakeReading
from helpers.windows import Stage, child


@pytest.fixture
def stage(
    web_engine: None, qapp: QApplication, qtbot: QtBot, samples: Path, tmp_path: Path
) -> Iterator[Stage]:
    """A window with the real pages, open on a frozen graph."""
    path = str(samples / "keyword_ds_cnn.pb")
    reading = FakeReading(describe(Path(path)))
    pages = [row for row in PAGES if row.id in {"overview", "variables", "netron"}]
    made = windows.build(qapp, tmp_path / "state", reading, pages)
    with qtbot.waitActive(made.window):
        made.window.show()
        made.window.activateWindow()
    made.window.open_paths([path])
    yield made
    windows.dispose(made)


def drawn(stage: Stage, qtbot: QtBot) -> tuple[DocumentPage, NetronView]:
    """Go to the page and wait for the drawing."""
    page = stage.window.workspace.current
    assert page is not None
    assert page.findChild(NetronView) is None
    page.show_page("netron")
    view = child(page, NetronView)
    assert view.desk is not None
    qtbot.waitUntil(view.desk.tools.isEnabled, timeout=PATIENCE_MS)
    return page, view


def inside(view: NetronView) -> QWidget:
    """The widget that takes the mouse and the keyboard for the drawing."""
    assert view.desk is not None
    assert view.desk.drawing is not None
    found = view.desk.drawing.focusProxy()
    assert found is not None
    return found


def test_the_window_stays_the_one_it_is(stage: Stage, qtbot: QtBot) -> None:
    """Qt makes another window in its place where a view is painted by OpenGL."""
    before = stage.window.winId()
    drawn(stage, qtbot)
    assert stage.window.winId() == before


def test_a_click_keeps_the_page_and_another_choice_does_not(stage: Stage, qtbot: QtBot) -> None:
    page, view = drawn(stage, qtbot)
    assert view.desk is not None
    assert view.desk.drawing is not None
    drawing = view.desk.drawing
    found: list[str] = []
    place = "document.querySelectorAll('.node-item-type')[3].getBoundingClientRect()"
    drawing.page().runJavaScript(f"JSON.stringify({place})", 0, found.append)
    qtbot.waitUntil(lambda: bool(found))
    box = json.loads(found[0])
    point = QPoint(int(box["x"] + box["width"] / 2), int(box["y"] + box["height"] / 2))
    QTest.mouseClick(inside(view), Qt.MouseButton.LeftButton, pos=point)
    qtbot.waitUntil(lambda: page.document.selection.current == Chosen("node", "Mfcc"))
    assert page.page == "netron"
    page.document.selection.choose(Chosen("constant", "MobileNet/conv_1/weights"))
    assert page.page == "variables"


def test_shortcuts_work_while_the_drawing_has_the_keyboard(stage: Stage, qtbot: QtBot) -> None:
    _page, view = drawn(stage, qtbot)
    assert view.desk is not None
    assert view.desk.drawing is not None
    view.desk.drawing.setFocus()
    QTest.keyClick(inside(view), Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(stage.window.palette_box.isVisible)


def test_a_file_dropped_on_the_drawing_is_the_windows(stage: Stage, qtbot: QtBot) -> None:
    _page, view = drawn(stage, qtbot)
    target: QWidget | None = inside(view)
    while target is not None and not target.acceptDrops():  # as Qt looks for who takes a drop
        target = target.parentWidget()
    assert target is stage.window


def test_closing_the_tab_ends_its_process(stage: Stage, qtbot: QtBot) -> None:
    _page, view = drawn(stage, qtbot)
    assert view.desk is not None
    assert view.desk.drawing is not None
    process = view.desk.drawing.page().renderProcessPid()
    stage.window.workspace.close_all()
    qtbot.waitUntil(lambda: not is_alive(process), timeout=PATIENCE_MS)


def test_every_control_has_a_name(stage: Stage, qtbot: QtBot) -> None:
    drawn(stage, qtbot)
    assert windows.nameless(stage.window) == []
