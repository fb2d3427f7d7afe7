# SPDX-License-Identifier: Apache-2.0
"""A child that has imported a library and forks a process for every job, so that a job costs no import and no child.

It runs no op itself. It relays what the process of a job says, ends it when it is cancelled, comes to no end or gives
nonsense, and tells how it ended; it lives on in every case. One thread, and a loop over pipes: at a fork there must be
no other that holds a lock.
"""

from __future__ import annotations

import contextlib
import gc
import os
import select
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from importlib import import_module

from cutaway.errors import CancelledError, ChildError, CutawayError, from_json
from cutaway.worker import grants, job_process, limits, protocol, run_endings
from cutaway.worker.grants import Grant
from cutaway.worker.job_process import JobProcess
from cutaway.worker.protocol import Message
from cutaway.worker.questions import QUESTIONS, Question
from cutaway.worker.server import Pipes, greeting

HEARTBEAT_SECONDS = 2.0
"""A job that says nothing itself is said to be alive this often."""

CANCEL_SECONDS = 0.3
"""How long a job may take to notice that it was cancelled; the model that it has loaded is lost if it does not."""

KEPT_SECONDS = 300.0
"""A process that nobody asks anything is ended after so long; its model may fill the memory."""

IDLE_SECONDS = 900.0
"""The zygote likewise."""

_POLL_SECONDS = 0.05
_PATIENCE_SECONDS = 0.1
_ENDING_SECONDS = 0.5
_CHUNK = 1 << 18
_LEAST_PRIORITY = 10
_MOST_DESCRIPTORS = 4096
_LEAST_ROOM = 8 * limits.MEGABYTE
"""Beside what the library has, and a quarter more when it works: stacks of threads, and the first values."""


def load_library(role: str) -> None:
    """Import the library of that role."""
    import_module("cutaway.worker.tasks.libraries").load(role)


