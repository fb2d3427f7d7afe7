# SPDX-License-Identifier: Apache-2.0
"""What a child does from its start until the program closes the pipe: a reader at once, a runner with its library."""

from __future__ import annotations

import faulthandler
import gc
import os
import signal
import sys
from collections.abc import Callable, Mapping
from threading import Thread

from cutaway.errors import CutawayError
from cutaway.worker import limits, preload, protocol
from cutaway.worker.failures import explain
from cutaway.worker.questions import QUESTIONS, RUNNERS, Question
from cutaway.worker.server import Pipes, Server, greeting


def main(role: str, memory: int | None = None, questions: Mapping[str, Question] = QUESTIONS) -> None:
    """Be a child until the program closes the pipe; never returns."""
    memory = memory or limits.memory_of(role)
    is_zygote = role in RUNNERS and sys.platform == "linux"
    writing = os.dup(1)
    os.dup2(2, 1)  # whatever a library prints goes to stderr and cannot break the frames
    prepare(writing, memory, is_zygote=is_zygote)
    if is_zygote:
        from cutaway.worker import zygote  # of Linux alone, and nothing that a reader needs

        zygote.serve(role, 0, writing)
    pipes = Pipes(0, writing)
    server = Server(
        pipes.write,
        questions,
        begin=lambda question: limits.allow_cpu(question.cpu),
        explain=_explainer(role),
    )
    Thread(target=pipes.listen, args=(server,), name="requests", daemon=True).start()
    watch = limits.MemoryWatch(memory)
    server.greet(role)
    if role in RUNNERS:
        preload.library(role)
        pipes.write(protocol.encode(greeting(role, is_ready=True)))
    else:
        preload.until(lambda: not pipes.requests.empty())
    while True:
        watch.begin()
        server.idle(lambda: not pipes.requests.empty())
        watch.end()
        request = pipes.requests.get()
        watch.begin()
        server.answer(request)
        watch.end()
        gc.set_threshold(100_000, 20, 100)  # most of the many objects that readers make stay
        gc.enable()


def _explainer(role: str) -> Callable[[BaseException, str], CutawayError]:
    """Makes errors in words of reading, or of running where that is what the child does."""
    if role not in RUNNERS:
        return explain
    from cutaway.worker import run_endings

    return lambda error, path: run_endings.explain(error, run_endings.Work(role, path))


def prepare(writing: int, memory: int, *, is_zygote: bool) -> None:
    """Make the process one that leaves its last words, is not ended by Ctrl-C, and keeps to `memory` bytes.

    writing: the descriptor for answers. A zygote has no limit of memory: its jobs have theirs.
    """
    faulthandler.enable()  # a crash leaves its stack on stderr, for the details of the report
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the program, which ends its children
    if sys.platform == "win32":
        import msvcrt

        for descriptor in (0, writing):
            msvcrt.setmode(descriptor, os.O_BINARY)
    limits.apply(None if is_zygote else memory)
