# SPDX-License-Identifier: Apache-2.0
"""The report of a comparison."""

from __future__ import annotations

import json
import math

from cutaway.comparing import report
from cutaway.description import pages
from cutaway.description.comparison import (
    Compared,
    Difference,
    ModelComparison,
    Structure,
    Weight,
    WeightPair,
)
from cutaway.description.conversion import Figures, Proof

KERNEL = Weight("a/kernel:0", "a/<kernel>", "float32", (2, 2), "weight")
PAIR = WeightPair(KERNEL, KERNEL, "name", Figures(equal=False, max_abs=math.inf, rmse=0.5, cosine=0.9))
FOUND = ModelComparison(
    "one.h5",
    "two.h5",
    "keras_h5",
    "keras_h5",
    Compared(
        (Difference("input", "renamed", "x", "<y>", "float32", "float32"),),
        (PAIR,),
        (),
        (KERNEL,),
        Structure("none"),
    ),
    Proof("not_run", "Nobody asked."),
)


def test_json_has_the_keys_of_a_conversion_and_no_infinity() -> None:
    answer = json.loads(report.text(FOUND))
    assert (answer["schema"], answer["source"], answer["target"]) == (1, "one.h5", "two.h5")
    assert answer["proof"]["verdict"] == "not_run"
    assert answer["weights"]["items"][0]["max_abs"] is None
    assert answer["weights"]["items"][0]["rmse"] == 0.5
    assert answer["weights"]["only_target"][0]["name"] == "a/kernel:0"


def test_the_page_tells_all_of_it_and_runs_nothing_of_names() -> None:
    page = report.page(FOUND)
    assert "x → &lt;y&gt;" in page
    assert "a/&lt;kernel&gt;" in page
    assert "<y>" not in page
    assert page.count("<script") == page.count('<script type="application/json"') == 1  # data, and no program
    assert json.loads(pages.data_of(page)) == report.as_json(FOUND)
