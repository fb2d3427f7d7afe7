# SPDX-License-Identifier: Apache-2.0
"""What the run page needs of the session beside the jobs: consent, limits, input sets, files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from cutaway.description.costs import Costs
from cutaway.description.findings import Finding
from cutaway.events import Event
from cutaway.session.confinement import Limits
from cutaway.session.jobs import Job
from cutaway.session.run_desk import Runs
from cutaway.session.run_plan import PastRun, RunPlan


@dataclass(frozen=True, slots=True)
class TrustQuestion:
    """name: of the file. runner: what runs it, in words. enforced: sentences on what the system refuses to it here.

    open: sentences on what this system cannot refuse to it. findings: the dangerous ones.
    """

    name: str
    runner: str
    enforced: tuple[str, ...]
    open: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


class RunService(Runs, Protocol):
    """Everything about running one model; the session's side of a run page."""

    @property
    def changed(self) -> Event[[]]:
        """What runs the model became warm, or is gone."""

    def state(self) -> str:
        """Whether what runs the model is warm, in words."""

    def limits(self) -> Limits:
        """What holds a run in on this system."""

    def question(self, plan: RunPlan) -> TrustQuestion | None:
        """What is to be asked before the first run; None where it was answered before."""

    def accept(self, plan: RunPlan) -> None:
        """Remember that the user agreed."""

    def costs(self) -> Job[list[Costs]]:
        """What each signature, or each layer, computes for one sample."""

    def pasted_folder(self) -> str:
        """Where pictures out of the clipboard are put; it goes with the session."""

    def export(self, past: PastRun, file: Path) -> Job[list[str]]:
        """Write all outputs of a run as .npz, .json, or a .csv for each; the answer is which files were written."""

    def save_inputs(self, plan: RunPlan, file: Path) -> str:
        """Write the inputs of a plan as a set; what became of it, as a sentence."""

    def load_inputs(self, plan: RunPlan, file: Path) -> tuple[RunPlan, str]:
        """The plan with the inputs of a set, and what there is to say about it."""

    def close(self) -> None:
        """Take all values away."""
