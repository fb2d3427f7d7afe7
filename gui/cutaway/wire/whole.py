# SPDX-License-Identifier: Apache-2.0
"""Writes files whole or not at all, and over an existing one only where that was asked for."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from cutaway.errors import MissingFileError, RequestError

_REASONS = {
    errno.ENOSPC: "there is no room left on its disk",
    errno.EDQUOT: "your share of its disk is used up",
    errno.EACCES: "you may not write there",
    errno.EPERM: "you may not write there",
    errno.EROFS: "its disk can only be read",
    errno.EFBIG: "its disk takes no file that large",
    errno.ENAMETOOLONG: "its name is too long for this system",
    errno.EISDIR: "there is a folder of that name",
}


def write(target: Path, fill: Callable[[BinaryIO], object], *, overwrite: bool = False) -> int:
    """Have `fill` write the content of `target` into a file beside it, then give that its name; returns its bytes.

    Raises RequestError (existing file, no room) and MissingFileError (no such folder). What `fill` raises leaves
    nothing behind.
    """
    if not overwrite and os.path.lexists(target):
        raise _exists(target)
    partial = target.with_name(f".{target.name[:100]}.{secrets.token_hex(4)}.part")
    try:
        with partial.open("xb") as file:
            fill(file)
            file.flush()
            os.fsync(file.fileno())
            size = file.tell()
        _put(partial, target, overwrite=overwrite)
    except OSError as error:
        raise _unwritable(target, error) from None
    finally:
        partial.unlink(missing_ok=True)
    return size


def _put(partial: Path, target: Path, *, overwrite: bool) -> None:
    """Give the finished file its name in one step, so that nobody ever sees half of it."""
    if overwrite:
        partial.replace(target)
        return
    try:
        os.link(partial, target)  # fails where the name was taken in the meantime; renaming would replace
    except FileExistsError:
        raise _exists(target) from None
    except OSError:  # a file system without hard links
        if os.path.lexists(target):
            raise _exists(target) from None
        partial.rename(target)


def _exists(target: Path) -> RequestError:
    hint = "Choose another name, or say that it may be overwritten."
    return RequestError(f"{target.name} exists already.", hint=hint, path=target)


def _unwritable(target: Path, error: OSError) -> RequestError | MissingFileError:
    if error.errno in {errno.ENOENT, errno.ENOTDIR}:
        message = f"{target.name} cannot be saved: the folder {target.parent} does not exist."
        return MissingFileError(message, hint="Create the folder or choose another.", path=target)
    reason = _REASONS.get(error.errno or 0, error.strerror or "the system refused")
    return RequestError(
        f"{target.name} cannot be saved: {reason}.", hint="Choose another place.", path=target
    )
