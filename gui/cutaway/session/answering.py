# SPDX-License-Identifier: Apache-2.0
"""Has two models answer what a comparison asks, and judges what they said: alike or not, right or wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cutaway.comparing import diverging
from cutaway.comparing.ports import paired
from cutaway.conversion import proof
from cutaway.description.comparison import Judged
from cutaway.description.conversion import Proof, Tolerance
from cutaway.description.labelled import Labelled
from cutaway.description.model import ModelDescription
from cutaway.description.signatures import Signature, for_callers
from cutaway.errors import CancelledError, CutawayError, MissingFileError, RequestError
from cutaway.session import labelled, running
from cutaway.session.diverging import located
from cutaway.session.documents import Source
from cutaway.session.labelled import LabelledPlan
from cutaway.session.proving import Samples, Side, answered, answered_alike, proven
from cutaway.session.run_folders import RunFolders
from cutaway.session.running import runner_of
from cutaway.session.steps import Steps

if TYPE_CHECKING:
    from cutaway.session.engine import Engine

TOLERANCE = 1e-4
"""Part of the largest value by which another library's rounding stays below."""


@dataclass(frozen=True, slots=True)
class ComparisonPlan:
    """tolerance: part of the largest value. signature: key, empty for the first's default. runs: both answer.

    labelled: instead of other samples.
    """

    tolerance: float = TOLERANCE
    weights_only: bool = False
    runs: bool = True
    signature: str = ""
    samples: Samples = field(default_factory=Samples)
    labelled: LabelledPlan | None = None


def answers(
    engine: Engine,
    first: tuple[Source, ModelDescription],
    second: tuple[Source, ModelDescription],
    plan: ComparisonPlan,
) -> Steps[Judged]:
    """Ask both the same; what cannot be run is told in the proof. Raises RequestError for a plan that cannot be."""
    if plan.weights_only or not plan.runs:
        return Judged(proof.not_run("It was not asked for that the models are run."))
    called = _called(first[1], second[1], plan.signature)
    if isinstance(called, str):
        return Judged(proof.not_run(called))
    folders = RunFolders()
    try:
        both = _Both.of(_side(first, called[0], folders), _side(second, called[1], folders))
        if both is None:
            words = "The models do not take the same inputs, so their answers cannot be compared."
            return Judged(proof.not_run(words))
        return (yield from _asked(engine, both, plan))
    finally:
        folders.close()


@dataclass(frozen=True, slots=True)
class _Both:
    """Both in the order in which they are asked; is_turned: that is not the one of the comparison.

    inputs, outputs: names of the first's to those of the second's.
    """

    first: Side
    second: Side
    inputs: Mapping[str, str]
    outputs: Mapping[str, str]
    is_turned: bool

    @classmethod
    def of(cls, one: Side, other: Side) -> _Both | None:
        """Both in the order in which they are asked; None where they do not take the same."""
        is_turned = _is_stored(one.signature) and not _is_stored(other.signature)
        if is_turned:  # real numbers are asked, and integers made of them
            one, other = other, one
        inputs = paired(one.signature.inputs, other.signature.inputs)
        if len(inputs) != len(other.signature.inputs):
            return None
        return cls(one, other, inputs, paired(one.signature.outputs, other.signature.outputs), is_turned)

    @property
    def order(self) -> tuple[Side, Side]:
        """The first and the second of the comparison."""
        return (self.second, self.first) if self.is_turned else (self.first, self.second)


def _asked(engine: Engine, both: _Both, plan: ComparisonPlan) -> Steps[Judged]:
    one, other = both.first, both.second
    samples = _renamed(plan.samples, both.inputs) if both.is_turned else plan.samples
    told: Labelled | None = None
    try:
        if plan.labelled is None:
            said = yield from answered(engine, one, samples)
            also = yield from answered_alike(engine, one, said, other, both.inputs)
            kept = said, also
        else:
            source = both.order[0].source
            given = yield from labelled.found(engine, source, plan.labelled, one.folders.make())
            wanted = replace(plan.labelled, input=_own(plan.labelled.input, both))
            asked = yield from labelled.asked(engine, one, other, both.inputs, wanted, samples, given)
            said, also, kept, samples = asked.side(0), asked.side(1), asked.kept, asked.samples
            told = yield from labelled.judged(
                engine, one, other, both.outputs, asked, is_turned=both.is_turned
            )
    except CancelledError:
        raise
    except CutawayError as error:
        if plan.labelled is not None and isinstance(error, RequestError | MissingFileError):
            raise  # samples that are not there are no reason to compare others
        return Judged(proof.not_run(f"One of the models could not be run: {error.message}"))
    borne = Tolerance(relative=plan.tolerance, absolute=0.0)
    judged = yield from proven(engine, one, said, other, also, both.outputs, borne, samples)
    judged = yield from located(engine, one, kept[0], other, kept[1], both.outputs, borne, judged)
    return Judged(_turned(judged) if both.is_turned else judged, told)


def _own(name: str, both: _Both) -> str:
    """What the model that is asked first calls an input that was named as the first of the comparison does."""
    if not both.is_turned:
        return name
    return next((own for own, given in both.inputs.items() if given == name), name)


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
    first = judged.diverging
    return replace(judged, outputs=outputs, diverging=None if first is None else diverging.turned(first))


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
