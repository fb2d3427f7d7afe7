# SPDX-License-Identifier: Apache-2.0
"""Says to other programs that something in a folder is being worked on, for as long as this program lives.

A claim is a file that is locked. The system lets go of the lock when a program ends, however it ends, so that a file
that nobody holds tells of a program that was killed. Where locks do not exist nothing is known, and all stays.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def claimed(lock: Path) -> Iterator[None]:
    """Hold the lock, whose file is made and goes in the end. Raises OSError."""
    descriptor = _taken(lock)
    try:
        yield
    finally:
        release(lock, descriptor)


def take(lock: Path) -> int | None:
    """Hold the lock until `release`; None where another program, or another part of this one, does. Raises OSError.

    Where locks do not exist it is held as far as anyone can tell.
    """
    descriptor = os.open(lock, os.O_WRONLY | os.O_CREAT, 0o600)
    if _locked(descriptor, waits=False) is not False and _is_there(lock, descriptor):
        return descriptor
    os.close(descriptor)
    return None


def release(lock: Path, descriptor: int) -> None:
    """Let go of what `take` gave; the file goes first, so that nobody finds it unheld."""
    if sys.platform == "win32":  # an open file cannot be removed
        os.close(descriptor)
        lock.unlink(missing_ok=True)
        return
    lock.unlink(missing_ok=True)
    os.close(descriptor)


@contextlib.contextmanager
def seized(lock: Path) -> Iterator[bool]:
    """Whether the lock was there and nobody who lives held it; nobody can claim it meanwhile, and then it is gone."""
    if sys.platform == "win32":
        yield False
        return
    try:
        descriptor = os.open(lock, os.O_RDONLY)
    except OSError:
        yield False
        return
    is_ours = _locked(descriptor, waits=False) is True
    try:
        yield is_ours
    finally:
        if is_ours:
            with contextlib.suppress(OSError):
                lock.unlink(missing_ok=True)
        os.close(descriptor)


def _taken(lock: Path) -> int:
    """The lock, made again where someone took it for an old one in the moment before it was held."""
    while True:
        descriptor = os.open(lock, os.O_WRONLY | os.O_CREAT, 0o600)
        _locked(descriptor, waits=True)
        if _is_there(lock, descriptor):
            return descriptor
        os.close(descriptor)


def _locked(descriptor: int, *, waits: bool) -> bool | None:
    """Whether the lock is ours now; None where this file system, or this system, has no such locks."""
    if sys.platform == "win32":
        return None
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if waits else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True


def _is_there(lock: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(lock.stat(), os.fstat(descriptor))
    except OSError:
        return False
