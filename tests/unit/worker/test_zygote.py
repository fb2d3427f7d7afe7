# SPDX-License-Identifier: Apache-2.0
"""A process for every job: whatever it does, the one that forked it goes on, and the user reads a sentence."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from cutaway.description.running import RunAnswer
from cutaway.errors import CannotStartError, CrashedError, CutawayError, LimitError, UnsafeFileError
from cutaway.session import commands
from cutaway.session.blocking import BlockingLoop
from cutaway.session.documents import Source
from cutaway.session.engine import Engine
from cutaway.session.jobs import Job, JobState
from cutaway.session.transports import Command
from cutaway.worker.grants import Grant
from cutaway.worker.protocol import MARK
from cutaway.worker.questions import QUESTIONS
from helpers import odd_zygote

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="there are no zygotes elsewhere")
MEMORY = 600 << 20


class Session:
    """An engine whose runs do what the last part of the path says."""

    def __init__(self, folder: Path, *flags: str) -> None:
        self.loop = BlockingLoop()
        self.folder = folder
        self.flags = flags
        run = QUESTIONS["run"]
        self.questions = {**QUESTIONS, "shapes": QUESTIONS["shapes"]._replace(answer=run.answer)}
        self.engine = Engine(self.loop.transport, self.loop, runner=self.command, questions=self.questions)

    def command(self, role: str, scratch: str) -> Command:
        made = commands.runner(role, scratch)
        return Command([sys.executable, "-I", odd_zygote.__file__, *self.flags], made.environment)

    def begin(
        self, doing: str, seconds: float = 60.0, folder: str = "", model: str = "m", memory: int = MEMORY
    ) -> Job[Any]:
        granted = Grant((), (str(self.folder),), memory, seconds)
        source = Source(f"/{model}/{doing}")
        return self.engine.run(source, "tensorflow", granted, folder or str(self.folder), "predict")

    def run(self, doing: str, seconds: float = 60.0, folder: str = "", model: str = "m") -> Job[Any]:
        return self.wait(self.begin(doing, seconds, folder, model))

    def told(self, doing: str, model: str = "m") -> list[str]:
        """Process, parent, temporary folder and home of the one that answered."""
        found = self.run(doing, model=model).result
        assert isinstance(found, RunAnswer)
        return found.runner.split()

    def error(self, doing: str, seconds: float = 60.0, folder: str = "") -> CutawayError:
        found = self.run(doing, seconds, folder).error
        assert found is not None
        return found

    def wait(self, job: Job[Any]) -> Job[Any]:
        self.until(lambda: job.is_over)
        return job

    def until(self, is_so: Callable[[], bool], seconds: float = 20.0) -> None:
        end = time.monotonic() + seconds
        self.loop.run_until(lambda: is_so() or time.monotonic() > end)
        assert is_so()


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    folder = tmp_path / "runs"
    folder.mkdir()
    made = Session(folder)
    yield made
    made.engine.close()


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Callable[..., Session]]:
    sessions: list[Session] = []

    def build(*flags: str) -> Session:
        sessions.append(Session(tmp_path, *flags))
        return sessions[-1]

    yield build
    for session in sessions:
        session.engine.close()


def test_a_job_has_a_process_and_a_folder_of_its_own(session: Session) -> None:
    process, zygote, folder, home = session.told("plain")
    assert len({int(process), int(zygote), os.getpid()}) == 3
    assert folder == home
    assert Path(folder).is_dir()


def test_the_next_run_of_a_model_finds_the_process_with_it(session: Session) -> None:
    assert session.told("plain") == session.told("plain")


def test_another_model_gets_another_process_of_the_same_zygote(session: Session) -> None:
    first, second = session.told("plain"), session.told("plain", model="other")
    assert first[0] != second[0]
    assert first[1] == second[1]
    assert not psutil.pid_exists(int(first[0]))
    assert not Path(first[2]).exists()


@pytest.mark.parametrize(
    ("doing", "word"), [("crash", "SIGABRT"), ("overrun", "SIGSEGV"), ("leave", "exit status 3")]
)
def test_a_crash_is_told_with_model_signature_and_last_words(session: Session, doing: str, word: str) -> None:
    zygote = session.told("plain")[1]
    error = session.error(doing)
    assert isinstance(error, CrashedError)
    assert error.message == f"TensorFlow crashed ({word}) while running the signature predict of {doing}."
    assert "Signature: predict" in error.details
    assert session.told("plain")[1] == zygote


def test_the_last_words_are_in_the_details(session: Session) -> None:
    assert "the last words" in session.error("crash").details


def test_who_babbles_without_end_is_cut_to_its_last_words(session: Session) -> None:
    details = session.error("babble").details
    assert "the end" in details
    assert len(details) < 10_000


def test_one_that_the_system_killed_is_told_so(session: Session) -> None:
    assert session.error("killed").message.startswith("The system ended TensorFlow while running")


@pytest.mark.parametrize("doing", ["eat", "eat-at-once"])
def test_memory_past_the_limit_is_told_as_such(session: Session, doing: str) -> None:
    error = session.error(doing)
    assert isinstance(error, LimitError)
    assert "took more memory than it may" in error.message
    assert session.run("plain").state is JobState.DONE


def test_less_memory_than_the_library_has_already_is_told_at_once(session: Session) -> None:
    error = session.wait(session.begin("plain", memory=1 << 20)).error
    assert isinstance(error, LimitError)
    assert (
        "which is too little for running the signature predict of plain: by itself it takes" in error.message
    )
    assert session.run("plain").state is JobState.DONE


def test_what_never_ends_is_stopped(session: Session) -> None:
    begun = time.monotonic()
    error = session.error("spin", seconds=0.5)
    assert isinstance(error, LimitError)
    assert "did not answer within 0.5 s" in error.message
    assert time.monotonic() - begun < 5


def test_what_comes_on_is_not_stopped(session: Session) -> None:
    assert session.run("report", seconds=1.0).state is JobState.DONE


def test_a_long_step_is_no_silence(session: Session) -> None:
    """The engine would end a child that says nothing for a second."""
    session.told("plain")
    session.questions["run"] = session.questions["run"]._replace(silence=1.0)
    assert session.run("sleep").state is JobState.DONE


def test_one_without_a_voice_answers_all_the_same(session: Session) -> None:
    assert session.run("mute").state is JobState.DONE


def test_what_is_no_answer_is_told_as_nonsense(session: Session) -> None:
    error = session.error("nonsense")
    assert isinstance(error, CrashedError)
    assert "makes no sense" in error.message
    assert session.run("plain").state is JobState.DONE


def test_cancelling_ends_a_job_that_does_not_hear_within_a_second(session: Session) -> None:
    before, zygote, _, _ = session.told("plain")
    job = session.begin("spin")
    session.until(lambda: (_child_of(int(zygote)) or psutil.Process()).pid not in (int(before), os.getpid()))
    process = _child_of(int(zygote))
    assert process is not None
    begun = time.monotonic()
    job.cancel()
    assert job.state is JobState.CANCELLED
    session.until(lambda: not _lives(process))
    assert time.monotonic() - begun < 1.5
    assert session.told("plain")[1] == zygote


def test_cancelling_leaves_a_job_that_hears_its_model(session: Session) -> None:
    job = session.begin("report")
    session.until(lambda: job.words.startswith("step"))
    process = _child_of(_zygote())
    job.cancel()
    assert process is not None
    assert int(session.told("report")[0]) == process.pid


def test_what_waits_can_be_cancelled(session: Session) -> None:
    first, second = session.begin("report"), session.begin("plain")
    second.cancel()
    assert second.state is JobState.CANCELLED
    assert session.wait(first).state is JobState.DONE


def test_a_run_may_write_into_its_folder_and_nowhere_else(session: Session, tmp_path: Path) -> None:
    assert session.run("write").state is JobState.DONE
    assert (session.folder / "marker").read_text(encoding="ascii") == odd_zygote.WRITTEN
    error = session.error("write", folder=str(tmp_path))
    assert isinstance(error, UnsafeFileError)
    assert (
        error.message
        == f"write tried to use {tmp_path / 'marker'} when it was run, and the system refused it."
    )
    assert list(tmp_path.iterdir()) == [session.folder]


@pytest.mark.parametrize(("doing", "what"), [("look", "/etc/passwd"), ("connect", "the network")])
def test_a_run_reads_no_file_of_the_system_and_reaches_nobody(
    session: Session, doing: str, what: str
) -> None:
    assert what in session.error(doing).message


def test_closing_the_engine_ends_all_of_them(make: Callable[..., Session]) -> None:
    session = make()
    process = psutil.Process(int(session.told("plain")[0]))
    session.begin("spin")
    session.engine.close()
    assert _ends(process)


def test_a_job_ends_with_its_zygote(make: Callable[..., Session]) -> None:
    session = make()
    process, zygote, _, _ = session.told("plain")
    found = psutil.Process(int(process))
    os.kill(int(zygote), signal.SIGKILL)
    assert _ends(found)
    session.until(lambda: session.engine.runner_state("tensorflow") == "none")
    assert session.run("plain").state is JobState.DONE


def test_a_library_that_does_not_load_is_told_for_every_job(make: Callable[..., Session]) -> None:
    session = make("--broken")
    for _ in range(2):
        error = session.error("plain")
        assert isinstance(error, CannotStartError)
        assert "TensorFlow could not be loaded" in error.message
        assert "no module named what it needs" in error.details


def test_a_zygote_that_nobody_uses_ends_and_is_started_again(make: Callable[..., Session]) -> None:
    session = make("--idle")
    first = session.told("plain")[1]
    session.until(lambda: session.engine.runner_state("tensorflow") == "none")
    assert session.told("plain")[1] != first


def test_it_says_when_it_is_ready(make: Callable[..., Session]) -> None:
    session = make()
    assert session.engine.runner_state("tensorflow") == "none"
    session.engine.warm_runner("tensorflow")
    assert session.engine.runner_state("tensorflow") == "starting"
    session.until(lambda: session.engine.runner_state("tensorflow") == "ready")
    children = psutil.Process().children()
    session.engine.warm_runner("tensorflow")
    assert len(psutil.Process().children()) == len(children)


def test_what_is_not_kept_ends_with_its_answer(session: Session) -> None:
    zygote = int(session.told("plain")[1])
    assert session.wait(session.engine.shapes(Source("/m/plain"))).state is JobState.DONE
    assert _child_of(zygote) is None


def test_what_the_program_has_open_is_closed(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    made = commands.runner("litert", str(tmp_path))
    with subprocess.Popen(
        made.arguments,
        env=made.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        pass_fds=(reading,),
    ) as process:
        assert process.stdout is not None
        assert process.stdout.read(4) == MARK
        opened = {int(file.name) for file in Path(f"/proc/{process.pid}/fd").iterdir()}
        process.kill()
    os.close(reading)
    os.close(writing)
    assert opened - {reading} == opened
    assert {0, 1, 2} < opened


def _zygote() -> int:
    (found,) = (child for child in psutil.Process().children() if odd_zygote.__file__ in child.cmdline())
    return found.pid


def _child_of(process: int) -> psutil.Process | None:
    children = psutil.Process(process).children()
    return children[0] if children else None


def _lives(process: psutil.Process) -> bool:
    try:
        return bool(process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def _ends(process: psutil.Process) -> bool:
    end = time.monotonic() + 5
    while time.monotonic() < end and _lives(process):
        time.sleep(0.02)
    return not _lives(process)
