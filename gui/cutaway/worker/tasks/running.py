# SPDX-License-Identifier: Apache-2.0
"""Runs a model on the inputs that lie in a folder, and puts beside them what it answers and what is inside it."""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy

from cutaway.description import choosing
from cutaway.description.running import Profile, RunAnswer, Runner, RunOutput, StoredValue, Timing
from cutaway.description.signatures import Signature
from cutaway.description.tensors import TensorSpec
from cutaway.formats.opened import OpenModel
from cutaway.sampling import run_record, stored
from cutaway.sampling.run_record import Group
from cutaway.sampling.statistics import measure
from cutaway.sampling.values import Ragged, Sparse, Value
from cutaway.worker.questions import Call
from cutaway.worker.tasks.runners import choose
from cutaway.worker.tasks.runners.interface import Running, Tapped

_MOST_PREVIEWED = 1000
_LONGEST_TEXT = 200
_STATUS = Path("/proc/self/status")
_P95 = 0.95
_SILENT = "It has no value for these inputs."


@dataclass(frozen=True, slots=True)
class Request:
    """What a run is asked for. repeat: times after the first. The rest is as `choose.load` takes it.

    inputs, outputs: of a bare graph, which declares no signature: names with the tensors behind them.
    """

    folder: Path
    signature: str = ""
    taps: tuple[str, ...] = ()
    repeat: int = 0
    profile: bool = False
    runner: Runner = "tensorflow"
    threads: int = 0
    delegate: str = ""
    custom: str = ""
    unsafe: bool = False
    tags: tuple[str, ...] = ()
    inputs: tuple[tuple[str, str], ...] = ()
    outputs: tuple[tuple[str, str], ...] = ()

    @property
    def loading(self) -> tuple[Any, ...]:
        """What a loaded model is loaded for."""
        ports = self.inputs, self.outputs
        return (
            self.signature,
            self.runner,
            self.threads,
            self.delegate,
            self.custom,
            self.unsafe,
            self.tags,
            ports,
        )

    def called(self, model: OpenModel) -> Signature:
        """The signature that is called. Raises RequestError."""
        if not self.outputs:
            return choosing.signature_of(model.description, self.signature)
        return Signature(self.signature, "declared", _specs(self.inputs), _specs(self.outputs))


def _specs(ports: tuple[tuple[str, str], ...]) -> tuple[TensorSpec, ...]:
    return tuple(TensorSpec(name, tensor, "unknown", None) for name, tensor in ports)


def run(call: Call) -> RunAnswer:
    """Run the model of `source`; see `session.engine.Engine.run` for the arguments.

    Raises ModelError (it does not load, it fails), RequestError (no such signature, inputs that it does not take).
    """
    request = _request(call)
    model = call.models.open(call.source, call.progress)
    loaded: _Loaded = call.models.keep("running", _Loaded)
    call.progress("Loading the model", None)
    warm = loaded.load(request, lambda: _load(model, request))
    signature = request.called(model)
    inputs = _inputs(request.folder)
    timing, outputs = _timed(loaded, inputs, request.repeat, call, _samples(signature, inputs))
    running = loaded.model
    notes: Mapping[str, str] = getattr(running, "notes", {})
    written = _write(request.folder, "out", _answered(signature, outputs, notes), call)
    tapped = _tapped(running, inputs, request.taps, call)
    taps = _write(request.folder, "tap", tapped, call)
    run_record.record_all(request.folder, {"out": _kept(written), "tap": _kept(taps)})
    return RunAnswer(
        signature.key,
        running.library,
        written,
        timing,
        taps,
        _profile(running, inputs, request, call),
        _peak(loaded.before),
        running.arena(),
        warm,
        getattr(running, "findings", ()),
    )


