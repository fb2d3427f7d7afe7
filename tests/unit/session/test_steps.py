# SPDX-License-Identifier: Apache-2.0
"""Jobs that consist of others."""

from typing import Any

from cutaway.errors import CancelledError, CutawayError, RequestError
from cutaway.session.jobs import Job, JobState
from cutaway.session.steps import Steps, follow


def job(title: str = "a step") -> Job[Any]:
    return Job(title, lambda self: self.fail(CancelledError("cancelled")))


def sum_of(first: Job[Any], second: Job[Any]) -> Steps[int]:
    one: int = yield first
    two: int = yield second
    return one + two


def test_each_step_begins_when_the_one_before_is_over() -> None:
    first, second = job(), job()
    whole = follow("both", sum_of(first, second))
    first.succeed(1)
    assert not whole.is_over
    second.succeed(2)
    assert (whole.state, whole.result) == (JobState.DONE, 3)


def test_a_step_that_is_over_already_is_not_waited_for() -> None:
    first, second = job(), job()
    first.succeed(1)
    second.succeed(2)
    assert follow("both", sum_of(first, second)).result == 3


def test_the_whole_tells_what_its_step_does() -> None:
    first = job("Freezing")
    whole = follow("both", sum_of(first, job()))
    first.run()
    first.report("half of it", 0.5)
    assert (whole.words, whole.fraction) == ("half of it", 0.5)


def test_the_error_of_a_step_is_raised_where_it_was_waited_for() -> None:
    caught: list[CutawayError] = []

    def body(step: Job[Any]) -> Steps[str]:
        try:
            yield step
        except RequestError as error:
            caught.append(error)
        return "went on"

    step = job()
    whole = follow("whole", body(step))
    step.fail(RequestError("no such thing"))
    assert whole.result == "went on"
    assert [error.message for error in caught] == ["no such thing"]


def test_an_error_that_nobody_catches_is_that_of_the_whole() -> None:
    step = job()
    whole = follow("whole", sum_of(step, job()))
    step.fail(RequestError("no such thing"))
    assert whole.state is JobState.FAILED
    assert whole.error is not None
    assert whole.error.message == "no such thing"


def test_cancelling_the_whole_cancels_its_step_and_lets_it_put_things_away() -> None:
    put_away: list[str] = []

    def body(step: Job[Any]) -> Steps[None]:
        try:
            yield step
        finally:
            put_away.append("folder")

    step = job()
    whole = follow("whole", body(step))
    whole.cancel()
    assert whole.state is JobState.CANCELLED
    assert step.state is JobState.CANCELLED
    assert put_away == ["folder"]


def test_after_a_cancel_no_further_step_is_begun() -> None:
    late = job()

    def body(step: Job[Any]) -> Steps[None]:
        try:
            yield step
        finally:
            yield late

    whole = follow("whole", body(job()))
    whole.cancel()
    assert late.state is JobState.CANCELLED
    assert whole.state is JobState.CANCELLED
