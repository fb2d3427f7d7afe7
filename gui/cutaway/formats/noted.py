# SPDX-License-Identifier: Apache-2.0
"""An open model with what was found out before its reader saw it: a wrong ending, an archive around it."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cutaway.description.findings import Finding, by_severity
from cutaway.description.graph import Graph
from cutaway.description.model import ModelDescription, ModelFile
from cutaway.formats.opened import OpenModel

if TYPE_CHECKING:
    import numpy as np


class NotedModel:
    """An open model with findings about how it was found, beside its own.

    archive: the file that it was unpacked from, and the member that it is. after: called once the model is closed.
    """

    def __init__(
        self,
        model: OpenModel,
        notes: tuple[Finding, ...],
        archive: tuple[Path, str] | None = None,
        after: Callable[[], None] | None = None,
    ) -> None:
        self._model = model
        self._after = after
        inner = model.member if isinstance(model, NotedModel) else ""
        self.member: str = "!".join(part for part in (archive[1] if archive else "", inner) if part)
        """The member of the archive that it is; of an archive in the archive, `INNER ARCHIVE!MEMBER`."""
        described = model.description
        self._description = replace(
            described,
            findings=by_severity((*described.findings, *notes)),
            **({} if archive is None else _in_archive(archive[0], self.member)),
        )

    @property
    def description(self) -> ModelDescription:
        """What the model is."""
        return self._description

    @property
    def inner(self) -> OpenModel:
        """The model as its own reader opened it: the file or folder that really is read is its location."""
        return self._model.inner if isinstance(self._model, NotedModel) else self._model

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


def _in_archive(archive: Path, member: str) -> dict[str, Any]:
    """Fields of the description: the archive is the one file on disk that can change, named by its whole path."""
    path = os.path.abspath(archive)  # noqa: PTH100 - links are kept as the user named them
    return {"location": f"{archive}!{member}", "files": (ModelFile(path, archive.stat().st_size),)}
