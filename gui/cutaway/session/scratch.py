# SPDX-License-Identifier: Apache-2.0
"""A child's own temporary folder, which goes with the child, however the child ends."""

from __future__ import annotations

import atexit
import contextlib
import os
import re
import time
from pathlib import Path
from stat import S_ISDIR

PREFIX = "cutaway-"
_NAME = re.compile(PREFIX + "([0-9]+)-[0-9a-f]{12}")
_DAY = 24 * 60 * 60
_living: set[str] = set()


def make() -> str:
    """A new empty folder that only this user may enter, to be the child's TMPDIR."""
    folder = Path(_parent()) / f"{PREFIX}{os.getpid()}-{os.urandom(6).hex()}"
    folder.mkdir(mode=0o700)
    if not _living:
        atexit.register(_remove_living)
    _living.add(str(folder))
    return str(folder)


def _remove_living() -> None:
    """The program ends without having closed its engine (an error in a window, say); its children end with it."""
    for folder in tuple(_living):
        remove(folder)


def remove_orphans() -> None:
    """Take away folders of programs that were killed more than a day ago and could not do so themselves."""
    if os.name != "posix":  # elsewhere a process cannot be asked for without harm
        return
    oldest = time.time() - _DAY
    with contextlib.suppress(OSError):
        for entry in os.scandir(_parent()):
            owner = _NAME.fullmatch(entry.name)
            if owner is not None and not _lives(int(owner[1])) and _is_ours(entry, oldest):
                remove(entry.path)


def _is_ours(entry: os.DirEntry[str], oldest: float) -> bool:
    status = entry.stat(follow_symlinks=False)
    return S_ISDIR(status.st_mode) and status.st_uid == os.getuid() and status.st_mtime < oldest


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
    _living.discard(folder)
    try:
        Path(folder).rmdir()  # nearly always empty
    except OSError:
        import shutil

        with contextlib.suppress(OSError):
            shutil.rmtree(folder)
