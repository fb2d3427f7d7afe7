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

T = TypeVar("T")


class Reader:
    """The engine with one child, and the loop that waits for it."""

    def __init__(self, progress: Progress, *, paints: bool = False) -> None:
        self._loop = loop = BlockingLoop()
        self._progress = progress
        if paints:
            self.engine = Engine(loop.transport, loop, front=1, back=0, command=commands.painter)
        else:
            self.engine = Engine(loop.transport, loop, front=1, back=0)

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

    def until(self, is_over: Callable[[], bool]) -> None:
        """Serve all jobs until `is_over`."""
        self._loop.run_until(is_over)

    def close(self) -> None:
        """End the child."""
        self.engine.close()


@contextlib.contextmanager
def reader(invocation: Invocation, *, paints: bool = False) -> Iterator[Reader]:
    """A reader that is gone afterwards, also where the command is ended by a signal. paints: its child may use Qt."""
    errors = terminal.of(sys.stderr)
    with signals.raised():
        progress = Progress(errors.stream, is_terminal=errors.is_terminal, width=errors.width)
        found = Reader(progress, paints=paints)
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
