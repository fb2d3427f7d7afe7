# SPDX-License-Identifier: Apache-2.0
"""What carries bytes between the engine and a child, and what makes the engine's clock tick: two protocols.

Three kinds of each exist: over `subprocess` for the command line (`session.blocking`), over QProcess for the window
(`qt.transport`), and within one process for tests (`session.in_process`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from cutaway.events import Event

STDERR_TAIL = 16_384
"""Bytes of a child's stderr that are kept: the last ones."""


@dataclass(frozen=True, slots=True)
class Command:
    """A child to start. arguments: program first, no shell. environment: the whole of it, nothing is inherited."""

    arguments: Sequence[str]
    environment: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Ending:
    """How a child ended.

    status: exit status, None where a signal ended it or it never started. signal: its number, else None (on Unix
    `QProcess.exitCode()` is the signal's number after a CrashExit; on Windows a crash has a status and no signal).
    stderr: the last `STDERR_TAIL` bytes, decoded with `errors="replace"`. started: False where the program could not
    be started, and then `reason` holds the system's words.
    """

    status: int | None
    signal: int | None = None
    stderr: str = ""
    started: bool = True
    reason: str = ""


class Transport(Protocol):
    """One child process, from start to end; never used for a second one.

    received and ended are emitted on the thread that made the transport, from its event loop, and never from inside
    `start`, `send` or `kill`: the engine is not re-entered. All bytes are received before ended is emitted; ended is
    emitted exactly once after `start`, also where the program could not be started.
    """

    @property
    def received(self) -> Event[[bytes]]:
        """Bytes that the child wrote to its stdout, in any pieces."""

    @property
    def ended(self) -> Event[[Ending]]:
        """The child is gone and has been waited for."""

    def start(self, command: Command) -> None:
        """Start the child with pipes on all three standard streams (binary; no console window on Windows)."""

    def send(self, pieces: Sequence[bytes | memoryview]) -> None:
        """Write to the child's stdin, in order; never blocks for a child that does not read, and a dead one is fine."""

    def kill(self) -> None:
        """End the child at once (SIGKILL, TerminateProcess); `ended` follows. One that has ended is fine."""

    def close(self) -> None:
        """Kill the child and wait until it is gone, at most two seconds; nothing is emitted any more.

        What it wrote is dropped; pipes, threads and process objects are freed. Called once, at the engine's end.
        """


class Ticker(Protocol):
    """Calls the engine several times a second (every 50 to 100 ms) while there is something to watch over."""

    def start(self, tick: Callable[[], None]) -> None:
        """Begin to call `tick` on the thread of the transports; one that ticks already goes on."""

    def stop(self) -> None:
        """Stop calling; an idle program is woken by nobody."""
