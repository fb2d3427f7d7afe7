# SPDX-License-Identifier: Apache-2.0
"""Finds the checkpoints of one run: those that a `checkpoint` file lists, or all models that lie in a folder."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from typing import Literal, TypeAlias

from cutaway.description.course import Checkpoints, Stop
from cutaway.errors import MissingFileError, ModelError
from cutaway.formats import checkpoint_files, table, versions
from cutaway.wire.files import unreadable

Order: TypeAlias = Literal["steps", "names", "times"]

_MOST = 1000
_MOST_ENTRIES = 50_000
_NUMBERS = re.compile(r"\d+")
_ALONE = frozenset({".index", ".pb", ".pbtxt", ".meta"})
"""Endings of files that are models only together with others, or that hold no weights."""


def find(path: Path) -> Checkpoints:
    """The checkpoints that `path` means: a `checkpoint` file, the folder it lies in, or a folder of models.

    Nothing is opened but the state file, and nothing outside its folder is named. Raises MissingFileError (nothing is
    there), UnsafeFileError, DamagedFileError.
    """
    if path.is_dir():
        return _in_folder(path)
    if path.name == checkpoint_files.STATE_FILE:
        return _listed(path)
    raise MissingFileError(
        f"{path.name} is neither a folder of checkpoints nor the file that lists them.",
        hint="Name a folder, its `checkpoint` file, or the checkpoints themselves.",
        path=path,
    )


def _listed(file: Path) -> Checkpoints:
    state = checkpoint_files.read_state(file)
    found, missing = [], []
    for name in dict.fromkeys((*state.listed, *((state.latest,) if state.latest else ()))):
        prefix = checkpoint_files.followed(file.parent, name)
        if prefix is None:
            missing.append(name)
        else:
            found.append(Stop(prefix))
    if not found:
        named = f"points to {state.latest}" if state.latest else "lists nothing"
        raise MissingFileError(
            f"{file.name} {named}, and none of the checkpoints that it lists is in its folder.",
            hint="Put the checkpoints beside it, or name them themselves.",
            path=file,
        )
    return Checkpoints(tuple(dict.fromkeys(found)), "state", tuple(missing))


def _in_folder(folder: Path) -> Checkpoints:
    names = _names(folder)
    prefixes = [name.removesuffix(".index") for name in names if name.endswith(".index") and name != ".index"]
    if prefixes:
        if checkpoint_files.STATE_FILE in names:
            listed = _of_state(folder, prefixes)
            if listed is not None:
                return listed
        order, ordered = _ordered(prefixes, lambda name: folder / f"{name}.index")
        return Checkpoints(tuple(Stop(str(folder / name)) for name in ordered), order)
    numbers = versions.list_versions(folder)
    if len(numbers) > 1:
        return Checkpoints(tuple(Stop(str(folder), version=name) for name in reversed(numbers)), "names")
    models = [name for name in names if _is_model(folder / name)]
    if not models:
        raise MissingFileError(
            f"{folder.name} holds no checkpoints and no models.",
            hint="Choose a folder with the checkpoints of a run, or name them themselves.",
            path=folder,
        )
    order, ordered = _ordered(models, lambda name: folder / name)
    return Checkpoints(tuple(Stop(str(folder / name)) for name in ordered), order)


def _of_state(folder: Path, prefixes: Sequence[str]) -> Checkpoints | None:
    """What the state file lists, where that is all there is; a run that kept more than it lists has more to show."""
    try:
        found = _listed(folder / checkpoint_files.STATE_FILE)
    except ModelError:
        return None
    return found if {Path(stop.path).name for stop in found.stops} >= set(prefixes) else None


def _names(folder: Path) -> list[str]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entry.name for entry in islice(entries, _MOST_ENTRIES))
    except OSError as error:
        raise unreadable(folder, error) from None


def _is_model(path: Path) -> bool:
    """Whether a model may be kept under that name, whole, with its weights."""
    if path.is_dir():
        return any((path / name).is_file() for name in versions.GRAPHS) or any(path.glob("*.index"))
    return path.suffix.lower() not in _ALONE and path.name.lower().endswith(_endings())


def _endings() -> tuple[str, ...]:
    return tuple(ending for row in table.FORMATS for ending in row.endings)


def _ordered(names: Sequence[str], file: Callable[[str], Path]) -> tuple[Order, list[str]]:
    """By the numbers in them where each has as many and no two the same, else by the times of their files."""
    if all(checkpoint_files.step(name) is not None for name in names):
        return "steps", sorted(names, key=lambda name: (checkpoint_files.step(name) or 0, name))[-_MOST:]
    keys = {name: tuple(int(number) for number in _NUMBERS.findall(name)) for name in names}
    if len(set(keys.values())) == len(names) and len({len(key) for key in keys.values()}) == 1:
        return "names", sorted(names, key=lambda name: keys[name])[-_MOST:]
    return "times", sorted(names, key=lambda name: (_written(file(name)), name))[-_MOST:]


def _written(file: Path) -> int:
    try:
        return file.stat().st_mtime_ns
    except OSError:
        return 0
