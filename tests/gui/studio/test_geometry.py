# SPDX-License-Identifier: Apache-2.0
"""Where ports lie: both sides in sight however many there are, and every part inside the picture."""

from itertools import pairwise

import pytest
from PySide6.QtWidgets import QApplication

from cutaway.description.tensors import TensorSpec
from cutaway.editing.draft import Port
from cutaway.qt.studio.geometry import MARGIN, ROW, TWO_LINES, Layout, lay_out

_LONG = "image_bytes_of_the_passport_photograph_as_jpeg"


def ports(*names: str) -> list[Port]:
    """Ports of [?, 128] integers."""
    return [
        Port(TensorSpec(name, f"{name}:0", "int64", (None, 128)), name, "int64", (None, 128))
        for name in names
    ]


def layout(inputs: int, width: int, least: int = 254, note: str = "") -> Layout:
    """A picture of so many inputs, one of them with a long name, and one output."""
    names = [_LONG, *(f"x{number}" for number in range(inputs - 1))]
    return lay_out(
        ports(*names), ports("y"), width, least, lambda place: note if place.side == "output" else ""
    )


@pytest.mark.parametrize("width", [640, 712, 1600])
@pytest.mark.parametrize("inputs", [1, 4, 30])
def test_all_parts_lie_inside_and_apart(qapp: QApplication, inputs: int, width: int) -> None:
    made = layout(inputs, width, note="There is no tensor of that name in the graph.")
    for box in made.boxes:
        assert 0 <= box.rect.left() < box.rect.right() < width
        assert box.rect.bottom() < made.height
        for spot in box.spots:
            assert box.rect.contains(spot.rect.adjusted(4, 0, -4, 0)), (box.place, spot)
    rows = [box.rect for box in made.side("input")]
    assert all(one.bottom() < other.top() for one, other in pairwise(rows))


def test_many_sizes_stand_closer(qapp: QApplication) -> None:
    shape = (None, 16, 112, 112, 3)
    video = Port(TensorSpec("video", "video:0", "float32", shape), "video", "float32", shape)
    (box, _) = lay_out([video], ports("y"), 712, 254, lambda _place: "").boxes
    assert all(box.rect.contains(spot.rect) for spot in box.spots)


def test_few_ports_stand_in_the_middle(qapp: QApplication) -> None:
    made = layout(1, 712)
    (output,) = made.side("output")
    assert abs(output.rect.center().y() - made.block.center().y()) <= 1
    assert made.height == 254


def test_the_outputs_of_many_inputs_stand_at_the_top(qapp: QApplication) -> None:
    made = layout(30, 712)
    assert made.height > 254
    assert made.side("output")[0].rect.top() == made.side("input")[0].rect.top() == MARGIN


def test_names_are_cut_before_many_ports_take_two_lines(qapp: QApplication) -> None:
    heights = {count: layout(count, 1000).side("input")[0].rect.height() for count in (2, 30)}
    assert heights == {2: TWO_LINES, 30: ROW}
