# SPDX-License-Identifier: Apache-2.0
"""Makes the inputs of a run from their sources, in the folder of the run; or tells what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy

from cutaway.description import cuts, wording
from cutaway.description.choosing import signature_of
from cutaway.description.model import ModelDescription
from cutaway.description.running import FittedInput, FittedInputs, InputChoice, InputProblem
from cutaway.description.signatures import Signature
from cutaway.description.sources import DEFAULT, GENERATED
from cutaway.description.tensors import TensorSpec
from cutaway.errors import CancelledError, CutawayError, RequestError
from cutaway.sampling import run_record, stored
from cutaway.sampling.filling import Filled, fill, preparation
from cutaway.sampling.inputs.wanted import Wanted
from cutaway.sampling.rows import one_row, parted, rows_of, whole
from cutaway.sampling.statistics import measure
from cutaway.sampling.values import Ragged, Sparse
from cutaway.worker.questions import Call


def fit(call: Call) -> FittedInputs:
    """Fill the inputs of a signature and store them in a folder.

    Arguments: `folder` of the run; `signature`, empty for the first; `inputs`, by name {"source", "options"}, random
    where one is missing, left out where the source is `default`; `dimensions`, by name pairs of axis and size; `seed`.
    Random inputs are drawn from one generator in the order of their sorted names. Raises RequestError where there is
    no such signature or input. `ports`: of a signature that the model does not declare, as `cuts.rows` gives them.
    """
    model = call.models.open(call.source, call.progress).description
    ports = call.arguments.get("ports")
    signature = cuts.of_rows(ports) if ports else signature_of(model, call.arguments["signature"])
    chosen = call.arguments["inputs"]
    names = {spec.name for spec in signature.inputs}
    for name in chosen:
        if name not in names:
            raise _unknown(name, signature, model)
    folder = Path(call.arguments["folder"])
    generator = numpy.random.default_rng(call.arguments["seed"])
    choices = {spec.name: _choice(chosen.get(spec.name)) for spec in signature.inputs}
    rows = rows_of(signature, choices)
    derived = {part.name for parts in rows.values() for part in parts}
    fitted: dict[str, FittedInput] = {}
    problems: dict[str, InputProblem] = {}
    for done, (position, spec) in enumerate(_sorted(signature)):
        choice = choices[spec.name]
        if choice.source == DEFAULT or spec.name in derived:
            continue  # the runner knows the value, or says that there is none; or its rows tell
        share = done / len(signature.inputs)
        parts = rows.get(spec.name, ())
        wanted = Wanted(
            spec if choice.source in GENERATED else whole(spec, len(parts)),
            dict(call.arguments["dimensions"].get(spec.name, ())),
            position,
            preparation(model.metadata, position),
        )
        try:
            found = fill(
                choice,
                wanted,
                generator,
                lambda words, part, base=share: call.progress(words, base + part / len(signature.inputs)),  # type: ignore[misc]
            )
            for part, value in _parted(spec, parts, found, choice):
                fitted[part.name] = _stored(folder, part, value)
        except CancelledError:
            raise
        except CutawayError as error:
            problems[spec.name] = InputProblem(spec.name, error.message, error.hint)
    ordered = tuple(fitted[spec.name] for spec in signature.inputs if spec.name in fitted)
    run_record.record(folder, "in", [item.value for item in ordered])
    return FittedInputs(
        ordered, tuple(problems[spec.name] for spec in signature.inputs if spec.name in problems)
    )


def _sorted(signature: Signature) -> list[tuple[int, TensorSpec]]:
    return sorted(enumerate(signature.inputs), key=lambda pair: pair[1].name)


def _choice(told: dict[str, Any] | None) -> InputChoice:
    return InputChoice() if told is None else InputChoice(str(told["source"]), dict(told["options"]))


def _parted(
    spec: TensorSpec, parts: tuple[TensorSpec, ...], found: Filled, choice: InputChoice
) -> Iterator[tuple[TensorSpec, Filled]]:
    """The value for an input; rows are passed on as flat values and, for the inputs `parts`, row splits."""
    if not parts:
        yield spec, found
        return
    value = found.value
    if choice.source in GENERATED and isinstance(value, numpy.ndarray):
        flat, splits = value, one_row(value, len(parts))
    else:
        flat, splits = parted(value, spec.name, len(parts))
    count = wording.counted(len(splits[0]) - 1, "row")
    yield (
        spec,
        replace(found, value=flat, notes=(*found.notes, f"Its values are passed flat, cut into {count}.")),
    )
    for part, split in zip(parts, splits, strict=True):
        yield (
            part,
            Filled(split.astype(stored.of_type(part.dtype)), f"row splits of {wording.name(spec.name)}"),
        )


def _stored(folder: Path, spec: TensorSpec, found: Filled) -> FittedInput:
    value = found.value
    flat = value.values if isinstance(value, Ragged | Sparse) else value
    statistics = measure(flat) if flat.size else None
    return FittedInput(stored.store(folder, spec.name, value, "in"), found.words, statistics, found.notes)


def _unknown(name: str, signature: Signature, model: ModelDescription) -> RequestError:
    known = ", ".join(wording.name(spec.name) for spec in signature.inputs[:12]) or "none"
    return RequestError(
        f"Signature {wording.name(signature.key)} has no input called {wording.safe(name)}.",
        hint=f"Its inputs: {known}.",
        path=model.path,
    )
