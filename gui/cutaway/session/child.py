# SPDX-License-Identifier: Apache-2.0
"""One child process as the engine sees it: what it works on, when it last gave a sign of life, how it ended."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import cutaway
from cutaway.errors import CancelledError, CutawayError, LimitError, from_json
from cutaway.events import Event
from cutaway.session import endings, scratch
from cutaway.session.jobs import Job
from cutaway.session.transports import Command, Ending, Transport
from cutaway.worker import protocol, run_endings
from cutaway.worker.limits import STATUS_IDLE
from cutaway.worker.protocol import Message
from cutaway.worker.questions import RUNNERS, Hint, Lane, Question
from cutaway.worker.run_endings import Work

CANCEL_SECONDS = 1.0
"""How long a child may take to notice that its job was cancelled, before it is ended."""

RUNNER_CANCEL_SECONDS = 3.0
"""Likewise for one that ends the process of the job itself, and need not import its library again then."""


@dataclass(slots=True, eq=False)
class Assignment:
    """A job and the question behind it. source: path, tags, version. grant: what a process that runs it may use."""

    number: int
    job: Job[Any]
    question: Question
    source: tuple[str, tuple[str, ...], str]
    arguments: dict[str, Any]
    lane: Lane
    grant: dict[str, Any] | None = None
    begun: float = 0.0
    sign: float = 0.0
    cancelled: float | None = None
    parts: dict[str, Any] = field(default_factory=dict)


class Child:
    """freed: it can take another job. gone: it ended and is of no use any more.

    readied: it has imported the library that it runs models with. unheard: what it was asked
    when it had ended already, to be asked of another.
    """

    def __init__(self, lane: Lane, transport: Transport) -> None:
        self.lane = lane
        self.source: object = None
        self.work: Assignment | None = None
        self.unheard: Assignment | None = None
        self.greeted = False
        self.is_ready = False
        self.forks = False
        self.is_ending = False
        self.freed: Event[[Child]] = Event()
        self.readied: Event[[Child]] = Event()
        self.gone: Event[[Child]] = Event()
        self.logged: Event[[str, str]] = Event()
        self._transport = transport
        self._decoder = protocol.Decoder()
        self._scratch = scratch.make()
        transport.received.connect(self._received)
        transport.ended.connect(self._ended)

    @property
    def is_idle(self) -> bool:
        """True where it can take a job now (one that has not said hello yet will take it then)."""
        return self.work is None and not self.is_ending

    def start(self, command: Command) -> None:
        """Start the process; `command` was made for `scratch`."""
        self._transport.start(command)

    @property
    def scratch(self) -> str:
        """Its temporary folder."""
        return self._scratch

    def begin(self, work: Assignment) -> None:
        """Send a request."""
        work.begun = work.sign = time.monotonic()
        self.work, self.source = work, work.source
        body = {"task": work.question.name, "source": work.source, "arguments": work.arguments}
        if work.grant is not None:
            body["grant"] = work.grant
        self._send(Message("request", work.number, body))
        work.job.run()

    def cancel(self) -> None:
        """Tell it that its job is no longer wanted; `watch` ends it where it does not listen."""
        if self.work is not None and self.work.cancelled is None:
            self.work.cancelled = time.monotonic()
            self._send(Message("cancel", self.work.number))

    def watch(self, now: float) -> None:
        """End the child where it is past one of its times."""
        work = self.work
        if self.is_ending or work is None:
            return
        path, limits = work.source[0], work.question
        if work.cancelled is not None:
            if now - work.cancelled > (RUNNER_CANCEL_SECONDS if self.lane in RUNNERS else CANCEL_SECONDS):
                self._give_up(CancelledError("The work was cancelled.", path=path))
        elif now - work.sign > self._silence(work):
            self._give_up(self._silent(work))
        elif limits.total is not None and now - work.begun > limits.total:
            self._give_up(endings.too_long(path, limits.total))

    def _silence(self, work: Assignment) -> float:
        """Seconds without a sign of life; a runner that does not fork has those that its job was given."""
        if self.lane in RUNNERS and self.greeted and not self.forks and work.grant is not None:
            return float(work.grant["seconds"]) or math.inf
        return work.question.silence

    def _silent(self, work: Assignment) -> LimitError:
        if self.lane in RUNNERS:
            return run_endings.too_long(self._running(work), self._silence(work))
        return endings.silent(work.source[0], self._silence(work))

    def _running(self, work: Assignment) -> Work:
        signature = str(work.arguments.get("signature") or "")
        return Work(self.lane, work.source[0], work.question.name, signature)

    def close(self) -> None:
        """End the process now and wait for it; its job is cancelled."""
        self._finish(CancelledError("The work was cancelled."))
        self.is_ending = True
        self._transport.close()
        scratch.remove(self._scratch)

    def _send(self, message: Message) -> None:
        self._transport.send(protocol.encode(message))

    def _received(self, data: bytes) -> None:
        if self.is_ending:
            return
        try:
            messages = self._decoder.feed(data)
        except protocol.ProtocolError as error:
            self._give_up(endings.nonsense(self._path, str(error)))
            return
        for message in messages:
            self._take(message)

    def _take(self, message: Message) -> None:
        work = self.work
        if message.kind == "hello":
            self._greet(message.body)
        elif message.kind == "log":
            self.logged.emit(str(message.body.get("level", "")), str(message.body.get("text", "")))
        elif work is not None and message.job == work.number:
            work.sign = time.monotonic()
            try:
                self._hear(message, work)
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                self._give_up(endings.nonsense(self._path, str(error)))

    def _greet(self, body: dict[str, Any]) -> None:
        self.greeted = True
        self.forks = body.get("forks") is True
        if body.get("ready") is True:
            self.is_ready = True
            self.readied.emit(self)
        if self.work is not None:
            self.work.begun = self.work.sign = time.monotonic()
        if (body.get("protocol"), body.get("version")) != (protocol.VERSION, cutaway.__version__):
            self._give_up(endings.other_version(str(body.get("version")), cutaway.__version__))

    def _hear(self, message: Message, work: Assignment) -> None:
        body = message.body
        if message.kind == "progress":
            work.job.report(body["words"], body["fraction"])
        elif message.kind == "partial":
            if not work.job.is_over:
                name, value = part = _value(work.question.part, message)
                work.parts[name] = value
                work.job.partial.emit(part)
        elif message.kind == "result":
            answer = None if work.job.is_over else _value(work.question.answer, message)
            self._free(answer if work.question.part is None else work.parts, None)
        elif message.kind == "failure":
            error = from_json(body["error"])
            survives = body.get("survives") is True or isinstance(error, CancelledError)
            if error.exit_status != 1 and not survives:
                self._give_up(error)
            else:
                self._free(None, error)

    def _free(self, value: object, error: CutawayError | None) -> None:
        work, self.work = self.work, None
        self.freed.emit(self)
        if work is not None:
            if error is None:
                work.job.succeed(value)
            else:
                work.job.fail(error)

    def _give_up(self, error: CutawayError) -> None:
        """End the process; its job fails now, and does not wait for the process to be gone."""
        self.is_ending = True
        self._transport.kill()
        self._finish(error)

    def _finish(self, error: CutawayError) -> None:
        work, self.work = self.work, None
        if work is not None:
            work.job.fail(error)

    @property
    def _path(self) -> str:
        return self.work.source[0] if self.work is not None else ""

    def _ended(self, ending: Ending) -> None:
        self.is_ending = True
        scratch.remove(self._scratch)
        if ending.status == STATUS_IDLE:  # it left in the moment in which it was asked
            self.unheard, self.work = self.work, None
        if self.lane in RUNNERS and self.greeted and self.work is not None:
            work = self._running(self.work)
            self._finish(run_endings.crashed(work, ending.status, ending.signal, ending.stderr))
        else:
            self._finish(endings.of(ending, self._path, greeted=self.greeted))
        self.gone.emit(self)


def _value(hint: Callable[[], Hint] | None, message: Message) -> Any:  # noqa: ANN401 -- the question knows its type
    from cutaway.description import codec

    if hint is None:
        raise KeyError(message.kind)
    try:
        return codec.unpack(hint(), codec.Packed(message.body["value"], message.buffers))
    except codec.CodecError as error:
        raise ValueError(str(error)) from error
