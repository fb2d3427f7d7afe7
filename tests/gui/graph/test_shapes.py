# SPDX-License-Identifier: Apache-2.0
"""Shapes that are inferred while one looks at the map: asked for once, written onto its wires, told on hover."""

from array import array
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QLabel

from cutaway.description.picture import Direction, Picture
from cutaway.description.shapes import Shapes
from cutaway.errors import CrashedError
from cutaway.qt.graph import cards
from cutaway.session.jobs import JobState
from helpers import pictures
from helpers.maps import Shown
from helpers.readings import FakeReading
from helpers.windows import child

Show = Callable[..., Shown]


def _bare(_keys: list[str] | None, _direction: Direction) -> Picture:
    """The example, of whose wires the file tells types alone; wire i carries output 0 of node i."""
    made = pictures.example()
    count = len(made.wires.labels)
    nodes, outputs = array("i", range(count)), array("i", [0] * count)
    wires = replace(made.wires, labels=["float32"] * count, edge_nodes=nodes, edge_outputs=outputs)
    return replace(made, wires=wires)


def _prepared(reading: FakeReading) -> None:
    reading.picture_of = _bare
    reading.inferred = Shapes(
        array("i", [0]), array("i", [0]), array("i", [0]), array("i", [0]), ["float32 2 × 3"]
    )


def _asked(shown: Shown) -> int:
    return sum(question == "shapes" for question, _ in shown.reading.asked)


def test_inferred_shapes_are_written_onto_the_wires(show: Show) -> None:
    shown = show(_prepared)
    assert shown.view.scene is not None
    labels = shown.view.scene.picture.wires.labels
    assert labels[0] == "float32 2 × 3"
    assert set(labels[1:]) == {"float32, shape unknown"}


def test_later_pictures_carry_them_and_nothing_is_asked_twice(show: Show) -> None:
    shown = show(_prepared)
    shown.view.toggle("net/block/")
    assert shown.view.scene is not None
    assert shown.view.scene.picture.wires.labels[0] == "float32 2 × 3"
    assert _asked(shown) == 1


def test_hovering_tells_which_are_inferred(show: Show) -> None:
    shown = show(_prepared)
    assert shown.view.scene is not None
    inferred = cards.card(shown.view.scene, shown.box("input"))
    unknown = cards.card(shown.view.scene, shown.box("net/conv"))
    assert "float32 2 × 3 · inferred" in inferred
    assert "inferred" not in unknown
    assert "gives float32, shape unknown" in unknown


def test_a_file_that_tells_its_shapes_starts_no_tensorflow(show: Show) -> None:
    assert _asked(show()) == 0


def test_a_crash_is_a_note_below_the_map(show: Show) -> None:
    def fail(reading: FakeReading) -> None:
        _prepared(reading)
        reading.failures["shapes"] = CrashedError("The reader crashed (SIGSEGV).")

    shown = show(fail)
    note = child(shown.page, QLabel, "graphNote")
    assert note.isVisible()
    assert note.text() == "Shapes could not be inferred: The reader crashed (SIGSEGV)."
    assert shown.view.scene is not None
    assert set(shown.view.scene.picture.wires.labels) == {"float32, shape unknown"}


@pytest.mark.parametrize("is_closed", [False, True])
def test_it_is_cancelled_with_its_page(show: Show, *, is_closed: bool) -> None:
    def hold(reading: FakeReading) -> None:
        _prepared(reading)
        reading.held = True

    shown = show(hold)
    shown.reading.release()
    job = shown.reading.jobs[-1]
    if is_closed:
        shown.view.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert job.state is (JobState.CANCELLED if is_closed else JobState.RUNNING)
