# SPDX-License-Identifier: Apache-2.0
"""Real numbers that a graph keeps as constants without an axis: a frozen variable may be one of them, a setting too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutaway.description import dtypes
from cutaway.errors import ModelError
from cutaway.formats import constants
from cutaway.formats.graphmodel import GraphModel
from cutaway.formats.opened import OpenModel

if TYPE_CHECKING:
    import numpy

    from cutaway.formats.tflite import TfliteModel


def scalars(model: OpenModel) -> dict[str, numpy.ndarray]:
    """Scalars by their names: of the main graph of a frozen graph, or of the main subgraph of a .tflite.

    Empty for formats that have variables of their own. What cannot be read is left out.
    """
    from cutaway.formats.tflite import TfliteModel

    if isinstance(model, TfliteModel):
        return _of_tflite(model)
    if isinstance(model, GraphModel) and model.description.format == "frozen_graph":
        return _of_graph(model)
    return {}


def _of_graph(model: GraphModel) -> dict[str, numpy.ndarray]:
    found: dict[str, numpy.ndarray] = {}
    for node in model.graph_def.node:
        if node.op != "Const":
            continue
        tensor = node.attr["value"].tensor
        header = constants.read_header(tensor, model.constants.decoded)
        if header.shape or not dtypes.is_learnt(header.dtype):
            continue
        try:
            found.setdefault(node.name, constants.values(tensor, model.constants.decoded))
        except (ValueError, constants.TooLargeError):
            continue
    return found


def _of_tflite(model: TfliteModel) -> dict[str, numpy.ndarray]:
    from cutaway.formats import tflite_values
    from cutaway.formats.tflite_file import tensor_shape
    from cutaway.formats.tflite_schema import dtype
    from cutaway.formats.tflite_tensors import Place

    file = model.file
    graph = file.subgraphs[0] if file.subgraphs else None
    found: dict[str, numpy.ndarray] = {}
    for index, name in enumerate(graph.names if graph is not None else ()):
        if graph is None or not name or not dtypes.is_learnt(dtype(int(graph.tensors["type"][index]))):
            continue
        if graph.tensors["variable"][index] or tensor_shape(graph, index) != ():
            continue
        stored = file.buffer(int(graph.tensors["buffer"][index]))
        if not stored:
            continue
        try:
            found.setdefault(name, tflite_values.values(file, Place(0, index), stored, name))
        except ModelError:
            continue
    return found
