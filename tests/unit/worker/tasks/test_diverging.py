# SPDX-License-Identifier: Apache-2.0
"""Values inside two models beside each other, in whatever layout they lie."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

import numpy
import pytest

from cutaway.description.conversion import Tolerance
from cutaway.description.inside import Met
from cutaway.sampling import run_record, stored
from cutaway.worker.models import Models
from cutaway.worker.questions import Call
from cutaway.worker.tasks.diverging import measure, nearest

IMAGE = numpy.arange(2 * 3 * 4 * 5, dtype=numpy.float32).reshape(2, 3, 4, 5)


def run(folder: Path, values: Mapping[str, numpy.ndarray]) -> str:
    folder.mkdir()
    run_record.record(folder, "tap", [stored.store(folder, *pair, "tap") for pair in values.items()])
    return str(folder)


def measured(
    place: Path,
    first: Mapping[str, numpy.ndarray],
    second: Mapping[str, numpy.ndarray],
    candidates: list[list[object]],
    scales: list[list[object]] | None = None,
) -> list[Met]:
    sides = [("a", first), ("b", second)]
    arguments = {
        "folders": [run(place / name, values) for name, values in sides],
        "candidates": candidates,
        "names": [[[number, name] for number, name in enumerate("xyz")] for _ in sides],
        "scales": scales or [[], []],
        "tolerance": asdict(Tolerance()),
    }
    return measure(Call(("", (), ""), arguments, Models(), lambda _words, _part: None, lambda _part: None))


@pytest.mark.parametrize("axes", [(0, 1, 2, 3), (0, 3, 1, 2), (0, 2, 3, 1)])
def test_channels_may_come_first_or_last(axes: tuple[int, ...]) -> None:
    figures, passed = nearest(IMAGE, IMAGE.transpose(axes), Tolerance(), None)
    assert passed
    assert figures.equal


def test_axes_of_size_1_are_no_difference() -> None:
    assert nearest(IMAGE[:1], IMAGE[0], Tolerance(), None)[1]


def test_a_value_of_another_size_is_told_and_does_not_agree() -> None:
    figures, passed = nearest(IMAGE, IMAGE[:1], Tolerance(), None)
    assert not passed
    assert "shapes differ" in figures.note


def test_a_wrong_value_is_told_in_the_layout_in_which_it_is_nearest() -> None:
    wrong = IMAGE.copy()
    wrong[0, 0, 0, 0] += 5
    figures, passed = nearest(IMAGE, wrong.transpose(0, 3, 1, 2), Tolerance(), None)
    assert not passed
    assert figures.max_abs == 5


def test_of_several_candidates_the_one_that_agrees_is_taken_else_the_first(tmp_path: Path) -> None:
    values = {"x": IMAGE, "y": IMAGE + 1, "z": IMAGE[0, 0, 0]}
    found = measured(
        tmp_path, values, {"x": IMAGE + 1, "y": IMAGE * 2}, [[0, [0, 1, 2], [0]], [1, [2, 0, 1], [1]]]
    )
    assert [(each.number, each.source, each.passed) for each in found] == [(0, 1, True), (1, 0, False)]


def test_what_a_run_gave_no_value_for_is_left_out(tmp_path: Path) -> None:
    assert measured(tmp_path, {"x": IMAGE}, {}, [[0, [0], [0]]]) == []


def test_integers_are_taken_as_the_numbers_that_they_stand_for(tmp_path: Path) -> None:
    real = numpy.linspace(-1, 1, 9, dtype=numpy.float32)
    steps = numpy.rint(real / 0.25).astype(numpy.int8)
    [met] = measured(tmp_path, {"x": real}, {"x": steps}, [[0, [0], [0]]], [[], [[0, [[0.25], [0]]]]])
    assert met.passed
    assert met.tells


def test_values_that_are_all_the_same_agree_for_no_reason(tmp_path: Path) -> None:
    [met] = measured(tmp_path, {"x": IMAGE * 0}, {"x": IMAGE * 0}, [[0, [0], [0]]])
    assert met.passed
    assert not met.tells
