# SPDX-License-Identifier: Apache-2.0
"""What terminals and reports say of one output of a proof."""

import pytest

from cutaway.description import output_verdicts
from cutaway.description.conversion import Figures, ProofOutput

FAR = Figures(equal=False, max_abs=0.5)
SAME = Figures(equal=True, max_abs=0.0)


@pytest.mark.parametrize(
    ("output", "verdict", "words"),
    [
        (ProofOutput("y", "y", SAME, passed=True), "pass", "equal"),
        (ProofOutput("y", "y", FAR, passed=True), "pass", "within"),
        (ProofOutput("y", "y", FAR, passed=False), "fail", "too far"),
        (ProofOutput("y", "y", FAR, passed=True, steps=1.5), "pass", "within, 1.5 steps"),
        (
            ProofOutput("y", "y", FAR, passed=True, steps=9.0, before=0.02),
            "pass",
            "within, 9 steps, 2 % noise before the softmax",
        ),
        (
            ProofOutput("y", "y", SAME, passed=True, varies=False),
            "not_run",
            "equal, not proven: it does not vary",
        ),
        (ProofOutput("y", "y", FAR, passed=False, varies=False), "fail", "too far"),
        (
            ProofOutput("y", "z", Figures(equal=False, note="z has no value."), passed=False),
            "fail",
            "z has no value.",
        ),
    ],
)
def test_an_output_is_told_in_its_units(output: ProofOutput, verdict: str, words: str) -> None:
    assert (output.verdict, output_verdicts.words(output)) == (verdict, words)


def test_what_is_borne_is_told_in_words() -> None:
    """Steps and cosine are asked of a quantised result together, unless the noise before a softmax is little."""
    told = output_verdicts.borne({"steps": 4.0, "cosine": 0.97, "noise_before_softmax": 0.03})
    assert told == "4 steps of quantisation, cosine at least 0.97, or noise before a softmax up to 3%"
    assert output_verdicts.borne({}) == ""
    assert (
        output_verdicts.borne({"relative": 0.5}, lambda words: words.replace("relative", "relativ"))
        == "relativ 0.5"
    )
