# SPDX-License-Identifier: Apache-2.0
"""Pictures without a window: as large as asked for, with room for all that is said, in both themes."""

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from cutaway.description.drawing import Drawing
from cutaway.errors import RequestError
from cutaway.graphing.maps import GraphMap
from cutaway.qt import tokens
from cutaway.qt.graph import printing
from helpers import shaped_graphs

pytestmark = pytest.mark.usefixtures("qapp")


def drawing(labels: str = "") -> Drawing:
    """The picture of a chain of five; labels: what all of its wires carry."""
    graph = shaped_graphs.chain(5)
    tensors = {(node, 0): labels for node in range(5)} if labels else None
    picture = GraphMap(graph).picture(tensors=tensors)
    count = len(picture.boxes.keys)
    empty = [""] * count
    return Drawing(picture, empty, empty, [0] * count, [0] * count, empty, [""] * len(picture.boxes.attached))


def image(data: bytes) -> QImage:
    """The picture in these bytes."""
    found = QImage.fromData(data)
    assert not found.isNull()
    return found


def painted(
    made: Drawing, *, dark: bool = False, size: list[int] | None = None, scale: float | None = 1
) -> QImage:
    """A PNG of it."""
    return image(printing.paint(made, ".png", dark=dark, size=size, scale=scale))


def test_a_picture_is_fitted_into_a_size(qtbot: QtBot) -> None:
    found = painted(drawing(), size=[300, 200], scale=None)
    assert (found.width(), found.height()) == (300, 200)


def test_twice_the_scale_is_twice_the_size() -> None:
    one, two = painted(drawing()), painted(drawing(), scale=2)
    assert abs(two.width() - 2 * one.width()) <= 1
    assert abs(two.height() - 2 * one.height()) <= 1


def test_without_a_scale_it_is_twice_as_large_as_on_the_screen() -> None:
    assert painted(drawing(), scale=None).height() == painted(drawing(), scale=2).height()


def test_the_ground_is_that_of_the_theme() -> None:
    assert painted(drawing()).pixelColor(0, 0).name().upper() == tokens.LIGHT.window
    assert painted(drawing(), dark=True).pixelColor(0, 0).name().upper() == tokens.DARK.window


def test_there_is_room_for_what_is_said_beside_wires() -> None:
    words = "float32 ? × 128 × 128 × 128 × 128"
    assert painted(drawing(words)).width() > painted(drawing()).width() + 50


def test_a_picture_of_too_many_pixels_is_refused() -> None:
    with pytest.raises(RequestError, match="pixels is too large"):
        painted(drawing(), size=[100_000, 100])


def test_a_pdf_is_one_page_of_its_size() -> None:
    data = printing.paint(drawing(), ".pdf", dark=False, size=[400, 300], scale=None)
    assert b"/MediaBox [0 0 400.000000 300.000000]" in data
    assert data.count(b"/Type /Page\n") == 1
