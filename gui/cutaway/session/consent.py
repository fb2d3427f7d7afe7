# SPDX-License-Identifier: Apache-2.0
"""What is asked before models are run, and what was answered."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cutaway.description.model import ModelDescription
from cutaway.session import confinement, trust
from cutaway.session.run_service import TrustQuestion
from cutaway.session.running import runner_of
from cutaway.worker.run_endings import LIBRARIES

if TYPE_CHECKING:
    from cutaway.session.settings import Settings
    from cutaway.session.trust import Trust

GIGABYTE = 1 << 30


class Consent:
    """trusted: what the user agreed to. settings: what holds runs in."""

    def __init__(self, trusted: Trust, settings: Settings) -> None:
        self._trust = trusted
        self._settings = settings

    def question(self, model: ModelDescription) -> TrustQuestion | None:
        """What is to be asked before the model is run; None where it was answered before."""
        if self._trust.is_accepted(model):
            return None
        seconds = float(self._settings.text("run_seconds"))
        held = confinement.limits(seconds, int(self._settings.text("run_memory")) * GIGABYTE)
        library = LIBRARIES[runner_of(model)]
        return TrustQuestion(Path(model.path).name, library, held.enforced, held.open, trust.dangers(model))

    def accept(self, model: ModelDescription) -> None:
        """Remember that the user agreed."""
        self._trust.accept(model)
