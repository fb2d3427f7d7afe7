# SPDX-License-Identifier: Apache-2.0
"""Gives finished files and folders their names in one step: a name that is free, or one that is taken over."""

from __future__ import annotations

import errno
import os
import sys
from functools import cache
from pathlib import Path
from typing import Any

_AT_FDCWD = -100
_RENAME_NOREPLACE, _RENAME_EXCHANGE = 1, 2  # linux/fs.h
_UNKNOWN = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP)


@cache
def _renameat2() -> Any:  # noqa: ANN401 - a function of the C library
    """The system call of Linux that renames with conditions; None elsewhere."""
    if sys.platform != "linux":
        return None
    import ctypes

    return getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)


def _renamed(old: Path, new: Path, flag: int) -> bool:
    """Whether the system renamed with that flag; False where it, or the file system, cannot. Raises OSError."""
    call = _renameat2()
    if call is None:
        return False
    import ctypes

    if call(_AT_FDCWD, os.fsencode(old), _AT_FDCWD, os.fsencode(new), flag) == 0:
        return True
    number = ctypes.get_errno()
    if number in _UNKNOWN:
        return False
    raise OSError(number, os.strerror(number), os.fspath(old), None, os.fspath(new))


def take_free(made: Path, target: Path) -> None:
    """Give `made` the name `target`. Raises FileExistsError where that name is taken, OSError."""
    if _renamed(made, target, _RENAME_NOREPLACE):
        return
    if os.path.lexists(target):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), os.fspath(target))
    made.rename(target)


def take_over(made: Path, target: Path, aside: Path) -> None:
    """Give `made` the name `target`, and what had it the name `aside`. Raises OSError, and then all is as it was.

    Where the system can, the two change places in one step, so that there is something whole under the name at every
    moment. Else what is there is moved aside first; `aside` is where it is found should the program end in between.
    """
    if _renamed(made, target, _RENAME_EXCHANGE):
        made.rename(aside)
        return
    target.rename(aside)
    try:
        made.rename(target)
    except OSError:
        aside.rename(target)
        raise


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk, where the system lets one ask for that."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _UNKNOWN:  # some file systems have nothing to sync for folders
            raise
    finally:
        os.close(descriptor)
