# SPDX-License-Identifier: Apache-2.0
"""The run page: what of a model can be run, or why nothing can."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from cutaway.description.model import ModelDescription
from cutaway.description.signatures import for_callers
from cutaway.qt.run.view import RunView
from cutaway.qt.views.follow import follow
from cutaway.qt.views.page import Page
from cutaway.qt.widgets.empty_state import EmptyState
from cutaway.qt.words import tr
from cutaway.session.documents import Document
from cutaway.session.run_service import RunService
from cutaway.session.selection import Chosen


class RunPage(Page):
    """Made for each description anew; the runs before go with it."""

    good_width = 880  # inputs beside results, all of whose words are seen

    def __init__(
        self,
        document: Document,
        parent: QWidget | None,
        service: Callable[[Document], RunService],
    ) -> None:
        self._service = service
        self._run: RunView | None = None
        super().__init__(document, parent, name="runPage", words="Run")
        follow(self, document.taps_changed, self._taps_wanted)

    @property
    def view(self) -> RunView | None:
        """What is shown; None where the model cannot be run."""
        return self._run

    def make(self, description: ModelDescription) -> QWidget:
        """Inputs and results, or why there are none."""
        self._run = None
        signatures = [found for found in for_callers(description.signatures) if not found.runs_on_load]
        if not signatures:
            hint = tr("It holds values alone. Open the model that they belong to.")
            return EmptyState("play", "Nothing in this file can be run.", self, hint=hint)
        self._run = RunView(self.document, signatures, self._service(self.document), self)
        return self._run

    def run_now(self) -> None:
        """Run the plan, as the button does."""
        if self._run is not None:
            self._run.run()

    def holds(self, chosen: Chosen) -> bool:
        """Choosing a signature, an input or an output stays here: the page has them as well."""
        return chosen.kind in {"signature", "input", "output"} and self._run is not None

    def reveal(self, chosen: Chosen) -> None:
        """Run the signature that was chosen elsewhere."""
        if self._run is not None:
            key = chosen.name if chosen.kind == "signature" else chosen.inside
            if chosen.kind in {"signature", "input", "output"}:
                self._run.choose_signature(key)

    def _taps_wanted(self) -> None:
        if self._run is not None:
            self._run.want_taps(self.document.taps)
