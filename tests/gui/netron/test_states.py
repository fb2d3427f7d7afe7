# SPDX-License-Identifier: Apache-2.0
"""Netron may fail, crash or never end: the window says so and goes on."""

import os
import signal
from array import array
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from cutaway.description.graph import Graph, GraphSummary
from cutaway.description.model import ModelDescription, ModelFile
from helpers.netron_pages import Shown, describe, is_alive
from helpers.windows import child

Show = Callable[..., Shown]


def words(shown: Shown) -> str:
    """What the page says in place of the drawing."""
    message = child(shown.desk, QWidget, "netronMessage")
    assert message.isVisible()
    return " ".join(label.text() for label in message.findChildren(QLabel))


def large(samples: Path, nodes: int) -> ModelDescription:
    """A small model that says it were a large one."""
    found = describe(samples / "keyword_ds_cnn.pb")
    return replace(found, graph=GraphSummary(nodes, 0, 0, ()))


def test_a_crash_of_its_process_is_told_and_it_can_be_drawn_again(
    show: Show, samples: Path, qtbot: QtBot
) -> None:
    shown = show(samples / "hello_world_int8.tflite").wait_drawn()
    os.kill(shown.drawing.page().renderProcessPid(), signal.SIGKILL)
    qtbot.waitUntil(lambda: shown.desk.drawing is None)
    assert "Netron stopped while it showed hello_world_int8.tflite." in words(shown)
    assert not shown.desk.tools.isEnabled()
    child(shown.desk, QPushButton, "netronDraw").click()
    shown.wait_drawn()
    assert len(shown.nodes) == 3


def test_an_endless_layout_can_be_cancelled(show: Show, samples: Path, qtbot: QtBot) -> None:
    shown = show(samples / "hello_world_int8.tflite").wait_drawn()
    process = shown.drawing.page().renderProcessPid()
    shown.do("for (;;) {}")
    shown.desk.busy.begin("Netron is laying out 3 nodes…")
    child(shown.desk, QPushButton, "netronCancel").click()
    assert "cancelled" in words(shown)
    qtbot.waitUntil(lambda: not is_alive(process))


def test_closing_ends_a_page_that_is_busy_for_ever(show: Show, samples: Path, qtbot: QtBot) -> None:
    shown = show(samples / "hello_world_int8.tflite").wait_drawn()
    shown.do("for (;;) {}")  # that its process is gone is asked at the end of every test


def test_a_file_that_netron_cannot_read_is_told(show: Show, tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "broken.tflite"
    file.write_bytes(b"\x1c\0\0\0TFL3" + bytes(64))
    shown = show(ModelDescription("tflite", str(file), str(file), files=(ModelFile(file.name, 72),)))
    qtbot.waitUntil(lambda: shown.desk._message is not None, timeout=20_000)
    assert "Netron could not show broken.tflite. Netron says: " in words(shown)


def test_too_many_nodes_are_told_before_anything_is_tried(show: Show, samples: Path) -> None:
    shown = show(large(samples, 20_000))
    assert shown.desk.drawing is None
    assert "Netron lays out all 20,000 nodes at once." in words(shown)
    child(shown.desk, QPushButton, "netronDraw").click()
    shown.wait_drawn()
    assert len(shown.nodes) == 47


def test_edges_that_are_too_long_are_told_before_anything_is_tried(
    show: Show, samples: Path, qtbot: QtBot
) -> None:
    description = large(samples, 1_000)
    shown = show(description)
    shown.window.hide()
    count = 1_000
    chain, hub = list(range(count - 1)), [count - 1] * (count - 2)
    source = array("i", [*chain, *range(count - 2)])
    target = array("i", [*range(1, count), *hub])
    zeros = array("i", [0]) * len(source)
    names = [str(number) for number in range(count)]
    main = array("i", [-1]) * count
    graph = Graph(names, ["NoOp"], array("i", [0]) * count, [], main, source, target, zeros, zeros)
    shown.reading.graph_of = graph
    shown.desk._is_begun = False
    shown.desk._stop()
    shown.window.show()
    qtbot.waitUntil(lambda: shown.desk._message is not None)
    assert "Edges of this graph run past" in words(shown)


@pytest.mark.parametrize("location", ["/no/such/model.pb", "/models.zip!model.tflite"])
def test_a_model_that_is_not_a_file_has_no_drawing(themed: object, location: str) -> None:
    from cutaway.qt.netron.files import files_of

    assert files_of(ModelDescription("frozen_graph", location, location)) is None


def test_reading_the_file_again_draws_it_again(show: Show, samples: Path, qtbot: QtBot) -> None:
    shown = show(samples / "hello_world_int8.tflite").wait_drawn()
    first = shown.drawing.page().renderProcessPid()
    shown.reading.descriptions[shown.document.source.path] = describe(samples / "sleep_stages.keras")
    shown.document.load()
    shown.wait_drawn()
    assert len(shown.nodes) == 7
    qtbot.waitUntil(lambda: not is_alive(first), timeout=10_000)


def test_cancelling_while_the_graph_is_measured_draws_nothing(show: Show, samples: Path) -> None:
    shown = show(large(samples, 1_000), held=True)
    assert shown.desk.drawing is None
    child(shown.desk, QPushButton, "netronCancel").click()
    shown.reading.release()
    assert "cancelled" in words(shown)
    assert shown.desk.drawing is None
