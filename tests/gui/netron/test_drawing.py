# SPDX-License-Identifier: Apache-2.0
"""Netron draws every format, in the theme's colours, and obeys the controls."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from cutaway.qt.netron.view import NetronView
from cutaway.qt.theme import Theme
from cutaway.qt.widgets.filter_field import FilterField
from cutaway.qt.widgets.labels import ElidedLabel
from helpers import readings
from helpers.netron_pages import Shown, describe
from helpers.windows import child

Show = Callable[..., Shown]

DRAWN = {
    "hello_world_int8.tflite": 3,
    "resnet8_cifar10.h5": 29,
    "sleep_stages.keras": 7,
    "keyword_ds_cnn.pb": 47,
    "basic_pitch": 150,
    "half_plus_two": 52,
    "regression_checkpoint/model.meta": 110,
}


@pytest.mark.parametrize(("name", "nodes"), DRAWN.items())
def test_each_format_is_drawn(show: Show, samples: Path, name: str, nodes: int) -> None:
    shown = show(samples / name).wait_drawn()
    assert len(shown.nodes) == nodes
    assert shown.run("document.querySelectorAll('.graph-node, .node').length > 0")
    assert shown.drawing.guard.blocked == []


def test_nothing_is_drawn_before_it_is_shown(themed: Theme, samples: Path, qtbot: QtBot) -> None:
    document, _reading = readings.document(describe(samples / "sleep_stages.keras"))
    view = NetronView(document, None)
    qtbot.addWidget(view)
    assert view.objectName() == "netronView"
    assert view.desk is not None
    assert view.desk.drawing is None


def test_it_follows_the_theme_while_running(show: Show, samples: Path, themed: Theme, qtbot: QtBot) -> None:
    shown = show(samples / "hello_world_int8.tflite").wait_drawn()
    color = "getComputedStyle(document.body).backgroundColor"
    line = "getComputedStyle(document.querySelector('.edge-path')).stroke"
    assert (shown.run(color), shown.run(line)) == ("rgb(246, 247, 249)", "rgb(0, 0, 0)")
    themed.choose("dark")
    qtbot.waitUntil(lambda: shown.run(color) == "rgb(22, 24, 29)")
    assert shown.run(line) == "rgb(136, 136, 136)"


def test_it_has_no_menu_and_takes_no_drops(show: Show, samples: Path) -> None:
    shown = show(samples / "hello_world_int8.tflite").wait_drawn()
    assert shown.run("document.getElementById('menu') === null")
    inside = shown.drawing.findChildren(QWidget)
    assert [(type(w).__name__, w.objectName()) for w in (shown.drawing, *inside) if w.acceptDrops()] == []


def test_controls_zoom_show_names_and_turn_the_drawing(show: Show, samples: Path, qtbot: QtBot) -> None:
    shown = show(samples / "keyword_ds_cnn.pb").wait_drawn()
    child(shown.desk, QToolButton, "netronZoomOut").click()
    qtbot.waitUntil(lambda: abs(shown.run("__view__.target.zoom") - 0.8) < 0.01)
    child(shown.desk, QToolButton, "netronActualSize").click()
    qtbot.waitUntil(lambda: shown.run("__view__.target.zoom") == 1)
    for word, option in (("names", "names: true"), ("direction", "direction: 'horizontal'")):
        action = shown.desk.findChild(QAction, f"netronShow.{word}")
        assert action is not None
        with qtbot.waitSignal(shown.drawing.bridge.finished, timeout=10_000):
            action.trigger()
        assert option.split(": ")[1].strip("'") == str(shown.run(f"__view__.options.{word}")).lower()


def test_find_lists_what_it_found(show: Show, samples: Path, qtbot: QtBot) -> None:
    shown = show(samples / "keyword_ds_cnn.pb").wait_drawn()
    field = child(shown.desk, FilterField, "netronFind")
    field.setText("conv_ds_2")
    found = "[...document.querySelectorAll('.sidebar-find-content li')].map((item) => item.innerText.trim())"
    qtbot.waitUntil(lambda: bool(shown.run(found)), timeout=5_000)
    assert all("conv_ds_2" in text for text in shown.run(found))
    field.clear()
    qtbot.waitUntil(lambda: shown.run("__view__._sidebar.identifier") == "")


def test_details_show_the_attributes_of_what_is_selected(show: Show, samples: Path, qtbot: QtBot) -> None:
    shown = show(samples / "keyword_ds_cnn.pb").wait_drawn()
    shown.do("__view__.target.activate(__view__.activeTarget.nodes[6])")
    title = "document.getElementById('sidebar-title').innerText"
    assert shown.run(title) == ""
    child(shown.desk, QToolButton, "netronDetails").click()
    qtbot.waitUntil(lambda: shown.run(title) == "Node Properties")


@pytest.mark.parametrize(("ending", "begin"), [("svg", b"<svg "), ("png", b"\x89PNG")])
def test_the_drawing_is_exported(
    show: Show,
    samples: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
    ending: str,
    begin: bytes,
) -> None:
    shown = show(samples / "sleep_stages.keras").wait_drawn()
    target = tmp_path / "drawing"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    action = shown.desk.findChild(QAction, f"netronExport.{ending}")
    assert action is not None
    action.trigger()
    written = target.with_suffix(f".{ending}")
    qtbot.waitUntil(written.exists, timeout=10_000)
    assert written.read_bytes().startswith(begin)
    assert f"drawing.{ending} was saved" in child(shown.desk, ElidedLabel, "netronWords").text()


def test_nothing_is_written_that_nobody_asked_for(show: Show, samples: Path, tmp_path: Path) -> None:
    shown = show(samples / "hello_world_int8.tflite").wait_drawn()
    shown.drawing.bridge.exported("../../evil.svg", "PHN2Zy8+")
    assert not child(shown.desk, QWidget, "netronWords").isVisible()
