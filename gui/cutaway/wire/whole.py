# SPDX-License-Identifier: Apache-2.0
"""Writes files and folders whole or not at all, and over an existing one only where that was asked for.

What is new is written beside its place under a name of its own, brought to the disk, looked at, and only then renamed.
A full disk leaves what was there; a program that is killed leaves its unfinished part under a hidden name, and the next
write to the same folder takes that away.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from cutaway.errors import MissingFileError, RequestError
from cutaway.wire import claims
from cutaway.wire.renaming import sync_folder, take_free, take_over

_REASONS = {
    errno.ENOSPC: "there is no room left on its disk",
    errno.EDQUOT: "your share of its disk is used up",
    errno.EACCES: "you may not write there",
    errno.EPERM: "you may not write there",
    errno.EROFS: "its disk can only be read",
    errno.EFBIG: "its disk takes no file that large",
    errno.ENAMETOOLONG: "its name is too long for this system",
    errno.EISDIR: "there is a folder of that name",
    errno.ENOTDIR: "there is a file of that name",
}
_PART, _ASIDE, _MAKING = "part", "aside", "making"
_LOCK = re.compile(r"\..+\.[0-9a-f]{8}\.lock")
_LONGEST = 100
_MODELS = ("saved_model.pb", "saved_model.pbtxt", "model.json")
"""Files of which one is in each folder that is a model."""


def write(target: Path, fill: Callable[[BinaryIO], object], *, overwrite: bool = False) -> int:
    """Have `fill` write the content of `target` into a file beside it, then give that its name; returns its bytes.

    Raises RequestError (existing file, no room) and MissingFileError (no such folder). What `fill` raises leaves
    nothing behind.
    """
    size = 0

    def make(place: Path) -> None:
        nonlocal size
        with place.open("xb") as file:
            fill(file)
            file.flush()
            os.fsync(file.fileno())
            size = file.tell()

    put(target, make, overwrite=overwrite)
    return size


def put(
    target: Path,
    make: Callable[[Path], object],
    *,
    check: Callable[[Path], object] | None = None,
    overwrite: bool = False,
    backup: bool = False,
) -> Path | None:
    """Have `make` make a file or a folder at a place beside `target`, `check` look at it, then give it that name.

    overwrite: what is there goes. backup: what is there stays under the name that is returned, `NAME.backup` or one
    with a number. `make` brings to the disk what it writes, `sync_tree` does so for a folder. Raises RequestError
    (existing target, no room) and MissingFileError (no such folder). What `make` and `check` raise leaves nothing
    behind, and what was there as it was.
    """
    _recover(target)
    sweep(target.absolute().parent)
    if not (overwrite or backup) and os.path.lexists(target):
        raise _exists(target)
    mark = secrets.token_hex(4)
    partial, aside = (_hidden(target, mark, end) for end in (_PART, _ASIDE))
    try:
        with claims.claimed(_hidden(target, mark, "lock")):
            make(partial)
            if check is not None:
                check(partial)
            kept = _take(partial, target, aside, backup=backup, overwrite=overwrite)
            sync_folder(target.absolute().parent)
    except OSError as error:
        raise unwritable(target, error) from None
    finally:
        _remove(partial)
    return kept


def sync_tree(folder: Path) -> None:
    """Have the names in a folder, and in those inside it, on the disk."""
    for inside, _, _ in os.walk(folder):
        sync_folder(Path(inside))


def _take(made: Path, target: Path, aside: Path, *, backup: bool, overwrite: bool) -> Path | None:
    """Give what was made its name in one step, so that nobody ever sees half of it."""
    replaces = (overwrite or backup) and os.path.lexists(target)
    if not replaces:
        try:
            take_free(made, target)
        except FileExistsError:  # since it was looked for
            raise _exists(target) from None
        return None
    if not backup and not made.is_dir() and not (target.is_dir() and not target.is_symlink()):
        made.replace(target)
        return None
    place = _free(target) if backup else aside
    take_over(made, target, place)
    if backup:
        return place
    _remove(aside)
    return None


def _free(target: Path) -> Path:
    """A name for a backup that nothing has."""
    number = 1
    while True:
        found = target.with_name(f"{target.name}.backup{'' if number == 1 else f'-{number}'}")
        if not os.path.lexists(found):
            return found
        number += 1


@dataclass(frozen=True, slots=True)
class _Leftover:
    """What a program that was ended left beside a target."""

    path: Path
    lock: Path
    is_aside: bool


def _leftovers(target: Path) -> Iterator[_Leftover]:
    name = re.compile(rf"\.{re.escape(target.name[:_LONGEST])}\.([0-9a-f]{{8}})\.({_PART}|{_ASIDE}|lock)")
    try:
        listed = [entry.name for entry in os.scandir(target.absolute().parent)]
    except OSError:
        return
    for found in filter(None, map(name.fullmatch, listed)):
        lock = target.with_name(f".{target.name[:_LONGEST]}.{found[1]}.lock")
        yield _Leftover(target.with_name(found[0]), lock, found[2] == _ASIDE)


def _recover(target: Path) -> None:
    """Put back what a killed program had moved aside, and take away what it had not finished."""
    for left in list(_leftovers(target)):
        if not left.lock.exists():
            _put_right(target, left)
            continue
        with claims.seized(left.lock) as is_orphan:
            if is_orphan:
                _put_right(target, left)


def _put_right(target: Path, left: _Leftover) -> None:
    with contextlib.suppress(OSError):
        if left.is_aside and not os.path.lexists(target):
            left.path.rename(target)
        else:
            _remove(left.path)


def sweep(folder: Path) -> None:
    """Take away what programs that were killed left unfinished in a folder, whatever it was to become.

    Only what they had claimed and nobody holds any more. What was moved aside stays: it belongs to a target.
    """
    try:
        locks = [entry.name for entry in os.scandir(folder) if _LOCK.fullmatch(entry.name)]
    except OSError:
        return
    for name in locks:
        stem = name.removesuffix("lock")
        if os.path.lexists(folder / f"{stem}{_ASIDE}"):
            continue
        with claims.seized(folder / name) as is_orphan:
            if is_orphan:
                with contextlib.suppress(OSError):
                    _remove(folder / f"{stem}{_PART}")
                    _remove(folder / f"{stem}{_MAKING}")


@contextlib.contextmanager
def workplace(target: Path) -> Iterator[Path]:
    """A hidden folder beside a target, on the same disk, for what is made before it gets its name; it goes in the end.

    What killed programs left in the folder of the target goes, too. Raises OSError.
    """
    sweep(target.absolute().parent)
    mark = secrets.token_hex(4)
    folder = _hidden(target, mark, _MAKING)
    with claims.claimed(_hidden(target, mark, "lock")):
        folder.mkdir(mode=0o700)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def bring_to_disk(made: Path) -> None:
    """Have a file, or all files and names in a folder, on the disk, so that a loss of power takes nothing of it.

    Raises OSError.
    """
    files = (
        [Path(inside) / name for inside, _, names in os.walk(made) for name in names]
        if made.is_dir()
        else [made]
    )
    for file in files:
        if file.is_symlink() or not file.is_file():
            continue
        descriptor = os.open(file, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    if made.is_dir():
        sync_tree(made)


def _hidden(target: Path, mark: str, end: str) -> Path:
    return target.with_name(f".{target.name[:_LONGEST]}.{mark}.{end}")


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def check_folder(target: Path) -> None:
    """Refuse to replace a folder in which something else is than a model, or versions of one. Raises RequestError."""
    if not target.is_dir() or target.is_symlink():
        return
    inside = [target, *(each for each in target.iterdir() if each.is_dir() and each.name.isdecimal())]
    is_model = any((folder / name).exists() for folder in inside for name in _MODELS)
    if not is_model and any(target.iterdir()):
        message = f"{target.name} is a folder with other things than a model in it, so it is not replaced."
        raise RequestError(message, hint="Choose another name.", path=target)


def _exists(target: Path) -> RequestError:
    hint = "Choose another name, or say that it may be overwritten."
    return RequestError(f"{target.name} exists already.", hint=hint, path=target)


def unwritable(target: Path, error: OSError) -> RequestError | MissingFileError:
    """What is told where the system refused to write a target."""
    if error.errno in {errno.ENOENT, errno.ENOTDIR} and not target.parent.is_dir():
        message = f"{target.name} cannot be saved: the folder {target.parent} does not exist."
        return MissingFileError(message, hint="Create the folder or choose another.", path=target)
    reason = _REASONS.get(error.errno or 0, error.strerror or "the system refused")
    return RequestError(
        f"{target.name} cannot be saved: {reason}.", hint="Choose another place.", path=target
    )
