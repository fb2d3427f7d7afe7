# SPDX-License-Identifier: Apache-2.0
"""Comparing one open model with another: which is the second, what was found of it, and what both answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from cutaway.comparing import report
from cutaway.comparing.sides import MapSides
from cutaway.description.comparison import Judged, MapMatch, ModelComparison, WeightPair
from cutaway.description.model import ModelDescription
from cutaway.description.signatures import Signature, for_callers
from cutaway.description.tensors import TensorSpec
from cutaway.errors import CutawayError
from cutaway.events import Event
from cutaway.session import comparing
from cutaway.session.comparing import ComparisonPlan
from cutaway.session.jobs import Job, JobState
from cutaway.session.labelled import LabelledPlan
from cutaway.session.proving import SAMPLES, Samples
from cutaway.session.sample_choice import samples_of
from cutaway.wire import whole

if TYPE_CHECKING:
    from cutaway.session.compare_service import CompareService, Side


@dataclass(frozen=True, slots=True)
class Asked:
    """What both are asked. data: a folder, a file or an input set; empty for random inputs.

    count: of samples, at most. tolerance: part of the largest value. labelled: the data are samples whose classes are
    known. labels: a file that tells them, empty where folders do. options: how files are read, where there is one
    input.
    """

    signature: str = ""
    data: str = ""
    count: int = SAMPLES
    seed: int = 0
    tolerance: float = comparing.TOLERANCE
    labelled: bool = False
    labels: str = ""
    options: Mapping[str, str] = field(default_factory=dict)


class CompareDesk:
    """chosen: the second model is another, or is being read. moved: the comparison goes on, or ended.

    asked_changed: something else is to be asked. answered: answers are awaited, or came. mapped: likewise the maps.
    second: None as long as none was chosen, or it is being read. error: why there is no comparison.
    """

    def __init__(self, first: Side, service: CompareService) -> None:
        self.own = first
        self.service = service
        self.other: Side | None = None
        self.wanted = ""
        self.is_swapped = False
        self.asked = Asked()
        self.error: CutawayError | None = None
        self.found: ModelComparison | None = None
        self.judged: Judged | None = None
        self.maps: MapSides | None = None
        self.reading: Job[ModelDescription] | None = None
        self.job: Job[ModelComparison] | None = None
        self.answering: Job[Judged] | None = None
        self.mapping: Job[MapMatch] | None = None
        self.chosen: Event[[]] = Event()
        self.moved: Event[[]] = Event()
        self.asked_changed: Event[[]] = Event()
        self.answered: Event[[]] = Event()
        self.mapped: Event[[]] = Event()

    # --- the two models ---

    @property
    def first(self) -> Side | None:
        """The model at the left."""
        return self.other if self.is_swapped else self.own

    @property
    def second(self) -> Side | None:
        """The model at the right; None as long as it is not known."""
        return self.own if self.is_swapped and self.other is not None else self.other

    @property
    def sides(self) -> tuple[Side, Side] | None:
        """Both, in the order in which they are compared."""
        if self.other is None:
            return None
        return (self.other, self.own) if self.is_swapped else (self.own, self.other)

    def choose(self, path: str) -> None:
        """Compare with the model there: read it, then look for differences."""
        self.cancel()
        self.wanted, self.other, self.is_swapped = path, None, False
        self._forget()
        self.reading = job = self.service.reading.describe(comparing.source(path))
        self.chosen.emit()
        self._follow(job, self._described)

    def clear(self) -> None:
        """Compare with nothing."""
        self.cancel()
        self.wanted, self.other, self.is_swapped = "", None, False
        self._forget()
        self.chosen.emit()

    def swap(self) -> None:
        """Look at it from the other side."""
        if self.other is not None:
            self.cancel()
            self.is_swapped = not self.is_swapped
            self._forget()
            self.chosen.emit()
            self.begin()

    def _described(self, job: Job[ModelDescription]) -> None:
        if job is not self.reading:
            return
        self.reading = None
        if job.state is JobState.DONE and job.result is not None:
            self.other = comparing.source(self.wanted), job.result
            self.chosen.emit()
            self.begin()
        else:
            self.error = job.error
            self.chosen.emit()

    def _forget(self) -> None:
        self.found = self.judged = self.maps = self.error = None
        self.job = self.answering = self.mapping = None
        self.__dict__.pop("signatures", None)

    # --- what differs ---

    def begin(self) -> None:
        """Look for differences, again where it was done already."""
        sides = self.sides
        if sides is None:
            return
        self.found = self.error = None
        self.job = job = self.service.compare(*sides, ComparisonPlan(self.asked.tolerance, runs=False))
        job.changed.connect(self._told)
        self.moved.emit()
        self._follow(job, self._compared)

    @property
    def is_busy(self) -> bool:
        """Whether the second is read, or differences are looked for."""
        jobs = (self.reading, self.job)
        return any(job is not None and not job.is_over for job in jobs)

    def cancel(self) -> None:
        """End all that goes on."""
        for job in (self.reading, self.job, self.answering, self.mapping):
            if job is not None:
                job.cancel()

    def _told(self, job: Job[Any]) -> None:
        if job is self.job and not job.is_over:
            self.moved.emit()

    def _compared(self, job: Job[ModelComparison]) -> None:
        if job is self.job:
            self.found, self.error = job.result, job.error
            self.moved.emit()

    def is_within(self, pair: WeightPair) -> bool:
        """Whether a weight differs by no more than is borne."""
        return comparing.is_within(pair, self.asked.tolerance)

    # --- both maps ---

    def want_maps(self) -> None:
        """Match the maps, where it was not done yet."""
        sides = self.sides
        if sides is None or self.found is None or self.mapping is not None:
            return
        self.mapping = job = self.service.match_maps(sides[0][0], sides[1][0])
        self._follow(job, self._matched)

    def _matched(self, job: Job[MapMatch]) -> None:
        if job is not self.mapping:
            return
        if job.result is not None and self.found is not None:
            found = self.found.compared
            apart = [pair for pair in found.changed if not self.is_within(pair)]
            changed = {pair.first.name for pair in apart}, {pair.second.name for pair in apart}
            alone = {each.name for each in found.only_first}, {each.name for each in found.only_second}
            self.maps = MapSides(job.result, changed, alone)
        self.mapped.emit()

    # --- what both answer ---

    @cached_property
    def signatures(self) -> list[Signature]:
        """Those of the first that can be called."""
        sides = self.sides
        callable_ones = for_callers(sides[0][1].signatures) if sides is not None else ()
        return [each for each in callable_ones if not each.runs_on_load]

    def ask(self, asked: Asked) -> None:
        """Ask that from now on."""
        if asked != self.asked:
            self.asked = asked
            self.asked_changed.emit()

    def untrusted(self) -> list[ModelDescription]:
        """Models that the user was not asked about yet."""
        sides = self.sides or ()
        return [model for _, model in sides if self.service.question(model) is not None]

    def begin_answers(self) -> None:
        """Ask both. What cannot be asked is the error of the job."""
        sides = self.sides
        if sides is None or self.is_answering:
            return
        self.judged = None
        try:
            plan = self.plan(sides[0][1])
        except CutawayError as error:
            failed: Job[Judged] = Job("Comparing answers", Job.cancel)
            failed.fail(error)
            self.answering = failed
            self.answered.emit()
            return
        self.answering = job = self.service.answers(*sides, plan)
        job.changed.connect(self._answering)
        self.answered.emit()
        self._follow(job, self._came)

    def plan(self, model: ModelDescription) -> ComparisonPlan:
        """What is asked of both. Raises CutawayError where the data cannot be used."""
        asked = self.asked
        samples = Samples(asked.count, asked.seed)
        if asked.data and asked.labelled:
            plan = LabelledPlan(asked.data, asked.labels, limit=asked.count, options=asked.options)
            return ComparisonPlan(asked.tolerance, signature=asked.signature, labelled=plan)
        if asked.data:
            samples = samples_of(asked.data, model, asked.signature, asked.count, asked.seed, self.read_as())
        return ComparisonPlan(asked.tolerance, signature=asked.signature, samples=samples)

    def input(self) -> TensorSpec | None:
        """The only input of the signature that is called; None where it has more."""
        called = next((each for each in self.signatures if each.key == self.asked.signature), None)
        called = called or next(iter(self.signatures), None)
        return called.inputs[0] if called is not None and len(called.inputs) == 1 else None

    def read_as(self) -> dict[str, Mapping[str, str]]:
        """By input the options with which its files are read."""
        spec = self.input()
        return {spec.name: self.asked.options} if spec is not None and self.asked.options else {}

    @property
    def is_answering(self) -> bool:
        """Whether answers are awaited."""
        return self.answering is not None and not self.answering.is_over

    def cancel_answers(self) -> None:
        """Await them no more."""
        if self.answering is not None:
            self.answering.cancel()

    def _answering(self, job: Job[Any]) -> None:
        if job is self.answering and not job.is_over:
            self.answered.emit()

    def _came(self, job: Job[Judged]) -> None:
        if job is self.answering:
            self.judged = judged = job.result
            if self.found is not None and judged is not None:
                self.found = replace(self.found, proof=judged.proof, labelled=judged.labelled)
            self.answered.emit()

    # --- what is left of it ---

    def save_report(self, file: Path) -> str:
        """Write the report, JSON where the name says so, else one HTML page; what became of it, as a sentence."""
        if self.found is None:
            return ""
        is_json = file.suffix.lower() == ".json"
        text = report.text(self.found) if is_json else report.page(self.found)
        try:
            whole.write(file, partial(_fill, text.encode()), overwrite=True)
        except CutawayError as error:
            return f"{error.message} {error.hint}".strip()
        return f"The report is saved in {file.name}."

    @staticmethod
    def _follow(job: Job[Any], ended: Any) -> None:  # noqa: ANN401 - a slot for that job
        if job.is_over:
            ended(job)
        else:
            job.finished.connect(ended)


def _fill(content: bytes, file: BinaryIO) -> None:
    file.write(content)