def _request(call: Call) -> Request:
    asked = call.arguments
    return Request(
        Path(asked["folder"]),
        asked.get("signature") or "",
        tuple(asked.get("taps") or ()),
        int(asked.get("repeat") or 0),
        bool(asked.get("profile")),
        asked.get("runner") or "tensorflow",
        int(asked.get("threads") or 0),
        asked.get("delegate") or "",
        asked.get("custom_objects") or "",
        bool(asked.get("unsafe")),
        tuple(call.source[1]),
        *(tuple((asked.get(side) or {}).items()) for side in ("inputs", "outputs")),
    )


@dataclass(slots=True)
class _Loaded:
    """The model that was loaded last, which is kept for the next run of it. before: memory before the first."""

    key: tuple[Any, ...] = ()
    running: list[Running] = field(default_factory=list)
    seconds: float = 0.0
    before: int | None = field(default_factory=lambda: _memory("VmRSS"))

    @property
    def model(self) -> Running:
        """The loaded model."""
        return self.running[0]

    def load(self, request: Request, make: Callable[[], Running]) -> bool:
        """Load it, unless it is there already: then True."""
        if self.running and self.key == request.loading:
            self.seconds = 0.0
            return True
        for running in self.running:
            running.close()
        self.running.clear()
        begun = time.perf_counter()
        self.running.append(make())
        self.seconds = time.perf_counter() - begun
        self.key = request.loading
        return False


def _load(model: OpenModel, request: Request) -> Running:
    return choose.load(
        model,
        request.signature,
        runner=request.runner,
        tags=request.tags,
        custom=request.custom,
        unsafe=request.unsafe,
        threads=request.threads,
        delegate=request.delegate,
        called=request.called(model) if request.outputs else None,
    )


def _inputs(folder: Path) -> dict[str, Value]:
    """The values that were made ready, by the names of the inputs."""
    if not (folder / run_record.NAME).exists():
        return {}
    return {value.name: stored.load(folder, value) for value in run_record.read(folder)["in"]}


def _samples(signature: Signature, inputs: Mapping[str, Value]) -> int:
    """How many samples a run takes at once: the first dimension of the first input."""
    for spec in signature.inputs:
        value = inputs.get(spec.name)
        if value is not None:
            size = value.shape[0] if value.shape else 1
            return size or 1
    return 1


# --- running ---


def _timed(
    loaded: _Loaded, inputs: Mapping[str, Value], repeat: int, call: Call, samples: int
) -> tuple[Timing, dict[str, Value]]:
    """The answer of the first run, and the seconds of all."""
    call.progress("Running", None)
    begun = time.perf_counter()
    outputs = loaded.model.run(inputs)
    first = time.perf_counter() - begun
    seconds = []
    for number in range(repeat):
        call.progress(f"Run {number + 1:,} of {repeat:,}", number / repeat)
        begun = time.perf_counter()
        loaded.model.run(inputs)
        seconds.append(time.perf_counter() - begun)
    return timing_of(loaded.seconds, first, seconds, samples), outputs


def timing_of(load: float, first: float, seconds: Sequence[float], samples: int) -> Timing:
    """The figures of some runs. seconds: of the repeated ones. p95: the least that 95 % of them do not exceed."""
    if not seconds:
        return Timing(load, first, throughput=samples / first if first else None)
    ordered = sorted(seconds)
    median = statistics.median(ordered)
    p95 = ordered[math.ceil(_P95 * len(ordered)) - 1]
    return Timing(load, first, len(ordered), median, p95, ordered[0], samples / median if median else None)


def _tapped(
    running: Running, inputs: Mapping[str, Value], tensors: Sequence[str], call: Call
) -> dict[str, Tapped]:
    if not tensors:
        return {}
    call.progress("Looking inside", None)
    return running.tap(inputs, tensors)


def _profile(running: Running, inputs: Mapping[str, Value], request: Request, call: Call) -> Profile | None:
    if not request.profile:
        return None
    call.progress("Measuring each operation", None)
    return running.profile(inputs, max(request.repeat, 1))


