# SPDX-License-Identifier: Apache-2.0
"""Verdicts: what is near enough for which target, and what shows nothing."""

import pytest

from cutaway.conversion.proof import is_within, judge, not_run, together, tolerance
from cutaway.description.conversion import Figures, Proof, ProofOutput, Tolerance

NEAR = Figures(equal=False, max_abs=1e-7, rmse=1e-8, cosine=1.0)
FAR = Figures(equal=False, max_abs=0.5, rmse=0.1, cosine=0.9)
SAME = Figures(equal=True, max_abs=0.0)


def output(figures: Figures = NEAR, *, passed: bool = True, varies: bool = True) -> ProofOutput:
    return ProofOutput("y", "y", figures, passed, varies)


def judged(
    *outputs: ProofOutput, samples: int = 3, is_random: bool = True, needs_data: bool = False
) -> Proof:
    return judge(
        outputs, Tolerance(), samples=samples, inputs="3 samples", is_random=is_random, needs_data=needs_data
    )


def test_outputs_within_the_tolerance_pass() -> None:
    assert judged(output()).verdict == "pass"
    assert judged(output(SAME)).reason == "All outputs are equal to those of the source, on 3 samples."
    assert judged(output(SAME), samples=1).reason.endswith("on one sample.")


def test_one_output_that_is_not_within_fails_and_is_named() -> None:
    proof = judged(output(), output(FAR, passed=False))
    assert proof.verdict == "fail"
    assert proof.reason == "The output y is not within the tolerance: it differs by up to 0.5."


def test_a_note_is_told_instead_of_figures() -> None:
    proof = judged(output(Figures(equal=False, note="y has no value."), passed=False))
    assert proof.reason.endswith("y has no value.")


def test_integers_on_random_inputs_alone_show_nothing() -> None:
    assert judged(output(), needs_data=True).verdict == "not_run"
    assert judged(output(), needs_data=True, is_random=False).verdict == "pass"


def test_integers_that_fail_on_random_inputs_fail_all_the_same() -> None:
    assert judged(output(FAR, passed=False), needs_data=True).verdict == "fail"


def test_an_output_that_never_varies_shows_nothing() -> None:
    proof = judged(output(SAME, varies=False))
    assert (proof.verdict, proof.reason) == (
        "not_run",
        "The source answers the same to every sample, so nothing is shown by equal answers.",
    )


def test_outputs_that_vary_are_proven_and_the_others_are_told() -> None:
    still = ProofOutput("count", "count", SAME, passed=True, varies=False)
    proof = judged(still, output())
    assert proof.verdict == "pass"
    assert [each.verdict for each in proof.outputs] == ["not_run", "pass"]
    assert proof.reason == (
        "All outputs that vary are within the tolerance, on 3 samples. count does not vary over these, "
        "so that nothing is shown of it."
    )


def test_of_several_signatures_the_worst_counts_and_all_outputs_are_told() -> None:
    good, bad = judged(output()), judged(output(FAR, passed=False))
    assert together({"": good}) is good
    found = together({"a": good, "b": bad})
    assert (found.verdict, found.reason) == ("fail", f"b: {bad.reason}")
    assert [each.source for each in found.outputs] == ["a: y", "b: y"]
    assert together({"a": good, "b": judged()}).verdict == "not_run"


def test_a_model_without_outputs_cannot_be_compared() -> None:
    assert judged().verdict == "not_run"
    assert not_run("There is no Flex.").verdict == "not_run"


@pytest.mark.parametrize(
    ("target", "options", "wanted"),
    [
        ("tflite", {"quantization": "float32"}, Tolerance(relative=1e-3, absolute=1e-5)),
        ("tflite", {"quantization": "int8"}, Tolerance(steps=4.0, cosine=0.97, share=0.03)),
        ("saved_model", {}, Tolerance()),
    ],
)
def test_what_is_borne_fits_the_target(target: str, options: dict[str, str], wanted: Tolerance) -> None:
    assert tolerance(target, options) == wanted  # type: ignore[arg-type]


def test_fewer_bits_bear_more() -> None:
    kinds = [
        tolerance("tflite", {"quantization": kind}).relative for kind in ("float32", "float16", "dynamic")
    ]
    assert kinds == sorted(kinds)
    assert (
        tolerance("tfjs", {"weights": "uint8"}).relative > tolerance("tfjs", {"weights": "float32"}).relative
    )


def test_a_difference_is_borne_in_proportion_to_the_largest_value() -> None:
    figures = Figures(equal=False, max_abs=0.01, cosine=1.0)
    assert is_within(figures, Tolerance(), scale=1000.0, step=None)
    assert not is_within(figures, Tolerance(), scale=1.0, step=None)


def test_quantised_outputs_are_measured_in_their_steps() -> None:
    borne = Tolerance(steps=4.0, cosine=0.97)
    figures = Figures(equal=False, max_abs=0.03, cosine=0.99)
    assert is_within(figures, borne, scale=1.0, step=0.01)
    assert not is_within(figures, borne, scale=1.0, step=0.005)
    assert not is_within(figures, borne, scale=1.0, step=None)  # a step is 1/255 of the largest value


@pytest.mark.parametrize(
    "figures",
    [
        Figures(equal=False, note="They have other shapes."),
        Figures(equal=False, max_abs=0.0, odd=1),
        Figures(equal=False),
        Figures(equal=False, max_abs=0.0, cosine=0.5),
        Figures(equal=False, max_abs=0.0, cosine=1.0, argmax_agreement=0.5),
    ],
)
def test_what_cannot_be_told_near_is_not(figures: Figures) -> None:
    assert not is_within(figures, Tolerance(cosine=0.9, agreement=0.9), scale=1.0, step=None)


def test_little_noise_before_a_softmax_is_enough_where_the_answers_are_alike() -> None:
    borne = tolerance("tflite", {"quantization": "int8"})
    figures = Figures(equal=False, max_abs=0.2, cosine=0.93)
    assert not is_within(figures, borne, scale=1.0, step=1 / 256)
    assert is_within(figures, borne, scale=1.0, step=1 / 256, before=0.006)
    assert not is_within(figures, borne, scale=1.0, step=1 / 256, before=0.1)
    damaged = Figures(equal=False, max_abs=0.9, cosine=0.4)
    assert not is_within(damaged, borne, scale=1.0, step=1 / 256, before=0.006)
