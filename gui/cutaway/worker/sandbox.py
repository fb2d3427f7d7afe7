# SPDX-License-Identifier: Apache-2.0
"""Takes from a process what running a model needs none of: the network, other programs, and files beyond a few.

On Linux: Landlock (linux/landlock.h, Documentation/userspace-api/landlock.rst) for files, and a seccomp filter
(`worker.system_calls`) for all else. Both are set up through ctypes by the process for itself, hold for all that it
starts, and cannot be taken back. Elsewhere nothing of this is there, and `holds` says so by saying less.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from cutaway import paths
from cutaway.worker import system_calls

_CREATE, _ADD, _RESTRICT = 444, 445, 446  # system calls of Landlock, of the same numbers everywhere
_VERSION_FLAG = 1
_NO_NEW_PRIVILEGES = 38  # linux/prctl.h
_BY_PATH = 1

_EXECUTE, _WRITE, _READ, _LIST = 1 << 0, 1 << 1, 1 << 2, 1 << 3
# Devices, sockets, pipes and symbolic links: what someone who opens a file here later does not look for.
_NO_FILES = 1 << 6 | 1 << 9 | 1 << 10 | 1 << 11 | 1 << 12
_ALL_FILES = (1 << 13) - 1
_REFER, _TRUNCATE, _DEVICE_CONTROL = 1 << 13, 1 << 14, 1 << 15
_OF_ONE_FILE = _EXECUTE | _WRITE | _READ | _TRUNCATE | _DEVICE_CONTROL
_TCP = 3  # to bind, to connect
_SCOPES = 3  # sockets without a name in the file system, signals

_SYSTEM = (
    "/usr",
    "/lib",
    "/lib32",
    "/lib64",
    "/nix/store",
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/etc/timezone",
    "/proc/cpuinfo",
    "/proc/meminfo",
    "/proc/stat",
    "/proc/version",
    "/proc/filesystems",
    "/proc/sys/vm",
    "/proc/sys/kernel/osrelease",
    "/sys/devices/system",
    "/sys/fs/cgroup",
    "/dev/urandom",
    "/dev/random",
    "/dev/zero",
)
"""What libraries read of a system. Of /proc only this process beside it: others tell their environment there."""


NO_NETWORK = "no network"
NO_PROGRAM = "no other program"
FEW_READ = "reads only the model and the libraries"
FEW_WRITTEN = "writes only to its own folder"
MEMORY = "limited memory"


def holds() -> tuple[str, ...]:
    """What the system enforces where a model is run on this machine, in words to show.

    Time is limited everywhere, and the environment of the user is withheld everywhere.
    """
    found: tuple[str, ...] = ()
    if system_calls.is_there():
        found += (NO_NETWORK, NO_PROGRAM)
    if version() > 0:
        found += (FEW_READ, FEW_WRITTEN)
    return (*found, MEMORY) if sys.platform == "linux" else found


def restrict(read: Iterable[str], write: Iterable[str], look: Iterable[str] = ()) -> None:
    """Restrict this process and all threads and processes that it starts from now on.

    read: files and folders of the model. write: folders that it may change, and read. look: folders of which it may
    read the names. Links are followed now, never
    later. Raises OSError where the system has these means and refuses them, in which case nothing must be run.
    """
    if sys.platform != "linux":
        return
    if version() > 0:
        _landlock([*_readable(), *read], [*write, "/dev/null"], look)
    if system_calls.is_there():
        system_calls.refuse()


@cache
def version() -> int:
    """The version of Landlock, 0 where there is none."""
    if sys.platform != "linux":
        return 0
    found: int = _libc().syscall(_CREATE, None, ctypes.c_size_t(0), ctypes.c_uint32(_VERSION_FLAG))
    return max(found, 0)


def _readable() -> Iterator[str]:
    yield from _SYSTEM
    yield f"/proc/{os.getpid()}"
    yield from (sys.prefix, sys.base_prefix)
    yield from (path for path in sys.path if Path(path).is_absolute())
    yield str(Path(__file__).parents[1])
    yield str(paths.resources())
    if getattr(sys, "frozen", False):
        yield sys.executable  # which holds the modules of the program, read when they are imported


def _landlock(read: Iterable[str], write: Iterable[str], look: Iterable[str]) -> None:
    abi = version()
    files = _ALL_FILES
    for since, right in ((2, _REFER), (3, _TRUNCATE), (5, _DEVICE_CONTROL)):
        files |= right if abi >= since else 0
    rules = struct.pack("QQQ", files, _TCP if abi >= 4 else 0, _SCOPES if abi >= 6 else 0)
    rules = rules[: 8 if abi < 4 else 16 if abi < 6 else 24]
    made = _libc().syscall(_CREATE, rules, ctypes.c_size_t(len(rules)), ctypes.c_uint32(0))
    _check(made, "landlock_create_ruleset")
    try:
        for path in read:
            _allow(made, path, _EXECUTE | _READ | _LIST)
        for path in look:
            _allow(made, path, _LIST)
        for path in write:
            _allow(made, path, files & ~(_NO_FILES | _EXECUTE | _DEVICE_CONTROL))
        give_up_privileges()
        _check(_libc().syscall(_RESTRICT, made, ctypes.c_uint32(0)), "landlock_restrict_self")
    finally:
        os.close(made)


def _allow(ruleset: int, path: str, rights: int) -> None:
    """Allow what lies below a path; one that is not there is passed over."""
    try:
        beneath = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return
    try:
        rights &= rights if Path(path).is_dir() else _OF_ONE_FILE
        rule = struct.pack("=Qi", rights, beneath)
        _check(_libc().syscall(_ADD, ruleset, _BY_PATH, rule, ctypes.c_uint32(0)), path)
    finally:
        os.close(beneath)


def give_up_privileges() -> None:
    """Let no program that is started have more rights than this one; Landlock and seccomp ask for it."""
    _check(_libc().prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0), "no_new_privs")


def _check(answer: int, what: str) -> None:
    if answer < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), what)


@cache
def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)
