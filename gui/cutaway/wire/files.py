# SPDX-License-Identifier: Apache-2.0
"""Opens the files of a model, and only regular ones: a pipe would block for ever and a device never ends."""

from __future__ import annotations

import errno
import mmap
import os
import stat
from pathlib import Path

from cutaway.errors import MissingFileError, UnsafeFileError

_KINDS = {
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
    stat.S_IFDIR: "a folder",
}
_REASONS = {
    errno.ENOENT: "does not exist",
    errno.ENOTDIR: "does not exist",
    errno.EACCES: "may not be read by you",
    errno.EPERM: "may not be read by you",
    errno.ELOOP: "is a symbolic link that leads back to itself",
    errno.ENAMETOOLONG: "has a name that is too long for this system",
}


def unreadable(path: Path, error: OSError) -> MissingFileError:
    """The error to raise where the system refuses to open `path`."""
    reason = _REASONS.get(error.errno or 0, f"cannot be read: {error.strerror}")
    if error.errno == errno.ENOENT and path.is_symlink():
        reason = "is a symbolic link to a file that does not exist"
    return MissingFileError(f"{path.name} {reason}.", hint="Check the path and its permissions.", path=path)


def open_regular(path: Path) -> int:
    """A read-only descriptor of a regular file, opened without blocking.

    Raises MissingFileError where it cannot be read, UnsafeFileError where it is a pipe, socket, device, folder, or a
    file that the kernel makes up (`/proc`).
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except OSError as error:
        if error.errno == errno.ENXIO:  # what opening a socket answers
            hint = "Choose the model's file or folder."
            raise UnsafeFileError(f"{path.name} is a socket, not a file.", hint=hint, path=path) from None
        raise unreadable(path, error) from None
    mode = os.fstat(descriptor).st_mode
    kind = _KINDS.get(stat.S_IFMT(mode))
    if kind is None and os.path.realpath(path).startswith("/proc/"):
        kind = "a file of the running system"
    if kind is not None:
        os.close(descriptor)
        message = f"{path.name} is {kind}, not a regular file, so it is not opened."
        raise UnsafeFileError(message, hint="Choose the model's file or folder.", path=path)
    return descriptor


def map_file(path: Path) -> memoryview:
    """The whole file as a read-only view of its mapping (empty for an empty file); nothing is read until it is used.

    A file that another program cuts off while it is mapped kills the process (SIGBUS): use it in a child only.
    Raises as `open_regular` does.
    """
    descriptor = open_regular(path)
    try:
        if os.fstat(descriptor).st_size == 0:
            return memoryview(b"")
        return memoryview(mmap.mmap(descriptor, 0, access=mmap.ACCESS_READ))
    except OSError as error:
        raise unreadable(path, error) from None
    finally:
        os.close(descriptor)


def read_start(path: Path, count: int) -> bytes:
    """The first `count` bytes. Raises as `open_regular` does."""
    descriptor = open_regular(path)
    try:
        return os.read(descriptor, count)
    except OSError as error:
        raise unreadable(path, error) from None
    finally:
        os.close(descriptor)


def inside(folder: Path, name: str) -> Path | None:
    """`folder/name` where `name`, taken from a file's content, stays inside `folder` after links are followed."""
    root = Path(os.path.realpath(folder))
    found = Path(os.path.realpath(root / name))
    return found if found.is_relative_to(root) else None
