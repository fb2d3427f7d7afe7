# SPDX-License-Identifier: Apache-2.0
"""Has two models answer the same inputs, each in a process of its own, and compares what they say.

This is what a conversion and an edit are proven by, and what two models are compared by.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from cutaway.description.conversion import Proof, Tolerance
from cutaway.description.running import InputChoice, RunAnswer, Runner
from cutaway.description.signatures import Signature
from cutaway.description.tensors import TensorSpec
from cutaway.errors import RequestError
from cutaway.session.documents import Source
from cutaway.session.run_folders import RunFolders
from cutaway.session.steps import Steps
from cutaway.worker.grants import Grant

if TYPE_CHECKING:
    from cutaway.session.engine import Engine
    from cutaway.session.jobs import Job

SAMPLES = 3
"""How many samples are drawn where nothing else is said."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two models, with the signature that is called. grant: made from the folders of its runs.

    ports: of the signature where the model does not declare it, as `cuts.rows` gives them.
    """

    source: Source
    signature: Signature
    runner: Runner
    folders: RunFolders
    grant: Callable[[RunFolders], Grant]
    options: Mapping[str, object] = field(default_factory=dict)
    ports: Sequence[Any] = ()


@dataclass(frozen=True, slots=True)
class Samples:
    """What both are asked.

    choices: one mapping of inputs for each sample; without any they are random, with seeds from `seed` on.
    words: where they are from, for the report. is_random: nothing in them was chosen by the user.
    """

    count: int = SAMPLES
    seed: int = 0
    choices: Sequence[Mapping[str, InputChoice]] = ()
    dimensions: Mapping[str, Mapping[int, int]] = field(default_factory=dict)
    words: str = ""

    @property
    def sizes(self) -> dict[str, dict[int, int]]:
        """The dimensions of what is asked: an axis that is freed (0) has the source's size."""
        return {
            name: {axis: size for axis, size in axes.items() if size}
            for name, axes in self.dimensions.items()
        }

    @property
    def is_random(self) -> bool:
        """Whether all inputs are made up."""
        return all(choice.source == "random" for given in self.choices for choice in given.values())

    def given(self) -> list[tuple[Mapping[str, InputChoice], int]]:
        """Inputs and seed of each sample."""
        if self.choices:
            return [(choices, self.seed) for choices in self.choices]
        return [({}, self.seed + number) for number in range(self.count)]

    def told(self) -> str:
        """Where they are from, in words."""
        if self.words:
            return self.words
        count = len(self.given())
        return f"{count} random sample{'s' if count != 1 else ''}, seed {self.seed}"


@dataclass(frozen=True, slots=True)
class Answers:
    """What one model said to each sample, in the folders of the runs."""

    folders: tuple[str, ...]
    answers: tuple[RunAnswer, ...]


def answered(engine: Engine, side: Side, samples: Samples) -> Steps[Answers]:
    """Fit the samples to the model and run it on each. Raises RequestError where an input cannot be made."""
    folders, answers = [], []
    for choices, seed in samples.given():
        folder = side.folders.make()
        fitted = yield engine.fit(
            side.source,
            folder,
            side.signature.key,
            choices,
            dimensions=samples.sizes,
            seed=seed,
            ports=side.ports,
        )
        if fitted.problems:
            first = fitted.problems[0]
            raise RequestError(first.message, hint=first.hint, path=side.source.path)
        answers.append((yield _run(engine, side, folder)))
        folders.append(folder)
    return Answers(tuple(folders), tuple(answers))


def answered_alike(
    engine: Engine, first: Side, said: Answers, second: Side, inputs: Mapping[str, str]
) -> Steps[Answers]:
    """Run the second model on what the first was given. inputs: names of the first's to those of the second's."""
    folders = [second.folders.make() for _ in said.folders]
    yield engine.hand_over(
        second.source,
        folders=[[one, other] for one, other in zip(said.folders, folders, strict=True)],
        names=dict(inputs),
        types={spec.name: spec.dtype for spec in second.signature.inputs},
        quantization=_scales(first.signature.inputs, second.signature.inputs, inputs),
    )
    answers = []
    for folder in folders:
        answers.append((yield _run(engine, second, folder)))  # noqa: PERF401 - no comprehension can wait
    return Answers(tuple(folders), tuple(answers))


def proven(
    engine: Engine,
    first: Side,
    said: Answers,
    second: Side,
    also: Answers,
    outputs: Mapping[str, str],
    borne: Tolerance,
    samples: Samples,
    *,
    needs_data: bool = False,
    steps: Mapping[str, float] | None = None,
    noise: Mapping[str, float] | None = None,
    guessed: bool = False,
) -> Steps[Proof]:
    """Compare the answers. outputs: names of the first's to those of the second's.

    steps: of quantisation, behind outputs of the second that are floats. noise: before the softmax that gives one.
    guessed: nothing but values can tell which output is which, where their names differ.
    """
    hidden = {name: [[step], [0]] for name, step in (steps or {}).items()}
    proof: Proof = yield engine.prove(
        first.source,
        folders=[[one, other] for one, other in zip(said.folders, also.folders, strict=True)],
        names=dict(outputs),
        quantization=hidden | _scales(first.signature.outputs, second.signature.outputs, outputs),
        tolerance=asdict(borne),
        inputs=samples.told(),
        is_random=samples.is_random,
        needs_data=needs_data,
        noise=dict(noise or {}),
        guessed=guessed and any(one != other for one, other in outputs.items()),
        rounded=[spec.name for spec in first.signature.outputs if spec.quantization is not None],
    )
    return proof


def paired(first: Sequence[TensorSpec], second: Sequence[TensorSpec]) -> dict[str, str]:
    """Names of the first to those of the second: the same names, else by place where their number is the same."""
    known = {spec.name for spec in second}
    if all(spec.name in known for spec in first):
        return {spec.name: spec.name for spec in first}
    if len(first) == len(second):
        return {one.name: other.name for one, other in zip(first, second, strict=True)}
    return {spec.name: spec.name for spec in first if spec.name in known}


def _run(engine: Engine, side: Side, folder: str) -> Job[RunAnswer]:
    return engine.run(
        side.source, side.runner, side.grant(side.folders), folder, side.signature.key, options=side.options
    )


def _scales(
    first: Sequence[TensorSpec], second: Sequence[TensorSpec], names: Mapping[str, str]
) -> dict[str, list[list[float]]]:
    """Scales and zero points, by the second's names, where the first has real numbers and the second integers."""
    integers = {spec.name: spec for spec in second if spec.quantization is not None}
    found: dict[str, list[list[float]]] = {}
    for spec in first:
        other = integers.get(names.get(spec.name, ""))
        if other is not None and other.quantization is not None and spec.quantization is None:
            found[other.name] = [list(other.quantization.scale), list(other.quantization.zero_point)]
    return found
