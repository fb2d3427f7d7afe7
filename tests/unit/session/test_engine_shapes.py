# SPDX-License-Identifier: Apache-2.0
"""The child with TensorFlow: it goes on after its answer, and what becomes of it is no matter of the readers."""

import contextlib
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from cutaway.session import commands
from cutaway.session.blocking import BlockingLoop
from cutaway.session.documents import Source
from cutaway.session.engine import Engine
from cutaway.session.graph_shapes import lacks_shapes, table, with_shapes
from cutaway.session.jobs import Job, JobState
from cutaway.session.transports import Command
from cutaway.worker.questions import QUESTIONS
from helpers import odd_worker

pytestmark = pytest.mark.tensorflow


class Session:
    """An engine; `odd`: its child for TensorFlow does what the last part of the path says."""

    def __init__(self, *, is_odd: bool = False) -> None:
        self.loop = BlockingLoop()
        shapes = QUESTIONS["shapes"]
        if is_odd:
            shapes = shapes._replace(total=1.5)
        self.engine = Engine(
            self.loop.transport,
            self.loop,
            runner=self.odd if is_odd else commands.runner,
            questions={**QUESTIONS, "shapes": shapes},
        )

    def odd(self, _: str, scratch: str) -> Command:
        return Command([sys.executable, "-I", odd_worker.__file__], commands.environment(scratch))

    def wait(self, job: Job[Any]) -> Job[Any]:
        self.until(lambda: job.is_over)
        return job

    def until(self, is_so: Callable[[], bool]) -> None:
        end = time.monotonic() + 60
        self.loop.run_until(lambda: is_so() or time.monotonic() > end)
        assert is_so()


@pytest.fixture
def session() -> Iterator[Session]:
    made = Session()
    yield made
    made.engine.close()


@pytest.fixture
def odd() -> Iterator[Session]:
    made = Session(is_odd=True)
    yield made
    made.engine.close()


def _children() -> int:
    return len(psutil.Process().children(recursive=True))


def _confined() -> set[int]:
    """Processes below this one that the kernel lets do only what they may: those with more filters of system calls."""
    own, found = _filters(Path("/proc/self/status").read_text(encoding="ascii", errors="replace")), set()
    for process in psutil.Process().children(recursive=True):
        with contextlib.suppress(OSError):
            status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii", errors="replace")
            if _filters(status) > own:
                found.add(process.pid)
    return found


def _filters(status: str) -> int:
    lines = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
    return int(lines.get("Seccomp_filters", "0"))


@pytest.mark.skipif(sys.platform != "linux", reason="other systems tell of no filters")
def test_shapes_are_inferred_in_a_process_that_is_confined(session: Session, samples: Path) -> None:
    job = session.engine.shapes(Source(str(samples / "keyword_ds_cnn.pb")))
    seen: set[int] = set()

    def look() -> bool:
        seen.update(_confined())
        return job.is_over

    session.until(look)
    assert job.state is JobState.DONE
    assert seen


def test_a_drawing_gets_its_shapes_and_only_the_process_of_the_job_ends(
    session: Session, samples: Path
) -> None:
    source = Source(str(samples / "keyword_ds_cnn.pb"))
    drawing = session.wait(session.engine.picture(source, None)).result
    assert drawing is not None
    assert lacks_shapes(drawing)
    readers = _children()
    job = session.wait(session.engine.shapes(source))
    assert job.state is JobState.DONE
    assert "float32 1 × 49 × 10" in with_shapes(drawing, table(job.result)).picture.wires.labels
    session.until(lambda: _children() == readers + 1)
    assert session.wait(session.engine.shapes(source)).seconds < job.seconds  # nothing is imported again
    assert "tensorflow" not in sys.modules


@pytest.mark.parametrize("doing", ["crash", "leave", "sleep", "eat-at-once"])
def test_whatever_becomes_of_it_the_readers_go_on(odd: Session, samples: Path, doing: str) -> None:
    failed = odd.wait(odd.engine.shapes(Source(f"/models/{doing}")))
    assert failed.state is JobState.FAILED
    assert failed.is_quiet
    drawing = odd.wait(odd.engine.picture(Source(str(samples / "half_plus_two")), None))
    assert drawing.state is JobState.DONE


@pytest.mark.parametrize(("doing", "how"), [("crash", "SIGABRT"), ("leave", "exit status 3")])
def test_what_crashed_is_told_in_words_of_running(odd: Session, doing: str, how: str) -> None:
    """Where there are no zygotes, too."""
    failed = odd.wait(odd.engine.shapes(Source(f"/models/{doing}")))
    assert failed.error is not None
    assert failed.error.message == f"TensorFlow crashed ({how}) while inferring the shapes of {doing}."


def test_one_that_is_no_longer_wanted_makes_room_for_the_next(odd: Session) -> None:
    job = odd.engine.shapes(Source("/models/sleep"))
    odd.until(lambda: job.state is JobState.RUNNING)
    job.cancel()
    assert job.state is JobState.CANCELLED
    begun = time.monotonic()
    odd.wait(odd.engine.shapes(Source("/models/leave")))
    assert time.monotonic() - begun < 20
