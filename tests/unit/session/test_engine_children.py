# SPDX-License-Identifier: Apache-2.0
"""The engine over real children that crash, fall silent, eat memory or print: each end has its own sentence."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

import psutil
import pytest

from cutaway.description.model import ModelDescription
from cutaway.errors import (
    CancelledError,
    CannotStartError,
    CrashedError,
    CutawayError,
    DamagedFileError,
    LimitError,
)
from cutaway.session import commands
from cutaway.session.blocking import BlockingLoop
from cutaway.session.documents import Source
from cutaway.session.engine import Engine
from cutaway.session.jobs import Job, JobState
from cutaway.session.transports import Command
from cutaway.worker.questions import QUESTIONS
from helpers import odd_worker

linux = pytest.mark.skipif(sys.platform != "linux", reason="this limit is kept on Linux")


Maker: TypeAlias = "Callable[..., Odd]"


class Odd:
    """An engine whose children do what the last part of the path says."""

    def __init__(self, *flags: str, silence: float = 8.0, total: float = 60.0) -> None:
        self.loop = BlockingLoop()
        self.flags = flags
        describe = QUESTIONS["describe"]._replace(silence=silence, total=total)
        statistics = describe._replace(name="statistics", lane="back")
        questions = {"describe": describe, "statistics": statistics}
        self.engine = Engine(self.loop.transport, self.loop, command=self.command, questions=questions)

    def command(self, scratch: str) -> Command:
        return Command(
            [sys.executable, "-I", odd_worker.__file__, *self.flags], commands.environment(scratch)
        )

    def wait(self, job: Job[Any]) -> Job[Any]:
        self.until(lambda: job.is_over)
        return job

    def describe(self, doing: str) -> Job[Any]:
        return self.wait(self.engine.describe(Source(f"/models/{doing}")))

    def detail(self, doing: str) -> str:
        """The folder and the process that answered."""
        found = self.describe(doing).result
        assert isinstance(found, ModelDescription)
        return found.detail

    def error(self, doing: str) -> CutawayError:
        found = self.describe(doing).error
        assert found is not None
        return found

    def until(self, is_so: Callable[[], bool]) -> None:
        """Serve the children until it is so; an assertion fails where it never is."""
        end = time.monotonic() + 20
        self.loop.run_until(lambda: is_so() or time.monotonic() > end)
        assert is_so()

    def run(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        self.loop.run_until(lambda: time.monotonic() > end)


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Maker]:
    """Make engines, and find no folder of theirs left after the test."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    made: list[Odd] = []

    def build(*flags: str, **times: float) -> Odd:
        made.append(Odd(*flags, **times))
        return made[-1]

    yield build
    for odd in made:
        odd.engine.close()
    assert list(tmp_path.iterdir()) == []


def test_an_answer_comes_from_a_child_with_a_temporary_folder_of_its_own(make: Maker, tmp_path: Path) -> None:
    folder, pid = make().detail("plain").split()
    assert int(pid) != os.getpid()
    assert Path(folder).parent == tmp_path


def test_one_child_answers_one_question_after_another(make: Maker) -> None:
    odd = make()
    assert odd.detail("plain") == odd.detail("other")


def test_a_crash_is_told_with_its_signal_and_the_last_words(make: Maker) -> None:
    error = make().error("crash")
    assert isinstance(error, CrashedError)
    assert "SIGABRT" in error.message
    assert "crash" in error.message
    assert "the last words" in error.details
    assert error.exit_status == 4


def test_the_next_job_after_a_crash_gets_a_new_child(make: Maker) -> None:
    odd = make()
    odd.error("crash")
    assert odd.describe("plain").state is JobState.DONE


def test_a_child_that_leaves_is_told_with_its_status(make: Maker) -> None:
    assert "status 3" in make().error("leave").message


@linux
def test_a_child_that_the_system_killed_is_told_so(make: Maker) -> None:
    assert "The system ended the reader" in make().error("killed").message


def test_silence_past_the_deadline_ends_the_child(make: Maker) -> None:
    odd = make(silence=0.5)
    begun = time.monotonic()
    error = odd.error("sleep")
    assert isinstance(error, LimitError)
    assert "0.5 seconds" in error.message
    assert time.monotonic() - begun < 3


def test_progress_is_a_sign_of_life(make: Maker) -> None:
    odd = make(silence=1.5, total=2.5)  # a busy machine may well be silent for a second
    begun = time.monotonic()
    error = odd.error("report")
    assert isinstance(error, LimitError)
    assert "within 2.5 seconds" in error.message
    assert time.monotonic() - begun > 2.4


def test_progress_reaches_the_job(make: Maker) -> None:
    odd = make()
    job = odd.engine.describe(Source("/models/report"))
    odd.until(lambda: job.words.startswith("step"))
    assert job.state is JobState.RUNNING
    assert job.fraction is not None


@linux
@pytest.mark.parametrize("doing", ["eat", "eat-at-once"])
def test_memory_past_the_limit_is_told_as_such(make: Maker, doing: str) -> None:
    error = make().error(doing)
    assert isinstance(error, LimitError)
    assert "memory" in error.message


@linux
def test_processor_time_past_the_limit_is_told_as_such(make: Maker) -> None:
    error = make().error("spin")
    assert isinstance(error, LimitError)
    assert "processor time" in error.message


