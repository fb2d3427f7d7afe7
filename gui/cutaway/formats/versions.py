# SPDX-License-Identifier: Apache-2.0
"""Folders of version folders, as TensorFlow Serving keeps them: `model/1`, `model/2`; the newest is served."""

from __future__ import annotations

import os
import re
from itertools import islice
from pathlib import Path

from cutaway.errors import RequestError
from cutaway.wire.files import unreadable

GRAPHS = ("saved_model.pb", "saved_model.pbtxt")
_VERSION = re.compile(r"\d{1,19}")
_MOST_ENTRIES = 50_000


def is_version(name: str) -> bool:
    """Whether a folder of this name can be a version: Serving takes integers alone."""
    return _VERSION.fullmatch(name) is not None


def list_versions(folder: Path) -> tuple[str, ...]:
    """Names of the version folders with a SavedModel in them, the newest first. Raises MissingFileError."""
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in islice(entries, _MOST_ENTRIES) if is_version(entry.name)]
    except OSError as error:
        raise unreadable(folder, error) from None
    found = [name for name in names if _has_graph(folder / name)]
    return tuple(sorted(found, key=int, reverse=True))


def _has_graph(folder: Path) -> bool:
    """Whether there is a graph; False where that may not be looked at, which `Path.is_file` would raise for."""
    return any(os.path.isfile(folder / graph) for graph in GRAPHS)  # noqa: PTH113


def choose(folder: Path, wanted: str) -> tuple[str, tuple[str, ...]]:
    """The version to read and all there are; both empty where `folder` holds no version folders.

    wanted: a version as the folder is named or as a number, empty for the newest. Raises RequestError.
    """
    versions = list_versions(folder)
    if not wanted:
        return (versions[0] if versions else ""), versions
    for version in versions:
        if version == wanted or (wanted.isdecimal() and int(version) == int(wanted)):
            return version, versions
    there = f"there are {', '.join(versions)}" if versions else "it has no version folders"
    raise RequestError(
        f"{folder.name} has no version {wanted}: {there}.",
        hint="Leave the version out to open the newest." if versions else "",
        path=folder,
    )
