# SPDX-License-Identifier: Apache-2.0
"""Words of wires cover neither boxes nor one another."""

from itertools import combinations

import pytest

from cutaway.description.picture import OPEN, Direction, Picture
from cutaway.graphing.exports.labels import HEIGHT, Label, labels
from cutaway.graphing.maps import GraphMap
from helpers import shaped_graphs


def picture(direction: Direction) -> Picture:
    graph = shaped_graphs.unrolled_lstm(6)
    tensors = {(node, 0): f"float32 1 × {node} × {node}" for node in range(len(graph.names))}
    return GraphMap(graph).picture(["rnn/"], direction=direction, tensors=tensors)


def apart(label: Label, x: float, y: float, width: float, height: float) -> bool:
    return (
        abs(label.x - x - width / 2) >= (label.width + width) / 2
        or abs(label.y - y - height / 2) >= (HEIGHT + height) / 2
    )


@pytest.mark.parametrize("direction", ["down", "right"])
def test_words_cover_no_box_and_no_other_words(direction: Direction) -> None:
    drawn = picture(direction)
    found = list(labels(drawn))
    assert len(found) > 5
    boxes = drawn.boxes
    for box in (box for box, form in enumerate(boxes.form) if form != OPEN):
        place = boxes.x[box], boxes.y[box], boxes.width[box], boxes.height[box]
        assert all(apart(label, *place) for label in found)
    for label, other in combinations(found, 2):
        assert apart(label, other.x - other.width / 2, other.y - HEIGHT / 2, other.width, HEIGHT)


def test_where_all_has_no_room_the_shape_is_said() -> None:
    said = {label.words for label in labels(picture("right"))}
    assert all(words.startswith(("float32 1", "1 ×")) for words in said)
