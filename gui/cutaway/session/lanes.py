# SPDX-License-Identifier: Apache-2.0
"""Gives jobs to children: who may have how many, which one is idle, what becomes of a job whose child is gone."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

from cutaway.errors import CancelledError
from cutaway.events import Event
from cutaway.session import commands, scratch
from cutaway.session.child import Assignment, Child
from cutaway.session.jobs import Job
from cutaway.session.transports import Command, Ticker, Transport
from cutaway.worker.questions import QUESTIONS, RUNNERS, Lane, Question

if TYPE_CHECKING:
    from cutaway.description.running import Runner
    from cutaway.session.documents import Source
    from cutaway.worker.grants import Grant


class Lanes:
    """The children and the jobs they do; arguments and events are those of `session.engine.Engine`."""

    def __init__(
        self,
        transport: Callable[[], Transport],
        ticker: Ticker,
        *,
        front: int = 2,
        back: int = 1,
        command: Callable[[str], Command] = commands.reader,
        runner: Callable[[str, str], Command] = commands.runner,
        questions: Mapping[str, Question] = QUESTIONS,
    ) -> None:
        self.job_added: Event[[Job[Any]]] = Event()
        self.logged: Event[[str, str]] = Event()
        self.runners_changed: Event[[]] = Event()
        self._transport = transport
        self._ticker = ticker
        self._room: dict[Lane, int] = {"front": front, "back": back, **dict.fromkeys(RUNNERS, 1)}
        self.commands: dict[Lane, Callable[[str], Command]] = {
            "front": command,
            "back": command,
            **{role: partial(runner, role) for role in RUNNERS},
        }
        self.questions = questions
        self._numbers = itertools.count(1)
        self._queue: list[Assignment] = []
        self._children: list[Child] = []
        self._is_warm = False
        self._is_closed = False

    @property
    def jobs(self) -> list[Job[Any]]:
        """Jobs that are not over, those that run first."""
        running = [child.work.job for child in self._children if child.work is not None]
        return [job for job in (*running, *(work.job for work in self._queue)) if not job.is_over]

    def warm(self) -> None:
        """Start a child ahead of the first job, and from now on a new one whenever the last is gone."""
        self._is_warm = True
        self._keep_warm()
        scratch.remove_orphans()

    def warm_runner(self, runner: Runner) -> None:
        """Start a child that runs models ahead of the first run, at low priority; nothing where it is there."""
        if not self._is_closed:
            self._new(runner)

    def runner_state(self, runner: Runner) -> Literal["none", "starting", "ready"]:
        """Whether a child is there that has imported the library."""
        for child in self._children:
            if child.lane == runner and not child.is_ending:
                return "ready" if child.is_ready else "starting"
        return "none"

    def close(self) -> None:
        """Cancel every job, end every child and take its temporary folder away."""
        self._is_closed = True
        self._ticker.stop()
        queue, self._queue = self._queue, []
        for work in queue:
            work.job.fail(CancelledError("The work was cancelled.", path=work.source[0]))
        children, self._children = self._children, []
        for child in children:
            child.close()

    def lane_of(self, task: str) -> Lane:
        """Where a question is asked."""
        lane = self.questions[task].lane
        return lane if self._room[lane] else "front"

    def put(
        self,
        task: str,
        source: Source,
        title: str,
        lane: Lane,
        arguments: dict[str, Any],
        grant: Grant | None = None,
    ) -> Job[Any]:
        """Ask a question in a lane; grant: what a process that runs a model may use."""
        question = self.questions[task]
        job: Job[Any] = Job(title, self._cancel, is_quiet=question.is_quiet)
        key = (source.path, source.tags, source.version)
        granted = grant.as_json() if grant is not None else None
        self._queue.append(Assignment(next(self._numbers), job, question, key, arguments, lane, granted))
        self.job_added.emit(job)
        self._dispatch()
        return job

    def _cancel(self, job: Job[Any]) -> None:
        for child in self._children:
            if child.work is not None and child.work.job is job:
                child.cancel()
        self._queue = [work for work in self._queue if work.job is not job]
        job.fail(CancelledError("The work was cancelled."))

    def _dispatch(self) -> None:
        """Give every queued job that can have one a child, oldest first."""
        if self._is_closed:
            return
        while (pair := self._next()) is not None:
            work, child = pair
            self._queue.remove(work)
            child.begin(work)  # tells watchers of the job, who may ask and cancel: nothing is held across it
        if any(child.work is not None for child in self._children):
            self._ticker.start(self._tick)

    def _next(self) -> tuple[Assignment, Child] | None:
        for work in self._queue:
            child = self._idle(work) or self._new(work.lane)
            if child is not None:
                return work, child
        return None

    def _idle(self, work: Assignment) -> Child | None:
        """A child of the lane that has nothing to do; best the one that has this model open."""
        idle = [child for child in self._children if child.lane == work.lane and child.is_idle]
        return next((child for child in idle if child.source == work.source), idle[0] if idle else None)

    def _new(self, lane: Lane) -> Child | None:
        living = [child for child in self._children if child.lane == lane and not child.is_ending]
        if len(living) >= self._room[lane]:
            return None
        child = Child(lane, self._transport())
        child.freed.connect(self._freed)
        child.gone.connect(self._gone)
        child.logged.connect(self.logged.emit)
        child.readied.connect(self._tell_of_runners)
        self._children.append(child)
        child.start(self.commands[lane](child.scratch))
        self._tell_of_runners(child)
        return child

    def _freed(self, _: Child) -> None:
        self._dispatch()

    def _gone(self, child: Child) -> None:
        if child in self._children:
            self._children.remove(child)
        self._tell_of_runners(child)
        if child.unheard is not None:
            self._queue.insert(0, child.unheard)
        self._dispatch()
        if child.greeted:  # one that cannot start would be started for ever
            self._keep_warm()

    def _tell_of_runners(self, child: Child) -> None:
        if child.lane in RUNNERS:
            self.runners_changed.emit()

    def _keep_warm(self) -> None:
        if self._is_warm and not self._is_closed:
            front = [child for child in self._children if child.lane == "front"]
            if not any(child.is_idle for child in front):
                self._new("front")

    def _tick(self) -> None:
        now = time.monotonic()
        for child in tuple(self._children):
            child.watch(now)
        if not any(child.work is not None or child.is_ending for child in self._children):
            self._ticker.stop()
