# SPDX-License-Identifier: Apache-2.0
"""Finds out what a path is and opens it: files by their content, folders, checkpoint prefixes, models in archives."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from stat import S_ISDIR
from typing import TYPE_CHECKING

from cutaway.description.findings import Finding, by_severity
from cutaway.description.graph import Graph
from cutaway.description.model import ModelDescription
from cutaway.errors import MissingFileError
from cutaway.formats import folders, table
from cutaway.formats.identify import CONTAINERS, Kind, identify
from cutaway.formats.opened import OpenModel, OpenRequest, Progress
from cutaway.wire.files import unreadable

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True, slots=True)
class Detected:
    """What a path is. format: a format of Cutaway, or the kind of container. notes: about the choice, for the user."""

    format: Kind
    request: OpenRequest
    notes: tuple[Finding, ...] = ()


def detect(path: Path, *, shown: str, tags: tuple[str, ...] = (), version: str = "") -> Detected:
    """Tell what `path` is, by its content; only its beginning is read.

    Raises MissingFileError, UnsafeFileError, DamagedFileError, UnsupportedFormatError.
    """
    request = OpenRequest(path, shown, tags, version)
    try:
        folder = S_ISDIR(path.stat().st_mode)
    except OSError as error:
        if is_prefix(path):
            return Detected("checkpoint", request)
        raise _missing(path, error) from None
    if folder:
        found = folders.find(path)
        return Detected(found.format, replace(request, path=found.path), found.notes)
    kind = identify(path)
    return Detected(kind, request, _wrong_ending(path, kind))


def is_prefix(path: Path) -> bool:
    """Whether a path that is no file is the common beginning of a checkpoint's files."""
    return any(os.path.lexists(f"{path}{ending}") for ending in (".index", ".data-00000-of-00001", ".meta"))


def _missing(path: Path, error: OSError) -> MissingFileError:
    if path.is_symlink() and "annex/objects/" in os.fsdecode(path.readlink()):
        message = f"{path.name} is a git-annex link, and the model itself has not been fetched."
        return MissingFileError(message, hint="Run `git annex get` for it in the repository.", path=path)
    return unreadable(path, error)


def _wrong_ending(path: Path, kind: Kind) -> tuple[Finding, ...]:
    """A finding where the name promises another format than the content has."""
    name = path.name.lower()
    promised = [row for row in table.FORMATS if name.endswith(row.endings)]
    if not promised or any(row.name == kind for row in promised):
        return ()
    title = "a zip archive" if kind in CONTAINERS else f"a {table.row(kind).title} file"  # type: ignore[arg-type]
    message = f"{path.name} is {title} by its content, whatever its ending says."
    return (Finding("wrong-ending", "info", message, path.name),)


def open_model(path: Path, shown: str, tags: tuple[str, ...], version: str, progress: Progress) -> OpenModel:
    """Open whatever `path` is: detect it, unpack it where it is in an archive, and read it.

    Raises ModelError or RequestError; CancelledError where `progress` raises it.
    """
    found = detect(path, shown=shown, tags=tags, version=version)
    model = table.row(found.format).opener()(found.request, progress)
    return NotedModel(model, found.notes) if found.notes else model


class NotedModel:
    """An open model with findings about how it was found, beside its own."""

    def __init__(self, model: OpenModel, notes: tuple[Finding, ...]) -> None:
        self._model = model
        described = model.description
        self._description = replace(described, findings=by_severity((*described.findings, *notes)))

    @property
    def description(self) -> ModelDescription:
        """What the model is."""
        return self._description

    def graph(self) -> Graph | None:
        """See `OpenModel`."""
        return self._model.graph()

    def array(self, name: str) -> np.ndarray:
        """See `OpenModel`."""
        return self._model.array(name)

    def content(self, name: str, limit: int) -> bytes:
        """See `OpenModel`."""
        return self._model.content(name, limit)

    def entries(self, name: str, limit: int) -> list[tuple[str, str]]:
        """See `OpenModel`."""
        return self._model.entries(name, limit)

    def close(self) -> None:
        """Unmap all files."""
        self._model.close()
