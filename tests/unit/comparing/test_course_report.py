# SPDX-License-Identifier: Apache-2.0
"""The report of a run along time."""

from __future__ import annotations

import json
import math

from cutaway.comparing import course_report
from cutaway.description import pages
from cutaway.description.comparison import Weight
from cutaway.description.course import Course, Moment, WeightCourse


def course(name: str, *norms: float | None, role: str = "weight", slot_of: str = "") -> WeightCourse:
    start = norms[0] or 0.0
    ways = (None, *(None if norm is None else abs(norm - start) for norm in norms[1:]))
    weight = Weight(name, f"<{name}>", "float32", (2,), role)
    return WeightCourse(weight, norms, ways, ways, (0,) * len(norms), slot_of)


FOUND = Course(
    tuple(Moment(f"/run/ckpt-{step}", f"ckpt-{step}", step, "checkpoint", 100) for step in (1, 2, 3)),
    (
        course("kernel", 2.0, 3.0, 4.0),
        course("slot", 1.0, None, math.inf, role="optimizer", slot_of="kernel"),
    ),
)


def test_json_has_null_for_what_is_not_there_or_not_finite() -> None:
    answer = json.loads(course_report.text(FOUND))
    assert [each["step"] for each in answer["moments"]] == [1, 2, 3]
    kernel, slot = answer["weights"]
    assert (kernel["norms"], kernel["from_first"], kernel["change"]) == (
        [2.0, 3.0, 4.0],
        [None, 1.0, 2.0],
        0.5,
    )
    assert (slot["norms"], slot["slot_of"]) == ([1.0, None, None], "kernel")


def test_the_page_has_charts_for_each_variable_in_its_group_and_escapes_names() -> None:
    page = course_report.page(FOUND)
    assert page.count("<svg") == 6
    places = [
        page.index(text)
        for text in ("<h2>Weights", "<td>&lt;kernel&gt;", "<h2>Optimizer", "<td>&lt;slot&gt;")
    ]
    assert places == sorted(places)
    assert "<kernel>" not in page
    assert json.loads(pages.data_of(page)) == course_report.as_json(FOUND)


def test_the_summary_names_what_moved_most() -> None:
    assert course_report.summary(FOUND) == [
        "1 weight and 1 optimizer slot over 3 checkpoints.",
        "1 of the weights moved; <kernel> most, by 50 % of its norm.",
    ]
    still = Course(FOUND.moments, (course("kernel", 2.0, 2.0, 2.0),))
    assert (
        course_report.summary(still)[1]
        == "None of the weights moved between the first and the last checkpoint."
    )
