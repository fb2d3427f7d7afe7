# SPDX-License-Identifier: Apache-2.0
"""Looking inside two models: part by part, no longer than it may take, and only where their answers differ."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest

from cutaway.description.conversion import Figures, Proof, Tolerance
from cutaway.description.inside import Candidates, Insides, InsideTensor, Met
from cutaway.description.running import RunAnswer, RunOutput, StoredValue, Timing
from cutaway.description.signatures import Signature
from cutaway.description.tensors import TensorSpec
from cutaway.errors import CrashedError, CutawayError
from cutaway.session.diverging import located
from cutaway.session.documents import Source
from cutaway.session.engine import Engine
from cutaway.session.jobs import Job
from cutaway.session.proving import Answers, Side
from cutaway.session.run_folders import RunFolders
from cutaway.session.steps import follow
from cutaway.worker.grants import Grant

FAILED = Proof("fail", "The output y is not within the tolerance.")
COUNT, WRONG = 400, 170


def done(result: Any) -> Job[Any]:  # noqa: ANN401 - whatever the question gives
    job: Job[Any] = Job("A step", Job.cancel)
    job.run()
    if isinstance(result, CutawayError):
        job.fail(result)
    else:
        job.succeed(result)
    return job


class FakeEngine:
    """Two chains of tensors, of which those from `WRONG` on differ. asked: how many were asked for in each run."""

    def __init__(self, failure: CutawayError | None = None, size: int = 4, wrong: int = WRONG) -> None:
        self.wrong = wrong
        self.bytes = size
        tensors = tuple(
            InsideTensor(f"t{place}", f"n{place}", "Add", (place - 1,) if place else ())
            for place in range(COUNT)
        )
        self.found = Insides(
            tensors, tensors, tuple(Candidates((place,), (place,)) for place in range(COUNT)), is_exact=True
        )
        self.failure = failure
        self.asked: list[int] = []
        self.granted: list[Grant] = []

    def inside(self, *_: object, **__: object) -> Job[Any]:
        return done(self.failure or self.found)

    def hand_over(self, *_: object, **__: object) -> Job[Any]:
        return done(1)

    def run(
        self, _source: Source, _runner: str, grant: Grant, *_: object, taps: list[str], **__: object
    ) -> Job[Any]:
        self.asked.append(len(taps))
        self.granted.append(grant)
        values = [StoredValue(name, "float32", (1,), "x.npy", bytes=self.bytes) for name in taps]
        taps_given = tuple(RunOutput(value, value.name) for value in values)
        return done(RunAnswer("serve", "TensorFlow", (), Timing(0.0, 0.0), taps_given))

    def measure_inside(self, _source: Source, *, candidates: list[Any], **__: object) -> Job[Any]:
        return done(
            [
                Met(
                    number,
                    sources[0],
                    targets[0],
                    Figures(equal=number < self.wrong),
                    number < self.wrong,
                    tells=True,
                )
                for number, sources, targets in candidates
            ]
        )


def look(engine: FakeEngine, judged: Proof = FAILED, seconds: float = 60.0) -> Proof:
    folders = RunFolders()
    spec = TensorSpec("y", "y:0", "float32", (1,))
    signature = Signature("serve", "declared", (replace(spec, name="x"),), (spec,))
    side = Side(Source("m.pb"), signature, "tensorflow", folders, lambda _: Grant(seconds=20.0))
    said = Answers((folders.make(),), ())
    steps = located(cast("Engine", engine), side, said, side, said, {"y": "y"}, Tolerance(), judged, seconds)
    job = follow("Looking", steps)
    folders.close()
    assert job.result is not None, job.error
    return job.result


def test_the_first_that_differs_is_found_and_what_comes_after_it_is_not_asked_for() -> None:
    engine = FakeEngine()
    found = look(engine)
    assert found.diverging is not None
    assert found.diverging.source == f"n{WRONG}"
    assert [each.source for each in found.diverging.before] == [f"n{WRONG - 1}"]
    assert engine.asked == [12, 12, 48, 48, 100, 100, 100, 100]
    assert found.inside == "260 tensors inside both were compared."


def test_large_values_are_asked_for_one_by_one() -> None:
    engine = FakeEngine(size=1 << 28, wrong=20)
    assert look(engine).diverging is not None
    assert engine.asked == [12, 12, *[1] * 18]


def test_nobody_looks_inside_models_that_answer_alike() -> None:
    engine = FakeEngine()
    passed = Proof("pass", "All outputs are equal.")
    assert look(engine, passed) is passed
    assert engine.asked == []


def test_it_ends_when_its_time_is_over_and_says_so() -> None:
    engine = FakeEngine()
    found = look(engine, seconds=-1.0)
    assert (found.diverging, engine.asked) == (None, [])
    assert found.verdict == "fail"


def test_no_run_takes_longer_than_all_of_it_may() -> None:
    engine = FakeEngine()
    look(engine, seconds=5.0)
    assert {grant.seconds for grant in engine.granted} == {5.0}


def test_a_failure_of_looking_leaves_the_verdict_and_is_told() -> None:
    found = look(FakeEngine(CrashedError("The reader crashed.")))
    assert found.verdict == "fail"
    assert found.inside == "Where they begin to differ was not found: The reader crashed."


def test_what_was_seen_does_not_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    make = RunFolders.make

    def noted(self: RunFolders) -> str:
        made.append(make(self))
        return made[-1]

    monkeypatch.setattr(RunFolders, "make", noted)
    look(FakeEngine())
    assert len(made) == 9
    assert not any(Path(folder).exists() for folder in made)
