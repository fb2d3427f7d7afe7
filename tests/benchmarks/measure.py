# SPDX-License-Identifier: Apache-2.0
"""Measures whole processes: wall and CPU seconds and peak memory, as medians, and two commands in turn."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

Command: TypeAlias = Sequence[str]


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one run, its children included: wall and cpu in seconds, peak resident memory of the largest in bytes."""

    wall: float
    cpu: float
    peak: int


class FailedRunError(RuntimeError):
    """A measured command ended badly, so its time means nothing."""


def environment() -> dict[str, str]:
    """The environment of what is measured: byte code is kept, so that the first run of either side warms it."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def once(command: Command) -> Cost:
    """Run a command to its end and tell what it cost. Raises FailedRunError where it does not exit with 0."""
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment())
    assert process.stderr is not None
    words = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stderr.close()
    if process.returncode:
        raise FailedRunError(
            f"{' '.join(command)} ended with {process.returncode}: {words.decode(errors='replace')}"
        )
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)


def middle(costs: Sequence[Cost]) -> Cost:
    """The median of each figure by itself."""
    return Cost(
        statistics.median(cost.wall for cost in costs),
        statistics.median(cost.cpu for cost in costs),
        int(statistics.median(cost.peak for cost in costs)),
    )


def repeated(command: Command, runs: int = 5) -> Cost:
    """Median of several fresh processes, after one that warms the files."""
    once(command)
    return middle([once(command) for _ in range(runs)])


def paired(ours: Command, theirs: Command, runs: int = 5) -> tuple[Cost, Cost]:
    """Medians of two commands run in turn, A B A B …, after one of each that warms files and byte code."""
    once(ours)
    once(theirs)
    pairs = [(once(ours), once(theirs)) for _ in range(runs)]
    return middle([our for our, _ in pairs]), middle([their for _, their in pairs])


def python(*arguments: str) -> list[str]:
    """A command line for this interpreter."""
    return [sys.executable, *arguments]
