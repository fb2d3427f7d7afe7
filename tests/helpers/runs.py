# SPDX-License-Identifier: Apache-2.0
"""Running without a child process: inputs and answers that a test makes up, ended at once or when it lets them."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from cutaway.description.costs import Costs, NodeCost
from cutaway.description.differences import ValueDifference
from cutaway.description.findings import Finding
from cutaway.description.model import ModelDescription
from cutaway.description.running import (
    FittedInput,
    FittedInputs,
    InputProblem,
    OperatorTime,
    Profile,
    RunAnswer,
    RunOutput,
    StoredValue,
    Timing,
)
from cutaway.description.signatures import Signature
from cutaway.description.tensors import TensorSpec
from cutaway.description.variables import Variable
from cutaway.errors import CancelledError, CutawayError
from cutaway.events import Event
from cutaway.session.confinement import Limits
from cutaway.session.jobs import Job
from cutaway.session.run_plan import PastRun, RunPlan
from cutaway.session.run_service import TrustQuestion
from helpers.readings import FakeReading, example_statistics

T = TypeVar("T")
_HOLDS = (
    "It has no network.",
    "It writes to a temporary folder of its own and nowhere else.",
    "It reads the model and the libraries that run it, nothing else of yours.",
    "It ends after 120 s or with more than 8 GB of memory.",
)


class FakeRuns:
    """Answers with values whose shapes are the signature's, dynamic sizes as planned.

    held: jobs wait for `release`. fitted, ran: the plans that came. failure: what the next run fails with. problems:
    by input. is_trusted: whether anything is asked. notes: of taps that have no value; remarks: of those that have one.
    """

    def __init__(self, reading: FakeReading, description: ModelDescription, folder: Path) -> None:
        self.changed: Event[[]] = Event()
        self.reading = reading
        self.description = description
        self.root = folder
        self.held = False
        self.fitted: list[RunPlan] = []
        self.ran: list[tuple[RunPlan, str]] = []
        self.forgotten: list[str] = []
        self.compared: list[tuple[str, str]] = []
        self.exported: list[Path] = []
        self.failure: CutawayError | None = None
        self.problems: dict[str, InputProblem] = {}
        self.notes: dict[str, str] = {}
        self.remarks: dict[str, str] = {}
        self.is_trusted = True
        self.accepted = 0
        self.closed = 0
        self.findings: tuple[Finding, ...] = ()
        self._numbers = itertools.count(1)
        self._waiting: list[Callable[[], None]] = []

    def release(self) -> None:
        """Let every job that waits end."""
        waiting, self._waiting = self._waiting, []
        for end in waiting:
            end()

    # --- the questions ---

    def folder(self) -> str:
        made = self.root / f"run-{next(self._numbers)}"
        made.mkdir(parents=True)
        return str(made)

    def forget(self, folder: str) -> None:
        self.forgotten.append(folder)

    def fit(self, plan: RunPlan, folder: str) -> Job[FittedInputs]:
        self.fitted.append(plan)
        return self._job("Inputs", lambda: self._inputs(plan, folder))

    def run(self, plan: RunPlan, folder: str) -> Job[RunAnswer]:
        self.ran.append((plan, folder))
        return self._job("Run", lambda: self._answer(plan, folder))

    def compare(self, first: str, second: str, folder: str) -> Job[tuple[ValueDifference, ...]]:
        self.compared.append((first, second))
        return self._job("Compare", lambda: self._differences(first, folder))

    # --- beside the jobs ---

    def state(self) -> str:
        return "TensorFlow is ready"

    def limits(self) -> Limits:
        return Limits("no network, writes only to its own folder, 8 GB and 120 s at most", _HOLDS)

    def question(self, plan: RunPlan) -> TrustQuestion | None:
        if self.is_trusted:
            return None
        name = Path(self.description.path).name
        return TrustQuestion(name, "TensorFlow", _HOLDS, (), self.findings)

    def accept(self, plan: RunPlan) -> None:
        self.is_trusted = True
        self.accepted += 1

    def close(self) -> None:
        self.closed += 1

    def costs(self) -> Job[list[Costs]]:
        key = self.description.signatures[0].key
        rows = (
            NodeCost("conv_1", "Conv2D", 1_204_224, 2_408_448),
            NodeCost("dense", "MatMul", 10_240, 20_480),
        )
        return self._job("Costs", lambda: [Costs(key, rows, 1_214_464, 2_428_928, 3)])

    def pasted_folder(self) -> str:
        made = self.root / "pasted"
        made.mkdir(parents=True, exist_ok=True)
        return str(made)

    def export(self, past: PastRun, file: Path) -> Job[list[str]]:
        self.exported.append(file)
        return self._job("Export", lambda: [str(file)])

    def save_inputs(self, plan: RunPlan, file: Path) -> str:
        file.write_text(plan.signature, encoding="utf-8")
        return f"Saved as {file.name}"

    def load_inputs(self, plan: RunPlan, file: Path) -> tuple[RunPlan, str]:
        return plan, f"Loaded {file.name}"

    # --- what they answer ---

    def _job(self, title: str, answer: Callable[[], T]) -> Job[T]:
        job: Job[T] = Job(title, _cancel)

        def end() -> None:
            if job.is_over:
                return
            try:
                job.succeed(answer())
            except CutawayError as error:
                job.fail(error)

        job.run()
        if self.held:
            self._waiting.append(end)
        else:
            end()
        return job

    def _signature(self, key: str) -> Signature:
        return next(found for found in self.description.signatures if found.key == key)

    def _inputs(self, plan: RunPlan, folder: str) -> FittedInputs:
        problems = tuple(self.problems[name] for name in plan.inputs if name in self.problems)
        made: list[FittedInput] = []
        for spec in self._signature(plan.signature).inputs:
            if spec.name not in self.problems and plan.inputs[spec.name].source != "default":
                stored = _stored(spec, plan.dimensions.get(spec.name, {}))
                shape = tuple(size or 0 for size in stored.shape or ())
                figures = None if spec.dtype == "string" else example_statistics(shape)
                made.append(FittedInput(stored, plan.inputs[spec.name].source, figures))
        self._tell(folder, "in", [item.value for item in made])
        return FittedInputs(tuple(made), problems)

    def _answer(self, plan: RunPlan, folder: str) -> RunAnswer:
        if self.failure is not None:
            failure, self.failure = self.failure, None
            raise failure
        signature = self._signature(plan.signature)
        first: Mapping[int, int] = next(iter(plan.dimensions.values()), {0: 1})
        outputs = tuple(_output(spec, first) for spec in signature.outputs)
        tapped = tuple(self._tap(name) for name in plan.taps)
        self._tell(folder, "out", [item.value for item in outputs if item.value])
        self._tell(folder, "tap", [item.value for item in tapped if item.value])
        timing = Timing(0.412, 0.0213, plan.repeat)
        if plan.repeat:
            timing = Timing(0.412, 0.0213, plan.repeat, 0.0021, 0.0034, 0.0019, 476.2)
        profile = Profile(example_profile(), "Median of 10 runs by LiteRT's own profiler.", 0.0021)
        return RunAnswer(
            signature.key,
            "TensorFlow 2.21.0",
            outputs,
            timing,
            tapped,
            profile if plan.profile else None,
            412_000_000,
            None,
            warm=len(self.ran) > 1,
        )

    def _tap(self, name: str) -> RunOutput:
        if name in self.notes:
            return RunOutput(None, name, note=self.notes[name])
        found = _output(TensorSpec(name, name, "float32", (1, 24, 24, 32)), {})
        return replace(found, note=self.remarks.get(name, ""))

    def _differences(self, first: str, folder: str) -> tuple[ValueDifference, ...]:
        described = self.reading.descriptions[first]
        assert isinstance(described, ModelDescription)
        rows = []
        for variable in described.variables:
            if variable.name.startswith("out/"):
                stored = StoredValue(
                    variable.path, variable.dtype, variable.shape, "x.npy", bytes=variable.bytes
                )
                rows.append(ValueDifference(variable.path, False, 0.0213, 0.0042, 0.99871, value=stored))
        self._tell(folder, "out", [row.value for row in rows if row.value])
        return tuple(rows)

    def _tell(self, folder: str, group: str, values: list[StoredValue]) -> None:
        """Let the reading describe the folder, as a reader child would."""
        known = self.reading.descriptions.get(folder)
        others = known.variables if isinstance(known, ModelDescription) else ()
        variables = tuple(
            Variable(
                f"{group}/{value.name}",
                value.name,
                value.dtype,
                tuple(size or 0 for size in value.shape or ()),
                value.bytes,
                "other",
            )
            for value in values
        )
        self.reading.descriptions[folder] = ModelDescription(
            "checkpoint", folder, folder, variables=(*others, *variables)
        )


def example_profile() -> tuple[OperatorTime, ...]:
    """Ops of a small convolutional network, the slowest not first."""
    return (
        OperatorTime("MobilenetV2/Conv/Relu6", "CONV_2D", 0.000_41),
        OperatorTime("MobilenetV2/expanded_conv/depthwise", "DEPTHWISE_CONV_2D", 0.000_92),
        OperatorTime("MobilenetV2/expanded_conv/project", "CONV_2D", 0.000_31),
        OperatorTime("MobilenetV2/expanded_conv_1/add", "ADD", 0.000_04, 2),
        OperatorTime("MobilenetV2/Logits/AvgPool", "AVERAGE_POOL_2D", 0.000_06),
        OperatorTime("MobilenetV2/Predictions/Softmax", "SOFTMAX", 0.000_000_8),
    )


def _stored(spec: TensorSpec, sizes: Mapping[int, int]) -> StoredValue:
    shape = tuple(sizes.get(axis, 1) if size is None else size for axis, size in enumerate(spec.shape or ()))
    elements = 1
    for size in shape:
        elements *= size
    return StoredValue(spec.name, spec.dtype, shape, "x.npy", bytes=4 * elements)


def _output(spec: TensorSpec, sizes: Mapping[int, int]) -> RunOutput:
    stored = _stored(spec, sizes)
    shape = tuple(size or 0 for size in stored.shape or ())
    if spec.dtype == "string":
        return RunOutput(stored, spec.name, preview=["first", "second"])
    return RunOutput(stored, spec.name, example_statistics(shape), preview=0.25 if not shape else [0.25])


def _cancel(job: Job[Any]) -> None:
    job.fail(CancelledError("It was cancelled."))
