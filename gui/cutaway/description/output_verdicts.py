# SPDX-License-Identifier: Apache-2.0
"""What is said of one output of a proof, in few words: terminals and reports say it alike."""

from __future__ import annotations

from cutaway.description import wording
from cutaway.description.conversion import ProofOutput


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
