# SPDX-License-Identifier: Apache-2.0
"""Compares two models as one job: readers tell what differs in the files, then both answer the same inputs."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cutaway.conversion import proof
from cutaway.description.comparison import Compared, ModelComparison, WeightPair
from cutaway.description.conversion import Proof, Tolerance
from cutaway.description.model import ModelDescription
from cutaway.description.signatures import Signature, for_callers
from cutaway.errors import CancelledError, CutawayError, RequestError
from cutaway.session import running
from cutaway.session.documents import Source
from cutaway.session.proving import Samples, Side, answered, answered_alike, paired, proven
from cutaway.session.run_folders import RunFolders
from cutaway.session.running import runner_of
from cutaway.session.steps import Steps, follow

if TYPE_CHECKING:
    from cutaway.session.engine import Engine
    from cutaway.session.jobs import Job

TOLERANCE = 1e-4
"""Part of the largest value by which another library's rounding stays below."""


@dataclass(frozen=True, slots=True)
class ComparisonPlan:
    """tolerance: part of the largest value. signature: key, empty for the first's default. runs: both answer."""

    tolerance: float = TOLERANCE
    weights_only: bool = False
    runs: bool = True
    signature: str = ""
    samples: Samples = field(default_factory=Samples)


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
    folders = RunFolders()
    try:
        answers = yield from _answers(engine, first, second, plan, folders)
    finally:
        folders.close()
    return ModelComparison(
        first[1].path,
        second[1].path,
        first[1].format,
        second[1].format,
        found,
        answers,
        first[1].bytes,
        second[1].bytes,
        time.monotonic() - begun,
        refused(found, plan.tolerance, is_one_format=first[1].format == second[1].format),
    )


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


def _answers(
    engine: Engine,
    first: tuple[Source, ModelDescription],
    second: tuple[Source, ModelDescription],
    plan: ComparisonPlan,
    folders: RunFolders,
) -> Steps[Proof]:
    if plan.weights_only or not plan.runs:
        return proof.not_run("It was not asked for that the models are run.")
    called = _called(first[1], second[1], plan.signature)
    if isinstance(called, str):
        return proof.not_run(called)
    one = _side(first, called[0], folders)
    other = _side(second, called[1], folders)
    is_turned = _is_stored(one.signature) and not _is_stored(other.signature)
    if is_turned:  # real numbers are asked, and integers made of them
        one, other = other, one
    inputs = paired(one.signature.inputs, other.signature.inputs)
    if len(inputs) != len(other.signature.inputs):
        return proof.not_run("The models do not take the same inputs, so their answers cannot be compared.")
    try:
        samples = _renamed(plan.samples, inputs) if is_turned else plan.samples
        said = yield from answered(engine, one, samples)
        also = yield from answered_alike(engine, one, said, other, inputs)
    except CancelledError:
        raise
    except CutawayError as error:
        return proof.not_run(f"One of the models could not be run: {error.message}")
    outputs = paired(one.signature.outputs, other.signature.outputs)
    borne = Tolerance(relative=plan.tolerance, absolute=0.0)
    judged = yield from proven(engine, one, said, other, also, outputs, borne, samples)
    return _turned(judged) if is_turned else judged


def _renamed(samples: Samples, names: Mapping[str, str]) -> Samples:
    """Samples by the names of the model that is asked first. names: of its inputs to those they are given by."""
    own = {given: name for name, given in names.items()}
    return replace(
        samples,
        choices=tuple(
            {own.get(name, name): choice for name, choice in each.items()} for each in samples.choices
        ),
        dimensions={own.get(name, name): sizes for name, sizes in samples.dimensions.items()},
    )


def _is_stored(signature: Signature) -> bool:
    """Whether it takes or gives integers that stand for real numbers."""
    return any(spec.quantization is not None for spec in (*signature.inputs, *signature.outputs))


def _turned(judged: Proof) -> Proof:
    """The proof with the names of both in the order they were asked in."""
    outputs = tuple(replace(output, source=output.target, target=output.source) for output in judged.outputs)
    return replace(judged, outputs=outputs)


def _side(asked: tuple[Source, ModelDescription], signature: Signature, folders: RunFolders) -> Side:
    source, model = asked
    return Side(source, signature, runner_of(model), folders, partial(running.grant, model))


def _called(first: ModelDescription, second: ModelDescription, key: str) -> tuple[Signature, Signature] | str:
    """The signatures that are called, or why there are none. Raises RequestError where none has the key."""
    callable_ones = [_callable(each.signatures) for each in (first, second)]
    for model, found in zip((first, second), callable_ones, strict=True):
        if not found:
            return f"{Path(model.path).name} has no signature that could be called."
    one = next((each for each in callable_ones[0] if not key or each.key == key), None)
    if one is None:
        listed = ", ".join(each.key for each in callable_ones[0])
        name = Path(first.path).name
        raise RequestError(f"{name} has no signature {key}.", hint=f"It has: {listed}.", path=first.path)
    other = next((each for each in callable_ones[1] if each.key == one.key), callable_ones[1][0])
    return one, other


def _callable(signatures: Sequence[Signature]) -> list[Signature]:
    return [each for each in for_callers(signatures) if not each.runs_on_load]
