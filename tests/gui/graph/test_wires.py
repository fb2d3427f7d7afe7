# SPDX-License-Identifier: Apache-2.0
"""What is said beside wires stands clear of the boxes, whichever way the graph flows."""

from random import Random

import pytest
from PySide6.QtCore import QRectF

from cutaway.description.drawing import Drawing
from cutaway.description.graph import Graph
from cutaway.description.picture import OPEN, Direction
from cutaway.graphing.maps import GraphMap
from cutaway.qt import tokens
from cutaway.qt.graph import export, wires
from cutaway.qt.graph.camera import Camera
from cutaway.qt.graph.coloring import COLORINGS
from cutaway.qt.graph.ink import ink_of
from cutaway.qt.graph.lettering import Lettering
from cutaway.qt.graph.marks import Marks
from cutaway.qt.graph.scene import Scene
from cutaway.qt.graph.sheet import Sheet
from helpers import picture_flaws, shaped_graphs

pytestmark = pytest.mark.usefixtures("qapp")

WORDS = "float32 172 × 309"


def sheet(graph: Graph, direction: Direction, words: str = WORDS) -> Sheet:
    """The whole map of a graph with its groups open, whose wires all carry these."""
    made = GraphMap(graph)
    opened = picture_flaws.everything(made, most=120).opened
    tensors = {(node, 0): words for node in range(len(graph.names))}
    picture = made.picture(opened, direction=direction, tensors=tensors)
    count = len(picture.boxes.keys)
    empty = [""] * count
    drawing = Drawing(
        picture, empty, empty, [0] * count, [0] * count, empty, [""] * len(picture.boxes.attached)
    )
    scene, ink = Scene(drawing), ink_of(tokens.LIGHT)
    return export.whole(Sheet(scene, Camera(), ink, COLORINGS[0].paints(scene, ink), Marks(), Lettering()))


def said(made: Sheet) -> list[tuple[int, str, QRectF]]:
    """Wires with what is said of them, and where in the plane."""
    found = []
    for wire, words in enumerate(made.scene.picture.wires.labels):
        if words and made.scene.is_routed(wire):
            shown, rect = wires._fitting(made, wire, words)
            if shown:
                place = QRectF(made.camera.to_plane(rect.topLeft()), made.camera.to_plane(rect.bottomRight()))
                found.append((wire, shown, place))
    return found


@pytest.mark.parametrize("direction", ["down", "right"])
@pytest.mark.parametrize("seed", range(4))
def test_words_cover_no_box(direction: Direction, seed: int) -> None:
    made = sheet(shaped_graphs.scattered(Random(seed), 50, 2), direction)
    scene = made.scene
    rects = [rect for box, rect in enumerate(scene.rects) if scene.forms[box] != OPEN]
    assert said(made)
    for _, _, place in said(made):
        assert not [rect for rect in rects if rect.intersects(place)]


@pytest.mark.parametrize("direction", ["down", "right"])
def test_along_a_chain_everything_is_said(direction: Direction) -> None:
    made = sheet(shaped_graphs.chain(5), direction, "float32 8 × 8")
    assert [words for _, words, _ in said(made)] == ["float32 8 × 8"] * 4


def test_where_all_has_no_room_the_shape_is_said() -> None:
    made = sheet(shaped_graphs.chain(5), "right", "float32 ? × 1000 × 4")
    assert {words for _, words, _ in said(made)} == {"? × 1000 × 4"}


@pytest.mark.parametrize("direction", ["down", "right"])
def test_words_of_a_wire_that_leads_back_stand_where_it_leaves(direction: Direction) -> None:
    made = sheet(shaped_graphs.loop(), direction, "int32 3")
    scene, is_right = made.scene, direction == "right"
    back = 0
    for wire, _, place in said(made):
        first, second = scene.way(wire)[:2]
        box = scene.rects[scene.sources[wire]]
        if (second.x() < first.x()) if is_right else (second.y() < first.y()):
            back += 1
            assert (place.right() < box.left()) if is_right else (place.bottom() < box.top())
        else:
            assert (place.left() > box.right()) if is_right else (place.top() > box.bottom())
    assert back


def test_a_note_is_cut_at_its_end_and_a_name_in_its_middle() -> None:
    lettering = Lettering()
    words = "10 FusedBatchNormV3, 8 Conv2D"
    assert lettering.fitted(words, 11, 90, is_name=False).startswith("10 FusedBat")
    assert lettering.fitted(words, 11, 90).endswith("Conv2D")
