# SPDX-License-Identifier: Apache-2.0
"""Finds the models among files and folders that are to be converted together, by their names."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

MOST = 1000
"""More models than that are no batch that anyone looks at."""
_DEEPEST = 4
_MOST_ENTRIES = 20_000
_MODELS = frozenset({".tflite", ".lite", ".keras", ".h5", ".hdf5", ".pb", ".pbtxt", ".meta", ".index"})
_WHOLE = frozenset(
    {"saved_model.pb", "saved_model.pbtxt", "saved_model.cpb", "checkpoint", "keras_metadata.pb"}
)


def models(paths: Iterable[str]) -> list[str]:
    """The files, and of folders those that are a model, else the models in them; each once, at most `MOST`."""
    found: dict[str, None] = {}
    for path in paths:
        for model in _models(os.path.abspath(path), _DEEPEST):  # noqa: PTH100 (links stay what the user chose)
            found.setdefault(model)
            if len(found) == MOST:
                return list(found)
    return list(found)


def _models(path: str, depth: int) -> Iterator[str]:
    if not os.path.isdir(path):  # noqa: PTH112 (it never raises)
        yield path
        return
    names = _names(path)
    if is_model(path, names):
        yield path
        return
    stems = {name.removesuffix(".meta") for name in names if name.endswith(".meta")}
    for name in names:
        inside = str(Path(path) / name)
        if os.path.isdir(inside):  # noqa: PTH112 (it never raises)
            if depth:
                yield from _models(inside, depth - 1)
        elif Path(name).suffix.lower() in _MODELS and name.removesuffix(".index") not in stems:
            yield inside


def is_model(folder: str, names: Iterable[str]) -> bool:
    """Whether a folder with these names in it is one model: a SavedModel, its version folders, or a checkpoint."""
    if _WHOLE & frozenset(names):
        return True
    return any(
        name.isdecimal() and os.path.exists(Path(folder) / name / "saved_model.pb")  # noqa: PTH110 (it never raises)
        for name in names
    )


def _names(folder: str) -> list[str]:
    """What lies in a folder and is not hidden; nothing where it cannot be read."""
    try:
        with os.scandir(folder) as entries:
            return sorted(entry.name for entry in islice(entries, _MOST_ENTRIES) if entry.name[0] != ".")
    except OSError:
        return []
