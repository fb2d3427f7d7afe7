# SPDX-License-Identifier: Apache-2.0
"""Chooses the model inside an archive: a SavedModel folder, a model file, or an archive inside the archive."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from cutaway.description.findings import Finding
from cutaway.errors import RequestError, UnsupportedFormatError
from cutaway.formats.versions import is_version

SEPARATOR = "!"
"""Between the path of an archive and the member to open in it: `models.zip!encoder/model.tflite`."""

_SHOWN = 5
_GRAPH = re.compile(r"saved_model\.pb(txt)?")
_FILE = re.compile(r".*\.(tflite|lite|keras|h5|hdf5|pb|pbtxt|meta|index)|(.*/)?TF_LITE_\w+", re.IGNORECASE)
_NEEDS_OTHERS = re.compile(r".*\.(json|meta|index|h5|hdf5)|(.*/)?checkpoint", re.IGNORECASE)
_JSON = re.compile(r".*\.json", re.IGNORECASE)
_NESTED = re.compile(r".*\.(task|zip|tar|tgz|gz|bz2|xz)", re.IGNORECASE)
_BESIDE = frozenset(("fingerprint.pb", "keras_metadata.pb", "tf_serving_warmup_requests"))


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
        several = is_version(place.name) and any(is_version(PurePosixPath(name).name) for name in versions)
        found.setdefault(str(place.parent) if several else folder)
    return list(found)


def choose(archive: Path, names: Sequence[str], member: str) -> list[str]:
    """What to try to open, in this order: the member that was asked for, else all candidates.

    Raises RequestError (no such member), UnsupportedFormatError (no model inside).
    """
    found = candidates(names)
    if member:
        if not any(name == member or name.startswith(f"{member}/") for name in names):
            message = f"{archive.name} has no member called {member}."
            raise RequestError(message, hint=_offer(archive, found), path=archive)
        return [member]
    if not found:
        raise UnsupportedFormatError(
            f"{archive.name} is an archive without a model; it holds {_listed(names)}.",
            hint="Open an archive with a SavedModel, Keras or .tflite file in it.",
            path=archive,
        )
    return found


def belonging(names: Sequence[str], member: str) -> frozenset[str]:
    """What has to be unpacked for a member: all of a folder; a file with what lies beside it, if it needs that."""
    if member == ".":
        return frozenset(names)
    if member not in names:
        return frozenset(name for name in names if name.startswith(f"{member}/"))
    if not _NEEDS_OTHERS.fullmatch(member):
        return frozenset((member,))
    folder = PurePosixPath(member).parent
    return frozenset(name for name in names if PurePosixPath(name).parent == folder)


def notes(
    archive: Path, found: Sequence[str], opened: str, left_out: Sequence[str], *, asked: bool
) -> tuple[Finding, ...]:
    """What the user should know: which member was opened, which others there are, and what was left out."""
    told = () if asked else _opened(archive, found, opened)
    return (*told, *_left_out(archive, left_out))


def _listed(names: Sequence[str]) -> str:
    from cutaway.description import wording

    return wording.listed(names, _SHOWN) or "nothing that could be unpacked"


def _offer(archive: Path, found: Sequence[str]) -> str:
    return f"Models in it: {_listed(found)}." if found else f"There is no model in {archive.name}."


def _opened(archive: Path, found: Sequence[str], opened: str) -> tuple[Finding, ...]:
    others = [name for name in found if name != opened]
    if others:
        message = (
            f"{archive.name} holds {len(found)} models; {opened} was opened. Others: {_listed(others)}. "
            f"Open one as {archive.name}{SEPARATOR}{others[0]}."
        )
    elif opened == ".":
        message = f"The SavedModel at the top of the archive {archive.name} was opened."
    else:
        message = f"{opened} was opened from the archive {archive.name}."
    return (Finding("in-archive", "info", message, opened),)


def _left_out(archive: Path, left_out: Sequence[str]) -> tuple[Finding, ...]:
    if not left_out:
        return ()
    message = (
        f"{archive.name} has members that were left out, since they are links or their names lead outside: "
        f"{_listed(left_out)}."
    )
    return (Finding("unsafe-members", "warning", message, left_out[0]),)
