# SPDX-License-Identifier: Apache-2.0
"""What an open SavedModel, GraphDef or MetaGraph answers: graph, values, assets, tables, each read when asked for."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cutaway.description.model import ModelDescription
from cutaway.errors import DamagedFileError, MissingFileError, RequestError, UnsafeFileError
from cutaway.formats.constants import Constants
from cutaway.formats.lookups import Filled
from cutaway.wire.files import inside, open_regular

if TYPE_CHECKING:
    import numpy

    from cutaway.description.graph import Graph
    from cutaway.formats.bundle import Bundle
    from cutaway.formats.debug_info import DebugInfo


@dataclass(slots=True)
class GraphModel:
    """An open model with a graph. graph_def: the GraphDef. folder: what assets must lie in, None without any."""

    description: ModelDescription
    graph_def: Any
    constants: Constants
    bundle: Bundle | None = None
    tables: tuple[Filled, ...] = ()
    folder: Path | None = None
    _graph: Graph | None = field(default=None, init=False)
    _debug: DebugInfo | None = field(default=None, init=False)

    def graph(self) -> Graph:
        """The graph in columns; made at the first call."""
        from cutaway.formats.graphcolumns import read_columns

        if self._graph is None:
            self._graph = read_columns(self.graph_def)
        return self._graph

    def stack(self, node: str, function: str) -> tuple[str, ...]:
        """Where a node was made, as `DebugInfo.stack` tells it. Raises ModelError."""
        from cutaway.formats.debug_info import DebugInfo

        if self._debug is None:
            self._debug = DebugInfo(self.graph_def, self.folder)
        return self._debug.stack(node, function)

    def array(self, name: str) -> numpy.ndarray:
        """Values of a variable or constant. Raises RequestError, DamagedFileError, MissingFileError."""
        if self.bundle is not None and name in self.bundle.entries:
            return self.bundle.array(name)
        if name in self.constants.tensors:
            return self.constants.array(name)
        declared = any(variable.name == name for variable in self.description.variables)
        if declared:
            raise MissingFileError(
                f"The values of {name} are not there, since the model's checkpoint is missing.",
                hint="Put the model's variables beside its graph and open it again.",
                path=self.description.path,
            )
        shown = Path(self.description.path).name
        raise RequestError(
            f"There is no variable or constant {name[:200]} in {shown}.",
            hint="cutaway variables lists the names.",
            path=self.description.path,
        )

    def content(self, name: str, limit: int) -> bytes:
        """The first bytes of an asset. Raises RequestError, MissingFileError, UnsafeFileError."""
        asset = next((asset for asset in self.description.assets if asset.name == name), None)
        if asset is None or self.folder is None:
            shown = Path(self.description.path).name
            raise RequestError(f"There is no asset {name[:200]} in {shown}.", path=self.description.path)
        path = inside(self.folder, name) if "\0" not in name else None
        if path is None:
            message = f"The asset {name[:200]} lies outside the model, so it is not read."
            raise UnsafeFileError(message, path=self.folder / name)
        descriptor = open_regular(path)
        with os.fdopen(descriptor, "rb") as file:
            return file.read(limit)

    def entries(self, name: str, limit: int) -> list[tuple[str, str]]:
        """The first rows of a lookup table. Raises RequestError, DamagedFileError, MissingFileError."""
        found = next((filled for filled in self.tables if filled.table.name == name), None)
        if found is None:
            shown = Path(self.description.path).name
            raise RequestError(
                f"There is no lookup table {name[:200]} in {shown}.", path=self.description.path
            )
        if found.table.entries is None and found.file is None:
            message = f"The lookup table {name[:200]} is filled when the model is loaded, from {found.table.source}."
            raise RequestError(message, path=self.description.path)
        try:
            return found.rows(limit, self.constants.decoded, self.bundle)
        except ValueError as error:
            message = f"The rows of the lookup table {name[:200]} cannot be read: {error}."
            raise DamagedFileError(message, path=self.description.path) from None

    def close(self) -> None:
        """Let go of the mapped files; arrays that are still in use keep theirs."""
        if self.bundle is not None:
            self.bundle.close()
