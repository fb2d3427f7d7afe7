# SPDX-License-Identifier: Apache-2.0
"""Where the camera looks."""

import pytest
from hypothesis import given
from hypothesis import strategies as some
from PySide6.QtCore import QPointF, QRectF, QSizeF

from cutaway.qt.graph.camera import CLOSEST, FARTHEST, Camera


def camera(scale: float = 1.0) -> Camera:
    """Return a camera with a view of 400 × 300 pixels."""
    made = Camera()
    made.size = QSizeF(400, 300)
    made.scale = scale
    return made


@given(
    some.floats(0, 400),
    some.floats(0, 300),
    some.floats(0.1, 10),
    some.floats(0.01, 4),
    some.floats(-1e5, 1e5),
)
def test_what_is_under_the_pointer_stays_there(
    x: float, y: float, factor: float, scale: float, left: float
) -> None:
    made = camera(scale)
    made.left = left
    pixel = QPointF(x, y)
    before = made.to_plane(pixel)
    made.zoom_at(pixel, factor)
    after = made.to_view(before)
    assert after.x() == pytest.approx(x, abs=1e-3)
    assert after.y() == pytest.approx(y, abs=1e-3)
    assert FARTHEST <= made.scale <= CLOSEST


def test_fitting_shows_all() -> None:
    made = camera()
    made.fit(QRectF(100, 50, 5000, 900))
    assert made.area.contains(QRectF(100, 50, 5000, 900))


def test_what_is_too_large_to_be_read_whole_begins_at_its_beginning() -> None:
    made = camera()
    made.fit(QRectF(0, 0, 100, 9000), farthest=0.8)
    assert made.scale == 0.8
    assert made.area.top() < 0 < made.area.top() + 40


def test_a_small_thing_is_not_blown_up() -> None:
    made = camera()
    made.fit(QRectF(0, 0, 10, 10), closest=1.0)
    assert made.scale == 1.0


def test_no_step_is_needed_for_what_is_seen() -> None:
    assert camera().step_to_show(QRectF(50, 50, 100, 100)) == QPointF(0, 0)


def test_a_step_brings_into_view_what_is_not() -> None:
    made = camera()
    rect = QRectF(900, -400, 80, 40)
    step = made.step_to_show(rect)
    made.left += step.x()
    made.top += step.y()
    assert made.area.contains(rect)


def test_everything_cannot_be_lost() -> None:
    made = camera()
    made.pan(1e6, -1e6)
    made.keep_near(QRectF(0, 0, 200, 200))
    assert made.area.intersects(QRectF(0, 0, 200, 200))
