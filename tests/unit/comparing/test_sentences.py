# SPDX-License-Identifier: Apache-2.0
"""What a comparison found, said in words."""

from __future__ import annotations

from cutaway.comparing import sentences
from cutaway.description.comparison import Compared, ModelComparison, Structure, Weight
from cutaway.description.conversion import Proof


def lone(role: str) -> Weight:
    return Weight(role, role, "float32", (3,), role)


def test_slots_and_counters_are_no_weights_that_went() -> None:
    only_first = (lone("weight"), lone("optimizer"), lone("optimizer"), lone("other"))
    compared = Compared((), (), only_first, (lone("optimizer"),), Structure("none"))
    found = ModelComparison("a", "b", "keras_h5", "tflite", compared, Proof("not_run", "."))
    assert sentences.summary(found) == [
        "0 weights matched, 0 of them equal.",
        "1 weight only in the first, 0 only in the second.",
        "Of optimizer slots and counters 3 are only in the first, 1 only in the second.",
    ]
