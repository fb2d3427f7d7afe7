# SPDX-License-Identifier: Apache-2.0
"""A child's own temporary folder, which goes with the child, however the child ends."""

from __future__ import annotations

import atexit
import contextlib
import os
import re
import sys
import time
from pathlib import Path
from stat import S_ISDIR

PREFIX = "cutaway-"
_NAME = re.compile(PREFIX + "([0-9]+)-[0-9a-f]{12}")
_DAY = 24 * 60 * 60
_BEGINNING = 2
"""Seconds in which whoever has made a folder has locked it."""
_living: dict[str, int] = {}
"""Folders of this process, with the descriptor that holds the lock of each (−1 where there are no locks)."""


def make() -> str:
    """A new empty folder that only this user may enter, to be the child's TMPDIR."""
    folder = Path(_parent()) / f"{PREFIX}{os.getpid()}-{os.urandom(6).hex()}"
    folder.mkdir(mode=0o700)
    if not _living:
        atexit.register(_remove_living)
    _living[str(folder)] = _locked(str(folder))
    return str(folder)


def _locked(folder: str) -> int:
    """A descriptor that holds the lock of a folder until its process ends, however that ends; −1 where it cannot.

    A process id alone would not tell: ids are given again, and containers that share a folder do not share ids.
    """
    if sys.platform == "win32":
        return -1
    import fcntl

    descriptor = -1
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_NOFOLLOW)
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        if descriptor >= 0:
            os.close(descriptor)
        return -1
    return descriptor


def _remove_living() -> None:
    """The program ends without having closed its engine (an error in a window, say); its children end with it."""
    for folder in tuple(_living):
        remove(folder)


def remove_orphans() -> None:
    """Take away folders of programs that were killed and could not do so themselves."""
    if os.name != "posix":  # elsewhere a process cannot be asked for without harm
        return
    with contextlib.suppress(OSError), os.scandir(_parent()) as entries:
        for entry in entries:
            owner = _NAME.fullmatch(entry.name)
            if owner is not None:
                with contextlib.suppress(OSError):  # another program that starts now may be faster
                    _remove_orphan(entry, int(owner[1]))


def _remove_orphan(entry: os.DirEntry[str], owner: int) -> None:
    status = entry.stat(follow_symlinks=False)
    age = time.time() - status.st_mtime
    if not S_ISDIR(status.st_mode) or status.st_uid != os.getuid():
        return
    if age < (_DAY if _lives(owner) else _BEGINNING):
        return
    lock = _locked(entry.path)
    if lock >= 0:
        remove(entry.path)
        os.close(lock)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _parent() -> str:
    told = os.environ.get("TMPDIR")
    if told and Path(told).is_absolute() and os.access(told, os.W_OK):
        return told
    if os.name == "posix" and os.access("/tmp", os.W_OK):  # noqa: S108 -- only a folder of our own is made in it
        return "/tmp"  # noqa: S108
    import tempfile  # knows other systems, and costs 5 ms of every start

    return tempfile.gettempdir()


def remove(folder: str) -> None:
    """Take the folder away with all that is in it; links in it are removed, not followed."""
    lock = _living.pop(folder, -1)
    if lock >= 0:
        os.close(lock)
    try:
        Path(folder).rmdir()  # nearly always empty
    except OSError:
        import shutil

        with contextlib.suppress(OSError):
            shutil.rmtree(folder)
