# SPDX-License-Identifier: Apache-2.0
"""Runs models and their edited copies on the same inputs by `edit_probe`, and judges whether they answer alike."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy

from cutaway.editing.draft import DraftSignature, Port
from cutaway.editing.values import array
from helpers import edited
from helpers.edit_cases import Case

PROBE = Path(__file__).parent / "edit_probe.py"


@dataclass(frozen=True, slots=True)
class Run:
    """One call of a model. outputs: names to tensors, for graphs that have no signature."""

    path: Path
    tags: tuple[str, ...]
    signature: str
    inputs: dict[str, Any]
    outputs: dict[str, str]
    loader: str


def run(folder: Path, runs: list[Run]) -> list[dict[str, Any] | str]:
    """The answers in their order: outputs by name, or the words of an error."""
    cases = []
    for number, each in enumerate(runs):
        file = folder / f"inputs_{number}.npz"
        numpy.savez(file, **each.inputs)
        case = {"path": str(each.path), "tags": list(each.tags), "signature": each.signature}
        cases.append({**case, "inputs": str(file), "outputs": each.outputs, "loader": each.loader})
    done = subprocess.run(
        [sys.executable, str(PROBE)],
        input=json.dumps({"folder": str(folder), "cases": cases}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found: list[dict[str, Any] | str] = []
    for answer in json.loads(done.stdout.splitlines()[-1]):
        if "error" in answer:
            found.append(str(answer["error"]))
        else:
            with numpy.load(answer["outputs"], allow_pickle=True) as given:
                found.append({name: given[name] for name in given.files})
    return found


def inputs(signature: DraftSignature, batch: int = 2) -> dict[str, Any]:
    """Values for all inputs of a signature, under the model's own names; a free first dimension is `batch`."""
    random = numpy.random.default_rng(0)
    return {
        port.source: _value(random, port, batch) for port in sorted(signature.inputs, key=lambda p: p.name)
    }


def _value(random: numpy.random.Generator, port: Port, batch: int) -> Any:  # noqa: ANN401 - an array of any type
    import ml_dtypes  # noqa: F401 -- teaches numpy the names of its types

    shape = [
        size if size is not None else 1 if axis else batch for axis, size in enumerate(port.shape or (batch,))
    ]
    if port.dtype == "string":
        return numpy.full(shape, b"sample 0", object)
    kind = numpy.dtype(port.dtype)
    if kind.kind in "iu":
        return random.integers(0, 2, shape).astype(kind)
    return (random.random(shape) < 0.5) if kind.kind == "b" else random.standard_normal(shape).astype(kind)


def cast(value: Any, port: Port) -> Any:  # noqa: ANN401 - an array of any type
    """The value in the type that callers use for the port, where that is another than the model's own."""
    return value if port.cast is None else value.astype(numpy.dtype(port.spec.dtype))


def constant(port: Port, value: Any) -> Any:  # noqa: ANN401 - of JSON, and an array of any type
    """What the model is given where a port has that value always."""
    found = array("", port, value)
    return found if port.cast is None else found.astype(numpy.dtype(port.dtype))


def tensors(path: Path, key: str) -> dict[str, str]:
    """Names of a signature's outputs to their tensors, as the file has them."""
    model = edited.opened(path)
    try:
        signature = next(each for each in model.description.signatures if each.key == key)
        return {spec.name: spec.tensor for spec in signature.outputs}
    finally:
        model.close()


def for_case(case: Case, own: dict[str, Any]) -> dict[str, Any]:
    """The same values as callers of the edited model give them."""
    names = {old: new for new, old in case.inputs.items()}
    kinds = {name: numpy.dtype(case.casts[name]) if name in case.casts else None for name in own}
    return {
        names.get(name, name): value if (kind := kinds[name]) is None else value.astype(kind)
        for name, value in own.items()
    }


def difference(case: Case, source: dict[str, Any], edited: dict[str, Any] | str) -> str:
    """What is not bit for bit as it was, empty where all is."""
    if isinstance(edited, str):
        return edited
    for name, value in edited.items():
        old = source.get(case.outputs.get(name, name))
        if old is None:
            return f"{name} is none of the model's outputs"
        is_same = old.tolist() == value.tolist() if old.dtype == object else old.tobytes() == value.tobytes()
        if old.dtype != value.dtype or old.shape != value.shape or not is_same:
            return f"{name} is another than {case.outputs.get(name, name)}"
    return "" if edited else "nothing came out"
