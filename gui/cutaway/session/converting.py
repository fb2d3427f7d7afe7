# SPDX-License-Identifier: Apache-2.0
"""Converts a model as one job: writes beside the target, loads what was written, has both answer, judges, renames."""

from __future__ import annotations

import os
import secrets
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from cutaway.conversion import proof
from cutaway.conversion.targets import OptionValue, Target, target_of
from cutaway.description.conversion import Converted, Made, Proof, Stage
from cutaway.description.model import ModelDescription
from cutaway.description.signatures import Signature, for_callers
from cutaway.errors import CancelledError, CutawayError, RequestError
from cutaway.session import granting
from cutaway.session.documents import Source
from cutaway.session.proving import Answers, Samples, Side, answered, answered_alike, paired, proven
from cutaway.session.run_folders import RunFolders
from cutaway.session.running import runner_of
from cutaway.session.steps import Steps, follow
from cutaway.wire import whole
from cutaway.worker.grants import Grant

if TYPE_CHECKING:
    from cutaway.session.engine import Engine
    from cutaway.session.jobs import Job

_NO_SIGNATURE = "The model has no signature that could be called, so that its answers cannot be compared."


@dataclass(frozen=True, slots=True)
class ConversionPlan:
    """options: those that differ from the defaults. signatures: keys, empty for the first. proves: the result is run.

    samples: what both are asked for the proof. calibration: what an integer model is fitted to; empty for none.
    """

    target: str
    output: Path
    options: Mapping[str, OptionValue] = field(default_factory=dict)
    signatures: tuple[str, ...] = ()
    samples: Samples = field(default_factory=Samples)
    calibration: Samples | None = None
    proves: bool = True
    overwrite: bool = False
    custom_objects: str = ""
    unsafe: bool = False
    seconds: float = 0.0
    memory: int = 0


def convert(engine: Engine, source: Source, model: ModelDescription, plan: ConversionPlan) -> Job[Converted]:
    """Begin; the job ends with the report. A proof that fails still leaves the result: the verdict says so.

    Raises RequestError at once where the target cannot be had from this model, or is there and must not be replaced.
    """
    target = target_of(plan.target)
    reason = target.reason(model)
    name = Path(model.path).name
    if reason:
        raise RequestError(f"{name} cannot become {target.title}: {reason}", path=model.path)
    target.filled(plan.options)
    if plan.output.exists() and not plan.overwrite:
        message = f"{plan.output.name} is there already."
        raise RequestError(message, hint="Choose another name, or let it be replaced.", path=plan.output)
    body = _Conversion(engine, source, model, plan, target).steps()
    return follow(f"Converting {name} to {target.title}", body, engine.job_added.emit)


