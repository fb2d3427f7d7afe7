# SPDX-License-Identifier: Apache-2.0
"""Opens the folder of a run as if it were a model: its inputs, outputs and taps are looked at like variables."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cutaway.description.model import ModelDescription, ModelFile
from cutaway.description.running import StoredValue
from cutaway.description.variables import Variable
from cutaway.errors import RequestError
from cutaway.sampling import run_record, stored
from cutaway.sampling.values import Ragged, Sparse

if TYPE_CHECKING:
    import numpy

    from cutaway.description.graph import Graph


class RunFolder:
    """Variables are called `in/NAME`, `out/NAME` and `tap/NAME`; implements `formats.opened.OpenModel`.

    Of a ragged value the flat values go by its name, its row splits by `…/row_splits_0`; of a sparse one the values,
    `…/indices` and `…/dense_shape`.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stored: dict[str, tuple[StoredValue, int]] = {}
        variables: list[Variable] = []
        for group, values in run_record.read(folder).items():
            for value in values:
                variables += self._variables(f"{group}/{value.name}", value)
        status = (folder / run_record.NAME).stat()
        self._description = ModelDescription(
            "checkpoint",  # the format of values without anything around them
            str(folder),
            str(folder),
            "values of a run",
            variables=tuple(variables),
            files=(ModelFile(run_record.NAME, status.st_size),),
        )

    @property
    def description(self) -> ModelDescription:
        """The values as variables."""
        return self._description

    def graph(self) -> Graph | None:
        """There is none."""
        return None

    def array(self, name: str) -> numpy.ndarray:
        """Values by name. Raises RequestError (no such name), and as `stored.load` does."""
        if name not in self._stored:
            raise RequestError(f"This run has no value called {name}.", hint="Run the model again.")
        value, piece = self._stored[name]
        loaded = stored.load(self._folder, value)
        if isinstance(loaded, Ragged):
            return (loaded.values, *loaded.splits)[piece]
        if isinstance(loaded, Sparse):
            return (loaded.values, loaded.indices, _shape(loaded))[piece]
        return loaded

    def content(self, name: str, limit: int) -> bytes:
        """There are no assets: raises RequestError."""
        raise RequestError(f"A run has no file called {name} of which {limit} bytes could be shown.")

    def entries(self, name: str, limit: int) -> list[tuple[str, str]]:
        """There are no tables: raises RequestError."""
        raise RequestError(f"A run has no table called {name} of which {limit} rows could be shown.")

    def close(self) -> None:
        """Mapped files go with the arrays that view them."""

    def _variables(self, name: str, value: StoredValue) -> list[Variable]:
        loaded = stored.load(self._folder, value) if value.encoding in ("ragged", "sparse") else None
        if isinstance(loaded, Ragged):
            names = [name, *(f"{name}/row_splits_{axis}" for axis in range(len(loaded.splits)))]
            arrays = [loaded.values, *loaded.splits]
        elif isinstance(loaded, Sparse):
            names = [name, f"{name}/indices", f"{name}/dense_shape"]
            arrays = [loaded.values, loaded.indices, _shape(loaded)]
        else:
            self._stored[name] = value, 0
            shape = tuple(size or 0 for size in value.shape or ())
            return [Variable(name, name, value.dtype, shape, value.bytes, "other")]
        self._stored |= {piece: (value, place) for place, piece in enumerate(names)}
        return [
            Variable(piece, piece, value.dtype if place == 0 else "int64", array.shape, array.nbytes, "other")
            for place, (piece, array) in enumerate(zip(names, arrays, strict=True))
        ]


def _shape(value: Sparse) -> numpy.ndarray:
    import numpy

    return numpy.array(value.shape, numpy.int64)
