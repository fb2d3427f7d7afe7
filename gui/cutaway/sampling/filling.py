# SPDX-License-Identifier: Apache-2.0
"""From the choice of a source to the value of an input: the source is read, and what it gives is made to fit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import numpy

from cutaway.description import sources, wording
from cutaway.description.running import InputChoice
from cutaway.description.sources import SourceKind
from cutaway.errors import RequestError
from cutaway.sampling.fitting import Conversion, fit
from cutaway.sampling.inputs import csv_tables, folders, generated, json_values, numpy_files, text_files
from cutaway.sampling.inputs.wanted import Found, Options, Preparation, Wanted
from cutaway.sampling.values import Value

Progress = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class Filled:
    """A value that fits its input. words: the source in words. notes: what was changed, in sentences."""

    value: Value
    words: str
    notes: tuple[str, ...] = ()


def fill(
    choice: InputChoice, wanted: Wanted, generator: numpy.random.Generator, progress: Progress
) -> Filled:
    """Read the source and make its value fit. Raises RequestError and ModelError with sentences for the field."""
    path = Path(choice.source) if sources.is_file(choice.source) else None
    kind = _kind(choice.source, path)
    if kind.name == "folder" and path is not None:
        return _batch(path, choice, wanted, generator, progress)
    options = Options(kind, choice.options)
    found = _read(kind, choice.source, path, options, wanted, generator)
    how = options.text("convert") if kind.option("convert") else "safe"
    value, notes = fit(found, wanted, cast("Conversion", how))
    return Filled(value, found.words, (*found.notes, *notes))


def preparation(metadata: Mapping[str, Any], position: int) -> Preparation:
    """What a .tflite file's metadata says about an input; nothing where it says none."""
    told = metadata.get("model_metadata", {}).get("inputs", [])
    if position >= len(told):
        return Preparation()
    parts = told[position]
    normal = parts.get("normalization", {})
    mean, deviation = (
        tuple(float(value) for value in normal.get(name) or () if value is not None)
        for name in ("mean", "std")
    )
    usable = mean and deviation and 0.0 not in deviation
    return Preparation(
        mean if usable else (),
        deviation if usable else (),
        str(parts.get("color_space", "")),
        int(parts.get("sample_rate", 0)),
    )


def _kind(source: str, path: Path | None) -> SourceKind:
    if not source.strip():
        raise RequestError("No source is chosen for this input.", hint="Choose a file, or type a value.")
    is_folder = path is not None and _is_folder(path)
    kind = sources.kind_of(source, is_folder=is_folder)
    if kind is None:
        shown = wording.safe(Path(source).name)
        known = ", ".join(sources.endings())
        if path is not None and not path.exists():
            raise RequestError(
                f"There is neither a source nor a file called {wording.safe(source)}.",
                hint="Write random, zeros, ones, value:JSON, or the path of a file.",
            )
        raise RequestError(f"{shown} is no file that could be an input.", hint=f"Files end in {known}.")
    return kind


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _read(
    kind: SourceKind,
    source: str,
    path: Path | None,
    options: Options,
    wanted: Wanted,
    generator: numpy.random.Generator,
) -> Found:
    if path is not None:
        return _from_file(kind, path, options, wanted)
    if kind.name == "random":
        return generated.random(wanted, options, generator)
    if kind.name == "constant":
        return generated.constant(wanted, options.text("value"))
    if kind.name == "value":
        return json_values.typed(source.removeprefix(sources.VALUE), wanted)
    if kind.name == "text":
        return text_files.typed(source.removeprefix(sources.TEXT), wanted)
    return generated.filled(wanted, kind.name)


def _from_file(kind: SourceKind, path: Path, options: Options, wanted: Wanted) -> Found:
    if kind.name == "npy":
        return numpy_files.read_npy(path)
    if kind.name == "npz":
        return numpy_files.read_npz(path, options.text("key"), wanted)
    if kind.name == "csv":
        return csv_tables.read(path, options, wanted)
    if kind.name == "json":
        return json_values.read(path, options.text("key"), wanted)
    if kind.name == "txt":
        return text_files.read(path, options, wanted)
    if kind.name == "image":
        from cutaway.sampling.inputs import images  # its library takes 40 ms

        return images.read(path, options, wanted)
    from cutaway.sampling.inputs import sounds

    return sounds.read(path, options, wanted)


def _batch(
    folder: Path,
    choice: InputChoice,
    wanted: Wanted,
    generator: numpy.random.Generator,
    progress: Progress,
) -> Filled:
    """The files of a folder as a batch; what is no option of the folder is one of its files."""
    row = sources.BY_NAME["folder"]
    own = {name: text for name, text in choice.options.items() if row.option(name)}
    rest = {name: text for name, text in choice.options.items() if name not in own}
    limit = Options(row, own).integer("limit") or 1
    notes: list[str] = []

    def sample(file: Path, single: Wanted) -> numpy.ndarray:
        filled = fill(InputChoice(str(file), rest), single, generator, progress)
        notes.extend(filled.notes)
        if not isinstance(filled.value, numpy.ndarray) or not filled.value.ndim:
            raise RequestError(f"{file.name} is no sample of a batch.", hint="Give arrays of one shape.")
        return filled.value

    found = folders.read(folder, limit, wanted, sample, progress)
    value, more = fit(found, wanted)
    return Filled(value, found.words, tuple(dict.fromkeys((*found.notes, *notes, *more))))
