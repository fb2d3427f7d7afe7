# SPDX-License-Identifier: Apache-2.0
"""Converts a model as one job: writes beside the target, loads what was written, has both answer, judges, renames."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from glob import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cutaway.conversion import proof
from cutaway.conversion.targets import READ_BACK, OptionValue, Target, target_of
from cutaway.description import cuts
from cutaway.description.conversion import Converted, Made, Proof, Stage
from cutaway.description.cuts import Cut
from cutaway.description.model import ModelDescription
from cutaway.description.running import Runner
from cutaway.description.signatures import Signature, for_callers
from cutaway.errors import CancelledError, CutawayError, RequestError
from cutaway.session import granting
from cutaway.session.diverging import located
from cutaway.session.documents import Source
from cutaway.session.proving import Answers, Samples, Side, answered, answered_alike, paired, proven
from cutaway.session.results import alike, frozen, ports_of
from cutaway.session.run_folders import RunFolders
from cutaway.session.running import runner_of
from cutaway.session.steps import Steps, follow
from cutaway.wire import whole
from cutaway.worker.grants import Grant

if TYPE_CHECKING:
    from cutaway.session.engine import Engine
    from cutaway.session.jobs import Job

_WAVERS = "The source answers otherwise each time it is asked the same, so that no answer can be compared."
_NO_SIGNATURE = "The model has no signature that could be called, so that its answers cannot be compared."


@dataclass(frozen=True, slots=True)
class ConversionPlan:
    """options: those that differ from the defaults. signatures: keys, empty for the first. proves: the result is run.

    samples: what both are asked for the proof. calibration: what an integer model is fitted to; empty for none.
    cut: what a bare graph takes and gives instead of what it has by itself.
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
    cut: Cut = field(default_factory=Cut)


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
    if len(plan.signatures) > 1 and not target.takes_several:
        message = f"{target.title} holds one signature, and {len(plan.signatures)} were chosen."
        raise RequestError(message, hint="Choose one, and convert the others by themselves.", path=model.path)
    if plan.cut and model.format not in cuts.FORMATS:
        message = f"{name} has signatures of its own, and tensors are chosen in bare graphs alone."
        raise RequestError(message, hint="Choose a signature, or edit it before.", path=model.path)
    if plan.output.exists() and not plan.overwrite:
        message = f"{plan.output.name} is there already."
        raise RequestError(message, hint="Choose another name, or say --overwrite.", path=plan.output)
    _check_folder(plan.output, model)
    body = _Conversion(engine, source, model, plan, target).steps()
    return follow(f"Converting {name} to {target.title}", body, engine.job_added.emit)


