# SPDX-License-Identifier: Apache-2.0
"""What comparing needs of the session beside the jobs: models that could be the second, consent, settings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias

from cutaway.description.comparison import Judged, MapMatch, ModelComparison
from cutaway.description.course import Course
from cutaway.description.model import ModelDescription
from cutaway.session import along, comparing
from cutaway.session.comparing import ComparisonPlan
from cutaway.session.documents import Reading, Source
from cutaway.session.jobs import Job
from cutaway.session.run_service import TrustQuestion

if TYPE_CHECKING:
    from cutaway.session.consent import Consent
    from cutaway.session.engine import Engine
    from cutaway.session.open_models import OpenModels
    from cutaway.session.recents import Recents

_MOST_RECENT = 8
Side: TypeAlias = tuple[Source, ModelDescription]
"""A model with what it is."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A model that could be the second. is_open: in another tab. format, bytes: where they are known."""

    path: str
    is_open: bool
    format: str = ""
    bytes: int = 0


class CompareService(Protocol):
    """Everything about comparing models; the session's side of the page."""

    @property
    def reading(self) -> Reading:
        """Reads models."""

    def candidates(self, path: str) -> tuple[Candidate, ...]:
        """What could be compared with the model there: other open models, then those that were opened lately."""

    def question(self, model: ModelDescription) -> TrustQuestion | None:
        """What is to be asked before the model is run; None where it was answered before."""

    def accept(self, model: ModelDescription) -> None:
        """Remember that the user agreed."""

    def compare(self, first: Side, second: Side, plan: ComparisonPlan) -> Job[ModelComparison]:
        """What differs, without running anything."""

    def answers(self, first: Side, second: Side, plan: ComparisonPlan) -> Job[Judged]:
        """Ask both the same."""

    def match_maps(self, first: Source, second: Source) -> Job[MapMatch]:
        """Which node of one map is which of the other."""

    def course(self, sources: Sequence[Source]) -> Job[Course]:
        """How the weights went over checkpoints, the earliest first."""


class Comparisons:
    """Implements `CompareService` over the engine."""

    def __init__(self, engine: Engine, consent: Consent, opened: OpenModels, recents: Recents) -> None:
        self._engine = engine
        self._opened = opened
        self._recents = recents
        self.question = consent.question
        self.accept = consent.accept

    @property
    def reading(self) -> Reading:
        """Reads models."""
        return self._engine

    def candidates(self, path: str) -> tuple[Candidate, ...]:
        """Other open models, then those that were opened lately and are still there."""
        known = {recent.path: recent for recent in self._recents.items}
        opened = [each for each in self._opened.paths if each != path]
        found = []
        for each in opened:
            recent = known.get(each)
            found.append(
                Candidate(each, is_open=True, format=recent.format, bytes=recent.bytes)
                if recent is not None
                else Candidate(each, is_open=True)
            )
        for recent in self._recents.items:
            if len(found) >= _MOST_RECENT + len(opened):
                break
            if recent.path != path and recent.path not in opened and Path(recent.path).exists():
                found.append(Candidate(recent.path, is_open=False, format=recent.format, bytes=recent.bytes))
        return tuple(found)

    def compare(self, first: Side, second: Side, plan: ComparisonPlan) -> Job[ModelComparison]:
        """What differs, without running anything."""
        return comparing.compare(self._engine, first, second, plan)

    def answers(self, first: Side, second: Side, plan: ComparisonPlan) -> Job[Judged]:
        """Ask both the same."""
        return comparing.answers(self._engine, first, second, plan)

    def match_maps(self, first: Source, second: Source) -> Job[MapMatch]:
        """Which node of one map is which of the other."""
        return self._engine.match_maps(first, second)

    def course(self, sources: Sequence[Source]) -> Job[Course]:
        """How the weights went over checkpoints, the earliest first."""
        return along.along(self._engine, sources)
