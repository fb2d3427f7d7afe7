# SPDX-License-Identifier: Apache-2.0
"""Finds the model in a folder: the folder itself, its version folders, its checkpoint, or the one model file in it."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from cutaway.description.findings import Finding
from cutaway.description.model import Format
from cutaway.errors import MissingFileError, ModelError, UnsupportedFormatError
from cutaway.formats import table
from cutaway.formats.identify import Kind, identify
from cutaway.formats.versions import is_version
from cutaway.wire.files import unreadable

_MOST_ENTRIES = 50_000
_MOST_LOOKED_AT = 200
_SHOWN = 5
_GRAPHS = ("saved_model.pb", "saved_model.pbtxt")
# Patterns are compiled when they are first needed: most folders need one of them.
_SHARD = r".*-\d{5}-of-\d{5}"
_MODELS = r"(?i:.*\.(tflite|lite|keras|h5|hdf5|pb|pbtxt|meta|index|task|ckpt))"
_FOREIGN = (
    r"(?i:.*\.(onnx|pt|pth|safetensors|gguf|mlmodel|pkl|pickle|joblib|npz|npy|caffemodel|ort|pdmodel|engine))"
)
_PACKED = r"(?i:.*\.(zip|tar|tgz|gz|bz2|xz))"
_STATE = "checkpoint"


@dataclass(frozen=True, slots=True)
class Found:
    """A model in a folder: what to hand to its reader, and what the user should be told about the choice."""

    format: Kind
    path: Path
    notes: tuple[Finding, ...] = ()


def find(folder: Path) -> Found:
    """The model that a folder is, or holds.

    Raises MissingFileError (no model, or it may not be listed), UnsupportedFormatError (several, or another kind).
    """
    names = _names(folder)
    if any(name in names for name in _GRAPHS) or any(
        _is_saved_model(folder / name) for name in names if is_version(name)
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
    if found and all(kind == "checkpoint" for kind, _ in found):
        return Found("checkpoint", folder)
    beside = list(islice(_checkpoints(folder, names), _MOST_LOOKED_AT))
    if not found and any(re.fullmatch(_SHARD, name) for name in names):
        return Found("checkpoint", folder)  # its reader says what is missing
    chosen = found or beside or list(islice(_archives(folder, names), _MOST_LOOKED_AT))
    if not chosen:
        raise _refused(folder, names) or _nothing(folder, names)
    if len(chosen) > 1:
        raise _several(folder, [*found, *beside] or chosen)
    kind, path = chosen[0]
    others = _listed([other for other in beside if found])
    message = (
        f"{_shown(path)} was opened; {folder.name} also holds checkpoints: {others}."
        if others
        else f"{_shown(path)} is the only model in the folder {folder.name}."
    )
    return Found(kind, path, (Finding("found-inside", "info", message, _shown(path)),))


def _several(folder: Path, found: Sequence[tuple[Kind, Path]]) -> UnsupportedFormatError:
    message = f"{folder.name} is a folder with {len(found)} models: {_listed(found)}."
    return UnsupportedFormatError(message, hint="Open one of them.", path=folder)


def _listed(found: Sequence[tuple[Kind, Path]]) -> str:
    from cutaway.description import wording

    return wording.listed([_shown(path) for _, path in found], _SHOWN)


def _shown(path: Path) -> str:
    """The name that tells it from others: the state file of a checkpoint is called `checkpoint` in every folder."""
    return path.parent.name if path.name == _STATE else path.name


def _candidates(folder: Path, names: frozenset[str]) -> Iterator[tuple[Format, Path]]:
    """Models among the files that are named like one, and SavedModels one level down; a checkpoint counts once."""
    stems = {name.removesuffix(".meta") for name in names if name.endswith(".meta")}
    for name in islice(sorted(names), _MOST_ENTRIES):
        path = folder / name
        if name.endswith(".index") and name.removesuffix(".index") in stems:
            continue
        if re.fullmatch(_MODELS, name) and path.is_file():
            yield from _model(path)
    for path in _folders(folder, names):
        if _is_saved_model(path) or any(
            is_version(name) and _is_saved_model(path / name) for name in _names_or_none(path)
        ):
            yield "saved_model", path


def _folders(folder: Path, names: frozenset[str]) -> Iterator[Path]:
    for name in islice(sorted(names), _MOST_LOOKED_AT):
        if os.path.isdir(folder / name):  # noqa: PTH112 - it never raises
            yield folder / name


def _names_or_none(folder: Path) -> frozenset[str]:
    try:
        return _names(folder)
    except ModelError:
        return frozenset()


def _checkpoints(folder: Path, names: frozenset[str]) -> Iterator[tuple[Kind, Path]]:
    """Folders with checkpoints in them."""
    for path in _folders(folder, names):
        inside = _names_or_none(path)
        if _STATE in inside and os.path.isfile(path / _STATE):  # noqa: PTH113 - it never raises
            yield "checkpoint", path / _STATE
        elif any(name.endswith(".index") for name in inside):
            yield "checkpoint", path


def _archives(folder: Path, names: frozenset[str]) -> Iterator[tuple[Kind, Path]]:
    for name in sorted(names):
        if re.fullmatch(_PACKED, name) and os.path.isfile(folder / name):  # noqa: PTH113 - it never raises
            with contextlib.suppress(ModelError):
                yield identify(folder / name), folder / name


def _model(path: Path) -> Iterator[tuple[Format, Path]]:
    try:
        kind = identify(path)
    except ModelError:
        return
    if table.is_format(kind):
        yield kind, path


def _refused(folder: Path, names: frozenset[str]) -> ModelError | None:
    """What is wrong with the one file that is named like a model, or like one of another program."""
    files = [name for name in sorted(names) if re.fullmatch(_MODELS, name) or re.fullmatch(_FOREIGN, name)]
    if len(files) != 1:
        return None
    (name,) = files
    try:
        identify(folder / name)
    except ModelError as error:
        begins = f"{name} is "
        message = f"{folder.name} holds {name}. {error.message}"
        if error.message.startswith(begins):
            message = f"{folder.name} holds {name}, which is {error.message.removeprefix(begins)}"
        return type(error)(message, hint=error.hint, path=error.path)
    return None


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
