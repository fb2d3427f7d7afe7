# SPDX-License-Identifier: Apache-2.0
"""What converting needs of the session beside the jobs: which targets there are, consent, limits, previews."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cutaway.conversion.recipe import Recipe
from cutaway.conversion.targets import TARGETS, Target
from cutaway.description.conversion import Converted
from cutaway.description.model import ModelDescription
from cutaway.errors import CutawayError
from cutaway.events import Event
from cutaway.session import confinement, converting, recipes, trust
from cutaway.session.documents import Reading, Source
from cutaway.session.jobs import Job
from cutaway.session.proving import Samples
from cutaway.session.run_folders import RunFolders
from cutaway.session.run_service import TrustQuestion
from cutaway.session.running import runner_of
from cutaway.worker.run_endings import LIBRARIES

if TYPE_CHECKING:
    from cutaway.description.running import FittedInputs
    from cutaway.session.engine import Engine
    from cutaway.session.settings import Settings
    from cutaway.session.trust import Trust

_GIGABYTE = 1 << 30
_CONVERTERS = "cutaway.worker.tasks.converters"
_MODELS = frozenset({"", ".pb", ".pbtxt", ".keras", ".h5", ".hdf5", ".tflite", ".meta"})
FREQUENT = ("tflite", "onnx", "saved_model")
"""What is offered while models are dragged over the window."""


def available() -> tuple[Target, ...]:
    """The targets that have a converter."""
    return tuple(target for target in TARGETS if find_spec(f"{_CONVERTERS}.{target.id}") is not None)


def frequent(paths: Sequence[str]) -> tuple[Target, ...]:
    """The targets that most are after, as far as the names of the models tell; none where one is no model."""
    kinds = {"" if Path(path).is_dir() else Path(path).suffix.lower() for path in paths}
    if not kinds <= _MODELS:
        return ()
    known = {target.id: target for target in available()}
    wanted = [known[name] for name in FREQUENT if name in known]
    if kinds == {".tflite"}:
        return tuple(target for target in wanted if target.id == "onnx")
    return tuple(target for target in wanted if not kinds & set(target.endings))


class ConvertService(Protocol):
    """Everything about converting models; the session's side of the wizard and of what is dropped.

    reading: reads models, and the values of previews. logged: level and text that a child wants told.
    """

    @property
    def reading(self) -> Reading:
        """Reads models."""

    @property
    def logged(self) -> Event[[str, str]]:
        """Lines that converters and libraries write."""

    def targets(self) -> tuple[Target, ...]:
        """What models can be converted to, the most frequent first."""

    def question(self, model: ModelDescription, *more: str) -> TrustQuestion | None:
        """What is to be asked before the model is run with these files; None where it was answered before."""

    def accept(self, model: ModelDescription, *more: str) -> None:
        """Remember that the user agreed."""

    def preview(
        self, source: Source, signature: str, samples: Samples, number: int
    ) -> tuple[str, Job[FittedInputs]]:
        """One of the samples as the model will get it, in a folder."""

    def forget_previews(self) -> None:
        """Take the folders of previews away."""

    def convert(
        self, source: Source, model: ModelDescription, recipe: Recipe, output: Path, *, overwrite: bool
    ) -> Job[Converted]:
        """Begin; what is wrong with the request itself is the error of the job."""


class Conversions:
    """Implements `ConvertService` over the engine."""

    def __init__(self, engine: Engine, trusted: Trust, settings: Settings) -> None:
        self._engine = engine
        self._trust = trusted
        self._settings = settings
        self._previews = RunFolders()

    @property
    def reading(self) -> Reading:
        """Reads models."""
        return self._engine

    @property
    def logged(self) -> Event[[str, str]]:
        """Lines that converters and libraries write."""
        return self._engine.logged

    def targets(self) -> tuple[Target, ...]:
        """What has a converter."""
        return available()

    def question(self, model: ModelDescription, *more: str) -> TrustQuestion | None:
        """What is to be asked before the model is run with these files; None where it was answered before."""
        if self._trust.is_accepted(model, *more):
            return None
        held = confinement.limits(self._seconds, self._memory)
        library = LIBRARIES[runner_of(model)]
        return TrustQuestion(Path(model.path).name, library, held.enforced, held.open, trust.dangers(model))

    def accept(self, model: ModelDescription, *more: str) -> None:
        """Remember that the user agreed."""
        self._trust.accept(model, *more)

    def preview(
        self, source: Source, signature: str, samples: Samples, number: int
    ) -> tuple[str, Job[FittedInputs]]:
        """One of the samples as the model will get it, in a folder."""
        choices, seed = samples.given()[number]
        folder = self._previews.make()
        job = self._engine.fit(source, folder, signature, choices, dimensions=samples.sizes, seed=seed)
        return folder, job

    def forget_previews(self) -> None:
        """Take the folders of previews away."""
        self._previews.close()
        self._previews = RunFolders()

    def convert(
        self, source: Source, model: ModelDescription, recipe: Recipe, output: Path, *, overwrite: bool
    ) -> Job[Converted]:
        """Begin; code that a Keras file holds is run only where the user agreed."""
        more = (recipe.custom_objects,) if recipe.custom_objects else ()
        try:
            plan = recipes.plan_of(
                recipe,
                model,
                output,
                overwrite=overwrite,
                unsafe=self._trust.is_accepted(model, *more),
                seconds=self._seconds,
                memory=self._memory,
            )
            return converting.convert(self._engine, source, model, plan)
        except CutawayError as error:
            job: Job[Converted] = Job(f"Converting {Path(model.path).name}", Job.cancel)
            job.fail(error)
            return job

    @property
    def _seconds(self) -> float:
        return float(self._settings.text("run_seconds"))

    @property
    def _memory(self) -> int:
        return int(self._settings.text("run_memory")) * _GIGABYTE
