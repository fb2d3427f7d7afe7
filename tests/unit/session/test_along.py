# SPDX-License-Identifier: Apache-2.0
"""A run followed along time by the engine: checkpoints are found, opened and compared, slots among them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cutaway.description.course import Course
from cutaway.errors import RequestError
from cutaway.session.along import along
from cutaway.session.blocking import BlockingLoop
from cutaway.session.documents import Source
from cutaway.session.engine import Engine
from cutaway.session.in_process import InProcessTransport
from cutaway.session.jobs import Job
from helpers.bundles import BundleV2


class Following:
    """An engine in this process."""

    def __init__(self) -> None:
        self.loop = BlockingLoop()
        self.engine = Engine(lambda: InProcessTransport(self.loop), self.loop)

    def job(self, *paths: str | Path) -> Job[Course]:
        job = along(self.engine, [Source(str(path)) for path in paths])
        self.loop.run_until(lambda: job.is_over)
        return job

    def course(self, *paths: str | Path) -> Course:
        job = self.job(*paths)
        assert job.error is None, job.error
        assert job.result is not None
        return job.result


@pytest.fixture
def following() -> Iterator[Following]:
    made = Following()
    yield made
    made.engine.close()


def saved(folder: Path, step: int) -> str:
    bundle = (
        BundleV2().add("dense/kernel", [[float(step), 0.0]]).add("dense/kernel/Adam", [[0.0, step * 0.5]])
    )
    return str(bundle.add("global_step", step).write(folder, f"model.ckpt-{step}"))


def test_a_folder_of_checkpoints_is_followed_with_its_slots(following: Following, tmp_path: Path) -> None:
    for step in (300, 20, 100):
        saved(tmp_path, step)
    found = following.course(tmp_path)
    assert [(each.title, each.step) for each in found.moments] == [
        ("model.ckpt-20", 20),
        ("model.ckpt-100", 100),
        ("model.ckpt-300", 300),
    ]
    kernel, slot, counter = found.weights
    assert (kernel.weight.title, kernel.norms) == ("dense/kernel", (20.0, 100.0, 300.0))
    assert (kernel.from_previous, kernel.from_first) == ((None, 80.0, 200.0), (None, 80.0, 280.0))
    assert (slot.slot_of, slot.slot, slot.norms) == ("dense/kernel", "adam", (10.0, 50.0, 150.0))
    assert counter.weight.title == "global_step"


def test_checkpoints_that_are_named_keep_their_order(following: Following, tmp_path: Path) -> None:
    named = [saved(tmp_path, step) for step in (7, 3)]
    assert [each.step for each in following.course(*named).moments] == [7, 3]


def test_a_single_checkpoint_is_nothing_to_follow(following: Following, tmp_path: Path) -> None:
    saved(tmp_path, 5)
    job = following.job(tmp_path)
    assert isinstance(job.error, RequestError)
    assert "holds one checkpoint, model.ckpt-5, so there is nothing to follow" in job.error.message


def test_one_that_is_gone_fails_with_its_name(following: Following, tmp_path: Path) -> None:
    job = following.job(saved(tmp_path, 1), tmp_path / "gone")
    assert job.error is not None
    assert "gone" in job.error.message
