# SPDX-License-Identifier: Apache-2.0
"""Runs the command line as a user does, and keeps an eye on its time and memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

_LOOK_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a command ended. peak: largest resident memory of the whole family of processes, in bytes."""

    status: int
    stdout: str
    stderr: str
    seconds: float
    peak: int

    def json(self) -> dict[str, Any]:
        """The one JSON object on stdout."""
        found: dict[str, Any] = json.loads(self.stdout)
        return found


def cutaway(*arguments: str | os.PathLike[str], patience: float = 30.0, width: int | None = None) -> Outcome:
    """Run `cutaway` with these arguments; killed after `patience` seconds, which shows as status −9.

    width: what $COLUMNS tells it, whatever it tells the tests.
    """
    environment = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
    if width is not None:
        environment["COLUMNS"] = str(width)
    command = [sys.executable, "-m", "cutaway", *(os.fspath(argument) for argument in arguments)]
    began = time.monotonic()
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd="/", env=environment
    ) as process:
        watch = _Memory(process.pid)
        watch.start()
        try:
            stdout, stderr = process.communicate(timeout=patience)
        except subprocess.TimeoutExpired:
            process.kill()
            stdout, stderr = process.communicate()
        finally:
            watch.over.set()
            watch.join()
        seconds = time.monotonic() - began
    texts = (stdout.decode("utf-8", "surrogateescape"), stderr.decode("utf-8", "surrogateescape"))
    return Outcome(process.returncode, *texts, seconds, watch.peak)


def show(path: Path, *arguments: str) -> dict[str, Any]:
    """The answer of `cutaway show PATH --json`; an assertion tells why there is none."""
    outcome = cutaway("show", path, "--json", *arguments)
    assert outcome.status == 0, outcome.stdout + outcome.stderr
    return outcome.json()


class _Memory(threading.Thread):
    """Looks at the resident memory of a process and its children until `over` is set."""

    def __init__(self, pid: int) -> None:
        super().__init__(name="memory watch", daemon=True)
        self.peak = 0
        self.over = threading.Event()
        self._pid = pid

    def run(self) -> None:
        while not self.over.wait(_LOOK_SECONDS):
            try:
                family = psutil.Process(self._pid)
                now = sum(_resident(member) for member in (family, *family.children(recursive=True)))
            except psutil.Error:
                continue
            self.peak = max(self.peak, now)


def _resident(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.Error:
        return 0
