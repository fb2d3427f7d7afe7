# SPDX-License-Identifier: Apache-2.0
"""The process of a job: forked from one that has the library already, it confines itself and then answers."""

from __future__ import annotations

import os
import resource
import signal
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Thread
from typing import NoReturn

from cutaway.errors import CutawayError
from cutaway.worker import limits, protocol, run_endings, sandbox
from cutaway.worker.grants import Grant
from cutaway.worker.protocol import Message
from cutaway.worker.questions import Question
from cutaway.worker.run_endings import Work
from cutaway.worker.server import Pipes, Server

STATUS_NOT_CONFINED = 79
"""Exit status of a process that could not be confined, and did nothing."""

STDERR_TAIL = 8192
_CHUNK = 1 << 16
_MOST_READS = 256
"""At once: a process may write without end."""
_HOMES = ("HOME", "USERPROFILE", "TMPDIR", "TEMP", "TMP")


@dataclass(slots=True)
class JobProcess:
    """One such process as its parent sees it.

    requests: to write to; answers, errors: to read from. message, work: what it does now, None while it waits.
    begun: when its last step began. told: its last progress. is_mute: it has closed its stderr.
    """

    pid: int
    requests: int
    answers: int
    errors: int
    source: object
    grant: Grant
    folder: str
    message: Message | None = None
    work: Work | None = None
    begun: float = 0.0
    cancelled: float | None = None
    told: Message | None = None
    tail: bytes = b""
    is_mute: bool = False
    decoder: protocol.Decoder = field(default_factory=protocol.Decoder)

    def listen(self) -> None:
        """Keep the last of what it wrote to stderr."""
        for _ in range(_MOST_READS):
            try:
                data = os.read(self.errors, _CHUNK)
            except BlockingIOError:
                return
            if not data:
                self.is_mute = True
                return
            self.tail = (self.tail + data)[-STDERR_TAIL:]

    @property
    def words(self) -> str:
        """The last of what it wrote to stderr."""
        self.listen()
        return self.tail.decode("utf-8", "replace")

    def kill(self) -> None:
        """End it with all that it started."""
        for end in (os.killpg, os.kill):
            try:
                end(self.pid, signal.SIGKILL)
            except OSError:
                continue
            return

    def close(self) -> None:
        """Let go of its pipes and take its folder away."""
        import shutil

        for descriptor in (self.requests, self.answers, self.errors):
            os.close(descriptor)
        shutil.rmtree(self.folder, ignore_errors=True)


def fork(
    request: Message, runner: str, grant: Grant, questions: Mapping[str, Question], close: tuple[int, ...]
) -> JobProcess:
    """Start a process for a request, and for more that come by its pipe. close: descriptors that it must not have."""
    folder = tempfile.mkdtemp(prefix="job-")
    request_reading, request_writing = os.pipe()
    answer_reading, answer_writing = os.pipe()
    error_reading, error_writing = os.pipe()
    parent = os.getpid()
    pid = os.fork()
    if pid == 0:
        try:
            _become((request_writing, answer_reading, error_reading, *close), error_writing, folder, parent)
            _answer(request, request_reading, answer_writing, runner, grant, questions, folder)
        finally:  # nothing may ever return into what the parent was doing
            os._exit(1)
    for descriptor in (request_reading, answer_writing, error_writing):
        os.close(descriptor)
    os.set_blocking(error_reading, False)
    source = source_of(request)
    return JobProcess(pid, request_writing, answer_reading, error_reading, source, grant, folder)


def source_of(request: Message) -> object:
    """The model of a request, to be compared."""
    path, tags, version = request.body["source"]
    return path, tuple(tags), version


def _become(close: tuple[int, ...], errors: int, folder: str, parent: int) -> None:
    """Leave the parent's pipes, group and folder."""
    os.setsid()
    limits.die_with_parent(parent)
    for descriptor in close:
        os.close(descriptor)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    for descriptor in (1, 2):
        os.dup2(errors, descriptor)
    os.environ.update(dict.fromkeys(_HOMES, folder))
    tempfile.tempdir = None


def _answer(
    request: Message,
    reading: int,
    writing: int,
    runner: str,
    grant: Grant,
    questions: Mapping[str, Question],
    folder: str,
) -> NoReturn:
    _confine(grant, folder)
    pipes = Pipes(reading, writing)
    now = [request]

    def explain(error: BaseException, _: str) -> CutawayError:
        return run_endings.explain(error, run_endings.work_of(runner, now[0]))

    server = Server(
        pipes.write, questions, begin=lambda question: limits.allow_cpu(question.cpu), explain=explain
    )
    pipes.requests.put(request)
    Thread(target=pipes.listen, args=(server,), name="requests", daemon=True).start()
    watch = limits.MemoryWatch(grant.bytes)
    while True:
        now[0] = pipes.requests.get()
        watch.begin()
        server.answer(now[0])
        watch.end()


def _confine(grant: Grant, folder: str) -> None:
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_DATA, grant.bytes)
    try:
        sandbox.restrict(grant.read, (folder, *grant.write), grant.look)
    except OSError as error:
        os.write(2, f"{error}\n".encode())
        os._exit(STATUS_NOT_CONFINED)


def _limit(kind: int, most: int) -> None:
    """Set a limit that cannot be raised again, or keep one that is lower already."""
    hard = resource.getrlimit(kind)[1]
    most = most if hard < 0 else min(most, hard)
    resource.setrlimit(kind, (most, most))
