# SPDX-License-Identifier: Apache-2.0
"""Samples out of a folder, a file or an input set, for models that are compared."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from cutaway.conversion.recipe import Recipe
from cutaway.description import sources, wording
from cutaway.description.model import ModelDescription
from cutaway.session import recipes
from cutaway.session.proving import Samples

_ANY_TARGET = "tflite"


def samples_of(
    data: str,
    model: ModelDescription,
    signature: str,
    most: int,
    seed: int,
    options: Mapping[str, Mapping[str, str]] | None = None,
) -> Samples:
    """The first `most` samples. options: how files are read, by input.

    Raises RequestError, MissingFileError and DamagedFileError, as conversions do.
    """
    recipe = Recipe(
        _ANY_TARGET,
        signatures=(signature,) if signature else (),
        seed=seed,
        samples=most,
        calibration=data,
        calibration_options=options or {},
    )
    found = recipes.plan_of(recipe, model, Path(data)).calibration
    if found is None:
        return Samples(most, seed)
    chosen = tuple(found.choices[:most])
    words = f"{wording.counted(len(chosen), 'sample')} of {Path(data).name}"
    return Samples(len(chosen), seed, chosen, found.dimensions, words)


def first_file(data: str) -> str:
    """The first file that a sample could be made of: the path itself, or one in the folder or in a folder of it.

    Empty where there is none. Not more than two levels are looked at: a folder for each class.
    """
    path = Path(data)
    if not path.is_dir():
        return data if path.exists() and sources.kind_of(data) is not None else ""
    found = _files(path)
    for folder in _folders(path) if not found else ():
        found = _files(folder)
        if found:
            break
    return found[0] if found else ""


def _files(folder: Path) -> list[str]:
    try:
        entries = [entry.path for entry in os.scandir(folder) if entry.is_file()]
    except OSError:
        return []
    return sorted(entry for entry in entries if sources.kind_of(entry) is not None)


def _folders(folder: Path) -> list[Path]:
    try:
        return sorted(Path(entry.path) for entry in os.scandir(folder) if entry.is_dir())
    except OSError:
        return []
