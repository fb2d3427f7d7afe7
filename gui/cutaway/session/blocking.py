# SPDX-License-Identifier: Apache-2.0
"""Children over `subprocess` and a loop that waits for jobs: what the command line runs the engine on."""

from __future__ import annotations

import contextlib
import os
import subprocess
import time
from collections.abc import Callable, Sequence
from functools import partial
from queue import Empty, SimpleQueue
from threading import Thread
from typing import IO

from cutaway.events import Event
from cutaway.session.transports import STDERR_TAIL, Command, Ending

TICK_SECONDS = 0.05
_CLOSE_SECONDS = 2.0
_CHUNK = 1 << 18


class BlockingLoop:
    """Runs what the pipes' threads bring, on the thread that waits; also the engine's ticker."""

    def __init__(self) -> None:
        self._events: SimpleQueue[Callable[[], object]] = SimpleQueue()
        self._tick: Callable[[], None] | None = None
        self._next = 0.0

    def post(self, call: Callable[[], object]) -> None:
        """Have `call` run by whoever waits; from any thread."""
        self._events.put(call)

    def transport(self) -> SubprocessTransport:
        """A transport whose events this loop brings."""
        return SubprocessTransport(self)

    def start(self, tick: Callable[[], None]) -> None:
        """Begin to tick."""
        self._tick = tick

    def stop(self) -> None:
        """Stop ticking."""
        self._tick = None

    def run_until(self, is_done: Callable[[], bool]) -> None:
        """Wait, and serve children meanwhile. KeyboardInterrupt ends it."""
        while not is_done():
            try:
                call = self._events.get(timeout=TICK_SECONDS)
            except Empty:
                pass
            else:
                call()
            now = time.monotonic()
            if self._tick is not None and now >= self._next:
                self._next = now + TICK_SECONDS
                self._tick()


class SubprocessTransport:
    """A child over three pipes, each with a thread of its own, since no system can wait for all kinds of pipes."""

    def __init__(self, loop: BlockingLoop) -> None:
        self.received: Event[[bytes]] = Event()
        self.ended: Event[[Ending]] = Event()
        self._loop = loop
        self._process: subprocess.Popen[bytes] | None = None
        self._outgoing: SimpleQueue[bytes | memoryview | None] = SimpleQueue()
        self._threads: list[Thread] = []
        self._tail = b""
        self._is_closed = False

    def start(self, command: Command) -> None:
        """Start the child; that it could not be started is told by `ended`."""
        try:
            self._process = subprocess.Popen(
                list(command.arguments),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                bufsize=0,
                env=dict(command.environment),
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            self._loop.post(partial(self.ended.emit, Ending(None, started=False, reason=reason)))
            return
        for work, pipe in (
            (self._listen, self._process.stderr),
            (self._read, self._process.stdout),
            (self._write, self._process.stdin),
        ):
            thread = Thread(target=work, args=(self._process, pipe), daemon=True)
            self._threads.append(thread)
            thread.start()

    def send(self, pieces: Sequence[bytes | memoryview]) -> None:
        """Hand the pieces to the thread that writes."""
        for piece in pieces:
            self._outgoing.put(piece)

    def kill(self) -> None:
        """End the child at once."""
        if self._process is not None:
            self._process.kill()

    def close(self) -> None:
        """End the child, wait for it, and say nothing about it."""
        self._is_closed = True
        if self._process is None:
            return
        self._process.kill()
        for thread in self._threads:
            thread.join(_CLOSE_SECONDS)

    def _write(self, _: object, pipe: IO[bytes]) -> None:
        with contextlib.suppress(OSError), pipe:  # where the child is gone, `ended` tells
            while (piece := self._outgoing.get()) is not None:
                rest = memoryview(piece).cast("B")
                while rest:
                    rest = rest[os.write(pipe.fileno(), rest) :]

    def _listen(self, _: object, pipe: IO[bytes]) -> None:
        with pipe:
            while data := os.read(pipe.fileno(), _CHUNK):
                self._tail = (self._tail + data)[-STDERR_TAIL:]

    def _read(self, process: subprocess.Popen[bytes], pipe: IO[bytes]) -> None:
        with pipe:
            while data := os.read(pipe.fileno(), _CHUNK):
                self._post(partial(self.received.emit, data))
        process.wait()
        self._outgoing.put(None)
        self._threads[0].join()
        self._post(partial(self.ended.emit, self._ending(process.returncode)))

    def _post(self, call: Callable[[], object]) -> None:
        self._loop.post(partial(self._unless_closed, call))

    def _unless_closed(self, call: Callable[[], object]) -> None:
        if not self._is_closed:
            call()

    def _ending(self, code: int) -> Ending:
        tail = self._tail.decode("utf-8", "replace")
        return Ending(None, -code, tail) if code < 0 else Ending(code, None, tail)
