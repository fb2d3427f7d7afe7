# SPDX-License-Identifier: Apache-2.0
"""An open model with what was found out before its reader saw it: a wrong ending, an archive around it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from cutaway.description.findings import Finding, by_severity
from cutaway.description.graph import Graph
from cutaway.description.model import ModelDescription
from cutaway.formats.opened import OpenModel

if TYPE_CHECKING:
    import numpy as np


class NotedModel:
    """An open model with findings about how it was found, beside its own.

    location: where it is, if that is not what its reader saw. after: called once the model is closed.
    """

    def __init__(
        self,
        model: OpenModel,
        notes: tuple[Finding, ...],
        location: str = "",
        after: Callable[[], None] | None = None,
    ) -> None:
        self._model = model
        self._after = after
        described = model.description
        self._description = replace(
            described,
            findings=by_severity((*described.findings, *notes)),
            location=location or described.location,
        )

    @property
    def description(self) -> ModelDescription:
        """What the model is."""
        return self._description

    def graph(self) -> Graph | None:
        """See `OpenModel`."""
        return self._model.graph()

    def array(self, name: str) -> np.ndarray:
        """See `OpenModel`."""
        return self._model.array(name)

    def content(self, name: str, limit: int) -> bytes:
        """See `OpenModel`."""
        return self._model.content(name, limit)

    def entries(self, name: str, limit: int) -> list[tuple[str, str]]:
        """See `OpenModel`."""
        return self._model.entries(name, limit)

    def close(self) -> None:
        """Unmap all files, and remove what was unpacked."""
        self._model.close()
        if self._after is not None:
            self._after()
