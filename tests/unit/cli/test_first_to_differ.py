# SPDX-License-Identifier: Apache-2.0
"""On a terminal, conversions and comparisons whose answers differ tell from which tensor on they do."""

from __future__ import annotations

import io

from cutaway.cli import compare_report, convert_report
from cutaway.cli.terminal import Terminal
from cutaway.description.comparison import Compared, ModelComparison, Structure
from cutaway.description.conversion import Converted, Diverging, Figures, Proof, TensorPair

FIRST = Diverging(
    "net/conv/Relu",
    "net/conv",
    Figures(equal=False, max_abs=0.5, rmse=0.125, cosine=0.75),
    "Relu",
    "CONV_2D",
    before=(TensorPair("net/pool", "pool", "MaxPool", "MAX_POOL_2D", Figures(equal=True, max_abs=0.0)),),
)
FAILED = Proof("fail", "It differs.", diverging=FIRST, inside="7 tensors inside both were compared.")
WANTED = (
    "First to differ: net/conv/Relu (Relu), in the other net/conv:",
    "by up to 0.5, RMSE 0.125, cosine 0.750000.",
    "Before it: net/pool (equal).",
    "7 tensors inside both were compared.",
)


def terminal(out: io.StringIO) -> Terminal:
    return Terminal(out, 200, has_colour=False, has_unicode=True, is_terminal=False)


def told(text: str) -> bool:
    joined = " ".join(text.split())
    return all(words in joined for words in WANTED)


def test_of_a_conversion() -> None:
    out = io.StringIO()
    found = Converted("/m.pb", "tflite", "/m.tflite", 1, 2, 1.0, (), (), FAILED)
    convert_report.write(terminal(out), found)
    assert told(out.getvalue())
    assert convert_report.answer(found)["proof"]["diverging"]["before"][0]["source"] == "net/pool"


def test_of_a_comparison() -> None:
    out = io.StringIO()
    compared = Compared((), (), (), (), Structure("none"))
    compare_report.write(
        terminal(out), ModelComparison("/a", "/b", "frozen_graph", "tflite", compared, FAILED), 1e-4
    )
    assert told(out.getvalue())
