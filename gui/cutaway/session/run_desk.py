# SPDX-License-Identifier: Apache-2.0
"""Running one model: the plan, its inputs made ready, the run that is going on, and the runs before; knows no view."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol

from cutaway.description.differences import ValueDifference
from cutaway.description.running import FittedInputs, RunAnswer
from cutaway.errors import CancelledError, CutawayError
from cutaway.events import Event
from cutaway.session.jobs import Job, JobState
from cutaway.session.run_plan import PastRun, RunPlan

MOST_RUNS = 50
"""Runs that are kept with their values; the oldest goes first."""


class Runs(Protocol):
    """What makes inputs and runs the model; the engine's side of a desk."""

    def folder(self) -> str:
        """A new empty folder for the values of a run."""

    def forget(self, folder: str) -> None:
        """Take a folder away."""

    def compare(self, first: str, second: str, folder: str) -> Job[tuple[ValueDifference, ...]]:
        """How the outputs in two folders differ; the differences are stored in a third."""

    def fit(self, plan: RunPlan, folder: str) -> Job[FittedInputs]:
        """Make the inputs of a plan in a folder, or say what is wrong with them."""

    def run(self, plan: RunPlan, folder: str) -> Job[RunAnswer]:
        """Run the model on the inputs in a folder."""


class RunDesk:
    """planned: the plan is another one. fitted_changed: inputs came, or are awaited. moved: a run goes on, or ended.

    shown_changed: another run is looked at, or there are other runs. fitted: inputs of the plan as it is now, None
    while they are awaited. failure: why making the inputs, or the last run, failed.
    """

    def __init__(self, runs: Runs, plan: RunPlan) -> None:
        self.plan = plan
        self.fitted: FittedInputs | None = None
        self.failure: CutawayError | None = None
        self.job: Job[Any] | None = None
        self.history: list[PastRun] = []
        self.shown: PastRun | None = None
        self.planned: Event[[]] = Event()
        self.fitted_changed: Event[[]] = Event()
        self.moved: Event[[]] = Event()
        self.shown_changed: Event[[]] = Event()
        self._runs = runs
        self._number = 0
        self._folder = ""
        self._compared = ""
        self._fitted_for: RunPlan | None = None
        self._fitting: Job[FittedInputs] | None = None
        self._is_wanted = False
        self._begun = datetime.now().astimezone()

    # --- what is planned ---

    @property
    def is_running(self) -> bool:
        """From asking for a run to its end."""
        return self._is_wanted or (self.job is not None and not self.job.is_over)

    @property
    def folder(self) -> str:
        """Where the inputs of the plan lie; empty as long as there are none."""
        return self._folder

    def change(self, plan: RunPlan) -> None:
        """Plan something else; its inputs are made when someone asks for them."""
        if plan == self.plan:
            return
        is_same = plan.asks_same(self.plan)
        self.plan = plan
        if not is_same:
            self.fitted = None
        self.planned.emit()

    def fit(self) -> None:
        """Make the inputs of the plan, unless they are there or being made."""
        if self._fitted_for is not None and self._fitted_for.asks_same(self.plan):
            return
        if self._fitting is not None and not self._fitting.is_over:
            self._fitting.cancel()
        self._drop_folder()
        self._folder = self._runs.folder()
        self._fitted_for = self.plan
        self.fitted = None
        self._fitting = job = self._runs.fit(self.plan, self._folder)
        self.fitted_changed.emit()
        if job.is_over:
            self._fitted(job)
        else:
            job.finished.connect(self._fitted)

    def _fitted(self, job: Job[FittedInputs]) -> None:
        if job is not self._fitting:
            return
        if job.state is JobState.DONE and job.result is not None:
            self.fitted, self.failure = job.result, None
        elif not isinstance(job.error, CancelledError):
            self.failure = job.error
        if job.state is not JobState.DONE:
            self._fitted_for = None
        self.fitted_changed.emit()
        if self._is_wanted:
            self._go_on()

    # --- running ---

    def run(self) -> None:
        """Run the plan once its inputs are there; with problems in them nothing is sent."""
        if self.is_running:
            return
        self._is_wanted = True
        self._begun = datetime.now().astimezone()
        self.failure = None
        self.moved.emit()
        if self.fitted is not None and self._folder:
            self._go_on()
        else:
            self.fit()

    def cancel(self) -> None:
        """End the run that is going on."""
        self._is_wanted = False
        if self.job is not None and not self.job.is_over:
            self.job.cancel()
        self.moved.emit()

    def _go_on(self) -> None:
        self._is_wanted = False
        if self.fitted is None or self.fitted.problems:
            self.moved.emit()
            return
        plan, folder, inputs = self.plan, self._folder, self.fitted
        # The folder belongs to this run from now on; the next one gets inputs of its own.
        self._folder, self._fitted_for = "", None
        self.job = job = self._runs.run(plan, folder)
        job.changed.connect(self._told)
        self.moved.emit()
        if job.is_over:
            self._ended(job, plan, folder, inputs)
        else:
            job.finished.connect(lambda ended: self._ended(ended, plan, folder, inputs))

    def _told(self, job: Job[RunAnswer]) -> None:
        if job is self.job and not job.is_over:
            self.moved.emit()

    def _ended(self, job: Job[RunAnswer], plan: RunPlan, folder: str, inputs: FittedInputs) -> None:
        if job.state is JobState.CANCELLED:
            self._runs.forget(folder)
            self.moved.emit()
            return
        self.failure = job.error
        self._number += 1
        seconds = (datetime.now().astimezone() - self._begun).total_seconds()
        past = PastRun(self._number, self._begun, plan, folder, inputs, seconds, job.result, job.error)
        self.history.append(past)
        while len(self.history) > MOST_RUNS:
            self._runs.forget(self.history.pop(0).folder)
        self.shown = past
        self.moved.emit()
        self.shown_changed.emit()

    # --- looking back ---

    def show(self, number: int) -> None:
        """Look at an earlier run."""
        found = next((past for past in self.history if past.number == number), None)
        if found is not None and found is not self.shown:
            self.shown = found
            self.shown_changed.emit()

    def compare(self, first: PastRun, second: PastRun) -> tuple[str, Job[tuple[ValueDifference, ...]]]:
        """How two runs differ, and the folder of their differences; that of an earlier comparison is gone."""
        if self._compared:
            self._runs.forget(self._compared)
        self._compared = self._runs.folder()
        return self._compared, self._runs.compare(first.folder, second.folder, self._compared)

    def forget(self, number: int) -> None:
        """Take an earlier run away with its values."""
        for past in [past for past in self.history if past.number == number]:
            self.history.remove(past)
            self._runs.forget(past.folder)
            if self.shown is past:
                self.shown = self.history[-1] if self.history else None
        self.shown_changed.emit()

    def close(self) -> None:
        """End what runs and take all values away."""
        self.cancel()
        for past in self.history:
            self._runs.forget(past.folder)
        if self._compared:
            self._runs.forget(self._compared)
        self._drop_folder()

    def _drop_folder(self) -> None:
        if self._folder:
            self._runs.forget(self._folder)
            self._folder = ""
