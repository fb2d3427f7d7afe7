# SPDX-License-Identifier: Apache-2.0
"""Comparisons without a child: jobs that a test lets go on, and what they give."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from cutaway.conversion import proof
from cutaway.description.comparison import (
    Box,
    BoxPair,
    Compared,
    Difference,
    Judged,
    MapMatch,
    ModelComparison,
    Structure,
    Weight,
    WeightPair,
)
from cutaway.description.conversion import Diverging, Drawn, Figures, Proof, ProofOutput
from cutaway.description.course import Course
from cutaway.description.labelled import Disagreement, Labelled, LabelledSample, Tally
from cutaway.description.model import ModelDescription
from cutaway.description.statistics import Histogram
from cutaway.errors import CancelledError
from cutaway.session.compare_service import Candidate, Side
from cutaway.session.comparing import ComparisonPlan
from cutaway.session.documents import Source
from cutaway.session.jobs import Job
from cutaway.session.run_service import TrustQuestion
from helpers.readings import FakeReading

EQUAL = Figures(equal=True, max_abs=0.0, rmse=0.0, cosine=1.0)


def weight(name: str, dtype: str = "float32") -> Weight:
    return Weight(name, name, dtype, (3, 4), "weight")


def far(
    name: str, rmse: float, *, axes: tuple[int, ...] = (), scaled: bool = False, dtype: str = "float32"
) -> WeightPair:
    """A pair that differs."""
    figures = Figures(equal=False, max_abs=2 * rmse, rmse=rmse, cosine=0.99, sqnr_db=30.0)
    both = Histogram((0.0, 1.0, 2.0), (3, 4)), Histogram((0.0, 1.0, 2.0), (4, 3))
    spread = Histogram((-1.0, 0.0, 1.0), (5, 2))
    other = weight(f"{name}/b", dtype)
    return WeightPair(weight(name), other, "name", figures, axes, scaled, "", spread, 1.0, both)


def example() -> Compared:
    """Two weights that differ, one that is equal, one in each alone, and a difference of each kind."""
    differences = (
        Difference("signature", "renamed", "serving", "serve"),
        Difference("input", "changed", "x", "x", "float32 1", "int8 1", "serving"),
        Difference("layer", "added", "", "new", "", "Dense"),
        Difference("operator", "changed", "Relu", "Relu", "3", "4"),
        Difference("asset", "removed", "vocabulary.txt", "", "12", ""),
    )
    pairs = (
        far("small", 0.001),
        far("large", 0.5, axes=(1, 0), scaled=True, dtype="int8"),
        WeightPair(weight("same"), weight("same"), "name", EQUAL),
    )
    return Compared(differences, pairs, (weight("gone"),), (weight("come"),), Structure("nodes"))


def comparison(first: str, second: str, compared: Compared | None = None) -> ModelComparison:
    """Everything but the answers."""
    nothing = proof.not_run("It was not asked for that the models are run.")
    return ModelComparison(first, second, "saved_model", "tflite", compared or example(), nothing)


def answers(verdict: str = "fail") -> Judged:
    """Both asked labelled samples: one output, where they begin to differ, and who is right."""
    drawn = Drawn((0.0, 0.5, 1.0), (0.0, 0.51, 0.99), Histogram((-0.01, 0.0, 0.01), (1, 2)))
    figures = Figures(
        equal=False, max_abs=0.01, rmse=0.008, cosine=0.9999, sqnr_db=42.0, argmax_agreement=1.0
    )
    output = ProofOutput("scores", "scores_2", figures, verdict == "pass", drawn=drawn)
    diverging = Diverging("conv/Relu", "conv_relu", figures, "Relu", "CONV_2D", compared=7)
    asked = Proof(
        verdict,  # type: ignore[arg-type]
        "One sentence.",
        2,
        "2 samples of dogs",
        {"relative": 1e-4},
        (output,),
        diverging,
        inside="7 tensors inside both were compared.",
    )
    samples = [LabelledSample(f"/data/{number}.png", f"{number}.png", 0) for number in range(2)]
    first, second = Tally(2, 1.0, ((0, 0, 2),)), Tally(1, 0.5, ((0, 0, 1), (0, 1, 1)))
    differing = (Disagreement(samples[1], 0, 1, 0.9, 0.6),)
    told = Labelled(
        ("cat", "dog"), 2, 2, "2 samples", "scores", "scores_2", first, second, 1, 1, 0, differing
    )
    return Judged(asked, told)


def maps() -> MapMatch:
    """Of the picture of `helpers.pictures.example`: the activation is in the first alone, the rest in both."""

    def box(key: str, kind: str, *weights: str) -> Box:
        return Box(key, "", kind, ("net/", key) if key.startswith("net/") else (key,), weights)

    pairs = [
        BoxPair((box(key, kind, *weights),), (box(key, kind),), "name")
        for key, kind, *weights in (
            ("input", "Placeholder"),
            ("net/conv", "Conv2D", "large"),
            ("output", "Identity"),
        )
    ]
    return MapMatch(tuple(pairs), (box("net/relu", "Relu"),), ())


class FakeComparisons:
    """Implements `CompareService`. jobs: of comparisons and answers, RUNNING until a test ends them."""

    def __init__(self, reading: FakeReading, *, asks: int = 0, match: MapMatch | None = None) -> None:
        self.reading = reading
        self.rows: tuple[Candidate, ...] = ()
        self.asks = asks
        self.match = match or maps()
        self.asked: list[tuple[str, str, ComparisonPlan]] = []
        self.jobs: list[Job[Any]] = []

    def candidates(self, _path: str) -> tuple[Candidate, ...]:
        return self.rows

    def question(self, model: ModelDescription) -> TrustQuestion | None:
        return TrustQuestion(Path(model.path).name, "TensorFlow", ("It is held.",)) if self.asks else None

    def accept(self, _model: ModelDescription) -> None:
        self.asks -= 1

    def compare(self, first: Side, second: Side, plan: ComparisonPlan) -> Job[ModelComparison]:
        return self._job("Comparing", first, second, plan)

    def answers(self, first: Side, second: Side, plan: ComparisonPlan) -> Job[Judged]:
        return self._job("Comparing the answers", first, second, plan)

    def match_maps(self, _first: Source, _second: Source) -> Job[MapMatch]:
        job: Job[MapMatch] = Job("Matching the graphs", _cancel)
        job.succeed(self.match)
        return job

    def course(self, sources: Sequence[Source]) -> Job[Course]:
        job: Job[Course] = Job("Following", _cancel)
        self.jobs.append(job)
        self.asked += [(each.path, "", ComparisonPlan()) for each in sources]
        job.run()
        return job

    def _job(self, title: str, first: Side, second: Side, plan: ComparisonPlan) -> Job[Any]:
        self.asked.append((first[0].path, second[0].path, plan))
        job: Job[Any] = Job(title, _cancel)
        self.jobs.append(job)
        job.run()
        return job


def _cancel(job: Job[Any]) -> None:
    job.fail(CancelledError("The work was cancelled."))
