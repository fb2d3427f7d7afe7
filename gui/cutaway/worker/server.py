# SPDX-License-Identifier: Apache-2.0
"""The loop of a child: takes requests, runs one task at a time, answers; every failure of a task becomes a message."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping, Sequence
from queue import SimpleQueue
from threading import Lock

import cutaway
from cutaway.description import codec
from cutaway.errors import CancelledError, CutawayError, RequestError
from cutaway.worker import protocol
from cutaway.worker.failures import explain
from cutaway.worker.models import Models
from cutaway.worker.protocol import Buffer, Message
from cutaway.worker.questions import QUESTIONS, Call, Hint, Question

PROGRESS_SECONDS = 0.05
"""Progress is sent at most this often; cancelling takes effect at every report."""


class Server:
    """Answers requests by `write`, a function that takes the pieces of a frame. begin: called before each job.

    explain: makes the error to tell of an exception and the path of the model.
    """

    def __init__(
        self,
        write: Callable[[Sequence[Buffer]], None],
        questions: Mapping[str, Question] = QUESTIONS,
        models: Models | None = None,
        begin: Callable[[Question], None] | None = None,
        explain: Callable[[BaseException, str], CutawayError] = explain,
    ) -> None:
        self._write = write
        self._questions = questions
        self._models = models or Models()
        self._begin = begin
        self._explain = explain
        self._cancelled: set[int] = set()
        self._last_progress = 0.0

    def greet(self, role: str) -> None:
        """Say hello: the child is ready."""
        self._send(greeting(role))

    def cancel(self, job: int) -> None:
        """Note that a job is no longer wanted; called from any thread, before or while it works."""
        self._cancelled.add(job)

    def answer(self, request: Message) -> None:
        """Do one job and send its result or its failure; the border where a task's exceptions end."""
        path = ""
        try:
            path = str(request.body["source"][0])
            self._answer(request)
        except Exception as error:  # noqa: BLE001 -- the job border: whatever a task raises is told to the user
            self._fail(request.job, self._explain(error, path))
        finally:
            self._cancelled.discard(request.job)

    def idle(self, is_wanted: Callable[[], bool]) -> None:
        """Go on with what jobs left for later, until it is done or `is_wanted` says that a request has come.

        It is nobody's question, so what fails is given up: who asks for it gets it, or the failure, then.
        """
        try:
            while not is_wanted() and self._models.go_on():
                pass
        except Exception as error:  # noqa: BLE001 -- as at the job border, only that nobody waits for an answer
            self._log(f"What was left for later failed: {type(error).__name__}: {error}")

    def _answer(self, request: Message) -> None:
        question = self._questions.get(request.body["task"])
        if question is None:
            raise RequestError(f"The reader does not know the task {request.body['task']}.")
        path, tags, version = request.body["source"]
        if self._begin is not None:
            self._begin(question)
        call = Call(
            source=(path, tuple(tags), version),
            arguments=request.body["arguments"],
            models=self._models,
            progress=lambda words, fraction: self._progress(request.job, words, fraction),
            part=lambda value: self._give("partial", request.job, question.part, value),
        )
        call.progress("", None)
        begun = time.monotonic()
        answer = question.load()(call)
        self._log(f"{question.name} of {path} took {time.monotonic() - begun:.3f} s")
        self._give("result", request.job, question.answer, answer)

    def _log(self, text: str) -> None:
        self._send(Message("log", body={"level": "debug", "text": text}))

    def _progress(self, job: int, words: str, fraction: float | None) -> None:
        if job in self._cancelled:
            raise CancelledError("The work was cancelled.")
        now = time.monotonic()
        if now - self._last_progress >= PROGRESS_SECONDS:
            self._last_progress = now
            self._send(Message("progress", job, {"words": words, "fraction": fraction}))

    def _give(self, kind: protocol.Kind, job: int, hint: Callable[[], Hint] | None, value: object) -> None:
        if hint is None:
            raise TypeError("this question has no partial answers")
        packed = codec.pack(hint(), value)
        self._send(Message(kind, job, {"value": packed.header}, packed.buffers))

    def _fail(self, job: int, error: CutawayError) -> None:
        if error.exit_status != 1:
            self._models.close()  # what ended by force may have left the model half read
        self._send(Message("failure", job, {"error": error.as_json()}))

    def _send(self, message: Message) -> None:
        self._write(protocol.encode(message))


def greeting(role: str, *, is_ready: bool = False, forks: bool = False) -> Message:
    """What a child says first, and once more when it has imported the library that it runs models with.

    forks: it has every job done by a process of its own, and keeps the times that the job was given.
    """
    who = {"protocol": protocol.VERSION, "version": cutaway.__version__, "role": role}
    return Message("hello", body={**who, "ready": is_ready, "forks": forks})


class Pipes:
    """The child's ends of the pipes: stdin is read by a thread, so that a cancel is heard while a job works."""

    def __init__(self, reading: int, writing: int) -> None:
        self._reading = reading
        self._writing = writing
        self._lock = Lock()
        self.requests: SimpleQueue[Message] = SimpleQueue()

    def write(self, pieces: Sequence[Buffer]) -> None:
        """Write a whole frame; the process ends where nobody reads any more."""
        with self._lock:
            for piece in pieces:
                rest = memoryview(piece).cast("B")
                while rest:
                    try:
                        rest = rest[os.write(self._writing, rest) :]
                    except BrokenPipeError:
                        os._exit(0)

    def listen(self, server: Server) -> None:
        """Read until the program closes the pipe, then end the process: nobody waits for an answer any more."""
        decoder = protocol.Decoder()
        while data := os.read(self._reading, 1 << 16):
            for message in decoder.feed(data):
                if message.kind == "request":
                    self.requests.put(message)
                elif message.kind == "cancel":
                    server.cancel(message.job)
        os._exit(0)
