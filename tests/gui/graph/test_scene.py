# SPDX-License-Identifier: Apache-2.0
"""Boxes and wires as Qt draws them, and what lies where."""

from itertools import pairwise
from random import Random

import pytest
from PySide6.QtCore import QPointF, QRectF

from cutaway.qt.graph import walking
from cutaway.qt.graph.grid import Grid
from cutaway.qt.graph.scene import Scene
from helpers import pictures
from helpers.pictures import Box


@pytest.mark.parametrize("seed", range(20))
def test_a_grid_finds_all_that_touches_and_nothing_else(seed: int) -> None:
    random = Random(seed)
    corners = []
    for number in range(400):
        left, top = random.uniform(-2e3, 2e4), random.uniform(-2e3, 2e4)
        corners.append((number, left, top, left + random.uniform(0, 900), top + random.uniform(0, 9e3)))
    for size in (0.0, 300.0, 4e3, 5e4):
        area = QRectF(random.uniform(-1e3, 2e4), random.uniform(-1e3, 2e4), size, size)
        expected = [
            number
            for number, left, top, right, bottom in corners
            if right >= area.left() and left <= area.right() and bottom >= area.top() and top <= area.bottom()
        ]
        assert Grid(corners).near(area) == expected


def test_the_innermost_box_is_at_a_place() -> None:
    scene = Scene(pictures.drawing())
    conv = scene.index["net/conv"]
    assert scene.at(scene.rects[conv].center()) == conv
    frame = scene.index["net/"]
    assert scene.at(scene.rects[frame].topLeft() + QPointF(2, 2)) == frame
    assert scene.at(QPointF(-500, -500)) == -1


def test_what_feeds_and_follows_is_reached_over_many_wires() -> None:
    scene = Scene(pictures.drawing())
    relu = scene.index["net/relu"]
    assert {scene.keys[box] for box in scene.feeders(relu)} == {"input", "net/conv"}
    assert {scene.keys[box] for box in scene.followers(relu)} == {"net/block/", "output"}


def test_an_open_group_is_followed_by_what_follows_its_inside() -> None:
    scene = Scene(pictures.drawing())
    assert {scene.keys[box] for box in scene.followers(scene.index["net/"])} == {"output"}


def test_a_node_is_found_by_its_name() -> None:
    scene = Scene(pictures.drawing())
    assert scene.of_node("net/conv") == scene.index["net/conv"]
    assert scene.of_node("net/conv", "elsewhere") == -1


def test_wires_run_from_box_to_box_even_without_a_way_of_their_own() -> None:
    scene = Scene(pictures.drawing())
    for wire, (source, target) in enumerate(zip(scene.sources, scene.targets, strict=True)):
        way = scene.way(wire)
        assert scene.rects[source].adjusted(-1, -1, 1, 1).contains(way[0])
        assert scene.rects[target].adjusted(-1, -1, 1, 1).contains(way[-1])
        assert scene.path(wire).elementCount() >= 2


def test_arrows_walk_along_wires_and_back() -> None:
    scene = Scene(pictures.drawing())
    keys = ["input", "net/conv", "net/relu", "net/block/", "output"]
    for here, there in pairwise(keys):
        assert scene.keys[walking.step(scene, scene.index[here], "down")] == there
        assert scene.keys[walking.step(scene, scene.index[there], "up")] == here


def test_an_arrow_where_nothing_is_stays() -> None:
    scene = Scene(pictures.drawing(pictures.picture([Box("alone")])))
    assert walking.step(scene, 0, "left") == 0
    assert walking.step(scene, -1, "down") == 0