def _answered(
    signature: Signature, outputs: Mapping[str, Value], notes: Mapping[str, str]
) -> dict[str, Tapped]:
    """The outputs in the order of the signature, then those that only came up in running."""
    named = [spec.name for spec in signature.outputs if signature.has_value(spec)]
    names = dict.fromkeys([*named, *outputs])
    return {
        name: Tapped(outputs[name]) if name in outputs else Tapped(None, notes.get(name, _SILENT))
        for name in names
    }


# --- what is told ---


def _write(folder: Path, group: Group, values: Mapping[str, Tapped], call: Call) -> tuple[RunOutput, ...]:
    """Put values into the folder, and tell of each."""
    found = []
    for name, tapped in values.items():
        call.progress(f"Writing {name}", None)
        found.append(_told(folder, group, name, tapped))
    return tuple(found)


def _kept(found: Iterable[RunOutput]) -> list[StoredValue]:
    return [output.value for output in found if output.value is not None]


def _told(folder: Path, group: Group, name: str, tapped: Tapped) -> RunOutput:
    if tapped.value is None:
        return RunOutput(None, name, note=tapped.note)
    value = stored.store(folder, name, tapped.value, group)
    flat = tapped.value.values if isinstance(tapped.value, Ragged | Sparse) else tapped.value
    figures = measure(flat) if flat.size else None
    return RunOutput(value, name, figures, tapped.note, preview(tapped.value))


def preview(value: Value) -> object:
    """The first values as JSON: nested lists, rows of a ragged one, the stored elements of a sparse one.

    null for NaN and infinities, complex numbers as pairs, strings as text; at most 1,000 values.
    """
    if isinstance(value, Ragged):
        return _rows(value)
    return _plain(_first(value.values if isinstance(value, Sparse) else value, _MOST_PREVIEWED))


def _rows(value: Ragged) -> object:
    flat: object = _plain(_first(value.values, _MOST_PREVIEWED))
    if not isinstance(flat, list):
        return flat
    items: list[Any] = flat
    for splits in reversed(value.splits):
        ends = splits.tolist()
        items = [items[begin:end] for begin, end in pairwise(ends) if end <= len(items)]
    return items


def _first(array: numpy.ndarray, most: int) -> numpy.ndarray:
    """The beginning of an array along its first axes, so that at most that many elements are left."""
    for axis in range(array.ndim):
        inner = math.prod(array.shape[axis + 1 :])
        if array.size > most:
            kept = max(most // max(inner, 1), 1)
            array = array[(*[slice(None)] * axis, slice(kept))]
    return array


def _plain(array: numpy.ndarray) -> Any:  # noqa: ANN401 - JSON
    if array.dtype.kind in "OS":
        return _texts(array.astype(object).tolist())
    if array.dtype.kind == "c":
        return _plain(numpy.stack([array.real, array.imag], -1))
    if array.dtype.kind == "V" or array.dtype.name.startswith(("bfloat", "float8", "float4")):
        array = array.astype(numpy.float32)
    elif "int" in array.dtype.name and array.dtype.kind not in "iu":
        array = array.astype(numpy.int64)
    if array.dtype.kind == "f":
        objects = array.astype(object)
        objects[~numpy.isfinite(array)] = None
        return objects.tolist() if array.ndim else objects.item()
    return array.tolist()


def _texts(found: Any) -> Any:  # noqa: ANN401 - nested lists
    if isinstance(found, list):
        return [_texts(each) for each in found]
    if isinstance(found, bytes):
        return found[:_LONGEST_TEXT].decode("utf-8", "replace")
    return str(found)[:_LONGEST_TEXT]


def _peak(before: int | None) -> int | None:
    """Bytes that the model took at most since it was loaded, beyond what the process had before; None if unknown."""
    most = _memory("VmHWM")
    return None if most is None or before is None else max(most - before, 0)


def _memory(field_name: str) -> int | None:
    try:
        for line in _STATUS.read_text(encoding="ascii").splitlines():
            if line.startswith(f"{field_name}:"):
                return int(line.split()[1]) * 1024
    except OSError:
        return None
    return None
