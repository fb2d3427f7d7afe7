# SPDX-License-Identifier: Apache-2.0
"""Finds the model in a folder: the folder itself, its version folders, its checkpoint, or the one model file in it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from cutaway.description.findings import Finding
from cutaway.description.model import Format
from cutaway.errors import MissingFileError, ModelError, UnsupportedFormatError
from cutaway.formats import table
from cutaway.formats.identify import identify
from cutaway.wire.files import unreadable

_MOST_ENTRIES = 50_000
_MOST_LOOKED_AT = 200
_SHOWN = 5
_GRAPHS = ("saved_model.pb", "saved_model.pbtxt")
_VERSION = re.compile(r"\d{1,19}")
_SHARD = re.compile(r".*-\d{5}-of-\d{5}")
_MODELS = re.compile(r".*\.(tflite|lite|keras|h5|hdf5|pb|pbtxt|meta|index|task|ckpt)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """A model in a folder: what to hand to its reader, and what the user should be told about the choice."""

    format: Format
    path: Path
    notes: tuple[Finding, ...] = ()


def find(folder: Path) -> Found:
    """The model that a folder is, or holds.

    Raises MissingFileError (no model, or it may not be listed), UnsupportedFormatError (several, or another kind).
    """
    names = _names(folder)
    if any(name in names for name in _GRAPHS) or any(
        _is_saved_model(folder / name) for name in names if _VERSION.fullmatch(name)
    ):
        return Found("saved_model", folder)
    if "saved_model.cpb" in names:
        identify(folder / "saved_model.cpb")
    if "checkpoint" in names and not (folder / "checkpoint").is_dir():
        return Found("checkpoint", folder / "checkpoint")
    if {"config.json", "model.weights.h5"} <= names:
        message = f"{folder.name} is an unpacked Keras archive."
        raise UnsupportedFormatError(
            message, hint="Open its model.weights.h5, or zip it again as a .keras file.", path=folder
        )
    if "variables" in names and (folder / "variables" / "variables.index").is_file():
        note = Finding(
            "missing-graph",
            "warning",
            f"{folder.name} is a SavedModel whose saved_model.pb is missing: only its variables can be shown.",
            "saved_model.pb",
        )
        return Found("checkpoint", folder / "variables" / "variables", (note,))
    return _only_one(folder, names)


def _names(folder: Path) -> frozenset[str]:
    try:
        with os.scandir(folder) as entries:
            return frozenset(entry.name for entry in islice(entries, _MOST_ENTRIES))
    except OSError as error:
        raise unreadable(folder, error) from None


def _is_saved_model(folder: Path) -> bool:
    return any((folder / name).is_file() for name in _GRAPHS)


def _only_one(folder: Path, names: frozenset[str]) -> Found:
    found = list(islice(_candidates(folder, names), _MOST_LOOKED_AT))
    if not found:
        if any(_SHARD.fullmatch(name) for name in names):
            return Found("checkpoint", folder)  # its reader says what is missing
        raise _nothing(folder, names)
    if all(kind == "checkpoint" for kind, _ in found):
        return Found("checkpoint", folder)
    if len(found) > 1:
        from cutaway.description import wording

        listed = wording.listed([path.name for _, path in found], _SHOWN)
        message = f"{folder.name} is a folder with {len(found)} models: {listed}."
        raise UnsupportedFormatError(message, hint="Open one of them.", path=folder)
    kind, path = found[0]
    note = Finding(
        "found-inside", "info", f"{path.name} is the only model in the folder {folder.name}.", path.name
    )
    return Found(kind, path, (note,))


def _candidates(folder: Path, names: frozenset[str]) -> Iterator[tuple[Format, Path]]:
    """Models among the files that are named like one, and SavedModels one level down; a checkpoint counts once."""
    stems = {name.removesuffix(".meta") for name in names if name.endswith(".meta")}
    for name in islice(sorted(names), _MOST_ENTRIES):
        path = folder / name
        if name.endswith(".index") and name.removesuffix(".index") in stems:
            continue
        if _MODELS.fullmatch(name) and path.is_file():
            yield from _model(path)
    for name in islice(sorted(names), _MOST_LOOKED_AT):
        if (folder / name).is_dir() and _is_saved_model(folder / name):
            yield "saved_model", folder / name


def _model(path: Path) -> Iterator[tuple[Format, Path]]:
    try:
        kind = identify(path)
    except ModelError:
        return
    if table.is_format(kind):
        yield kind, path


def _nothing(folder: Path, names: frozenset[str]) -> ModelError:
    for name in sorted(names):
        if name.endswith(".json") and (folder / name).is_file():
            try:
                identify(folder / name)
            except UnsupportedFormatError as error:
                if "TensorFlow.js" in error.message:
                    return error
            except ModelError:
                continue
    if not names:
        message = f"{folder.name} is an empty folder."
    else:
        listed = ", ".join(sorted(names)[:_SHOWN])
        more = " and more" if len(names) > _SHOWN else ""
        message = f"{folder.name} is a folder without a model; it holds {listed}{more}."
    return MissingFileError(
        message, hint="Open the folder that has saved_model.pb in it, or a model file.", path=folder
    )
