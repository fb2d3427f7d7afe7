# SPDX-License-Identifier: Apache-2.0
"""A run along time as people read it in a terminal."""

from __future__ import annotations

import io

import pytest

from cutaway.cli.compare_along import spark, write
from cutaway.cli.terminal import Terminal
from cutaway.description.comparison import Weight
from cutaway.description.course import Course, Moment, WeightCourse


def shown(*, has_unicode: bool = True) -> str:
    weight = Weight("dense/kernel", "dense/kernel", "float32", (4, 3), "weight")
    line = WeightCourse(weight, (1.0, 2.0, 4.0), (None, 1.0, 2.0), (None, 1.0, 3.0), (0, 0, 0))
    moments = tuple(Moment(f"/run/ckpt-{step}", f"ckpt-{step}", step, "checkpoint", 9) for step in (1, 2, 3))
    stream = io.StringIO()
    out = Terminal(stream, 100, has_colour=False, has_unicode=has_unicode, is_terminal=True)
    write(out, Course(moments, (line,)), "page.html")
    return stream.getvalue()


def test_variables_are_told_with_a_chart_in_a_line() -> None:
    said = shown()
    assert "ckpt-1  to ckpt-3" in said
    assert "1 of the weights moved; dense/kernel most, by 75 % of its norm." in said
    assert "▁▃█" in said
    assert "page.html" in said


def test_a_terminal_without_the_characters_gets_none() -> None:
    assert not set(shown(has_unicode=False)) & set("▁▂▃▄▅▆▇█")


@pytest.mark.parametrize(
    ("values", "drawn"),
    [((1.0, None, 3.0), "▁ █"), ((2.0, 2.0), "▁▁"), ((), ""), ((None,), " ")],
)
def test_gaps_are_blank_and_still_values_flat(values: tuple[float | None, ...], drawn: str) -> None:
    assert spark(values) == drawn
