# SPDX-License-Identifier: Apache-2.0
"""How it is told where two models begin to differ."""

from __future__ import annotations

import json

from cutaway.description.conversion import Diverging, Figures, Proof, TensorPair
from cutaway.description.diverging import as_json, of_json, sentences

FIRST = Diverging(
    "net/conv/Relu",
    "conv",
    Figures(equal=False, max_abs=0.5, rmse=0.125, cosine=0.75),
    "Relu",
    "CONV_2D",
    ("net/conv/Conv2D",),
    (TensorPair("net/pool", "pool", "MaxPool", "MAX_POOL_2D", Figures(equal=True, max_abs=0.0, rmse=0.0)),),
    7,
)


def test_the_first_that_differs_is_told_with_its_figures_and_what_led_to_it() -> None:
    told = sentences(
        Proof("fail", "It differs.", diverging=FIRST, inside="7 tensors inside both were compared.")
    )
    assert told == [
        "First to differ: net/conv/Relu (Relu), in the other conv: by up to 0.5, RMSE 0.125, cosine 0.750000.",
        "Computed in one with it: net/conv/Conv2D.",
        "Before it: net/pool (equal).",
        "7 tensors inside both were compared.",
    ]


def test_nothing_is_told_where_nobody_looked() -> None:
    assert sentences(Proof("pass", "All outputs are equal.")) == []


def test_it_is_read_back_from_the_json_of_a_report() -> None:
    assert of_json(json.loads(json.dumps(as_json(FIRST)))) == FIRST
    older = {"source": "a", "target": "b", **as_json(FIRST)["before"][0]}
    assert of_json({**older, "source": "a", "target": "b"}).source == "a"
