# SPDX-License-Identifier: Apache-2.0
"""Copies files without reading them into memory: shared on the disk where the file system can, else by the kernel.

A copy never is a hard link: who later writes into one of the two must not change the other.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Literal, TypeAlias

from cutaway.wire.files import open_regular

Watch: TypeAlias = Callable[[int], None]
"""Called with the bytes that were just copied; what it raises ends the copy."""
Way: TypeAlias = Literal["shared", "copied"]

_FICLONE = 0x40049409  # linux/fs.h: _IOW(0x94, 9, int)
_CHUNK = 32 << 20
_CANNOT = (errno.EXDEV, errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.EBADF, errno.EPERM, errno.ENOTTY)


def copy(source: Path, target: Path, watch: Watch) -> Way:
    """Copy a regular file to a new name, and have it on the disk; tells whether the two share their blocks.

    Raises MissingFileError and UnsafeFileError (the source), OSError (the target, FileExistsError among it).
    """
    reading = open_regular(source)
    try:
        writing = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
        try:
            way = _fill(reading, writing, watch)
            os.fsync(writing)
        finally:
            os.close(writing)
    finally:
        os.close(reading)
    return way


def _fill(reading: int, writing: int, watch: Watch) -> Way:
    size = os.fstat(reading).st_size
    if _shared(reading, writing):
        watch(size)
        return "shared"
    _copied(reading, writing, size, watch)
    return "copied"


def _shared(reading: int, writing: int) -> bool:
    if sys.platform != "linux":
        return False
    import fcntl

    try:
        fcntl.ioctl(writing, _FICLONE, reading)
    except OSError as error:
        if error.errno not in _CANNOT:
            raise
        return False
    return True


def _copied(reading: int, writing: int, size: int, watch: Watch) -> None:
    """Have the kernel copy where it can; it may stop anywhere, and by itself it does so at holes and at the end."""
    done = 0
    if hasattr(os, "copy_file_range"):
        try:
            while done < size and (count := os.copy_file_range(reading, writing, min(_CHUNK, size - done))):
                done += count
                watch(count)
        except OSError as error:
            if error.errno not in _CANNOT or done:
                raise
    while data := os.read(reading, _CHUNK):
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(writing, rest) :]
        watch(len(data))
