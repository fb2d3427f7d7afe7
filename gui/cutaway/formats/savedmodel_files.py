# SPDX-License-Identifier: Apache-2.0
"""Finds the files of a SavedModel: its graph, its variables, its assets and what tools put beside them."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cutaway.description.model import ModelFile
from cutaway.errors import MissingFileError, RequestError, UnsupportedFormatError
from cutaway.formats import versions
from cutaway.formats.opened import OpenRequest
from cutaway.formats.protokind import looks_like_text
from cutaway.wire.files import read_start

METADATA = "keras_metadata.pb"
FINGERPRINT = "fingerprint.pb"
DEBUG = "debug/saved_model_debug_info.pb"
_EXTRAS = (FINGERPRINT, METADATA, DEBUG)
_MOST_FILES = 20_000
_MOST_DEPTH = 8
_HEAD = 4096


@dataclass(frozen=True, slots=True)
class Located:
    """graph: saved_model.pb or its like. text: whether it is text.

    versions: those in the folder that was opened, the newest first; empty where it was a model itself.
    """

    graph: Path
    text: bool
    versions: tuple[str, ...] = ()

    @property
    def folder(self) -> Path:
        """The folder of the model."""
        return self.graph.parent

    @property
    def variables(self) -> Path:
        """Prefix of the checkpoint."""
        return self.folder / "variables" / "variables"


def locate(request: OpenRequest) -> Located:
    """The SavedModel that a folder, a folder of versions or a graph file means.

    Raises MissingFileError (no graph), UnsupportedFormatError (a chunked one), RequestError (no such version).
    """
    path = request.path
    if not os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises where a folder above may not be entered
        if request.version and path.parent.name != request.version:
            message = f"{path.name} is one SavedModel; versions are folders in the folder that holds them."
            raise RequestError(message, hint="Open that folder to choose a version.", path=path)
        return Located(path, is_text(path))
    found = _graph(path)
    if found is not None and not (request.version and path.name != request.version):
        return found
    version, every = versions.choose(path, request.version)
    chosen = _graph(path / version) if version else None
    if chosen is None:
        raise _missing(path)
    return Located(chosen.graph, chosen.text, every)


def _graph(folder: Path) -> Located | None:
    for name in versions.GRAPHS:
        if os.path.lexists(folder / name):
            return Located(folder / name, name.endswith(".pbtxt"))
    return None


def is_text(path: Path) -> bool:
    """Whether a graph file under any name is text."""
    if path.suffix == ".pbtxt":
        return True
    head = read_start(path, _HEAD)
    return not head.startswith(b"\x08") and looks_like_text(head.decode("utf-8", "replace")) is not None


def _missing(folder: Path) -> MissingFileError | UnsupportedFormatError:
    if os.path.lexists(folder / "saved_model.cpb"):
        return UnsupportedFormatError(
            f"{folder.name} is a SavedModel cut into chunks (saved_model.cpb), which Cutaway does not read.",
            hint="Save it again without experimental_image_format.",
            path=folder / "saved_model.cpb",
        )
    return MissingFileError(
        f"{folder.name} has no saved_model.pb and no saved_model.pbtxt.",
        hint="Choose the folder that holds saved_model.pb.",
        path=folder,
    )


def size_of(path: Path) -> int | None:
    """Bytes of a regular file; None where there is none, it may not be looked at, or nothing can have that name."""
    try:
        found = path.stat()
    except (OSError, ValueError):  # ValueError: a name with a zero byte
        return None
    return found.st_size if stat.S_ISREG(found.st_mode) else None


def list_extras(located: Located) -> tuple[ModelFile, ...]:
    """The graph and the files beside it that TensorFlow and Keras know by name."""
    names = [located.graph.name, *_EXTRAS]
    found = [(name, size_of(located.folder / name)) for name in names]
    return tuple(ModelFile(name, size) for name, size in found if size is not None)


def walk(folder: Path, name: str) -> Iterator[ModelFile]:
    """The files in the folder `name` of a model, links to folders not followed, in the order of their names."""
    waiting = [(folder / name, name, 0)]
    left = _MOST_FILES
    while waiting:
        current, prefix, depth = waiting.pop()
        try:
            with os.scandir(current) as entries:
                listed = sorted(entries, key=lambda entry: entry.name)
        except OSError:
            continue
        for entry in listed[:left]:
            left -= 1
            if entry.is_dir(follow_symlinks=False):
                if depth < _MOST_DEPTH:
                    waiting.append((Path(entry.path), f"{prefix}/{entry.name}", depth + 1))
            else:
                size = size_of(Path(entry.path))
                if size is not None:
                    yield ModelFile(f"{prefix}/{entry.name}", size)
