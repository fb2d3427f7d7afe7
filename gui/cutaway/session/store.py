# SPDX-License-Identifier: Apache-2.0
"""Small JSON files in the user's folders: written whole or not at all, and set aside where they are damaged."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

_LOCKED = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)
DAMAGED = ".damaged"
"""Ending of a file that could not be read and was set aside."""


def read(file: Path) -> dict[str, Any]:
    """The JSON object in the file; empty where there is none. A damaged file is set aside beside it, for its owner."""
    try:
        found = json.loads(file.read_bytes())
    except OSError:
        return {}
    except (ValueError, RecursionError):
        found = None
    if isinstance(found, dict):
        return found
    with contextlib.suppress(OSError):
        file.replace(file.with_name(file.name + DAMAGED))
    return {}


def write(file: Path, value: dict[str, Any]) -> bool:
    """Replace the file in one step; its folder is made. False where the system refused, and all is as it was."""
    text = json.dumps(value, indent=2) + "\n"  # ASCII: paths that are no UTF-8 survive as lone surrogates
    temporary = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("w", encoding="ascii") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(file)
    except OSError:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        return False
    return True


@contextlib.contextmanager
def locked(file: Path) -> Iterator[None]:
    """Hold off other processes of this program that lock the same file; where locking fails, go on without."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        stream = file.with_name(file.name + ".lock").open("ab")
    except OSError:
        yield
        return
    with stream:
        with contextlib.suppress(OSError):
            _lock(stream.fileno())
        yield  # closing the file gives the lock back


def claimed(file: Path) -> IO[bytes] | None:
    """The file, locked until it is closed or this process ends; None where another process has it.

    Where the system cannot lock, everybody gets it.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        stream = file.open("ab")
    except OSError:
        return Path(os.devnull).open("ab")
    try:
        _lock(stream.fileno(), waits=False)
    except OSError as error:
        if error.errno in _LOCKED:
            stream.close()
            return None
    return stream


def _lock(descriptor: int, *, waits: bool = True) -> None:
    if os.name == "nt":
        import msvcrt

        # WORKAROUND for type checkers that look at one system only: these names exist on Windows alone.
        mode = getattr(msvcrt, "LK_LOCK" if waits else "LK_NBLCK")
        getattr(msvcrt, "locking")(descriptor, mode, 1)  # noqa: B009
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if waits else fcntl.LOCK_NB))
