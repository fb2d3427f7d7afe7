# SPDX-License-Identifier: Apache-2.0
"""A child that is none: the server in the same process, for tests that need no crash and no limit."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from cutaway.events import Event
from cutaway.session.blocking import BlockingLoop
from cutaway.session.transports import Command, Ending
from cutaway.worker import protocol
from cutaway.worker.models import Models
from cutaway.worker.questions import QUESTIONS, Question
from cutaway.worker.server import Server


class InProcessTransport:
    """Frames go through the protocol as they would through pipes; a job runs when the loop comes to it."""

    def __init__(
        self,
        loop: BlockingLoop,
        questions: Mapping[str, Question] = QUESTIONS,
        models: Models | None = None,
    ) -> None:
        self.received: Event[[bytes]] = Event()
        self.ended: Event[[Ending]] = Event()
        self._loop = loop
        self._models = models or Models()
        self._server = Server(self._answer, questions, self._models)
        self._decoder = protocol.Decoder()
        self._is_gone = False

    def start(self, command: Command) -> None:  # noqa: ARG002 -- there is no process to start
        """Say hello; nothing is started."""
        self._post(lambda: self._server.greet("in process"))

    def send(self, pieces: Sequence[bytes | memoryview]) -> None:
        """Queue the jobs; a cancel is heard at once."""
        for message in self._decoder.feed(b"".join(pieces)):
            if message.kind == "request":
                self._post(partial(self._server.answer, message))
            elif message.kind == "cancel":
                self._server.cancel(message.job)

    def kill(self) -> None:
        """End as a killed child would."""
        self._post(self._end)

    def close(self) -> None:
        """Say nothing any more."""
        self._is_gone = True
        self._models.close()

    def _end(self) -> None:
        self.close()
        self.ended.emit(Ending(None, 9))

    def _answer(self, pieces: Sequence[bytes | memoryview]) -> None:
        data = b"".join(pieces)
        if not self._is_gone:
            self.received.emit(data)

    def _post(self, call: Callable[[], object]) -> None:
        self._loop.post(lambda: None if self._is_gone else call())