class _Conversion:
    def __init__(
        self, engine: Engine, source: Source, model: ModelDescription, plan: ConversionPlan, target: Target
    ) -> None:
        self.engine = engine
        self.source = source
        self.model = model
        self.plan = plan
        self.target = target
        self.runner = runner_of(model)
        self.folders = RunFolders()
        self.begun = time.monotonic()

    def steps(self) -> Steps[Converted]:
        """Everything, one after another; whatever happens, what was only needed meanwhile is put away."""
        try:
            with _beside(self.plan.output) as place:
                made = yield from self._made(place)
                before = time.monotonic()
                judged = yield from self._proven(place, made)
                stages = (*made.stages, Stage("Proving the result", time.monotonic() - before))
                return self._kept(place, made, judged, stages)
        finally:
            self.folders.close()

    def _signature(self) -> Signature | None:
        wanted = self.plan.signatures[:1]
        callable_ones = [found for found in for_callers(self.model.signatures) if not found.runs_on_load]
        return next((found for found in callable_ones if not wanted or found.key in wanted), None)

    def _side(self) -> Side | None:
        signature = self._signature()
        if signature is None:
            return None
        options = {"custom_objects": self.plan.custom_objects, "unsafe": self.plan.unsafe}
        return Side(self.source, signature, self.runner, self.folders, self._grant, options)

    def _grant(self, folders: RunFolders) -> Grant:
        read = (
            *granting.files(self.model),
            *([self.plan.custom_objects] if self.plan.custom_objects else []),
        )
        return Grant(read, (folders.root,), self.plan.memory, self.plan.seconds)

    def _made(self, place: Path) -> Steps[Made]:
        """Have the result written into the folder beside its place."""
        samples: list[str] = []
        side = self._side()
        if self.plan.calibration is not None and side is not None:
            for choices, seed in self.plan.calibration.given():
                folder = self.folders.make()
                fitted = yield self.engine.fit(
                    self.source,
                    folder,
                    side.signature.key,
                    choices,
                    dimensions=self.plan.calibration.dimensions,
                    seed=seed,
                )
                if fitted.problems:
                    raise RequestError(fitted.problems[0].message, hint=fitted.problems[0].hint)
                samples.append(folder)
        granted = self._grant(self.folders)
        made: Made = yield self.engine.convert(
            self.source,
            self.runner if self.runner in ("tensorflow", "tf_keras") else "tensorflow",
            Grant((*granted.read, self.folders.root), (str(place),), granted.memory, granted.seconds),
            target=self.target.id,
            options=dict(self.plan.options),
            signatures=list(self.plan.signatures),
            dimensions={
                name: [[axis, size] for axis, size in axes.items()]
                for name, axes in self.plan.samples.dimensions.items()
            },
            samples=samples,
            output=str(place / self.plan.output.name),
            custom_objects=self.plan.custom_objects,
            unsafe=self.plan.unsafe,
        )
        return made

    def _proven(self, place: Path, made: Made) -> Steps[Proof]:
        """Load the result again and compare its answers; why not, where that cannot be."""
        side = self._side()
        if not self.plan.proves:
            return proof.not_run("No proof was asked for.")
        if side is None:
            return proof.not_run(_NO_SIGNATURE)
        if made.not_run:
            return proof.not_run(made.not_run)
        said: Answers = yield from answered(self.engine, side, self.plan.samples)
        result = yield from self._result(place / self.plan.output.name, side)
        try:
            inputs = made.inputs or paired(side.signature.inputs, result.signature.inputs)
            also = yield from answered_alike(self.engine, side, said, result, inputs)
        except CancelledError:
            raise
        except CutawayError as error:
            return Proof("fail", f"The result was written and could not be run: {error.message}")
        outputs = made.outputs or paired(side.signature.outputs, result.signature.outputs)
        options = self.target.filled(self.plan.options)
        return (
            yield from proven(
                self.engine,
                side,
                said,
                result,
                also,
                outputs,
                proof.tolerance(self.target.id, options),
                self.plan.samples,
                needs_data=options.get("quantization") in ("int8", "int16x8"),
            )
        )

    def _result(self, written: Path, side: Side) -> Steps[Side]:
        """The result as it is run: described by the reader, like any model."""
        source = Source(str(written))
        description: ModelDescription = yield self.engine.describe(source)
        called = {signature.key: signature for signature in description.signatures}
        first = next(iter(for_callers(description.signatures)), None)
        signature = called.get(side.signature.key) or first
        if signature is None:
            raise RequestError("The result has no signature that could be called.")

        def granted(folders: RunFolders) -> Grant:
            read = granting.files(description)
            return Grant(read, (folders.root,), self.plan.memory, self.plan.seconds)

        return Side(source, signature, runner_of(description), self.folders, granted)

    def _kept(self, place: Path, made: Made, judged: Proof, stages: tuple[Stage, ...]) -> Converted:
        """Give the result its name, and tell of it."""
        written = place / self.plan.output.name
        size = _bytes(written)
        whole.put(self.plan.output, written.rename, overwrite=self.plan.overwrite)
        signature = self._signature()
        return Converted(
            self.model.path,
            self.target.id,
            str(self.plan.output),
            size,
            self.model.bytes,
            time.monotonic() - self.begun,
            stages,
            made.findings,
            judged,
            signature.key if signature else "",
            tuple(made.outputs.items()),
            (),
            made.versions,
        )


def _bytes(written: Path) -> int:
    if written.is_dir():
        return sum(file.stat().st_size for file in written.rglob("*") if file.is_file())
    return written.stat().st_size


@contextmanager
def _beside(output: Path) -> Iterator[Path]:
    """A hidden folder beside the target, on the same disk, which goes in the end with all that is left in it."""
    folder = Path(os.path.realpath(output.parent)) / f".{output.name[:100]}.{secrets.token_hex(4)}.making"
    try:
        folder.mkdir(mode=0o700)
    except OSError as error:
        reason = error.strerror or "the system refuses"
        message = f"{output.name} cannot be written to {output.parent}: {reason}."
        raise RequestError(
            message, hint="Choose a folder that is there and that you may write to.", path=output
        ) from None
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
