# SPDX-License-Identifier: Apache-2.0
"""The limits that a child sets itself before it touches a file: memory, processor time, no core file, no orphan.

Readers map files that are far larger than their memory, so what is limited is memory of their own: RLIMIT_DATA, and a
watch on the anonymous pages that are resident. Where the system has neither, the deadline alone holds.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from pathlib import Path

from cutaway.worker.questions import RUNNERS

MEGABYTE = 1024 * 1024
MEMORY = 880 * MEGABYTE
"""Bytes of its own that a reader may have resident; with the interpreter and mapped libraries it stays below 1 GB."""

LEAST_TO_RUN = 3 * 1024 * MEGABYTE
"""Bytes likewise that running gets at least: TensorFlow takes a quarter of a gigabyte before it does anything."""

STATUS_MEMORY = 77
"""Exit status of a child that ended itself because it took more memory than it may."""

STATUS_IDLE = 78
"""Exit status of a child that ended itself because nobody had asked it anything for long."""

_CONTAINER = Path("/sys/fs/cgroup/memory.max")
_WATCH_SECONDS = 0.02
_PR_SET_PDEATHSIG = 1  # linux/prctl.h


def memory_of(role: str) -> int:
    """Bytes that a child may take."""
    return to_run() if role in RUNNERS else MEMORY


def to_run() -> int:
    """Bytes that running a model may take where the user sets nothing: half of what this machine or container has."""
    return max(_machine() // 2, LEAST_TO_RUN)


def _machine() -> int:
    """Bytes of memory of the machine, or of the container where that is less; 0 where no one tells."""
    try:
        found = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return 0
    try:
        return min(found, int(_CONTAINER.read_text(encoding="ascii")))
    except (OSError, ValueError):  # no container, or one without a limit ("max")
        return found


def apply(memory: int | None = MEMORY) -> None:
    """Limit this process; for its first lines, before anything of a model is read. None: what it starts has limits."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        if memory is not None:
            resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
        die_with_parent(os.getppid())


def allow_cpu(seconds: int) -> None:
    """Let the job that begins take this much processor time; past it the system ends the process (SIGXCPU)."""
    if sys.platform == "win32":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    soft = int(used.ru_utime + used.ru_stime) + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (soft if hard < 0 else min(soft, hard), hard))


def die_with_parent(parent: int) -> None:
    """Ask Linux to kill this process when its parent, the process of that id, ends, however it ends."""
    import ctypes

    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it ended before
        os._exit(1)


class MemoryWatch:
    """A thread that ends the process where its own resident memory passes the limit while a job works."""

    def __init__(self, memory: int = MEMORY) -> None:
        self._memory = memory
        self._status = Path("/proc/self/status")
        self._working = threading.Event()
        if sys.platform == "linux" and self._status.exists():
            threading.Thread(target=self._watch, name="memory-watch", daemon=True).start()

    def begin(self) -> None:
        """A job begins."""
        self._working.set()

    def end(self) -> None:
        """No job works; nothing is watched, so that an idle child is woken by nobody."""
        self._working.clear()

    def _watch(self) -> None:
        pause = threading.Event()
        while True:
            self._working.wait()
            if resident(self._status) > self._memory:
                os._exit(STATUS_MEMORY)
            pause.wait(_WATCH_SECONDS)


def data() -> int:
    """Bytes of this process as RLIMIT_DATA counts them; 0 where the system does not tell."""
    try:
        lines = Path("/proc/self/status").read_bytes().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(b"VmData:")), 0)


def resident(status: Path) -> int:
    """Bytes of anonymous and shared memory in `/proc/PID/status`; pages of mapped files are not counted."""
    total = 0
    for line in status.read_bytes().splitlines():
        if line.startswith((b"RssAnon:", b"RssShmem:")):
            total += int(line.split()[1]) * 1024
    return total
