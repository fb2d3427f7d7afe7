# SPDX-License-Identifier: Apache-2.0
"""A batch as a window has it: read first, agreed to once, on after failures, stopped and gone on with."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from cutaway.conversion.targets import target_of
from cutaway.description.conversion import Converted
from cutaway.description.findings import Finding
from cutaway.errors import DamagedFileError
from cutaway.session import batches
from cutaway.session.batch_desk import BatchDesk, Stand
from helpers import example_models
from helpers.fake_conversions import FakeConversions, converted
from helpers.readings import FakeReading


@pytest.fixture
def reading() -> FakeReading:
    """Give what reads: a SavedModel under every path that a test does not change."""
    return FakeReading()


def desk_of(folder: Path, reading: FakeReading, *names: str) -> tuple[BatchDesk, FakeConversions]:
    for name in names:
        path = str(folder / name)
        if not Path(path).exists():
            Path(path).touch()
        reading.descriptions.setdefault(path, replace(example_models.saved_model(), path=path, findings=()))
    service = FakeConversions(reading, asks=True)
    desk = BatchDesk([str(folder / name) for name in names], target_of("onnx"), service)
    desk.read()
    return desk, service


def answered(service: FakeConversions, number: int, verdict: str = "pass") -> Converted:
    """Let a conversion end with its result written."""
    _, output, _ = service.asked[number]
    output.write_bytes(b"result")
    found = replace(converted("onnx", str(output), verdict), source=service.asked[number][0].source)
    service.jobs[number].succeed(found)
    return found


def test_nothing_is_run_before_the_user_agreed_and_then_two_at_a_time(
    tmp_path: Path, reading: FakeReading
) -> None:
    desk, service = desk_of(tmp_path, reading, "a", "b", "c")
    assert desk.is_ready
    assert service.asked == []
    desk.begin()
    assert not service.asks
    assert len(service.jobs) == 2
    answered(service, 0)
    assert len(service.jobs) == 3


def test_a_broken_model_and_one_that_cannot_are_told_and_the_others_go_on(
    tmp_path: Path, reading: FakeReading
) -> None:
    reading.descriptions[str(tmp_path / "b")] = DamagedFileError("b is damaged.", hint="Fetch it again.")
    lite = replace(example_models.tflite(), path=str(tmp_path / "c"))
    desk, service = desk_of(tmp_path, reading, "a", "b")
    desk.begin()
    assert desk.entries[1].stand is Stand.OVER
    answered(service, 0)
    assert desk.summary is not None
    told = json.loads(desk.summary.read_text())["items"]
    assert [("error" in item) for item in told] == [False, True]
    assert (desk.count(0), desk.count(1), desk.done) == (1, 1, (2, 2))
    reading.descriptions[str(tmp_path / "c")] = lite
    other = BatchDesk([str(tmp_path / "c")], target_of("saved_model"), service)
    other.read()
    assert other.entries[0].error is not None
    assert "cannot become SavedModel" in other.entries[0].error.message
    assert not other.is_ready


def test_what_is_dangerous_is_left_out_unless_it_is_wanted(tmp_path: Path, reading: FakeReading) -> None:
    danger = Finding("writes-files", "danger", "It writes files.")
    path = str(tmp_path / "a")
    reading.descriptions[path] = replace(example_models.saved_model(), path=path, findings=(danger,))
    desk, _ = desk_of(tmp_path, reading, "a", "b")
    assert [entry.is_wanted for entry in desk.entries] == [False, True]
    desk.want(desk.entries[0], is_wanted=True)
    assert len(desk.wanted()) == 2


def test_a_stopped_batch_goes_on_where_it_was_also_another_day(tmp_path: Path, reading: FakeReading) -> None:
    desk, service = desk_of(tmp_path, reading, "a", "b", "c")
    desk.begin()
    answered(service, 0)
    desk.stop()
    assert all(job.is_over for job in service.jobs)
    assert not desk.is_running
    assert (Path(desk.folder) / batches.STATE).exists()
    later, again = desk_of(tmp_path, reading, "a", "b", "c")
    assert later.folder == desk.folder
    later.begin()
    assert later.entries[0].item is not None
    assert later.entries[0].item.is_resumed
    assert later.entries[0].converted() is not None
    assert [recipe.source for recipe, _, _ in again.asked] == [str(tmp_path / "b"), str(tmp_path / "c")]
    later.stop()
    desk.begin()
    assert len(service.jobs) == 5


def test_a_folder_that_cannot_be_made_is_told_and_another_can_be_chosen(
    tmp_path: Path, reading: FakeReading
) -> None:
    desk, service = desk_of(tmp_path, reading, "a", "b")
    desk.place(str(tmp_path / "a" / "inside"))
    desk.begin()
    assert "cannot be made" in desk.problem
    assert not desk.is_begun
    desk.place(str(tmp_path / "out"))
    assert not desk.problem
    desk.begin()
    assert service.asked


def test_a_folder_of_results_is_not_used_twice(tmp_path: Path, reading: FakeReading) -> None:
    desk, service = desk_of(tmp_path, reading, "a")
    desk.begin()
    answered(service, 0)
    assert desk.summary is not None
    assert desk_of(tmp_path, reading, "a")[0].folder == desk.folder + "-2"
