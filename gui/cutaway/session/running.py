# SPDX-License-Identifier: Apache-2.0
"""Runs one model for whoever asks: by which library, what its process may use, what the user agreed to."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from cutaway.events import Event
from cutaway.session import confinement, granting, trust
from cutaway.session.confinement import Limits
from cutaway.session.run_folders import RunFolders
from cutaway.worker.grants import SECONDS, Grant
from cutaway.worker.run_endings import LIBRARIES

if TYPE_CHECKING:
    from cutaway.description.findings import Finding
    from cutaway.description.model import ModelDescription
    from cutaway.description.running import FittedInputs, RunAnswer, Runner
    from cutaway.session.documents import Document
    from cutaway.session.engine import Engine
    from cutaway.session.jobs import Job
    from cutaway.session.run_plan import RunPlan
    from cutaway.session.settings import Settings
    from cutaway.session.trust import Trust

_GIGABYTE = 1 << 30
_KERAS = ("keras_h5", "keras_archive")
_BEFORE_3 = ("0", "1", "2")


def runner_of(description: ModelDescription) -> Runner:
    """The library that runs a model: for Keras files the Keras that wrote them, unless only the other can load them."""
    if description.format == "tflite":
        return "litert"
    if description.format == "onnx":
        return "onnxruntime"
    if description.format == "openvino":
        return "openvino"
    if description.format not in _KERAS:
        return "tensorflow"
    verdicts = {runtime.name: runtime.verdict for runtime in description.runtimes}
    third, second = verdicts.get("Keras 3"), verdicts.get("tf-keras")
    wrote = description.producer.get("keras", "").partition(".")[0]
    if wrote in _BEFORE_3:
        return "tensorflow" if second is False and third is not False else "tf_keras"
    return "tf_keras" if third is False and second is not False else "tensorflow"


def runners_of(description: ModelDescription) -> tuple[Runner, ...]:
    """The libraries that can be asked to run a model of that format, the one that suits it first."""
    first = runner_of(description)
    if description.format in _KERAS:
        return (first, "tensorflow" if first == "tf_keras" else "tf_keras")
    return (first,)


def grant(
    description: ModelDescription,
    folders: RunFolders,
    *,
    more: tuple[str, ...] = (),
    seconds: float = SECONDS,
    memory: int = 0,
) -> Grant:
    """What the process that runs the model may use. more: other files that it is to read. memory: bytes."""
    read = (*granting.files(description), *(os.path.realpath(path) for path in more))
    return Grant(read, (folders.root,), memory, seconds, granting.looked_at(description))


class ModelRuns:
    """Runs of one open model. changed: what runs it became ready, or is gone.

    Its description must be there: a document that is READY.
    """

    def __init__(self, engine: Engine, document: Document, trusted: Trust, settings: Settings) -> None:
        self._engine = engine
        self._document = document
        self._trust = trusted
        self._settings = settings
        self._folders = RunFolders()

    @property
    def changed(self) -> Event[[]]:
        """A child that runs models starts, is ready, or ended."""
        return self._engine.runners_changed

    @property
    def description(self) -> ModelDescription:
        """Of the model as it was read last."""
        found = self._document.description
        if found is None:
            raise ValueError("the model is not open yet")
        return found

    @property
    def runner(self) -> Runner:
        """What runs it."""
        return runner_of(self.description)

    @property
    def library(self) -> str:
        """The same in words."""
        return LIBRARIES[self.runner]

    def state(self) -> str:
        """Whether what runs the model is warm, in words."""
        return {
            "ready": f"{self.library} is ready",
            "starting": f"{self.library} is starting",
            "none": f"{self.library} starts with the run",
        }[self._engine.runner_state(self.runner)]

    def limits(self) -> Limits:
        """What holds a run in on this system."""
        return confinement.limits(self._seconds, self._memory)

    # --- consent ---

    def dangers(self) -> tuple[Finding, ...]:
        """What the model could do."""
        return trust.dangers(self.description)

    def is_accepted(self, plan: RunPlan) -> bool:
        """Whether the user agreed to run just this model, with the code that comes with it."""
        return self._trust.is_accepted(self.description, *_more(plan))

    def accept(self, plan: RunPlan) -> None:
        """Remember that the user agreed."""
        self._trust.accept(self.description, *_more(plan))

    # --- values ---

    def folder(self) -> str:
        """A new empty folder for the values of a run."""
        return self._folders.make()

    def forget(self, folder: str) -> None:
        """Take a folder away."""
        self._folders.remove(folder)

    def pasted_folder(self) -> str:
        """Where pictures out of the clipboard are put; it goes with the session."""
        return self._folders.make()

    def close(self) -> None:
        """Take all values away."""
        self._folders.close()

    # --- jobs ---

    def fit(self, plan: RunPlan, folder: str) -> Job[FittedInputs]:
        """Make the inputs of a plan in a folder, or say what is wrong with them."""
        return self._engine.fit(
            self._document.source,
            folder,
            plan.signature,
            plan.inputs,
            dimensions=plan.dimensions,
            seed=plan.seed,
        )

    def run(self, plan: RunPlan, folder: str) -> Job[RunAnswer]:
        """Run the model on the inputs in a folder; code that a Keras file holds only where the user agreed."""
        more = (*_more(plan), *([plan.delegate] if Path(plan.delegate).is_absolute() else []))
        granted = grant(
            self.description, self._folders, more=more, seconds=self._seconds, memory=self._memory
        )
        options = {
            "threads": plan.threads,
            "delegate": plan.delegate,
            "custom_objects": plan.custom_objects,
            "unsafe": self.is_accepted(plan),
        }
        return self._engine.run(
            self._document.source,
            self.runner,
            granted,
            folder,
            plan.signature,
            taps=plan.taps,
            repeat=plan.repeat,
            profile=plan.profile,
            options=options,
        )

    @property
    def _seconds(self) -> float:
        return float(self._settings.text("run_seconds"))

    @property
    def _memory(self) -> int:
        return int(self._settings.text("run_memory")) * _GIGABYTE


def _more(plan: RunPlan) -> tuple[str, ...]:
    """Code that is run beside the model."""
    return (plan.custom_objects,) if plan.custom_objects else ()
