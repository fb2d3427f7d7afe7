# SPDX-License-Identifier: Apache-2.0
"""Compares two models as one job: readers tell what differs in the files, then both answer the same inputs."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from cutaway.description.comparison import Compared, Judged, ModelComparison, WeightPair
from cutaway.description.model import ModelDescription
from cutaway.session import answering
from cutaway.session.answering import TOLERANCE, ComparisonPlan
from cutaway.session.documents import Source
from cutaway.session.steps import Steps, follow
from cutaway.worker.models import AS_ONNX

if TYPE_CHECKING:
    from cutaway.session.engine import Engine
    from cutaway.session.jobs import Job

__all__ = ["TOLERANCE", "ComparisonPlan", "answers", "compare", "is_within", "refused", "source"]


def source(path: str, tags: tuple[str, ...] = (), version: str = "") -> Source:
    """A model as it is opened to be compared: an .onnx also where another program wrote it."""
    is_onnx = path.lower().endswith(".onnx") and not tags
    return Source(path, AS_ONNX if is_onnx else tags, version)


def compare(
    engine: Engine,
    first: tuple[Source, ModelDescription],
    second: tuple[Source, ModelDescription],
    plan: ComparisonPlan,
) -> Job[ModelComparison]:
    """Begin; what cannot be run leaves the rest, and the proof says why."""
    names = [Path(each.path).name for _, each in (first, second)]
    return follow(
        f"Comparing {names[0]} with {names[1]}", _steps(engine, first, second, plan), engine.job_added.emit
    )


def _steps(
    engine: Engine,
    first: tuple[Source, ModelDescription],
    second: tuple[Source, ModelDescription],
    plan: ComparisonPlan,
) -> Steps[ModelComparison]:
    begun = time.monotonic()
    found: Compared = yield engine.compare(first[0], second[0], weights_only=plan.weights_only)
    judged = yield from answering.answers(engine, first, second, plan)
    return ModelComparison(
        first[1].path,
        second[1].path,
        first[1].format,
        second[1].format,
        found,
        judged.proof,
        first[1].bytes,
        second[1].bytes,
        time.monotonic() - begun,
        refused(found, plan.tolerance, is_one_format=first[1].format == second[1].format),
        judged.labelled,
    )


def answers(
    engine: Engine,
    first: tuple[Source, ModelDescription],
    second: tuple[Source, ModelDescription],
    plan: ComparisonPlan,
) -> Job[Judged]:
    """Begin to ask both the same; what cannot be run is told in the proof."""
    names = [Path(each.path).name for _, each in (first, second)]
    steps = answering.answers(engine, first, second, plan)
    return follow(f"Comparing the answers of {names[0]} and {names[1]}", steps, engine.job_added.emit)


def refused(found: Compared, tolerance: float, *, is_one_format: bool) -> tuple[str, ...]:
    """Titles of weights past the tolerance; in one format also of those that only one of the models has."""
    past = [pair.first.title for pair in found.pairs if not is_within(pair, tolerance)]
    if is_one_format:
        past += [each.title for each in (*found.only_first, *found.only_second) if each.role == "weight"]
    return tuple(past)


def is_within(pair: WeightPair, tolerance: float) -> bool:
    """Whether no element is further away than that part of the largest one."""
    figures = pair.figures
    if figures.equal:
        return True
    if figures.note or figures.odd or figures.max_abs is None:
        return False
    return figures.max_abs <= tolerance * pair.scale
