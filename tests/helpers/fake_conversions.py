# SPDX-License-Identifier: Apache-2.0
"""Conversions without a child: jobs that a test lets go on, and what they give."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cutaway.conversion.recipe import Recipe
from cutaway.conversion.targets import TARGETS, Target
from cutaway.description.conversion import (
    Converted,
    Drawn,
    Figures,
    LayerError,
    Proof,
    ProofOutput,
    Stage,
)
from cutaway.description.model import ModelDescription
from cutaway.description.running import FittedInput, FittedInputs, InputProblem, StoredValue
from cutaway.description.statistics import Histogram, Statistics
from cutaway.errors import CancelledError
from cutaway.events import Event
from cutaway.session.documents import Source
from cutaway.session.jobs import Job
from cutaway.session.proving import Samples
from cutaway.session.run_service import TrustQuestion
from helpers.readings import FakeReading


def converted(target: str, output: str, verdict: str = "pass", *, layers: int = 0) -> Converted:
    """What a conversion gives: one output, drawn."""
    drawn = Drawn((0.0, 0.5, 1.0), (0.0, 0.51, 0.99), Histogram((-0.01, 0.0, 0.01), (1, 2)))
    figures = Figures(
        equal=False, max_abs=0.01, rmse=0.008, cosine=0.9999, sqnr_db=42.0, argmax_agreement=1.0
    )
    outputs = (ProofOutput("output", "StatefulPartitionedCall:0", figures, verdict == "pass", drawn=drawn),)
    proof = Proof(verdict, "One sentence.", 3, "3 random samples", {"relative": 1e-3}, outputs)  # type: ignore[arg-type]
    errors = tuple(LayerError(f"layer_{number}", "CONV_2D", 0.1, 0.2) for number in range(layers))
    return Converted(
        "/models/a",
        target,  # type: ignore[arg-type]
        output,
        1000,
        4000,
        1.5,
        (Stage("Converting", 1.0),),
        (),
        proof,
        layers=errors,
    )


class FakeConversions:
    """Implements `ConvertService`. asked: recipes and places. jobs: of conversions, RUNNING until a test ends them."""

    def __init__(self, reading: FakeReading, *, asks: bool = False) -> None:
        self.reading = reading
        self.logged: Event[[str, str]] = Event()
        self.asks = asks
        self.asked: list[tuple[Recipe, Path, bool]] = []
        self.jobs: list[Job[Converted]] = []
        self.problem = ""
        self.statistics: Statistics | None = None
        self.forgotten = 0
        self.accepted: list[tuple[str, ...]] = []

    def targets(self) -> tuple[Target, ...]:
        return TARGETS

    def question(self, model: ModelDescription, *_more: str) -> TrustQuestion | None:
        return TrustQuestion(Path(model.path).name, "TensorFlow", ("It is held.",)) if self.asks else None

    def accept(self, _model: ModelDescription, *more: str) -> None:
        self.accepted.append(more)
        self.asks = False

    def preview(
        self, _source: Source, _signature: str, _samples: Samples, number: int
    ) -> tuple[str, Job[FittedInputs]]:
        job: Job[FittedInputs] = Job("fit", _cancel)
        value = StoredValue("x", "float32", (4,), "in/x.npy", "sparse")  # nothing of it is read
        fitted = FittedInput(value, f"sample {number}", self.statistics)
        problems = (InputProblem("x", self.problem),) if self.problem else ()
        job.succeed(FittedInputs(() if problems else (fitted,), problems))
        return "/folder", job

    def forget_previews(self) -> None:
        self.forgotten += 1

    def convert(
        self, _source: Source, _model: ModelDescription, recipe: Recipe, output: Path, *, overwrite: bool
    ) -> Job[Converted]:
        self.asked.append((recipe, output, overwrite))
        job: Job[Converted] = Job("Converting", _cancel)
        self.jobs.append(job)
        job.run()
        return job


def _cancel(job: Job[Any]) -> None:
    job.fail(CancelledError("The work was cancelled."))
