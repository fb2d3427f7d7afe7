# SPDX-License-Identifier: Apache-2.0
"""What is said of the outputs of a proof and of what it bears, in few words: terminals and reports say it alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cutaway.description import wording
from cutaway.description.conversion import ProofOutput

TOLERANCES = {
    "relative": "relative {:g}",
    "absolute": "absolute {:g}",
    "steps": "{:g} steps of quantisation",
    "cosine": "cosine at least {:g}",
    "noise_before_softmax": "or noise before a softmax up to {:.0%}",
    "argmax_agreement": "the same top 1 for at least {:.0%}",
}
"""What is said of each tolerance of `Proof.tolerance`."""


def borne(tolerance: Mapping[str, float], spoken: Callable[[str], str] = str) -> str:
    """What was borne, empty where nothing was measured. spoken: gives a text in the language of the window."""
    return ", ".join(
        spoken(TOLERANCES[name]).format(value) if name in TOLERANCES else f"{name} {value:g}"
        for name, value in tolerance.items()
    )


def words(output: ProofOutput) -> str:
    """Whether it is near enough, in which units that was measured, and whether that shows anything."""
    figures = output.figures
    if figures.note:
        return figures.note
    said = ["equal" if figures.equal else "within" if output.passed else "too far", *measures(output)]
    if output.verdict == "not_run":
        said.append("not proven: it does not vary")
    return ", ".join(said)


def measures(output: ProofOutput) -> list[str]:
    """Of a quantised result: the error in steps of the output, and the noise before the softmax that gives it."""
    said = []
    if output.steps is not None:
        said.append(f"{wording.number(output.steps, 2)} steps")
    if output.before is not None:
        said.append(f"{wording.percent(output.before)} noise before the softmax")
    return said
