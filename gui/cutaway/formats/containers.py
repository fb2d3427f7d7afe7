# SPDX-License-Identifier: Apache-2.0
"""Chooses the model inside an archive: a SavedModel folder, a model file, or an archive inside the archive."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from cutaway.description.findings import Finding
from cutaway.errors import RequestError, UnsupportedFormatError

if TYPE_CHECKING:
    from cutaway.formats.unpacking import Unpacked

SEPARATOR = "!"
"""Between the path of an archive and the member to open in it: `models.zip!encoder/model.tflite`."""

_SHOWN = 5
_GRAPH = re.compile(r"saved_model\.pb(txt)?")
_VERSION = re.compile(r"\d{1,19}")
_FILE = re.compile(r".*\.(tflite|lite|keras|h5|hdf5|pb|pbtxt|meta|index)", re.IGNORECASE)
_JSON = re.compile(r".*\.json", re.IGNORECASE)
_NESTED = re.compile(r".*\.(task|zip|tar|tgz|gz|bz2|xz)", re.IGNORECASE)
_BESIDE = frozenset(("fingerprint.pb", "keras_metadata.pb", "tf_serving_warmup_requests"))


@dataclass(frozen=True, slots=True)
class Choice:
    """member: what is opened of the archive. path: where it was unpacked. notes: what else there is."""

    member: str
    path: Path
    notes: tuple[Finding, ...]


def split(path: Path) -> tuple[Path, str] | None:
    """An archive and the member that was asked for, where `path` is `ARCHIVE!MEMBER` and the archive is there."""
    text = str(path)
    at = text.find(SEPARATOR)
    while at > 0:
        if Path(text[:at]).is_file():
            return Path(text[:at]), text[at + 1 :].strip("/")
        at = text.find(SEPARATOR, at + 1)
    return None


def candidates(names: Sequence[str]) -> list[str]:
    """Models among the members, in the archive's order: folders of SavedModels, then files; archives if nothing else.

    Files that belong to a SavedModel (variables, fingerprint) are none of their own, nor is a `.index` beside its
    `.meta`. Version folders with one parent count as that parent. `.` stands for the top of the archive.
    """
    folders = _saved_models(names)
    inside = tuple(f"{folder}/" for folder in folders)
    free = [name for name in names if not name.startswith(inside)] if "." not in folders else []
    taken = {name.removesuffix(".meta") for name in free if name.endswith(".meta")}
    files = [
        name
        for name in free
        if _FILE.fullmatch(name)
        and PurePosixPath(name).name not in _BESIDE
        and not (name.endswith(".index") and name.removesuffix(".index") in taken)
    ]
    return (
        [*folders, *files]
        or [name for name in free if _NESTED.fullmatch(name)]
        or [name for name in free if _JSON.fullmatch(name)]
    )


def _saved_models(names: Sequence[str]) -> list[str]:
    folders = [
        str(PurePosixPath(name).parent) for name in names if _GRAPH.fullmatch(PurePosixPath(name).name)
    ]
    found: dict[str, None] = {}
    for folder in folders:
        place = PurePosixPath(folder)
        versions = [
            other for other in folders if PurePosixPath(other).parent == place.parent and other != folder
        ]
        several = _VERSION.fullmatch(place.name) and any(
            _VERSION.fullmatch(PurePosixPath(name).name) for name in versions
        )
        found.setdefault(str(place.parent) if several else folder)
    return list(found)


def choose(archive: Path, unpacked: Unpacked, member: str) -> Choice:
    """What to open: the member that was asked for, else the first candidate.

    Raises RequestError (no such member), UnsupportedFormatError (no model inside).
    """
    found = candidates(unpacked.names)
    if member:
        if not (unpacked.folder / member).exists() or ".." in PurePosixPath(member).parts:
            message = f"{archive.name} has no member called {member}."
            raise RequestError(message, hint=_offer(archive, found), path=archive)
        return Choice(member, unpacked.folder / member, _left_out(archive, unpacked))
    if not found:
        raise UnsupportedFormatError(
            f"{archive.name} is an archive without a model; it holds {_listed(unpacked.names)}.",
            hint="Open an archive with a SavedModel, Keras or .tflite file in it.",
            path=archive,
        )
    first = found[0]
    return Choice(first, unpacked.folder / first, (*_others(archive, found), *_left_out(archive, unpacked)))


def _listed(names: Sequence[str]) -> str:
    if not names:
        return "nothing that could be unpacked"
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more


def _offer(archive: Path, found: Sequence[str]) -> str:
    return f"Models in it: {_listed(found)}." if found else f"There is no model in {archive.name}."


def _others(archive: Path, found: Sequence[str]) -> tuple[Finding, ...]:
    if len(found) == 1:
        message = f"{found[0]} was opened from the archive {archive.name}."
        if found[0] == ".":
            message = f"The SavedModel at the top of the archive {archive.name} was opened."
        return (Finding("in-archive", "info", message, found[0]),)
    message = (
        f"{archive.name} holds {len(found)} models; {found[0]} was opened. Others: {_listed(found[1:])}. "
        f"Open one as {archive.name}{SEPARATOR}{found[1]}."
    )
    return (Finding("in-archive", "info", message, found[0]),)


def _left_out(archive: Path, unpacked: Unpacked) -> tuple[Finding, ...]:
    if not unpacked.left_out:
        return ()
    message = (
        f"{archive.name} has members that were left out, since they are links or their names lead outside: "
        f"{_listed(unpacked.left_out)}."
    )
    return (Finding("unsafe-members", "warning", message, unpacked.left_out[0]),)
