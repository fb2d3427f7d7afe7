# SPDX-License-Identifier: Apache-2.0
"""What a comparison found, in words."""

from __future__ import annotations

from cutaway.description import wording
from cutaway.description.comparison import Compared, Difference, ModelComparison, Part, WeightPair
from cutaway.description.conversion import ProofOutput
from cutaway.description.labelled import Labelled

_MOST_NOTES = 5

_HEADINGS: dict[Part, str] = {
    "format": "Format",
    "signature": "Signatures",
    "input": "Inputs",
    "output": "Outputs",
    "operator": "Operators",
    "layer": "Layers",
    "asset": "Assets",
    "metadata": "Metadata",
    "finding": "Findings",
}


def heading(part: Part) -> str:
    """The title of a list of differences."""
    return _HEADINGS[part]


def line(found: Difference) -> str:
    """One difference: what it is called in both, and what changed."""
    name = found.first or found.second
    if found.change == "renamed":
        name = f"{found.first} → {found.second}"
    if found.part == "format":
        name = ""
    said = found.after if found.change == "added" else found.before
    if found.change in ("changed", "renamed") and found.before != found.after:
        said = f"{found.before or 'nothing'} → {found.after or 'nothing'}"
    return ": ".join(part for part in (name, said) if part)


def how(pair: WeightPair) -> list[str]:
    """What had to be done to lay one beside the other."""
    told = []
    if pair.scaled:
        told.append("dequantised")
    if pair.axes:
        told.append("transposed")
    if pair.folded:
        told.append(f"{pair.folded} folded in")
    if pair.match in ("value", "shape"):
        told.append(f"matched by {pair.match}")
    return told


def alone(compared: Compared) -> tuple[tuple[int, int], tuple[int, int]]:
    """How many weights, and how many slots of an optimizer, counters and the like, are in one of the models alone."""
    sides = compared.only_first, compared.only_second
    ones, others = (sum(each.role == "weight" for each in side) for side in sides)
    return (ones, others), (len(sides[0]) - ones, len(sides[1]) - others)


def summary(found: ModelComparison) -> list[str]:
    """The weights and the structure in a sentence each."""
    compared = found.compared
    equal = len(compared.pairs) - len(compared.changed)
    told = [f"{wording.counted(len(compared.pairs), 'weight')} matched, {equal} of them equal."]
    (ones, others), (beside, also) = alone(compared)
    if ones or others:
        told.append(f"{wording.counted(ones, 'weight')} only in the first, {others} only in the second.")
    if beside or also:
        told.append(
            f"Of optimizer slots and counters {beside} are only in the first, {also} only in the second."
        )
    structure = compared.structure
    if structure.level != "none":
        found_first = structure.first_total - len(structure.only_first)
        found_second = structure.second_total - len(structure.only_second)
        told.append(
            f"{found_first} of {structure.first_total} {structure.level} of the first were found again "
            f"in {found_second} of {structure.second_total} of the second."
        )
    return told


def borne(output: ProofOutput) -> str:
    """Whether an output of both is the same, near enough, or not."""
    if output.figures.note:
        return output.figures.note
    return "equal" if output.figures.equal else "within" if output.passed else "too far"


def labelled(found: Labelled) -> list[str]:
    """How both do on labelled samples."""
    told = []
    if found.differ:
        told.append(
            f"They differ on {wording.counted(found.differ, 'sample')}: {found.only_first} of them only the first has "
            f"right, {found.only_second} only the second."
        )
    else:
        told.append("They put every sample into the same class.")
    if found.first_output:
        names = found.first_output
        if found.second_output != found.first_output:
            names += f" and {found.second_output}"
        told.append(f"Classes were read off {names}.")
    return [*told, *found.notes[:_MOST_NOTES]]
