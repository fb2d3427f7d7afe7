# SPDX-License-Identifier: Apache-2.0
"""What can be done with the values of runs: taking those of two runs from each other, and writing them to files."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy

from cutaway.description.differences import ValueDifference
from cutaway.errors import RequestError
from cutaway.sampling import export, run_record, stored
from cutaway.sampling.comparing import compare
from cutaway.sampling.values import Ragged, Sparse, Value
from cutaway.wire import whole
from cutaway.worker.questions import Call

_MOST_IN_JSON = 20_000_000
"""Elements that a JSON file is written of; more would take gigabytes."""


def difference(call: Call) -> tuple[ValueDifference, ...]:
    """The outputs of the run in `second` less those in `first`, by name; stored as the outputs of `folder`."""
    first, second, target = (Path(call.arguments[name]) for name in ("first", "second", "folder"))
    others = {value.name: value for value in run_record.read(second)["out"]}
    found: list[ValueDifference] = []
    for value in run_record.read(first)["out"]:
        if value.name not in others:
            continue
        call.progress(f"Comparing {value.name}", None)
        one, other = stored.load(first, value), stored.load(second, others[value.name])
        far = compare(one, other, lambda _done: call.progress("Comparing two runs", None))
        apart = _subtracted(one, other) if not far.note else None
        kept = None if apart is None else stored.store(target, value.name, apart, "out")
        found.append(
            ValueDifference(value.name, far.equal, far.max_abs, far.rmse, far.cosine, far.note, kept)
        )
    run_record.record(target, "out", [row.value for row in found if row.value is not None])
    return tuple(found)


def export_run(call: Call) -> list[str]:
    """Write all outputs of the run in `folder` to `file`: one .json, or a .csv for each, named after it.

    An existing file is replaced. Raises RequestError (another ending, too many values for JSON, no room).
    """
    folder, file = Path(call.arguments["folder"]), Path(call.arguments["file"])
    outputs = run_record.read(folder)["out"]
    if file.suffix.lower() == ".json":
        found = {value.name: _plain(stored.load(folder, value), value.name) for value in outputs}
        text = json.dumps({"schema": 1, "outputs": found}, allow_nan=False)
        whole.write(file, lambda stream: stream.write(text.encode("ascii")), overwrite=True)
        return [str(file)]
    if file.suffix.lower() != ".csv":
        message = f"{file.name} ends in {file.suffix or 'nothing'}, and outputs are written as .json or .csv."
        raise RequestError(message, hint="Choose a name with one of these endings.", path=file)
    written = []
    for value in outputs:
        call.progress(f"Writing {value.name}", None)
        target = file if len(outputs) == 1 else file.with_name(f"{file.stem}-{_file_name(value.name)}.csv")
        export.save(_dense(stored.load(folder, value)), target, overwrite=True)
        written.append(str(target))
    return written


def _subtracted(one: Value, other: Value) -> numpy.ndarray | None:
    """The second less the first, as float32; None for texts. Of ragged and sparse values, that of their elements."""
    first, second = _dense(one), _dense(other)
    if "O" in first.dtype.char + second.dtype.char:
        return None
    wide = numpy.complex128 if "c" in first.dtype.kind + second.dtype.kind else numpy.float64
    with numpy.errstate(all="ignore"):
        apart = second.astype(wide) - first.astype(wide)
        return (
            numpy.abs(apart).astype(numpy.float32)
            if wide is numpy.complex128
            else apart.astype(numpy.float32)
        )


def _dense(value: Value) -> numpy.ndarray:
    return value.values if isinstance(value, Ragged | Sparse) else value


def _plain(value: Value, name: str) -> dict[str, Any]:
    flat = _dense(value)
    if flat.size > _MOST_IN_JSON:
        message = f"{name} has {flat.size:,} elements, too many for JSON."
        raise RequestError(message, hint="Export it as .npz, which keeps it small.")
    told: dict[str, Any] = {"shape": [None if size is None else int(size) for size in value.shape]}
    told["dtype"] = stored.type_of(flat)
    if isinstance(value, Ragged):
        told["row_splits"] = [splits.tolist() for splits in value.splits]
    elif isinstance(value, Sparse):
        told["indices"] = value.indices.tolist()
    told["values"] = _nested(flat)
    return told


def _nested(array: numpy.ndarray) -> Any:  # noqa: ANN401 - JSON
    """Nested lists; null for what is not finite, pairs for complex numbers, text for strings."""
    if array.dtype == object:
        texts = stored.as_bytes(array)
        return _walk(texts.tolist())
    if array.dtype.kind == "c":
        return _nested(numpy.stack([array.real, array.imag], -1))
    return _walk(array.astype(export.storable(array.dtype)).tolist())


def _walk(found: Any) -> Any:  # noqa: ANN401 - JSON
    if isinstance(found, list):
        return [_walk(item) for item in found]
    if isinstance(found, bytes):
        return found.decode("utf-8", "backslashreplace")
    if isinstance(found, float) and not math.isfinite(found):
        return None
    return found


def _file_name(name: str) -> str:
    """A name with nothing in it that a file system minds."""
    return "".join(letter if letter.isalnum() or letter in "-_." else "_" for letter in name)[:80]
