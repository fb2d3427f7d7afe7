# SPDX-License-Identifier: Apache-2.0
"""Finds out what a path is and opens it: files by their content, folders, checkpoint prefixes, models in archives."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from stat import S_ISDIR
from typing import TYPE_CHECKING

from cutaway.description.findings import Finding
from cutaway.errors import CutawayError, MissingFileError, RequestError, UnsupportedFormatError
from cutaway.formats import containers, folders, table
from cutaway.formats.identify import Kind, identify, is_tflite
from cutaway.formats.noted import NotedModel
from cutaway.formats.opened import OpenModel, OpenRequest, Progress
from cutaway.wire.files import unreadable

if TYPE_CHECKING:
    from cutaway.formats.unpacking import Unpacked

_DEEPEST = 2
"""Archives in one another: a zip of MediaPipe tasks, which are archives themselves."""
_MOST_TRIED = 10
_WITHOUT_FILE = ("saved_model", "keras_archive", "frozen_graph", "meta_graph", "checkpoint")


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
        raise _as_typed(_missing(path, error), path, shown) from None
    except ValueError:  # a NUL in the path
        raise MissingFileError("No file can have this name.", hint="Check the path.", path=path) from None
    if folder:
        found = folders.find(path)
        return Detected(found.format, replace(request, path=found.path), found.notes)
    kind = identify(path)
    return Detected(kind, request, _wrong_ending(path, kind))


def is_prefix(path: Path) -> bool:
    """Whether a path that is no file is the common beginning of a checkpoint's files."""
    return any(os.path.lexists(f"{path}{ending}") for ending in (".index", ".data-00000-of-00001", ".meta"))


def _missing(path: Path, error: OSError) -> MissingFileError:
    if os.path.islink(path) and "annex/objects/" in os.fsdecode(path.readlink()):  # noqa: PTH114 - it never raises
        message = f"{path.name} is a git-annex link, and the model itself has not been fetched."
        return MissingFileError(message, hint="Run `git annex get` for it in the repository.", path=path)
    return unreadable(path, error)


def _as_typed(error: MissingFileError, path: Path, shown: str) -> MissingFileError:
    """The error with the whole path where a folder was given too, which may be what is wrong."""
    if not os.path.dirname(shown) or Path(shown).name != path.name:  # noqa: PTH120 - of what was typed
        return error
    message = error.message.replace(path.name, shown, 1)
    return MissingFileError(message, hint=error.hint, path=error.path)


def _wrong_ending(path: Path, kind: Kind) -> tuple[Finding, ...]:
    """A finding where the name promises another format than the content has."""
    name = path.name.lower()
    promised = [row for row in table.FORMATS if name.endswith(row.endings)]
    if not promised or any(row.name == kind for row in promised):
        return ()
    title = f"a {kind} archive"
    if table.is_format(kind):
        title = f"a {table.row(kind).title}" + ("" if kind in _WITHOUT_FILE else " file")
    message = f"{path.name} is {title} by its content, whatever its ending says."
    return (Finding("wrong-ending", "info", message, path.name),)


def open_model(path: Path, shown: str, tags: tuple[str, ...], version: str, progress: Progress) -> OpenModel:
    """Open whatever `path` is: detect it, unpack it where it is in an archive, and read it.

    `ARCHIVE!MEMBER` names a member of an archive. Raises ModelError, RequestError, LimitError; CancelledError where
    `progress` raises it.
    """
    request = OpenRequest(path, shown, tags, version)
    inside = None if os.path.lexists(path) else containers.split(path)
    if inside is not None:
        return _open(replace(request, path=inside[0]), inside[1], progress, _DEEPEST)
    return _open(request, "", progress, _DEEPEST)


def _open(request: OpenRequest, member: str, progress: Progress, depth: int) -> OpenModel:
    found = detect(request.path, shown=request.shown, tags=request.tags, version=request.version)
    if table.is_format(found.format):
        if member:
            message = f"{request.path.name} is no archive, so it has no member {member}."
            raise RequestError(
                message, hint="Leave out what follows the exclamation mark.", path=request.path
            )
        model = table.row(found.format).opener()(found.request, progress)
        return NotedModel(model, found.notes) if found.notes else model
    return _open_inside(found, member, progress, depth)


def _open_inside(found: Detected, member: str, progress: Progress, depth: int) -> OpenModel:
    """The model in an archive; it is unpacked into a folder that is removed when the model is closed."""
    from cutaway.formats import unpacking  # its libraries take longer to import than most models to read

    archive = found.request.path
    if depth == 0:
        message = f"{archive.name} is an archive in an archive in an archive; Cutaway looks no deeper."
        raise UnsupportedFormatError(
            message, hint="Unpack it and open the model that is in it.", path=archive
        )
    unpacked = unpacking.unpack(archive, found.format, progress)  # type: ignore[arg-type]  # no format, so a container
    try:
        outer, _, inner = member.partition(containers.SEPARATOR)
        tried = containers.choose(archive, unpacked.names, outer)
        opened, model = _first(found.request, tried, inner, unpacked, progress, depth)
        notes = containers.notes(archive, tried, opened, unpacked.left_out, asked=bool(member))
        return NotedModel(model, (*found.notes, *notes), (archive, opened), unpacked.remove)
    except CutawayError as error:
        unpacked.remove()
        error.path = os.fspath(archive)  # not a file that is gone by now
        raise
    except BaseException:
        unpacked.remove()
        raise


def _first(
    request: OpenRequest, tried: Sequence[str], inner: str, unpacked: Unpacked, progress: Progress, depth: int
) -> tuple[str, OpenModel]:
    """The first candidate that is a model after all, with its name; else what is wrong with the first of them."""
    refused: UnsupportedFormatError | None = None
    for name in tried[:_MOST_TRIED]:
        try:
            return name, _member(request, name, inner, unpacked, progress, depth)
        except UnsupportedFormatError as error:
            refused = refused or error
    raise refused or UnsupportedFormatError(f"{request.path.name} holds no model.", path=request.path)


def _member(
    request: OpenRequest, name: str, inner: str, unpacked: Unpacked, progress: Progress, depth: int
) -> OpenModel:
    """One member: a .tflite that is stored as it is where it lies, anything else after unpacking it."""
    window = unpacked.in_place.get(name)
    if window is not None and not inner and is_tflite(request.path, window[0]):
        return table.row("tflite").opener()(replace(request, window=window), progress)
    unpacked.bring(containers.belonging(unpacked.names, name))
    return _open(replace(request, path=unpacked.folder / name), inner, progress, depth - 1)
