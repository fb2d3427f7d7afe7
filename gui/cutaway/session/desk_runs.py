# SPDX-License-Identifier: Apache-2.0
"""The engine's side of a run page: runs of one model, what is asked before the first, comparison, files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from cutaway.errors import CutawayError
from cutaway.session import graph_shapes, input_sets
from cutaway.session.graph_state import fingerprint
from cutaway.session.run_service import TrustQuestion
from cutaway.session.running import ModelRuns

if TYPE_CHECKING:
    from cutaway.description.costs import Costs
    from cutaway.description.differences import ValueDifference
    from cutaway.session.jobs import Job
    from cutaway.session.run_plan import PastRun, RunPlan


class DeskRuns(ModelRuns):
    """Implements `run_service.RunService`."""

    def question(self, plan: RunPlan) -> TrustQuestion | None:
        """What is to be asked before the first run; None where it was answered before."""
        if self.is_accepted(plan):
            return None
        held = self.limits()
        name = Path(self.description.path).name
        return TrustQuestion(name, self.library, held.enforced, held.open, self.dangers())

    def compare(self, first: str, second: str, folder: str) -> Job[tuple[ValueDifference, ...]]:
        """How the outputs in two folders differ; the differences are stored in a third."""
        return self._engine.difference(first, second, folder)

    def export(self, past: PastRun, file: Path) -> Job[list[str]]:
        """Write all outputs of a run as .json, or a .csv for each; the answer is which files were written."""
        return self._engine.export_run(past.folder, file)

    def costs(self) -> Job[list[Costs]]:
        """What each signature, or each layer, computes for one sample."""
        infers = self.description.format in graph_shapes.FORMATS
        return self._engine.costs(self._document.source, infers=infers)

    # --- sets of inputs ---

    def save_inputs(self, plan: RunPlan, file: Path) -> str:
        """Write the inputs of a plan as a set; what became of it, as a sentence."""
        if input_sets.save(plan, fingerprint(self.description), file):
            return f"The inputs are saved in {file.name}."
        return f"{file.name} could not be written. Choose a folder that you may write to."

    def load_inputs(self, plan: RunPlan, file: Path) -> tuple[RunPlan, str]:
        """The plan with the inputs of a set, and what there is to say about it."""
        try:
            found, model = input_sets.load(plan, file)
        except CutawayError as error:
            return plan, f"{error.message} {error.hint}".strip()
        signatures = {signature.key: signature for signature in self.description.signatures}
        if found.signature not in signatures:
            return (
                plan,
                f"{file.name} is for the signature {found.signature}, which this model does not have.",
            )
        names = {spec.name for spec in signatures[found.signature].inputs}
        kept = {name: choice for name, choice in found.inputs.items() if name in names}
        sizes = {name: axes for name, axes in found.dimensions.items() if name in names}
        words = f"The inputs are those of {file.name}."
        if model != fingerprint(self.description):
            words += " They were made for another model."
        return replace(found, inputs=kept, dimensions=sizes), words