def _check_folder(output: Path, model: ModelDescription) -> None:
    """Refuse to replace a folder that is the model's own, or around it, or in which other things are."""
    location = Path(os.path.realpath(model.location))
    if output.is_dir() and location.is_relative_to(os.path.realpath(output)):
        message = f"{output.name} is the model's own folder, or one around it, and the model would be lost."
        raise RequestError(message, hint="Choose another name.", path=output)
    whole.check_folder(output)


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
        self.between: Signature | None = None
        self.folders = RunFolders()
        self.begun = time.monotonic()

    def steps(self) -> Steps[Converted]:
        """Everything, one after another; whatever happens, what was only needed meanwhile is put away."""
        try:
            with _beside(self.plan.output) as place:
                if self.plan.cut:
                    self.between = yield self.engine.cut(
                        self.source, self._grant(self.folders), self.plan.cut
                    )
                made = yield from self._made(place)
                before = time.monotonic()
                judged = yield from self._proofs(place, made)
                stages = (*made.stages, Stage("Proving the result", time.monotonic() - before))
                return self._kept(place, made, judged, stages)
        finally:
            self.folders.close()

    def _signature(self, key: str = "") -> Signature | None:
        """That of the key, else the first that was chosen, else the first that can be called."""
        if self.between is not None:
            return self.between
        wanted = (key,) if key else self.plan.signatures[:1]
        callable_ones = [found for found in for_callers(self.model.signatures) if not found.runs_on_load]
        return next((found for found in callable_ones if not wanted or found.key in wanted), None)

    def _side(self, key: str = "") -> Side | None:
        signature = self._signature(key)
        if signature is None:
            return None
        loading, ports = self._loading(), self._ports()
        if ports:
            loading |= ports_of(signature)
        return Side(self.source, signature, self.runner, self.folders, self._grant, loading, ports)

    def _ports(self) -> list[Any]:
        """Of what was cut out of a bare graph; none where it is called as it is."""
        return [] if self.between is None else cuts.rows(self.between)

    def _asked(self, side: Side) -> Samples:
        """What both are asked: random values where what was chosen is for the inputs of another signature."""
        samples, first = self.plan.samples, self._signature()
        names = {spec.name for spec in side.signature.inputs}
        sizes = {name: axes for name, axes in samples.dimensions.items() if name in names}
        if side.signature is first or all(names.issuperset(choices) for choices in samples.choices):
            return samples if side.signature is first else replace(samples, dimensions=sizes)
        return Samples(samples.count, samples.seed, (), sizes)

    def _loading(self) -> dict[str, object]:
        """How a Keras file is loaded."""
        return {"custom_objects": self.plan.custom_objects, "unsafe": self.plan.unsafe}

    def _grant(self, folders: RunFolders) -> Grant:
        read = (
            *granting.files(self.model),
            *([self.plan.custom_objects] if self.plan.custom_objects else []),
        )
        return Grant(
            read, (folders.root,), self.plan.memory, self.plan.seconds, granting.looked_at(self.model)
        )

    def _made(self, place: Path) -> Steps[Made]:
        """Have the result written into the folder beside its place."""
        samples = yield from self._samples()
        granted = self._grant(self.folders)
        made: Made = yield self.engine.convert(
            self.source,
            self._converts_with(),
            Grant(
                (*granted.read, self.folders.root),
                (str(place),),
                granted.memory,
                granted.seconds,
                granted.look,
            ),
            target=self.target.id,
            options=dict(self.plan.options),
            signatures=list(self.plan.signatures),
            ports=self._ports(),
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

    def _samples(self) -> Steps[list[str]]:
        """Folders with the samples that the converter is given: to calibrate with, or to write as requests."""
        side = self._side()
        options = self.target.filled(self.plan.options)
        wanted = self.plan.calibration
        if wanted is None and options.get("serving_layout"):
            wanted = self.plan.samples
        if wanted is None or side is None:
            return []
        made = []
        for choices, seed in wanted.given():
            folder = self.folders.make()
            key = side.signature.key
            fitted = yield self.engine.fit(
                self.source, folder, key, choices, dimensions=wanted.sizes, seed=seed, ports=side.ports
            )
            if fitted.problems:
                raise RequestError(fitted.problems[0].message, hint=fitted.problems[0].hint)
            made.append(folder)
        return made

    def _converts_with(self) -> Runner:
        """The library whose process converts: a Keras SavedModel is one that only Keras 2 loads as layers."""
        if self.model.format == "saved_model" and self.target.id in ("keras_archive", "keras_h5"):
            return "tf_keras"
        return self.runner if self.runner in ("tensorflow", "tf_keras") else "tensorflow"

    def _proofs(self, place: Path, made: Made) -> Steps[Proof]:
        """Of every signature that was chosen."""
        found: dict[str, Proof] = {}
        for key in dict.fromkeys(self.plan.signatures or ("",)):
            found[key] = yield from self._proven(place, made, self._side(key))
        return proof.together(found)

    def _proven(self, place: Path, made: Made, side: Side | None) -> Steps[Proof]:
        """Load the result again and compare its answers; why not, where that cannot be."""
        if not self.plan.proves:
            return proof.not_run("No proof was asked for.")
        if made.proof is not None:
            return made.proof
        if side is None:
            return proof.not_run(_NO_SIGNATURE)
        if made.not_run:
            return proof.not_run(made.not_run)
        try:
            said: Answers = yield from answered(self.engine, side, self._asked(side))
        except CancelledError:
            raise
        except CutawayError as error:
            return proof.not_run(f"The source itself gives no answer to compare with: {error.message}")
        try:
            result = yield from self._result(place / self.plan.output.name, side, made)
            inputs = made.inputs or paired(side.signature.inputs, result.signature.inputs)
            also = yield from answered_alike(self.engine, side, said, result, inputs)
        except CancelledError:
            raise
        except CutawayError as error:
            return Proof("fail", f"The result was written and could not be run: {error.message}")
        judged = yield from self._judged(side, said, result, also, made)
        if judged.verdict == "fail" and (yield from self._wavers(side, said)):
            return replace(judged, verdict="not_run", reason=_WAVERS)
        return (yield from self._located(side, said, result, also, made, judged))

    def _judged(self, side: Side, said: Answers, result: Side, also: Answers, made: Made) -> Steps[Proof]:
        outputs = made.outputs or paired(side.signature.outputs, result.signature.outputs)
        options = self.target.filled(self.plan.options)
        judged: Proof = yield from proven(
            self.engine,
            side,
            said,
            result,
            also,
            outputs,
            proof.tolerance(self.target.id, options),
            self._asked(side),
            needs_data=options.get("quantization") in ("int8", "int16x8"),
            steps=made.steps,
            noise=made.noise,
            guessed=not made.outputs,
        )
        return judged

    def _located(
        self, side: Side, said: Answers, result: Side, also: Answers, made: Made, judged: Proof
    ) -> Steps[Proof]:
        """With the first tensor inside that differs, where the proof failed."""
        outputs = made.outputs or paired(side.signature.outputs, result.signature.outputs)
        borne = proof.tolerance(self.target.id, self.target.filled(self.plan.options))
        found: Proof = yield from located(self.engine, side, said, result, also, outputs, borne, judged)
        return found

    def _wavers(self, side: Side, said: Answers) -> Steps[bool]:
        """Whether the source, asked the same once more, answers otherwise itself."""
        same = {spec.name: spec.name for spec in side.signature.inputs}
        again = yield from answered_alike(self.engine, side, said, side, same)
        outputs = {spec.name: spec.name for spec in side.signature.outputs}
        borne = proof.tolerance(self.target.id, self.target.filled(self.plan.options))
        judged: Proof = yield from proven(
            self.engine, side, said, side, again, outputs, borne, self._asked(side)
        )
        return judged.verdict == "fail"

    def _result(self, written: Path, side: Side, made: Made) -> Steps[Side]:
        """The result as it is run: described by the reader, like any model."""
        is_script = self.target.id == "tfjs"  # no TensorFlow.js is here: what a reader made of it is run
        source = Source(str(written.with_name(READ_BACK) if is_script else written))
        description: ModelDescription = yield self.engine.describe(source)

        def granted(folders: RunFolders) -> Grant:
            more = (self.plan.custom_objects,) if self.plan.custom_objects else ()
            read = (*granting.files(description), *more)
            return Grant(read, (folders.root,), self.plan.memory, self.plan.seconds)

        if is_script or self.target.id == "frozen_graph":
            called, options = frozen(side.signature, made)
            return Side(source, called, "tensorflow", self.folders, granted, options)
        called = alike(description.signatures, side.signature.key)
        return Side(source, called, runner_of(description), self.folders, granted, self._loading())

    def _kept(self, place: Path, made: Made, judged: Proof, stages: tuple[Stage, ...]) -> Converted:
        """Give the result its name, and tell of it."""
        written = place / self.plan.output.name
        beside = beside_it(written)
        size = sum(_bytes(file) for file in (written, *beside))
        self._name(written, beside)
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
            made.layers,
            made.versions,
            made.hashes,
        )

    def _name(self, written: Path, beside: Sequence[Path]) -> None:
        """Bring the result to the disk, then give it its name; what is opened by its name comes last.

        Files of an older result that belong together never meet those of the new one under its name.
        """
        output, overwrite = self.plan.output, self.plan.overwrite
        try:
            for file in (*beside, written):
                whole.bring_to_disk(file)
            if beside and overwrite:
                output.unlink(missing_ok=True)
        except OSError as error:
            raise whole.unwritable(output, error) from None
        for file in beside:
            whole.put(output.with_name(file.name), file.rename, overwrite=overwrite)
        whole.put(output, written.rename, overwrite=overwrite)


def beside_it(written: Path) -> list[Path]:
    """The files that belong to a checkpoint's index, or to OpenVINO's topology."""
    beside = {".index": ".data-*", ".xml": ".bin"}.get(written.suffix)
    return sorted(written.parent.glob(f"{escape(written.stem)}{beside}")) if beside else []


def _bytes(written: Path) -> int:
    if written.is_dir():
        return sum(file.stat().st_size for file in written.rglob("*") if file.is_file())
    return written.stat().st_size


@contextmanager
def _beside(output: Path) -> Iterator[Path]:
    """A hidden folder beside the target, on the same disk, which goes in the end with all that is left in it."""
    with ExitStack() as stack:
        try:
            folder = stack.enter_context(whole.workplace(Path(os.path.realpath(output.parent)) / output.name))
        except OSError as error:
            reason = error.strerror or "the system refuses"
            message = f"{output.name} cannot be written to {output.parent}: {reason}."
            raise RequestError(
                message, hint="Choose a folder that is there and that you may write to.", path=output
            ) from None
        yield folder
