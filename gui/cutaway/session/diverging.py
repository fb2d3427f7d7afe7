# SPDX-License-Identifier: Apache-2.0
"""Looks for the first tensor inside two models that differs, where their answers do, within a limit of time."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from cutaway.comparing import diverging
from cutaway.description.conversion import Proof, Tolerance
from cutaway.description.inside import Candidates, Insides, InsideTensor, Met
from cutaway.errors import CancelledError, CutawayError
from cutaway.session.proving import Answers, Side
from cutaway.session.steps import Steps

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cutaway.description.running import RunAnswer
    from cutaway.session.engine import Engine
    from cutaway.session.jobs import Job

SECONDS = 60.0
"""How long may be looked for."""
_FIRST, _MOST, _FASTER = 12, 100, 4
"""Tensors of a model that are asked for at once: few at first, and more as long as they are small."""
_BYTES = 1 << 28
"""Of the values of one model that lie on the disk, and in memory, at once."""


def located(
    engine: Engine,
    first: Side,
    said: Answers,
    second: Side,
    also: Answers,
    outputs: Mapping[str, str],
    borne: Tolerance,
    judged: Proof,
    seconds: float = SECONDS,
) -> Steps[Proof]:
    """The proof, and where it failed also which tensor is the first to differ, or why that is not known.

    first, second, said, also, outputs, borne: what the proof was made of, see `session.proving.proven`.
    """
    if judged.verdict != "fail" or not said.folders:
        return judged
    look = _Look(engine, first, second, borne, time.monotonic() + seconds, seconds)
    try:
        return (yield from look.into(said, also, outputs, judged))
    except CancelledError:
        raise
    except CutawayError as error:
        return replace(judged, inside=f"Where they begin to differ was not found: {error.message}")


@dataclass(slots=True)
class _Look:
    """Runs both again with some tensors inside asked for, a part of them after another."""

    engine: Engine
    first: Side
    second: Side
    borne: Tolerance
    end: float
    seconds: float
    most: int = _FIRST

    def into(self, said: Answers, also: Answers, outputs: Mapping[str, str], judged: Proof) -> Steps[Proof]:
        """The proof with what was found."""
        found: Insides = yield self._listed(outputs)
        if not found.candidates:
            words = "No tensor inside the one could be told to be the same as one inside the other."
            return replace(judged, inside=words)
        met: list[Met] = []
        first, is_whole = None, True
        for folders in zip(said.folders, also.folders, strict=True):
            met, is_whole = yield from self._measured(found, folders)
            first = diverging.first(found, met)
            if first is not None or not is_whole:
                break
        words = _words(len(met), is_whole=is_whole, is_found=first is not None, seconds=self.seconds)
        return replace(judged, diverging=first, inside=words)

    def _listed(self, outputs: Mapping[str, str]) -> Job[Insides]:
        ones = {spec.name: spec.tensor for spec in self.first.signature.outputs}
        others = {spec.name: spec.tensor for spec in self.second.signature.outputs}
        pairs = [
            (ones[one], others[other]) for one, other in outputs.items() if one in ones and other in others
        ]
        return self.engine.inside(
            self.first.source,
            self.second.source,
            signatures=[self.first.signature.key, self.second.signature.key],
            ends=[[one for one, _ in pairs], [other for _, other in pairs]],
        )

    def _measured(self, found: Insides, folders: tuple[str, str]) -> Steps[tuple[list[Met], bool]]:
        """What met, and whether all were asked for; on the way to the first that differs, where that is enough."""
        met: list[Met] = []
        waiting = list(enumerate(found.candidates))
        while waiting:
            if time.monotonic() > self.end:
                return met, False
            count = _fitting(waiting, self.most)
            part, waiting = waiting[:count], waiting[count:]
            met += yield from self._part(found, part, folders)
            if found.is_exact and any(not each.passed for each in met):
                break
        return met, True

    def _part(
        self, found: Insides, part: Sequence[tuple[int, Candidates]], folders: tuple[str, str]
    ) -> Steps[list[Met]]:
        places = [
            sorted({place for _, each in part for place in getattr(each, side)})
            for side in ("sources", "targets")
        ]
        runs, means = [], []
        for side, given, listed, tensors in zip(
            (self.first, self.second), folders, places, (found.sources, found.targets), strict=True
        ):
            folder, mean = yield from self._run(side, given, [tensors[place].tensor for place in listed])
            runs.append(folder)
            means.append(mean)
        fitting = int(_BYTES / max(means)) if max(means) else _MOST
        self.most = max(1, min(_MOST, _FASTER * self.most, fitting))
        met: list[Met] = yield self.engine.measure_inside(
            self.first.source,
            folders=runs,
            candidates=[[number, list(each.sources), list(each.targets)] for number, each in part],
            names=[_names(found.sources, places[0]), _names(found.targets, places[1])],
            scales=[_scales(found.sources, places[0]), _scales(found.targets, places[1])],
            tolerance=asdict(self.borne),
        )
        for side, folder in zip((self.first, self.second), runs, strict=True):
            side.folders.remove(folder)
        return met

    def _run(self, side: Side, given: str, tensors: Sequence[str]) -> Steps[tuple[str, float]]:
        """Run a model on what it was given before; gives the folder of the run, and the mean bytes of a value."""
        folder = side.folders.make()
        names = {spec.name: spec.name for spec in side.signature.inputs}
        yield self.engine.hand_over(
            side.source, folders=[[given, folder]], names=names, types={}, quantization={}
        )
        granted = side.grant(side.folders)
        held = replace(granted, seconds=min(granted.seconds or self.seconds, self.seconds))
        job: Job[RunAnswer] = self.engine.run(
            side.source, side.runner, held, folder, side.signature.key, taps=tensors, options=side.options
        )
        answer: RunAnswer = yield job
        sizes = [tap.value.bytes for tap in answer.taps if tap.value is not None]
        return folder, sum(sizes) / len(sizes) if sizes else 0.0


def _fitting(waiting: Sequence[tuple[int, Candidates]], most: int) -> int:
    """How many candidates, from the first on, ask neither model for more than so many tensors; at least one."""
    asked: tuple[set[int], set[int]] = (set(), set())
    for count, (_, each) in enumerate(waiting):
        asked = asked[0] | set(each.sources), asked[1] | set(each.targets)
        if count and max(map(len, asked)) > most:
            return count
    return len(waiting)


def _names(tensors: Sequence[InsideTensor], places: Sequence[int]) -> list[list[object]]:
    return [[place, tensors[place].tensor] for place in places]


def _scales(tensors: Sequence[InsideTensor], places: Sequence[int]) -> list[list[object]]:
    scaled = [(place, tensors[place].quantization) for place in places]
    return [[place, [list(each.scale), list(each.zero_point)]] for place, each in scaled if each is not None]


def _words(count: int, *, is_whole: bool, is_found: bool, seconds: float) -> str:
    if not count:
        return "No tensor inside both gave a value that could be compared."
    compared = (
        f"{count:,} tensor{'s' if count != 1 else ''} inside both {'were' if count != 1 else 'was'} compared"
    )
    late = "" if is_whole else f" in the {seconds:.0f} s that this may take, and there are more"
    if is_found:
        return f"{compared}{late}."
    return f"{compared}{late}, and none of them differs by more than is borne."
