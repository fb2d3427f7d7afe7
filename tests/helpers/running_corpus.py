# SPDX-License-Identifier: Apache-2.0
"""Runs models of the corpus through one engine: inputs that suit them, and what they are known to answer."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import permutations
from pathlib import Path
from typing import TypeVar

import ml_dtypes
import numpy

from cutaway.description.model import ModelDescription
from cutaway.description.running import RunAnswer, Runner, StoredValue
from cutaway.description.signatures import Signature, for_callers
from cutaway.description.tensors import TensorSpec
from cutaway.errors import CutawayError
from cutaway.sampling import run_record, stored
from cutaway.sampling.values import Value
from cutaway.session.blocking import BlockingLoop
from cutaway.session.documents import Source
from cutaway.session.engine import Engine
from cutaway.session.jobs import Job
from cutaway.session.run_folders import RunFolders
from cutaway.session.running import grant
from helpers import corpus

T = TypeVar("T")
Arrays = Mapping[str, numpy.ndarray]

# A serialized tf.train.Example with the feature x = [1.0], and one second of silence as a sound file.
EXAMPLE = b"\n\x0f\n\r\n\x01x\x12\x08\x12\x06\n\x04\x00\x00\x80?"
SILENCE = (
    b"RIFF\x24\x7d\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00\x80\x3e\x00\x00\x00\x7d\x00\x00\x02\x00\x10\x00data"
    b"\x00\x7d\x00\x00" + bytes(32_000)
)


@dataclass(slots=True)
class Run:
    """What became of one run. values: outputs by name."""

    answer: RunAnswer | None = None
    values: dict[str, Value] = field(default_factory=dict)
    taps: dict[str, Value] = field(default_factory=dict)
    error: CutawayError | None = None

    def succeeded(self) -> RunAnswer:
        """The answer. Fails where there is none."""
        failed = self.error
        assert failed is None, f"{failed.message}\n{failed.details}"
        assert self.answer is not None
        return self.answer


class Runs:
    """One engine for many models."""

    def __init__(self) -> None:
        self._loop = BlockingLoop()
        self._engine = Engine(self._loop.transport, self._loop, front=1, back=0)
        self._folders = RunFolders()

    def close(self) -> None:
        """End all children and take all values away."""
        self._engine.close()
        self._folders.close()

    def wait(self, job: Job[T]) -> T:
        """The answer of a job. Raises what it failed with."""
        self._loop.run_until(lambda: job.is_over)
        if job.error is not None:
            raise job.error
        return job.result  # type: ignore[return-value]  # it has one where it did not fail

    def describe(self, path: Path) -> ModelDescription:
        """What the model is."""
        return self.wait(self._engine.describe(Source(str(path))))

    def run(
        self,
        path: Path,
        runner: Runner,
        signature: str,
        inputs: Mapping[str, Value],
        taps: tuple[str, ...] = (),
    ) -> Run:
        """Run a model once."""
        folder = Path(self._folders.make())
        try:
            described = self.describe(path)
            run_record.record(
                folder, "in", [stored.store(folder, name, value, "in") for name, value in inputs.items()]
            )
            allowed = grant(described, self._folders, seconds=60)
            job = self._engine.run(Source(str(path)), runner, allowed, str(folder), signature, taps=taps)
            answer = self.wait(job)
            outputs, tapped = (
                {at.name: _loaded(folder, at.value) for at in found if at.value is not None}
                for found in (answer.outputs, answer.taps)
            )
            return Run(answer, outputs, tapped)
        except CutawayError as error:
            return Run(error=error)
        finally:
            self._folders.remove(str(folder))


def _loaded(folder: Path, value: StoredValue) -> Value:
    found = stored.load(folder, value)
    return numpy.array(found) if isinstance(found, numpy.ndarray) else found


def inputs_for(signature: Signature, entry: corpus.Entry, given: Arrays | None) -> Iterator[dict[str, Value]]:
    """Values that suit the inputs: those of the expected run, else small ones made from a seed.

    LiteRT lists inputs in another order than signatures do: each order that suits them is given.
    """
    random = numpy.random.default_rng(0)
    if given is None:
        yield {spec.name: _made(spec, entry, random) for spec in signature.inputs}
        return
    values = {name.removeprefix("in__"): array for name, array in given.items() if name.startswith("in__")}
    if set(values) != {str(place) for place in range(len(values))}:
        yield {spec.name: _given(spec, values) for spec in signature.inputs}
        return
    orders = permutations(values.values()) if entry.format == "tflite" else [tuple(values.values())]
    for order in orders:
        pairs = list(zip(signature.inputs, order, strict=True))
        if entry.format != "tflite" or all(_fits(spec, array) for spec, array in pairs):
            yield {spec.name: array.astype(_dtype(spec)) for spec, array in pairs}


def _fits(spec: TensorSpec, array: numpy.ndarray) -> bool:
    shape = spec.shape or ()
    return _dtype(spec) == array.dtype and all(
        size in (None, length) for size, length in zip(shape, array.shape, strict=False)
    )


def suits(signature: Signature, reference: Arrays) -> bool:
    """Whether the reference run gave values for the inputs of this signature, by name or by place."""
    named = {name.removeprefix("in__").partition("__")[0] for name in reference if name.startswith("in__")}
    places = {str(place) for place in range(len(signature.inputs))}
    return named in ({spec.name for spec in signature.inputs}, places)


def _given(spec: TensorSpec, values: Arrays) -> numpy.ndarray:
    if f"{spec.name}__strings" in values:
        text = values[f"{spec.name}__strings"].tobytes()
        shape = tuple(values[f"{spec.name}__shape"].tolist())
        found = numpy.empty(math.prod(shape), object)
        found[:] = [text] if not shape else text.split(b"\0")
        return found.reshape(shape)
    return values[spec.name]


def _made(spec: TensorSpec, entry: corpus.Entry, random: numpy.random.Generator) -> numpy.ndarray:
    shape = tuple(1 if size is None else size for size in spec.shape or ())
    if spec.dtype == "string":
        sample = SILENCE if "wav" in spec.name else EXAMPLE if "example" in spec.tensor else b"a good day"
        texts = numpy.empty((1,) if spec.shape is None and "example" in spec.tensor else shape, object)
        texts.fill(sample)
        return texts
    dtype = _dtype(spec)
    if entry.id == "h5_dgad_lstm" or dtype.kind in "iub":
        return numpy.ones(shape, dtype)
    return random.standard_normal(shape).astype(dtype)


def _dtype(spec: TensorSpec) -> numpy.dtype:
    known = {"bfloat16": numpy.dtype(ml_dtypes.bfloat16), "unknown": numpy.dtype(numpy.float32)}
    return known.get(spec.dtype) or numpy.dtype(spec.dtype)


def expected(entry: corpus.Entry) -> Arrays | None:
    """The reference run of an entry, None where there is none."""
    file = entry.root / "expected" / f"{entry.id}.npz"
    if not file.exists():
        return None
    with numpy.load(file) as found:
        return {name: found[name] for name in found.files}


def outputs_of(reference: Arrays) -> dict[str, numpy.ndarray]:
    """What the reference run answered, by name or place."""
    return {
        name.removeprefix("out__"): array for name, array in reference.items() if name.startswith("out__")
    }


def callable_signatures(described: ModelDescription) -> list[Signature]:
    """Those that a caller would use, of inferred ones the best guess."""
    return [found for found in for_callers(described.signatures) if not found.runs_on_load and not found.rank]
