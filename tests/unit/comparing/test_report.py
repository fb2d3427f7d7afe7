# SPDX-License-Identifier: Apache-2.0
"""The report of a comparison."""

from __future__ import annotations

import json
import math
from dataclasses import replace

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
from cutaway.description.labelled import Disagreement, Labelled, LabelledSample, Tally
from cutaway.description.statistics import Histogram

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


SAMPLE = LabelledSample("/s/ant/1.png", "ant/<1>.png", 0)
TOLD = Labelled(
    ("ant", "bee"),
    2,
    4,
    "4 labelled samples of s",
    "y",
    "y",
    Tally(4, 1.0, ((0, 0, 3), (1, 1, 1))),
    Tally(3, 0.75, ((0, 0, 2), (0, 1, 1), (1, 1, 1))),
    differ=1,
    only_first=1,
    only_second=0,
    disagreements=(Disagreement(SAMPLE, 0, 1, 0.9, 0.6),),
)


def test_labelled_samples_are_told_with_confusion_and_where_both_differ() -> None:
    found = replace(FOUND, labelled=TOLD)
    answer = json.loads(report.text(found))["labelled"]
    assert (answer["source"]["accuracy"], answer["target"]["right"]) == (1.0, 3)
    assert answer["disagreements"][0]["target"] == {"answer": 1, "class": "bee", "score": 0.6}
    page = report.page(found)
    assert page.count("Confusion of") == 2
    assert page.count('class="n miss"') == 1
    assert "ant/&lt;1&gt;.png" in page
    assert "They differ on 1 sample: 1 of them only the first has right, 0 only the second." in page


def test_histograms_of_both_and_of_the_difference_are_drawn() -> None:
    spread = Histogram((0.0, 1.0, 2.0), (1, 3))
    pair = replace(PAIR, spread=spread, both=(spread, spread))
    found = replace(FOUND, compared=replace(FOUND.compared, pairs=(pair,)))
    assert report.page(found).count("<svg") == 2
    (item,) = json.loads(report.text(found))["weights"]["items"]
    assert item["histogram"] == item["histograms"][1] == {"low": 0.0, "high": 2.0, "counts": [1, 3]}