def test_cancelling_shows_at_once(make: Maker) -> None:
    odd = make()
    job = odd.engine.describe(Source("/models/sleep"))
    job.cancel()
    assert job.state is JobState.CANCELLED
    assert isinstance(job.error, CancelledError)


def test_a_child_that_reports_hears_the_cancel_and_lives_on(make: Maker) -> None:
    odd = make()
    job = odd.engine.describe(Source("/models/report"))
    odd.until(lambda: bool(job.words))
    pid = _only_child()
    job.cancel()
    odd.run(0.3)
    assert odd.detail("plain").split()[1] == str(pid)


def test_a_child_that_does_not_hear_the_cancel_is_ended_within_a_second_or_so(make: Maker) -> None:
    odd = make()
    odd.detail("plain")  # one that is not up yet hears of it when it begins
    job = odd.engine.describe(Source("/models/sleep"))
    odd.run(0.5)
    child = psutil.Process(_only_child())
    job.cancel()
    begun = time.monotonic()
    odd.until(lambda: not child.is_running() or child.status() == psutil.STATUS_ZOMBIE)
    assert time.monotonic() - begun < 6  # one second of waiting, and what a busy machine needs


def test_a_stray_print_does_not_break_the_answer(make: Maker) -> None:
    assert make().describe("print").state is JobState.DONE


def test_what_is_no_protocol_is_told_and_the_child_is_ended(make: Maker) -> None:
    error = make("--nonsense").error("plain")
    assert isinstance(error, CrashedError)
    assert "makes no sense" in error.message


def test_a_child_that_does_not_come_up_cannot_be_started(make: Maker) -> None:
    error = make("--broken").error("plain")
    assert isinstance(error, CannotStartError)
    assert "this installation is broken" in error.details


def test_a_program_that_is_not_there_cannot_be_started(make: Maker) -> None:
    odd = make()
    odd.engine._lanes.commands["front"] = lambda scratch: Command([f"{scratch}/no-such-program"], {})
    error = odd.error("plain")
    assert isinstance(error, CannotStartError)
    assert "No such file" in error.message


def test_a_failure_crosses_whole(make: Maker) -> None:
    error = make().error("damaged")
    assert type(error) is DamagedFileError
    assert (error.message, error.hint, error.path, error.details) == (
        "It is damaged.",
        "Mend it.",
        "/models/damaged",
        "all of it",
    )


def test_an_unexpected_exception_becomes_one_sentence(make: Maker) -> None:
    error = make().error("wrong")
    assert isinstance(error, CrashedError)
    assert error.message == "wrong could not be read: the reader stopped unexpectedly (ZeroDivisionError)."
    assert "Traceback" in error.details


def test_endless_recursion_is_the_file_s_fault(make: Maker) -> None:
    assert isinstance(make().error("recurse"), DamagedFileError)


def test_what_a_crashed_child_left_in_its_folder_is_removed(make: Maker, tmp_path: Path) -> None:
    odd = make()
    odd.error("litter")
    odd.until(lambda: not list(tmp_path.iterdir()))


def test_long_work_does_not_hold_up_a_description(make: Maker) -> None:
    odd = make()
    slow = odd.engine.statistics(Source("/models/report"), ["w"])
    assert odd.describe("plain").state is JobState.DONE
    assert not slow.is_over


def test_an_idle_child_of_the_back_is_no_spare(make: Maker) -> None:
    odd = make()
    odd.wait(odd.engine.statistics(Source("/models/plain"), ["w"]))
    odd.engine.warm()
    odd.run(0.3)
    assert len(psutil.Process().children()) == 2


def test_one_slow_file_does_not_hold_up_another(make: Maker) -> None:
    odd = make()
    slow = odd.engine.describe(Source("/models/report"))
    assert odd.describe("plain").state is JobState.DONE
    assert not slow.is_over


def test_what_finds_no_child_waits_its_turn(make: Maker) -> None:
    odd = make()
    slow = [odd.engine.describe(Source("/models/report")) for _ in range(2)]
    queued = odd.engine.describe(Source("/models/plain"))
    odd.run(0.3)
    assert queued.state is JobState.QUEUED
    assert odd.engine.jobs == [*slow, queued]
    slow[0].cancel()
    assert odd.wait(queued).state is JobState.DONE


def test_a_queued_job_can_be_cancelled(make: Maker) -> None:
    odd = make()
    for _ in range(2):
        odd.engine.describe(Source("/models/report"))
    queued = odd.engine.describe(Source("/models/plain"))
    queued.cancel()
    assert queued not in odd.engine.jobs


def test_a_spare_is_kept_warm_and_replaced(make: Maker) -> None:
    odd = make()
    odd.engine.warm()
    spare = _only_child()
    odd.run(0.3)
    assert odd.detail("plain").split()[1] == str(spare)
    odd.error("crash")
    odd.until(lambda: bool(psutil.Process().children()) and _only_child() != spare)


def test_closing_ends_jobs_and_children(make: Maker) -> None:
    odd = make()
    job = odd.engine.describe(Source("/models/sleep"))
    odd.run(0.2)
    odd.engine.close()
    assert job.state is JobState.CANCELLED
    assert psutil.Process().children() == []


def _only_child() -> int:
    (child,) = psutil.Process().children()
    return child.pid