class Zygote:
    """reading, writing: the pipes to the program. load: imports the library of a role, in a thread that then ends."""

    def __init__(
        self,
        role: str,
        reading: int,
        writing: int,
        questions: Mapping[str, Question] = QUESTIONS,
        load: Callable[[str], None] = load_library,
    ) -> None:
        self._role = role
        self._reading = reading
        self._writing = writing
        self._questions = questions
        self._load = load
        self._pipes = Pipes(reading, writing)
        self._decoder = protocol.Decoder()
        self._waiting: deque[Message] = deque()
        self._job: JobProcess | None = None
        self._failure = ""
        self._used = self._beaten = time.monotonic()

    def serve(self) -> None:
        """Answer until the program closes its pipe or asks nothing for long; never returns."""
        self._send(greeting(self._role, forks=True))
        self._import()
        while True:
            if self._waiting and (self._job is None or self._job.message is None):
                self._begin(self._waiting.popleft())
            self._turn(_POLL_SECONDS if self._is_busy else 1.0)

    @property
    def _is_busy(self) -> bool:
        return self._job is not None and self._job.message is not None

    # --- the library ---

    def _import(self) -> None:
        """Import the library in a thread, at low priority where nobody waits for it, and listen meanwhile."""
        end = time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < end and not self._waiting:
            self._turn(0.01)
        thread = threading.Thread(target=self._import_now, args=(bool(self._waiting),), name="import")
        thread.start()
        while thread.is_alive():
            self._turn(_POLL_SECONDS)
            for message in self._waiting:
                self._beat(message, f"Starting {run_endings.LIBRARIES.get(self._role, self._role)}")
        thread.join()
        gc.collect()
        gc.freeze()  # what was imported is shared with every job as long as nobody writes to it
        if not self._failure:
            self._send(greeting(self._role, is_ready=True, forks=True))

    def _import_now(self, is_awaited: bool) -> None:  # noqa: FBT001 -- a thread's target
        if not is_awaited:
            with contextlib.suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _LEAST_PRIORITY)
        try:
            self._load(self._role)
        except BaseException as error:  # noqa: BLE001 -- a border: whatever an import raises is told to the user
            import traceback

            self._failure = "".join(traceback.format_exception(error)) or "no reason was given"

    # --- the loop ---

    def _turn(self, seconds: float) -> None:
        """Wait for something to read, hear it, and look at the clock."""
        watched = [self._reading]
        job = self._job
        if job is not None:
            watched += [job.answers] if job.is_mute else [job.answers, job.errors]
        ready, _, _ = select.select(watched, [], [], seconds)
        if self._reading in ready:
            self._hear()
        if job is not None and self._job is job:
            if job.errors in ready:
                job.listen()
            if job.answers in ready:
                self._relay(job)
        self._look(time.monotonic())

    def _hear(self) -> None:
        data = os.read(self._reading, _CHUNK)
        if not data:
            self._leave(0)
        for message in self._decoder.feed(data):
            if message.kind == "request":
                self._waiting.append(message)
            elif message.kind == "cancel":
                self._cancel(message.job)

    def _look(self, now: float) -> None:
        job = self._job
        if job is None or job.message is None or job.work is None:
            if job is not None and now - self._used > KEPT_SECONDS:
                self._drop(job)
            if now - self._used > IDLE_SECONDS and not self._waiting:
                self._leave(limits.STATUS_IDLE)
            return
        self._used = now
        if job.cancelled is not None:
            if now - job.cancelled > CANCEL_SECONDS:
                self._end(job, run_endings.cancelled(job.work))
        elif 0 < job.grant.seconds < now - job.begun:
            self._end(job, run_endings.too_long(job.work, job.grant.seconds, job.words))
        else:
            self._beat(job.message)

    def _beat(self, message: Message, words: str = "") -> None:
        """Say now and then that the job is alive, with what it said last."""
        now = time.monotonic()
        if now - self._beaten < HEARTBEAT_SECONDS:
            return
        self._beaten = now
        told = self._job.told if self._job is not None else None
        self._send(told or Message("progress", message.job, {"words": words, "fraction": None}))

    # --- jobs ---

    def _begin(self, request: Message) -> None:
        work = run_endings.work_of(self._role, request)
        if self._failure:
            self._fail(request.job, run_endings.not_loaded(work, self._failure))
            return
        grant = grants.from_json(request.body["grant"]) if "grant" in request.body else Grant()
        needed = limits.data() * 5 // 4 + _LEAST_ROOM
        if grant.bytes < needed:  # a process that cannot take a single page says nothing any more
            self._fail(request.job, run_endings.too_little_memory(work, grant.bytes, needed))
            return
        job = self._kept(request, grant)
        try:
            if job is None:
                job = job_process.fork(
                    request, self._role, grant, self._questions, (self._reading, self._writing)
                )
            else:
                Pipes(job.answers, job.requests).write(protocol.encode(request))
        except OSError as error:
            self._fail(request.job, run_endings.explain(error, work))
            return
        self._job = job
        job.message, job.work, job.cancelled, job.told = request, work, None, None
        job.begun = self._used = time.monotonic()

    def _kept(self, request: Message, grant: Grant) -> JobProcess | None:
        """The process that has this model already; one that has another is ended."""
        job = self._job
        if job is None:
            return None
        if job.source == job_process.source_of(request) and job.grant == grant:
            return job
        self._drop(job)
        return None

    def _relay(self, job: JobProcess) -> None:
        """Pass on what the process says about its job; nothing else can come through."""
        data = os.read(job.answers, _CHUNK)
        if not data:
            self._gone(job)
            return
        try:
            messages = job.decoder.feed(data)
        except protocol.ProtocolError as error:
            if job.work is not None:
                self._end(job, run_endings.nonsense(job.work, str(error)))
            else:
                self._drop(job)
            return
        for message in messages:
            if job.message is not None and message.job == job.message.job:
                self._pass_on(job, job.message, message)

    def _pass_on(self, job: JobProcess, request: Message, message: Message) -> None:
        if message.kind == "progress":
            job.told, job.begun = message, time.monotonic()
        if message.kind not in ("progress", "partial", "result", "failure"):
            return
        if message.kind in ("result", "failure"):
            job.message = job.work = None
            question = self._questions.get(str(request.body["task"]))
            is_spoilt = message.kind == "failure" and _is_spoilt(from_json(message.body["error"]))
            if message.kind == "failure":
                message.body["survives"] = True
            if question is None or not question.is_kept or is_spoilt:
                self._drop(job)
        self._beaten = time.monotonic()
        self._send(message)

    def _cancel(self, number: int) -> None:
        job = self._job
        for message in [message for message in self._waiting if message.job == number]:
            self._waiting.remove(message)
            self._fail(number, run_endings.cancelled(run_endings.work_of(self._role, message)))
        if job is not None and job.message is not None and job.message.job == number:
            job.cancelled = time.monotonic()
            with contextlib.suppress(OSError):
                os.write(job.requests, b"".join(protocol.encode(Message("cancel", number))))

    # --- how they end ---

    def _gone(self, job: JobProcess) -> None:
        """The process closed its pipe, which it does only by ending."""
        status, number = self._reap(job)
        words, request, work = job.words, job.message, job.work
        self._forget(job)
        if request is None or work is None:
            return
        error: ChildError
        if job.cancelled is not None:
            error = run_endings.cancelled(work)
        elif status == job_process.STATUS_NOT_CONFINED:
            error = run_endings.not_confined(work, words)
        else:
            error = run_endings.crashed(work, status, number, words)
        self._fail(request.job, error)

    def _reap(self, job: JobProcess) -> tuple[int | None, int | None]:
        """Exit status, or the signal; one that has not ended after a moment is ended."""
        end = time.monotonic() + _ENDING_SECONDS
        pid, status = os.waitpid(job.pid, os.WNOHANG)
        while not pid and time.monotonic() < end:
            time.sleep(0.002)
            pid, status = os.waitpid(job.pid, os.WNOHANG)
        if not pid:
            job.kill()
            _, status = os.waitpid(job.pid, 0)
        if os.WIFSIGNALED(status):
            return None, os.WTERMSIG(status)
        return os.WEXITSTATUS(status), None

    def _end(self, job: JobProcess, error: CutawayError) -> None:
        request = job.message
        self._drop(job)
        if request is not None:
            self._fail(request.job, error)

    def _drop(self, job: JobProcess) -> None:
        """End a process without a word."""
        job.kill()
        os.waitpid(job.pid, 0)
        self._forget(job)

    def _forget(self, job: JobProcess) -> None:
        job.close()
        if self._job is job:
            self._job = None

    def _fail(self, number: int, error: CutawayError) -> None:
        self._send(Message("failure", number, {"error": error.as_json(), "survives": True}))

    def _send(self, message: Message) -> None:
        self._pipes.write(protocol.encode(message))

    def _leave(self, status: int) -> None:
        if self._job is not None:
            self._job.kill()
        os._exit(status)


def _is_spoilt(error: CutawayError) -> bool:
    """Whether what failed so may have left its process half done."""
    return error.exit_status != 1 and not isinstance(error, CancelledError)


def serve(role: str, reading: int, writing: int) -> None:
    """Be the zygote of that role; never returns."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    # What whoever started the program left open is no matter of a model's.
    os.closerange(3, writing)
    os.closerange(writing + 1, _MOST_DESCRIPTORS)
    Zygote(role, reading, writing).serve()
