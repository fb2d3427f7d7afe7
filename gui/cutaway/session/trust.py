# SPDX-License-Identifier: Apache-2.0
"""Which models the user has agreed to run, by what is in them: one that was changed is asked about again."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from cutaway import paths
from cutaway.session import store

if TYPE_CHECKING:
    from cutaway.description.findings import Finding
    from cutaway.description.model import ModelDescription

_WEIGHTS = (".weights.h5", ".npz")
_SHARD = ".data-"
_WHOLE = 1 << 28
"""Bytes of a file that are looked at in full, in a quarter of a second; of a larger one both ends of that size."""
_CHUNK = 1 << 20
_MOST_REMEMBERED = 10_000
_KEY = "accepted"


def dangers(description: ModelDescription) -> tuple[Finding, ...]:
    """What the model could do if it were run."""
    return tuple(finding for finding in description.findings if finding.severity == "danger")


def fingerprint(description: ModelDescription, *more: str) -> str:
    """SHA-256 over what decides what a model does: graphs, configurations and assets by their content.

    Files of weights count by name, size and time: they hold numbers, and may be many gigabytes. more: paths of other
    files that are run with it. A file that cannot be read counts as absent.
    """
    location = Path(description.location)
    folder = location if location.is_dir() else location.parent
    whole = hashlib.sha256(description.format.encode())
    files = {folder / file.name: file.name for file in description.files}
    # An archive is unpacked elsewhere, and what was read of it is gone.
    others = [Path(path) for path in (description.path, *more) if not Path(path).is_dir()]
    for path, name in sorted((files | {path: path.name for path in others}).items()):
        _add(whole, name, path)
    return whole.hexdigest()


class Trust:
    """The fingerprints of accepted models, in a file of the user's state folder."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file or paths.state() / "trusted.json"
        self._known: dict[tuple[object, ...], str] = {}

    def is_accepted(self, description: ModelDescription, *more: str) -> bool:
        """Whether the user agreed to run just this."""
        return self._fingerprint(description, more) in self._accepted()

    def accept(self, description: ModelDescription, *more: str) -> bool:
        """Remember that the user agrees. False where it could not be saved: it will be asked again."""
        found = self._fingerprint(description, more)
        with store.locked(self._file):
            accepted = [each for each in self._accepted() if each != found]
            return store.write(self._file, {_KEY: [*accepted, found][-_MOST_REMEMBERED:]})

    def _accepted(self) -> list[str]:
        found = store.read(self._file).get(_KEY)
        return [each for each in found if isinstance(each, str)] if isinstance(found, list) else []

    def _fingerprint(self, description: ModelDescription, more: tuple[str, ...]) -> str:
        """That of files which have not changed in this session is not taken again."""
        from cutaway.worker.models import stamp

        key = (description.path, description.location, stamp(description), more, *map(_changed, more))
        if key not in self._known:
            self._known[key] = fingerprint(description, *more)
        return self._known[key]


def _changed(path: str) -> tuple[int, int]:
    try:
        status = Path(path).stat()
    except (OSError, ValueError):
        return -1, -1
    return status.st_size, status.st_mtime_ns


def _add(whole: hashlib._Hash, name: str, path: Path) -> None:
    size, changed = _changed(str(path))
    whole.update(repr((name, size)).encode("utf-8", "surrogatepass"))
    if name.endswith(_WEIGHTS) or _SHARD in name:
        whole.update(repr(changed).encode())
        return
    try:
        with path.open("rb") as file:
            left = min(size, _WHOLE)
            while left > 0 and (data := file.read(min(left, _CHUNK))):
                whole.update(data)
                left -= len(data)
            if size > _WHOLE:
                file.seek(max(size - _WHOLE, _WHOLE), os.SEEK_SET)
                while data := file.read(_CHUNK):
                    whole.update(data)
    except (OSError, ValueError):
        whole.update(b"\0absent")
