# SPDX-License-Identifier: Apache-2.0
"""How two classifiers do on samples whose classes are known, as frozen data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class LabelledSample:
    """source: of an input, as `InputChoice` has it. name: short, for lists. label: place of its class in the list."""

    source: str
    name: str
    label: int


@dataclass(frozen=True, slots=True)
class FoundSamples:
    """Samples with their labels, and where they are from. left_out: how many files were passed over.

    classes: names by index, as far as they are known. origin: folders: they are the names of the samples' folders,
    in order; words: labels that are names, in order; indices: labels are numbers; names: a list of them was given, or
    is the model's own, which may begin with a class for the background that the scores lack, or the other way round.
    """

    samples: tuple[LabelledSample, ...]
    classes: tuple[str, ...]
    origin: Literal["folders", "words", "indices", "names"]
    words: str
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Tally:
    """How one model did. right: samples that it puts into their class. confusion: label, answer, count; no zeros."""

    right: int
    accuracy: float
    confusion: tuple[tuple[int, int, int], ...]

    def matrix(self, size: int) -> list[list[int]]:
        """Counts by label (rows) and answer (columns) of `size` classes."""
        found = [[0] * size for _ in range(size)]
        for label, answer, count in self.confusion:
            if label < size and answer < size:
                found[label][answer] = count
        return found


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A sample that both put into different classes. scores: of their own answers, as the model gives them."""

    sample: LabelledSample
    first: int
    second: int
    first_score: float
    second_score: float


@dataclass(frozen=True, slots=True)
class Labelled:
    """Both models on the same samples. classes: names, empty where none is known; count: how many classes there are.

    first_output, second_output: what the answers were read off. differ: how many samples they differ on; those that
    only one has right first, at most as many as are worth listing. only_first, only_second: right in one alone.
    """

    classes: tuple[str, ...]
    count: int
    samples: int
    words: str
    first_output: str
    second_output: str
    first: Tally
    second: Tally
    differ: int
    only_first: int
    only_second: int
    disagreements: tuple[Disagreement, ...]
    notes: tuple[str, ...] = ()

    def name(self, place: int) -> str:
        """What a class is called; its number where no name is known."""
        return self.classes[place] if place < len(self.classes) and self.classes[place] else str(place)
