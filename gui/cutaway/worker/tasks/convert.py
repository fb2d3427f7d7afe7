# SPDX-License-Identifier: Apache-2.0
"""Converts a model: has the target's converter write one place, and tells what it made; proving it is for others."""

from __future__ import annotations

import hashlib
import time
from importlib import import_module
from pathlib import Path
from typing import cast

from cutaway.conversion.targets import target_of
from cutaway.description import choosing, cuts
from cutaway.description.conversion import Made, Stage
from cutaway.description.running import Runner
from cutaway.description.signatures import Signature
from cutaway.formats.opened import OpenModel
from cutaway.sampling import run_record, stored
from cutaway.sampling.values import Value
from cutaway.worker.questions import Call
from cutaway.worker.tasks.converters.interface import Converter, Order

_MODULES = "cutaway.worker.tasks.converters"


def convert(call: Call) -> Made:
    """Write `output` and tell of it.

    Arguments: `target` and its `options`; `signatures`, keys, empty for the first; `dimensions`, by input pairs of axis
    and size; `samples`, folders of runs whose inputs are calibration data; `output`; `runner`, which Keras loads a
    Keras file; `custom_objects`, `unsafe` as for a run; `ports`, see `cuts.rows`, instead of signatures.
    Raises ModelError and RequestError.
    """
    arguments = call.arguments
    target = target_of(arguments["target"])
    begun = time.monotonic()
    stages = _Stages(call)
    stages.begin("Reading the model")
    model = call.models.open(call.source, call.progress)
    order = Order(
        model=model,
        signatures=_signatures(call, model),
        output=Path(arguments["output"]),
        options=target.filled(arguments["options"]),
        stage=stages.begin,
        dimensions={name: dict(axes) for name, axes in arguments["dimensions"].items()},
        samples=[_inputs(Path(folder)) for folder in arguments["samples"]],
        tags=tuple(call.source[1]),
        scratch=Path(arguments["output"]).parent,
        runner=cast("Runner", arguments["runner"]),
        custom=arguments.get("custom_objects") or "",
        unsafe=bool(arguments.get("unsafe")),
        chosen=bool(arguments["signatures"]),
    )
    converter: Converter = import_module(f"{_MODULES}.{target.id}").convert
    written = converter(order)
    return Made(
        dict(written.inputs),
        dict(written.names),
        written.findings,
        written.not_run,
        dict(written.versions),
        stages.ended(),
        time.monotonic() - begun,
        written.proof,
        written.layers,
        dict(written.steps),
        dict(written.noise),
        {"source": digest(Path(model.description.location)), "result": digest(order.output)},
    )


def _signatures(call: Call, model: OpenModel) -> tuple[Signature, ...]:
    """Those that are wanted; the one between tensors that were chosen."""
    ports = call.arguments.get("ports")
    if ports:
        return (cuts.of_rows(ports),)
    keys = call.arguments["signatures"] or [""]
    return tuple(choosing.signature_of(model.description, key) for key in keys)


def digest(path: Path) -> str:
    """SHA-256 of a file; of a folder that of all names and hashes in it, in their order; empty where none is there."""
    if path.is_file():
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    if not path.is_dir():
        return ""
    whole = hashlib.sha256()
    for inside in sorted(each for each in path.rglob("*") if each.is_file()):
        whole.update(
            f"{inside.relative_to(path).as_posix()}\0{digest(inside)}\n".encode(errors="surrogateescape")
        )
    return whole.hexdigest()


class _Stages:
    """Tells of each stage as it begins, and how long it took when it is over."""

    def __init__(self, call: Call) -> None:
        self._call = call
        self._name = ""
        self._since = time.monotonic()
        self._done: list[Stage] = []

    def begin(self, name: str) -> None:
        """A stage begins; the one before is over."""
        now = time.monotonic()
        if self._name:
            self._done.append(Stage(self._name, now - self._since))
        self._name, self._since = name, now
        self._call.progress(name, None)

    def ended(self) -> tuple[Stage, ...]:
        """All stages; the last is over."""
        self.begin("")
        return tuple(self._done)


def _inputs(folder: Path) -> dict[str, Value]:
    return {value.name: stored.load(folder, value) for value in run_record.read(folder)["in"]}
