# SPDX-License-Identifier: Apache-2.0
"""What differs between two models: their descriptions, weights, structure and answers, as frozen data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from cutaway.description.conversion import Figures, Proof
from cutaway.description.labelled import Labelled
from cutaway.description.statistics import Histogram

Change: TypeAlias = Literal["added", "removed", "changed", "renamed"]
Part: TypeAlias = Literal[
    "format", "signature", "input", "output", "operator", "layer", "asset", "metadata", "finding"
]
Match: TypeAlias = Literal["name", "path", "fused", "value", "shape"]
"""Why two are taken for the same: name, place in the object graph, what a converter fused, values, or shape alone."""

ORDER: dict[Part, int] = {
    "format": 0,
    "signature": 1,
    "input": 2,
    "output": 3,
    "layer": 4,
    "operator": 5,
    "asset": 6,
    "metadata": 7,
    "finding": 8,
}


@dataclass(frozen=True, slots=True)
class Difference:
    """first, second: what it is called in each, empty where it is not there. before, after: what changed in it.

    where: the signature of an input or output, else empty.
    """

    part: Part
    change: Change
    first: str
    second: str
    before: str = ""
    after: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Weight:
    """A variable or constant of one model. name: what its values are asked by. title: what people call it."""

    name: str
    title: str
    dtype: str
    shape: tuple[int, ...]
    role: str


@dataclass(frozen=True, slots=True)
class WeightPair:
    """A weight of the first beside that of the second.

    axes: order of the second's axes, those of size 1 left out, that makes it lie like the first; empty where it does.
    scaled: values of either are stored integers, taken by their scales and zero points. folded: names of the
    normalisation that a converter folded into it, and that is folded into the other here, too; empty without.
    figures: of the second against the first. spread: of the differences, None where there are none or too many values.
    scale: the largest magnitude in either, 0 where they are equal. both: how the values of the first and of the second
    are spread over the same edges, as they were compared; None where they are equal, or cannot be compared.
    """

    first: Weight
    second: Weight
    match: Match
    figures: Figures
    axes: tuple[int, ...] = ()
    scaled: bool = False
    folded: str = ""
    spread: Histogram | None = None
    scale: float = 0.0
    both: tuple[Histogram, Histogram] | None = None


@dataclass(frozen=True, slots=True)
class NodePair:
    """A node, operator or layer of the first, and what it became. second: several names where it was split."""

    first: tuple[str, ...]
    second: tuple[str, ...]
    kind: str
    match: Match
    other_kind: str = ""


@dataclass(frozen=True, slots=True)
class Structure:
    """What computes in both. level: layers where both tell some, else nodes.

    only_…: names with kinds of those that stand in one alone.
    first_total, second_total: how many there are in each.
    """

    level: Literal["layers", "nodes", "none"]
    pairs: tuple[NodePair, ...] = ()
    only_first: tuple[tuple[str, str], ...] = ()
    only_second: tuple[tuple[str, str], ...] = ()
    first_total: int = 0
    second_total: int = 0


@dataclass(frozen=True, slots=True)
class Box:
    """A node of the map.

    function: that it is in, empty for the main graph. chain: keys of the groups around it, then its own. weights:
    names of those that belong to it, as the description has them. shape: of what it gives, empty where it is unknown.
    """

    name: str
    function: str
    kind: str
    chain: tuple[str, ...] = ()
    weights: tuple[str, ...] = ()
    shape: str = ""


@dataclass(frozen=True, slots=True)
class BoxPair:
    """What of the map of the first is what of the second."""

    first: tuple[Box, ...]
    second: tuple[Box, ...]
    match: Match


@dataclass(frozen=True, slots=True)
class MapMatch:
    """Both maps beside each other, at the level at which they are drawn. only_…: what stands in one alone."""

    pairs: tuple[BoxPair, ...] = ()
    only_first: tuple[Box, ...] = ()
    only_second: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """What readers can tell. pairs: the most changed first. only_…: weights that stand in one model alone."""

    differences: tuple[Difference, ...]
    pairs: tuple[WeightPair, ...]
    only_first: tuple[Weight, ...]
    only_second: tuple[Weight, ...]
    structure: Structure

    @property
    def changed(self) -> tuple[WeightPair, ...]:
        """Weights that are not the same, bit for bit, once they lie alike."""
        return tuple(pair for pair in self.pairs if not pair.figures.equal)


@dataclass(frozen=True, slots=True)
class Judged:
    """How both answered. labelled: how they do on labelled samples; None where none were given, or none answered."""

    proof: Proof
    labelled: Labelled | None = None


@dataclass(frozen=True, slots=True)
class ModelComparison:
    """Everything: what readers tell, and how both answered. refused: titles of weights past the tolerance.

    labelled: as in `Judged`.
    """

    first: str
    second: str
    first_format: str
    second_format: str
    compared: Compared
    proof: Proof
    first_bytes: int = 0
    second_bytes: int = 0
    seconds: float = 0.0
    refused: tuple[str, ...] = ()
    labelled: Labelled | None = None
