# SPDX-License-Identifier: Apache-2.0
"""Colours by device, and by numbers that other parts of the program bring."""

import math
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QComboBox

from cutaway.description.drawing import SEVERAL
from cutaway.qt.graph.brought import Joins
from cutaway.qt.graph.coloring import coloring
from cutaway.qt.graph.legend import Legend
from cutaway.qt.graph.scene import Scene
from helpers import pictures
from helpers.maps import Shown
from helpers.readings import FakeReading
from helpers.windows import child

Show = Callable[..., Shown]


def _told(reading: FakeReading) -> None:
    reading.chain_of = {
        ("net/conv", ""): ("net/", "net/conv"),
        ("net/relu", ""): ("net/", "net/relu"),
        ("a", "body"): ("net/", "net/block/", "net/block/a"),
        ("b", "body"): ("net/", "net/block/", "net/block/b"),
    }


def _legend(shown: Shown) -> str:
    return child(shown.page, Legend, "graphLegend").accessibleDescription()


def _offered(shown: Shown) -> list[str]:
    box = child(shown.page, QComboBox, "graphColors")
    return [box.itemText(place) for place in range(box.count())]


def test_brought_numbers_color_the_map_and_have_a_legend(show: Show) -> None:
    shown = show(_told)
    latency = {("net/conv", ""): 8.0, ("net/relu", ""): 0.5, ("gone", ""): 9.0}
    shown.view.colors.bring("Latency", latency, "ms")
    assert "Colour: latency" in _offered(shown)
    assert child(shown.page, QComboBox, "graphColors").currentText() == "Colour: latency"
    assert _legend(shown).startswith("not known, up to 0.871 ms")
    assert _legend(shown).endswith("up to 8 ms")
    sheet = shown.view.canvas.sheet()
    assert sheet is not None
    paints = shown.view.canvas.coloring.paints(sheet.scene, sheet.ink)
    conv, relu = paints[shown.box("net/conv")], paints[shown.box("net/relu")]
    assert conv.solid != relu.solid
    assert paints[shown.box("input")] == paints[shown.box("output")] not in (conv, relu)


def test_a_folded_group_has_the_numbers_of_what_is_in_it(show: Show) -> None:
    shown = show(_told)
    values = {("a", "body"): 2.0, ("b", "body"): 3.0}
    cases: tuple[tuple[Joins, float], ...] = (("sum", 5.0), ("most", 3.0))
    for joins, expected in cases:
        shown.view.colors.bring("Error", values, "", joins=joins)
        (found,) = shown.view.colors.brought
        assert shown.view.scene is not None
        numbers = found.of_boxes(shown.view.scene)
        assert numbers[shown.box("net/block/")] == expected
        assert numbers[shown.box("net/")] is None  # it is open


def test_numbers_that_are_none_are_left_out_and_nothing_is_offered_without_any(show: Show) -> None:
    shown = show(_told)
    shown.view.colors.bring("Latency", {("net/conv", ""): math.nan, ("gone", ""): 1.0}, "ms")
    assert "Colour: latency" not in _offered(shown)


def test_devices_have_colors_of_their_own(show: Show) -> None:
    drawing = pictures.drawing()
    count = len(drawing.names)
    shown = show()
    sheet = shown.view.canvas.sheet()
    assert sheet is not None
    row = coloring("device")
    assert not row.has_data(sheet.scene)
    told = ["GPU:0", "", "GPU:1", SEVERAL, *[""] * (count - 4)]
    scene = Scene(replace(drawing, devices=told))
    assert row.has_data(scene)
    paints = row.paints(scene, sheet.ink)
    assert len(paints) == count
    assert len({paint.solid.name() for paint in paints[:4]}) == 4
    words = [entry.words for entry in row.legend(scene, sheet.ink)]
    assert words == [word for word in ("not told", "GPU:0", "GPU:1", "several devices") if word in words]
    assert "GPU:0" in words
