# SPDX-License-Identifier: Apache-2.0
"""Opens a .tflite file: what it is at once, its graph and the values of its constants when they are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutaway.description.graph import Graph
from cutaway.description.model import ModelDescription
from cutaway.description.tensors import Quantization
from cutaway.errors import MissingFileError, RequestError, UnsupportedFormatError
from cutaway.formats import tflite_file, tflite_graph, tflite_metadata
from cutaway.formats.opened import OpenRequest, Progress
from cutaway.formats.tflite_describe import describe
from cutaway.formats.tflite_details import TfliteDetails
from cutaway.formats.tflite_tensors import Constant, Place, constants, quantization, states
from cutaway.wire.files import inside, map_file

if TYPE_CHECKING:
    import numpy as np

_AS_THEY_ARE = ("", "unpacked")
"""ExternalBuffer.packing where the bytes are those of a buffer in the file."""


def open_model(request: OpenRequest, progress: Progress) -> TfliteModel:
    """Read the structure of the file. Raises ModelError: missing, unsafe, unsupported or damaged."""
    progress("Reading the tables", None)
    data = map_file(request.path)
    if request.window is not None:
        start, length = request.window
        data = data[start : start + length]
    return TfliteModel(request, tflite_file.read(data, request.path.name, request.path))


class TfliteModel:
    """An open .tflite file."""

    def __init__(self, request: OpenRequest, file: tflite_file.TfliteFile) -> None:
        self._request = request
        self._file = file
        self._archive = tflite_metadata.appended(file)
        self._constants = [*constants(file), *states(file)]
        self._by_name = {constant.variable.name: constant for constant in self._constants}
        self._description = describe(request, file, self._constants, self._archive)

    @property
    def description(self) -> ModelDescription:
        """What the model is."""
        return self._description

    @property
    def file(self) -> tflite_file.TfliteFile:
        """Its tables, as they were read."""
        return self._file

    @property
    def is_member(self) -> bool:
        """True where it lies inside an archive, so that its path alone does not lead to it."""
        return self._request.window is not None

    def graph(self) -> Graph:
        """All operators of all subgraphs."""
        return tflite_graph.graph(self._file)

    def details(self) -> TfliteDetails:
        """Types, shapes and weights of its operators."""
        return TfliteDetails(self._file)

    def array(self, name: str) -> np.ndarray:
        """Values of a constant by its name or SUBGRAPH/INDEX; sparse ones are spread out, up to 2**26 elements."""
        from cutaway.formats import tflite_values  # its element types take 20 ms to import

        constant = self._constant(name)
        if constant.variable.role == "other" and not constant.variable.bytes:
            return tflite_values.initial(self._file, constant.place, name)
        return tflite_values.values(self._file, constant.place, self._bytes(constant), name)

    def scales(self, name: str) -> Quantization | None:
        """How the stored integers of a constant stand for real numbers; None where they do not. Raises RequestError."""
        return quantization(self._file, self._constant(name).place)

    def _constant(self, name: str) -> Constant:
        found = self._by_name.get(name)
        if found is None:
            subgraph, _, tensor = name.partition("/")
            if subgraph.isdecimal() and tensor.isdecimal():
                place = Place(int(subgraph), int(tensor))
                found = next(
                    (one for one in self._constants if place == one.place or place in one.shared), None
                )
        if found is None:
            message = f"{self._file.flat.name} has no constant called {name}."
            raise RequestError(
                message, hint="The names are in the list of constants.", path=self._request.path
            )
        return found

    def _bytes(self, constant: Constant) -> memoryview:
        graph = self._file.subgraphs[constant.place.subgraph]
        external = int(graph.tensors["external"][constant.place.tensor])
        if external in self._file.external and external:
            return self._outside(self._file.external[external], constant.variable.name)
        found = self._file.buffer(int(graph.tensors["buffer"][constant.place.tensor]))
        if found is None:
            self._file.flat.damaged(f"the values of {constant.variable.name} lie outside the file")
        return found

    def _outside(self, external: tflite_file.ExternalBuffer, name: str) -> memoryview:
        path = inside(self._request.path.parent, external.file) if external.file else None
        if path is None:
            message = f"The values of {name} are in {external.file or 'a nameless file'}, outside the model's folder."
            raise MissingFileError(message, path=self._request.path)
        if external.packing not in _AS_THEY_ARE:
            message = (
                f"The values of {name} are packed by a method called {external.packing}, which is not read."
            )
            raise UnsupportedFormatError(message, path=path)
        data = map_file(path)
        if external.offset + external.length > len(data):
            end = external.offset + external.length
            message = f"{path.name} is cut off: the values of {name} would end at byte {end:,}."
            raise MissingFileError(message, hint="Get the file again.", path=path)
        return data[external.offset : external.offset + external.length]

    def content(self, name: str, limit: int) -> bytes:
        """The first bytes of a file packed behind the model. Raises RequestError, MissingFileError, ModelError."""
        member = self._archive.get(name) if self._archive else None
        if self._archive is None or member is None:
            if any(asset.name == name for asset in self._description.assets):
                message = f"{name} is named by the metadata of {self._file.flat.name}, but it is not packed with it."
                raise MissingFileError(message, path=self._request.path)
            raise RequestError(f"{self._file.flat.name} has no file called {name}.", path=self._request.path)
        return self._archive.start(member, min(limit, member.size))

    def entries(self, name: str, limit: int) -> list[tuple[str, str]]:
        """Raise RequestError: a .tflite file lists no lookup tables."""
        message = f"{self._file.flat.name} has no lookup table {name} of which {limit} rows could be shown."
        raise RequestError(message, path=self._request.path)

    def close(self) -> None:
        """Let go of the mapping; it ends when the last array that was given out is gone."""
        self._constants = []
        self._by_name = {}
        self._archive = None
