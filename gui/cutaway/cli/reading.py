# SPDX-License-Identifier: Apache-2.0
"""An engine for the length of one command: asks, waits with progress, and leaves no child behind."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from typing import TypeVar

from cutaway.cli import signals, terminal
from cutaway.cli.options import Invocation
from cutaway.cli.progress import Progress
from cutaway.cli.terminal import Terminal
from cutaway.session import commands
from cutaway.session.blocking import BlockingLoop
from cutaway.session.documents import Source
from cutaway.session.engine import Engine
from cutaway.session.jobs import Job
from cutaway.session.transports import Command

T = TypeVar("T")


class Reader:
    """The engine with one child, and the loop that waits for it."""

    def __init__(self, progress: Progress, command: Callable[[str], Command]) -> None:
        self._loop = BlockingLoop()
        self._progress = progress
        self.engine = Engine(self._loop.transport, self._loop, front=1, back=0, command=command)

    def wait(self, job: Job[T]) -> T:
        """The answer of the job. Raises the error it ended with."""
        job.changed.connect(self._progress.show)
        try:
            self._loop.run_until(lambda: job.is_over)
        finally:
            self._progress.clear()
        if job.error is not None:
            raise job.error
        return job.result  # type: ignore[return-value]  # a job that succeeded has one; it may be None

    def close(self) -> None:
        """End the child."""
        self.engine.close()


@contextlib.contextmanager
def reader(invocation: Invocation, command: Callable[[str], Command] = commands.reader) -> Iterator[Reader]:
    """A reader that is gone afterwards, also where the command is ended by a signal. command: starts its child."""
    errors = terminal.of(sys.stderr)
    with signals.raised():
        progress = Progress(errors.stream, is_terminal=errors.is_terminal, width=errors.width)
        found = Reader(progress, command)
        if "--verbose" in invocation.flags:
            found.engine.logged.connect(lambda level, text: _log(errors, level, text))
        try:
            yield found
        finally:
            found.close()


def source(invocation: Invocation) -> Source:
    """What the command line says is to be opened."""
    tags = tuple(tag for tag in invocation.values.get("--tags", "").split(",") if tag)
    return Source(invocation.path, tags, invocation.values.get("--version", ""))


def _log(errors: Terminal, level: str, text: str) -> None:
    from cutaway.description import wording

    errors.print(errors.paint(f"{level}: {wording.safe(text)}", "faint"))
