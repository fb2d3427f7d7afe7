# SPDX-License-Identifier: Apache-2.0
"""Jobs that consist of others, one after another, written down as what they are: a function that waits for each."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any, Generic, TypeAlias, TypeVar

from cutaway.errors import CancelledError, CutawayError
from cutaway.session.jobs import Job, JobState

T = TypeVar("T")
Steps: TypeAlias = Generator[Job[Any], Any, T]
"""Yields a job and is sent its result, or has its error raised at that place; what it returns is the whole's result."""


def follow(title: str, body: Steps[T], added: Callable[[Job[Any]], object] | None = None) -> Job[T]:
    """Begin with the first job of `body` and go on with the next whenever one is over. added: told of the whole.

    Cancelling the whole cancels the step that runs, and raises CancelledError in `body`, so that it can put away what
    it made; what it waits for after that is not begun any more.
    """
    return _Followed(title, body, added).whole


class _Followed(Generic[T]):
    def __init__(self, title: str, body: Steps[T], added: Callable[[Job[Any]], object] | None) -> None:
        self._body = body
        self._step: Job[Any] | None = None
        self.whole: Job[T] = Job(title, self._cancel)
        if added is not None:
            added(self.whole)
        self.whole.run()
        self._go(lambda: next(self._body))

    def _go(self, advance: Callable[[], Job[Any]]) -> None:
        try:
            step = advance()
        except StopIteration as end:
            self.whole.succeed(end.value)
        except CutawayError as error:
            self.whole.fail(error)
        else:
            if self.whole.is_over:  # cancelled, and what puts things away asked for one job more
                step.cancel()
                self._body.close()
                return
            self._step = step
            if step.is_over:
                self._ended(step)
            else:
                step.changed.connect(self._report)
                step.finished.connect(self._ended)

    def _report(self, step: Job[Any]) -> None:
        if step is self._step and not step.is_over:
            self.whole.report(step.words or step.title, step.fraction)

    def _ended(self, step: Job[Any]) -> None:
        if step is not self._step:
            return
        self._step = None
        if step.state is JobState.DONE:
            self._go(lambda: self._body.send(step.result))
        else:
            error = step.error or CancelledError("The work was cancelled.")
            self._go(lambda: self._body.throw(error))

    def _cancel(self, whole: Job[T]) -> None:
        error = CancelledError("The work was cancelled.")
        step, self._step = self._step, None
        whole.fail(error)
        if step is not None:
            step.cancel()
        self._go(lambda: self._body.throw(error))
