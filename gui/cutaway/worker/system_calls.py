# SPDX-License-Identifier: Apache-2.0
"""Refuses system calls that no model needs: sockets, programs, other processes, rights and owners of files, mounts.

A seccomp filter (linux/seccomp.h, linux/filter.h) for x86_64 and aarch64; numbers from the kernel's tables
(arch/x86/entry/syscalls/syscall_64.tbl, include/uapi/asm-generic/unistd.h).
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
import sys
from functools import cache

_SECCOMP = {"x86_64": 317, "aarch64": 277}
_ARCHITECTURE = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}  # linux/audit.h
_SET_FILTER, _ALL_THREADS, _IS_THERE = 1, 1, 2
_KILL, _ERROR, _ALLOW = 0x80000000, 0x00050000, 0x7FFF0000
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06  # of the classic BPF
_OTHER_ABI = 0x40000000  # x32, which has numbers of its own
_NEW_THREAD = 0x10000  # CLONE_THREAD, linux/sched.h
_NUMBER, _ARCHITECTURE_AT, _FIRST, _NO_NEW_PRIVILEGES = 0, 4, 16, 38

# Name, number on x86_64, number on aarch64 (None: it does not have this call).
_REFUSED: tuple[tuple[str, int | None, int | None], ...] = (
    ("socket", 41, 198),
    ("connect", 42, 203),
    ("accept", 43, 202),
    ("accept4", 288, 242),
    ("bind", 49, 200),
    ("listen", 50, 201),
    ("execve", 59, 221),
    ("execveat", 322, 281),
    ("fork", 57, None),
    ("vfork", 58, None),
    ("tkill", 200, 130),
    ("rt_sigqueueinfo", 129, 138),
    ("rt_tgsigqueueinfo", 297, 240),
    ("pidfd_open", 434, 434),
    ("pidfd_send_signal", 424, 424),
    ("pidfd_getfd", 438, 438),
    ("ptrace", 101, 117),
    ("process_vm_readv", 310, 270),
    ("process_vm_writev", 311, 271),
    ("process_madvise", 440, 440),
    ("kcmp", 312, 272),
    ("setpriority", 141, 140),
    ("bpf", 321, 280),
    ("perf_event_open", 298, 241),
    ("userfaultfd", 323, 282),
    ("add_key", 248, 217),
    ("request_key", 249, 218),
    ("keyctl", 250, 219),
    ("io_uring_setup", 425, 425),
    ("io_uring_enter", 426, 426),
    ("io_uring_register", 427, 427),
    ("mount", 165, 40),
    ("umount2", 166, 39),
    ("pivot_root", 155, 41),
    ("chroot", 161, 51),
    ("unshare", 272, 97),
    ("setns", 308, 268),
    ("open_tree", 428, 428),
    ("move_mount", 429, 429),
    ("fsopen", 430, 430),
    ("fsconfig", 431, 431),
    ("fsmount", 432, 432),
    ("fspick", 433, 433),
    ("mount_setattr", 442, 442),
    ("name_to_handle_at", 303, 264),
    ("open_by_handle_at", 304, 265),
    # Landlock knows neither rights, owners and attributes of files nor their times.
    ("chmod", 90, None),
    ("fchmod", 91, 52),
    ("fchmodat", 268, 53),
    ("fchmodat2", 452, 452),
    ("chown", 92, None),
    ("lchown", 94, None),
    ("fchown", 93, 55),
    ("fchownat", 260, 54),
    ("setxattr", 188, 5),
    ("lsetxattr", 189, 6),
    ("fsetxattr", 190, 7),
    ("setxattrat", 463, 463),
    ("removexattr", 197, 14),
    ("lremovexattr", 198, 15),
    ("fremovexattr", 199, 16),
    ("removexattrat", 466, 466),
    ("utime", 132, None),
    ("utimes", 235, None),
    ("futimesat", 261, None),
    ("utimensat", 280, 88),
    # Memory and queues by a number that other processes know, too.
    ("shmget", 29, 194),
    ("shmat", 30, 196),
    ("shmctl", 31, 195),
    ("semget", 64, 190),
    ("semctl", 66, 191),
    ("semop", 65, 193),
    ("msgget", 68, 186),
    ("msgsnd", 69, 189),
    ("msgrcv", 70, 188),
    ("mq_open", 240, 180),
    ("mq_unlink", 241, 181),
    # What only an administrator may do, for those who are one.
    ("init_module", 175, 105),
    ("finit_module", 313, 273),
    ("delete_module", 176, 106),
    ("kexec_load", 246, 104),
    ("kexec_file_load", 320, 294),
    ("reboot", 169, 142),
    ("swapon", 167, 224),
    ("swapoff", 168, 225),
    ("sethostname", 170, 161),
    ("setdomainname", 171, 162),
    ("settimeofday", 164, 170),
    ("clock_settime", 227, 112),
    ("adjtimex", 159, 171),
    ("clock_adjtime", 305, 266),
    ("syslog", 103, 116),
    ("acct", 163, 89),
    ("quotactl", 179, 60),
    ("iopl", 172, None),
    ("ioperm", 173, None),
    ("personality", 135, 92),
    ("setuid", 105, 146),
    ("setgid", 106, 144),
    ("setreuid", 113, 145),
    ("setregid", 114, 143),
    ("setresuid", 117, 147),
    ("setresgid", 119, 149),
    ("setgroups", 116, 159),
    ("capset", 126, 91),
)
_CLONE = {"x86_64": 56, "aarch64": 220}
_CLONE_BY_STRUCTURE = 435
"""Its flags lie in memory that a filter cannot read; the C library does without where it is not there."""
_TO_PROCESS = {"x86_64": (62, 234), "aarch64": (129, 131)}  # kill, tgkill: a process may signal itself
_LIMITS = {"x86_64": 302, "aarch64": 261}  # prlimit64: its own are process 0


@cache
def is_there() -> bool:
    """Whether this system takes such filters."""
    if sys.platform != "linux" or platform.machine() not in _SECCOMP:
        return False
    action = ctypes.c_uint32(_ERROR)
    call = _SECCOMP[platform.machine()]
    return ctypes.CDLL(None).syscall(call, _IS_THERE, 0, ctypes.byref(action)) == 0  # type: ignore[no-any-return]


def refuse() -> None:
    """Have the system refuse them to this process from now on. Raises OSError."""
    program = _program(platform.machine(), os.getpid())
    kept = ctypes.create_string_buffer(program, len(program))
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    handed = _Program(len(program) // 8, ctypes.addressof(kept))
    answer = libc.syscall(_SECCOMP[platform.machine()], _SET_FILTER, _ALL_THREADS, ctypes.byref(handed))
    if answer != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), "seccomp")


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p))


def _program(machine: str, process: int) -> bytes:
    """The filter; `process` is the id of the one that may be signalled."""
    code = [
        _step(_LOAD, _ARCHITECTURE_AT),
        _step(_EQUAL, _ARCHITECTURE[machine], 1, 0),
        _step(_RETURN, _KILL),
        _step(_LOAD, _NUMBER),
    ]
    if machine == "x86_64":
        code += [_step(_AT_LEAST, _OTHER_ABI, 0, 1), _step(_RETURN, _KILL)]
    refused = _step(_RETURN, _ERROR | errno.EACCES)
    column = 1 if machine == "x86_64" else 2
    for row in _REFUSED:
        number = row[column]
        if isinstance(number, int):
            code += [_step(_EQUAL, number, 0, 1), refused]
    code += [_step(_EQUAL, _CLONE_BY_STRUCTURE, 0, 1), _step(_RETURN, _ERROR | errno.ENOSYS)]
    code += _by_argument(_CLONE[machine], _step(_ANY_BIT, _NEW_THREAD, 1, 0), refused)
    for number in _TO_PROCESS[machine]:
        code += _by_argument(number, _step(_EQUAL, process, 1, 0), refused)
    code += _by_argument(_LIMITS[machine], _step(_EQUAL, 0, 1, 0), refused)
    return b"".join([*code, _step(_RETURN, _ALLOW)])


def _by_argument(number: int, test: bytes, refused: bytes) -> list[bytes]:
    """Refuse a call unless its first argument passes the test, which then steps over one instruction."""
    allowed = _step(_RETURN, _ALLOW)
    return [_step(_EQUAL, number, 0, 4), _step(_LOAD, _FIRST), test, refused, allowed]


def _step(code: int, operand: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("HBBI", code, if_true, if_false, operand)
