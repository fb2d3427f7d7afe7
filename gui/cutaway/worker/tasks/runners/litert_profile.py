# SPDX-License-Identifier: Apache-2.0
"""Measures the operators of a .tflite one by one: each as a model of its own, with the values that reach it."""

from __future__ import annotations

import statistics
import time
from typing import Any

import numpy

from cutaway.description.running import OperatorTime, Profile
from cutaway.errors import CutawayError
from cutaway.formats.tflite import TfliteModel
from cutaway.formats.tflite_file import Subgraph
from cutaway.formats.tflite_graph import code, spelled

_RUNS = 5
_PATIENCE = 30.0
"""Seconds after which operators that are left are not measured any more."""
_ELSEWHERE = frozenset(
    {"IF", "WHILE", "STABLEHLO_WHILE", "CALL", "CALL_ONCE", "VAR_HANDLE", "READ_VARIABLE", "ASSIGN_VARIABLE"}
)
"""They run other subgraphs or share state, so that they are nothing by themselves."""
_HOW = (
    "Each operator was measured alone, as a model of its own with the values that reach it, since LiteRT's Python "
    "package has no profiler. What operators gain or lose by being fused is not in these figures."
)


def measure(
    model: TfliteModel,
    kept: Any,  # noqa: ANN401 - LiteRT has no types
    subgraph: int,
    threads: int,
    total: float,
) -> Profile:
    """kept: an interpreter that has run and preserved all tensors. total: seconds of a whole run."""
    from ai_edge_litert import schema_py_generated as schema

    parsed = schema.ModelT.InitFromObj(schema.Model.GetRootAs(bytearray(model.file.flat.data), 0))
    graph = model.file.subgraphs[subgraph]
    names = _names(model, graph)
    rows: list[OperatorTime] = []
    left = 0
    end = time.monotonic() + _PATIENCE
    for index, number in enumerate(graph.operators["code"].tolist()):
        op = spelled(code(model.file, number))
        if op in _ELSEWHERE or time.monotonic() > end:
            left += 1
            continue
        seconds = _alone(parsed, kept, subgraph, index, threads)
        if seconds is None:
            left += 1
        else:
            rows.append(OperatorTime(names[index], op, seconds))
    note = f" {left} of {left + len(rows)} operators could not be measured so." if left else ""
    return Profile(tuple(sorted(rows, key=lambda row: -row.seconds)), _HOW + note, total)


def _names(model: TfliteModel, graph: Subgraph) -> list[str]:
    """Operators by the names that the graph has for them: those of their first outputs."""
    found = model.graph()
    function = model.file.subgraphs.index(graph) - 1
    arguments = len(graph.inputs)
    operators = len(graph.operators["code"])
    nodes = [node for node, owner in enumerate(found.function_of) if owner == function]
    return [found.names[node] for node in nodes[arguments : arguments + operators]]


def _alone(parsed: Any, kept: Any, subgraph: int, index: int, threads: int) -> float | None:  # noqa: ANN401
    """Median seconds of one operator; None where it cannot run by itself."""
    from ai_edge_litert.interpreter import Interpreter

    try:
        content, values = _cut(parsed, kept, subgraph, index)
        single = Interpreter(model_content=content, num_threads=threads)
        single.allocate_tensors()
        for place, value in zip(single.get_input_details(), values, strict=True):
            single.set_tensor(place["index"], value)
        single.invoke()
        return statistics.median(_timed(single) for _ in range(_RUNS))
    except (ValueError, RuntimeError, TypeError, CutawayError):
        return None


def _timed(single: Any) -> float:  # noqa: ANN401 - LiteRT has no types
    begun = time.perf_counter()
    single.invoke()
    return time.perf_counter() - begun


def _cut(parsed: Any, kept: Any, subgraph: int, index: int) -> tuple[bytes, list[numpy.ndarray]]:  # noqa: ANN401
    """One operator as a model, with the values of its inputs that are no constants."""
    import copy

    import flatbuffers
    from ai_edge_litert import schema_py_generated as schema

    graph = parsed.subgraphs[subgraph]
    operator = copy.copy(graph.operators[index])
    places: dict[int, int] = {}
    tensors: list[Any] = []
    buffers: list[Any] = [schema.BufferT()]
    inputs: list[int] = []
    values: list[numpy.ndarray] = []

    def place(tensor: int, *, is_input: bool) -> int:
        if tensor < 0:
            return -1
        if tensor not in places:
            kind = copy.copy(graph.tensors[tensor])
            data = parsed.buffers[kind.buffer].data if kind.buffer else None
            kind.buffer = 0
            kind.shapeSignature = None
            places[tensor] = len(tensors)
            tensors.append(kind)
            if data is not None and len(data):
                kind.buffer = len(buffers)
                buffers.append(parsed.buffers[graph.tensors[tensor].buffer])
            else:
                found = kept._interpreter.GetTensor(tensor, subgraph)  # noqa: SLF001 - nothing public does
                kind.shape = list(numpy.shape(found))
                if is_input and not kind.isVariable:
                    inputs.append(places[tensor])
                    values.append(found)
        return places[tensor]

    operator.inputs = [place(tensor, is_input=True) for tensor in operator.inputs]
    operator.outputs = [place(tensor, is_input=False) for tensor in operator.outputs]
    operator.intermediates = None
    single = schema.SubGraphT()
    single.tensors, single.operators = tensors, [operator]
    single.inputs, single.outputs = inputs, list(operator.outputs)
    whole = schema.ModelT()
    whole.version, whole.subgraphs, whole.buffers = 3, [single], buffers
    whole.operatorCodes = parsed.operatorCodes
    builder = flatbuffers.Builder(1024)
    builder.Finish(whole.Pack(builder), b"TFL3")
    return bytes(builder.Output()), values
