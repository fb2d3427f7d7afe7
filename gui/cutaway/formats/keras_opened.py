# SPDX-License-Identifier: Apache-2.0
"""An open Keras model, whatever container it came from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from cutaway.description.graph import Graph
from cutaway.description.model import ModelDescription
from cutaway.errors import ModelError, RequestError
from cutaway.formats.keras_describe import Described, element_name
from cutaway.wire import hdf5_values

if TYPE_CHECKING:
    import numpy

_MOST_VOCABULARY = 64 << 20


@contextmanager
def located(path: Path) -> Iterator[None]:
    """Give errors of the parts that know names only the path of the file that was opened."""
    try:
        yield
    except ModelError as error:
        error.path = str(path)
        raise


class KerasModel:
    """Answers questions about the model; arrays are views of the mapped file wherever the layout allows.

    read: gives the first bytes of an asset by its name.
    """

    def __init__(self, described: Described, read: Callable[[str, int], bytes] | None = None) -> None:
        self._described: Described | None = described
        self._read = read
        self._name = described.description.path

    @property
    def description(self) -> ModelDescription:
        """What the model is."""
        return self._open.description

    @property
    def _open(self) -> Described:
        if self._described is None:
            raise RequestError(f"{self._name} was closed.")
        return self._described

    def graph(self) -> Graph | None:
        """None: Keras files hold layers, not a graph of ops."""
        return None

    def array(self, name: str) -> numpy.ndarray:
        """Values of a variable, or of the optimizer's state that `metadata` lists. Raises RequestError, ModelError."""
        found = self._open.arrays.get(name)
        if found is None:
            raise RequestError(
                f"{self._name} has no variable {name}.", hint="Choose one of the names that are listed."
            )
        source, dataset = found
        told = element_name(source, dataset)
        return hdf5_values.array(source, dataset, "" if told == dataset.element.name else told)

    def content(self, name: str, limit: int) -> bytes:
        """The first bytes of an asset. Raises RequestError, ModelError."""
        if self._read is None or all(asset.name != name for asset in self.description.assets):
            raise RequestError(
                f"{self._name} has no asset {name}.", hint="Choose one of the names that are listed."
            )
        return self._read(name, limit)

    def entries(self, name: str, limit: int) -> list[tuple[str, str]]:
        """Rows of a vocabulary, number and word, numbered from 0 as the file has them."""
        table = next((table for table in self.description.tables if table.name == name), None)
        words = self._open.vocabularies.get(name)
        if words is not None:
            return [(str(number), word) for number, word in enumerate(words[:limit])]
        if table is None or self._read is None:
            raise RequestError(
                f"{self._name} has no table {name}.", hint="Choose one of the names that are listed."
            )
        text = self._read(table.source, _MOST_VOCABULARY).decode("utf-8", "backslashreplace")
        return [(str(number), word) for number, word in enumerate(text.split("\n", limit)[:limit])]

    def close(self) -> None:
        """Let go of all files; arrays that were given out keep their file mapped until they are gone."""
        self._described = None
        self._read = None
