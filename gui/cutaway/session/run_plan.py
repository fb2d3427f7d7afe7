# SPDX-License-Identifier: Apache-2.0
"""What a run is to be: signature, inputs, taps and how often; and what became of runs before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from cutaway.description.running import FittedInputs, InputChoice, RunAnswer, RunOutput
from cutaway.description.signatures import Signature
from cutaway.errors import CutawayError

MOST_REPEATS = 10_000


@dataclass(frozen=True, slots=True)
class RunPlan:
    """inputs: by name. dimensions: sizes of dynamic axes, by input and axis. taps: tensors inside.

    repeat: how often it is run after the first run. profile: time by op is measured, too. threads: 0 lets the library
    decide. delegate: empty for the library's own choice. custom_objects: a `.py` file that Keras objects come from.
    """

    signature: str = ""
    inputs: Mapping[str, InputChoice] = field(default_factory=dict)
    dimensions: Mapping[str, Mapping[int, int]] = field(default_factory=dict)
    taps: tuple[str, ...] = ()
    repeat: int = 0
    profile: bool = False
    threads: int = 0
    delegate: str = ""
    custom_objects: str = ""
    seed: int = 0

    def fed(self, name: str, choice: InputChoice) -> RunPlan:
        """With another source for one input."""
        return replace(self, inputs={**self.inputs, name: choice})

    def sized(self, name: str, axis: int, size: int) -> RunPlan:
        """With another size for a dynamic axis of one input."""
        found = {**self.dimensions.get(name, {}), axis: size}
        return replace(self, dimensions={**self.dimensions, name: found})

    def asks_same(self, other: RunPlan) -> bool:
        """Whether the inputs of the other plan are the same values."""
        mine = (self.signature, self.inputs, self.dimensions, self.seed)
        return mine == (other.signature, other.inputs, other.dimensions, other.seed)


def first_plan(signature: Signature) -> RunPlan:
    """Random values for all inputs; every dynamic dimension is 1."""
    return RunPlan(
        signature.key,
        {spec.name: InputChoice() for spec in signature.inputs},
        {
            spec.name: {axis: 1 for axis, size in enumerate(spec.shape) if size is None}
            for spec in signature.inputs
            if spec.shape is not None and None in spec.shape
        },
    )


@dataclass(frozen=True, slots=True)
class PastRun:
    """A run that ended. folder: where its values lie. seconds: from asking to the answer. error: why there is none."""

    number: int
    at: datetime
    plan: RunPlan
    folder: str
    inputs: FittedInputs
    seconds: float
    answer: RunAnswer | None = None
    error: CutawayError | None = None

    @property
    def outputs(self) -> tuple[RunOutput, ...]:
        """What the model answered; nothing where it failed."""
        return self.answer.outputs if self.answer else ()

    @property
    def sources(self) -> str:
        """The inputs in words."""
        return ", ".join(f"{item.value.name}: {item.source}" for item in self.inputs.inputs)
