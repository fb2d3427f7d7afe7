# SPDX-License-Identifier: Apache-2.0
"""A desk makes inputs once, runs them, keeps what came of it, and lets go of folders that nobody needs."""

from dataclasses import replace
from pathlib import Path

import pytest

from cutaway.description.running import InputChoice, InputProblem
from cutaway.errors import CrashedError
from cutaway.session import run_desk
from cutaway.session.run_desk import RunDesk
from cutaway.session.run_plan import first_plan
from helpers import example_models
from helpers.readings import FakeReading
from helpers.runs import FakeRuns


@pytest.fixture
def runs(tmp_path: Path) -> FakeRuns:
    """Give runs of an image classifier."""
    description = example_models.classifier()
    return FakeRuns(FakeReading(description), description, tmp_path)


@pytest.fixture
def desk(runs: FakeRuns) -> RunDesk:
    """Give a desk with its first plan."""
    return RunDesk(runs, first_plan(runs.description.signatures[0]))


def test_the_first_plan_is_random_values_with_every_dynamic_size_one(desk: RunDesk) -> None:
    assert desk.plan.inputs == {"image": InputChoice("random")}
    assert desk.plan.dimensions == {"image": {0: 1}}


def test_inputs_are_made_once_for_a_plan(desk: RunDesk, runs: FakeRuns) -> None:
    desk.fit()
    desk.fit()
    assert len(runs.fitted) == 1


def test_what_does_not_change_inputs_makes_none(desk: RunDesk, runs: FakeRuns) -> None:
    desk.fit()
    desk.change(replace(desk.plan, repeat=5, taps=("a:0",)))
    assert desk.fitted is not None
    desk.fit()
    assert len(runs.fitted) == 1


def test_other_inputs_let_go_of_the_folder_of_the_former(desk: RunDesk, runs: FakeRuns) -> None:
    desk.fit()
    former = desk.folder
    desk.change(desk.plan.fed("image", InputChoice("ones")))
    desk.fit()
    assert runs.forgotten == [former]
    assert desk.folder != former


def test_an_answer_for_an_earlier_plan_is_not_taken(desk: RunDesk, runs: FakeRuns) -> None:
    runs.held = True
    desk.fit()
    desk.change(desk.plan.fed("image", InputChoice("ones")))
    desk.fit()
    runs.release()
    assert desk.fitted is not None
    assert desk.fitted.inputs[0].source == "ones"


def test_a_run_waits_for_its_inputs(desk: RunDesk, runs: FakeRuns) -> None:
    runs.held = True
    desk.run()
    assert desk.is_running
    assert not runs.ran
    runs.release()
    assert len(runs.ran) == 1
    runs.release()
    assert [past.number for past in desk.history] == [1]


def test_with_problems_nothing_is_sent(desk: RunDesk, runs: FakeRuns) -> None:
    runs.problems["image"] = InputProblem("image", "It is no image.")
    desk.run()
    assert not runs.ran
    assert not desk.is_running


def test_a_failure_is_kept_among_the_runs(desk: RunDesk, runs: FakeRuns) -> None:
    runs.failure = CrashedError("It died.")
    desk.run()
    assert desk.shown is desk.history[0]
    assert desk.history[0].outputs == ()
    assert isinstance(desk.failure, CrashedError)


def test_a_cancelled_run_leaves_nothing(desk: RunDesk, runs: FakeRuns) -> None:
    desk.fit()
    folder = desk.folder
    runs.held = True
    desk.run()
    desk.cancel()
    assert desk.history == []
    assert folder in runs.forgotten
    assert not desk.is_running


def test_the_oldest_run_gives_way(desk: RunDesk, runs: FakeRuns, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_desk, "MOST_RUNS", 2)
    for _ in range(3):
        desk.run()
    assert [past.number for past in desk.history] == [2, 3]
    assert len(runs.forgotten) == 1


def test_closing_takes_every_folder_away(desk: RunDesk, runs: FakeRuns) -> None:
    desk.run()
    desk.run()
    desk.compare(*desk.history)
    desk.fit()
    desk.close()
    assert len(set(runs.forgotten)) == 4
