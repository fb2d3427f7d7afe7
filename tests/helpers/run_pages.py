# SPDX-License-Identifier: Apache-2.0
"""A run page with all that it stands on, for tests to look at."""

from __future__ import annotations

from dataclasses import dataclass

from cutaway.qt.run.page import RunPage
from cutaway.qt.run.view import RunView
from cutaway.session.documents import Document
from cutaway.session.run_desk import RunDesk
from helpers.readings import FakeReading
from helpers.runs import FakeRuns


@dataclass(frozen=True, slots=True)
class Bench:
    """A run page and what it stands on."""

    page: RunPage
    document: Document
    reading: FakeReading
    runs: FakeRuns

    @property
    def view(self) -> RunView:
        """What the page shows of a model that can be run."""
        assert self.page.view is not None
        return self.page.view

    @property
    def desk(self) -> RunDesk:
        """What the view shows."""
        return self.view.desk
