# SPDX-License-Identifier: Apache-2.0
"""The server answers every request with one result or one failure, whatever a task does."""

from collections.abc import Callable
from typing import ClassVar

import pytest

from cutaway.description import codec
from cutaway.errors import CancelledError, RequestError
from cutaway.worker import protocol
from cutaway.worker.models import Models
from cutaway.worker.protocol import Message, ProtocolError
from cutaway.worker.questions import Call, Question
from cutaway.worker.server import Server


class Asked(Question):
    """A question whose task is at hand."""

    tasks: ClassVar[dict[str, Callable[[Call], object]]] = {}

    def load(self) -> Callable[[Call], object]:
        return self.tasks[self.task]


def answers(task: Callable[[Call], object], cancel: bool = False, **hints: codec.Hint) -> list[Message]:
    """All that the server says to one request for `task`."""
    decoder, said = protocol.Decoder(), []
    question = Asked("do", "it", **{"answer": lambda: int, **hints})
    Asked.tasks["it"] = task
    server = Server(lambda pieces: said.extend(decoder.feed(b"".join(pieces))), {"do": question})
    if cancel:
        server.cancel(1)
    server.answer(Message("request", 1, {"task": "do", "source": ["/m/a.pb", [], ""], "arguments": {"n": 3}}))
    return said


def failure(task: Callable[[Call], object], **more: codec.Hint) -> dict[str, str]:
    last = answers(task, **more)[-1]
    assert last.kind == "failure"
    found: dict[str, str] = last.body["error"]
    return found


def test_a_result_is_the_packed_answer() -> None:
    last = answers(lambda call: call.arguments["n"] + 1)[-1]
    assert (last.kind, last.job) == ("result", 1)
    assert codec.unpack(int, codec.Packed(last.body["value"], last.buffers)) == 4


def test_parts_come_before_the_result() -> None:
    def task(call: Call) -> int:
        call.part("half")
        return 1

    assert [message.kind for message in answers(task, part=lambda: str)] == [
        "progress",
        "partial",
        "log",
        "result",
    ]


def test_progress_is_sent_with_words_and_fraction() -> None:
    assert answers(lambda _: 1)[0].body == {"words": "", "fraction": None}


def test_progress_is_not_sent_thousands_of_times() -> None:
    def task(call: Call) -> int:
        for step in range(10_000):
            call.progress("counting", step / 10_000)
        return 1

    assert len(answers(task)) < 100


def test_progress_raises_where_the_job_was_cancelled() -> None:
    assert failure(lambda _: 1, cancel=True)["kind"] == CancelledError.__name__


@pytest.mark.parametrize(
    ("raised", "kind"),
    [
        (RequestError("No."), "RequestError"),
        (MemoryError(), "LimitError"),
        (RecursionError(), "DamagedFileError"),
        (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad"), "DamagedFileError"),
        (PermissionError(13, "Permission denied", "/m/x.data"), "MissingFileError"),
        (ProtocolError("a result of 999999999 bytes is too large"), "LimitError"),
        (KeyError("x"), "CrashedError"),
    ],
)
def test_every_exception_of_a_task_has_its_kind(raised: Exception, kind: str) -> None:
    def task(_: Call) -> int:
        raise raised

    found = failure(task)
    assert found["kind"] == kind
    assert "Traceback" not in found["message"]


def test_an_answer_of_the_wrong_type_is_a_failure_too() -> None:
    assert failure(lambda _: 1, answer=lambda: bytes)["kind"] == "CrashedError"


def test_an_unknown_task_is_refused() -> None:
    said: list[Message] = []
    decoder = protocol.Decoder()
    server = Server(lambda pieces: said.extend(decoder.feed(b"".join(pieces))), {})
    server.answer(Message("request", 1, {"task": "x", "source": ["a", [], ""], "arguments": {}}))
    assert said[0].body["error"]["kind"] == "RequestError"


def test_a_request_that_is_none_is_a_failure() -> None:
    said: list[Message] = []
    decoder = protocol.Decoder()
    server = Server(lambda pieces: said.extend(decoder.feed(b"".join(pieces))), {})
    server.answer(Message("request", 1, {}))
    assert said[0].kind == "failure"


def test_what_was_left_for_later_ends_where_a_request_comes() -> None:
    done: list[int] = []
    models = Models()
    models.later("counting", map(done.append, range(9)))
    server = Server(lambda _: None, {}, models)
    server.idle(lambda: len(done) == 3)
    assert done == [0, 1, 2]
    server.idle(lambda: False)
    assert len(done) == 9


def test_what_fails_while_nobody_asks_is_only_logged() -> None:
    said: list[Message] = []
    decoder, models = protocol.Decoder(), Models()
    models.later("failing", (int(word) for word in ["no number"]))
    Server(lambda pieces: said.extend(decoder.feed(b"".join(pieces))), {}, models).idle(lambda: False)
    assert [message.kind for message in said] == ["log"]
