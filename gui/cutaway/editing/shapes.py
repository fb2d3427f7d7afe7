# SPDX-License-Identifier: Apache-2.0
"""Whether an operator behind an input contradicts the sizes that the input is to have, as far as the file tells.

Only what is certain is refused: operators that weigh the last dimension, and in .tflite files a RESHAPE into a shape
that leaves nothing open.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

import numpy

from cutaway.description.graph import Graph
from cutaway.description.tensors import Shape
from cutaway.editing.draft import Draft, DraftSignature, Port
from cutaway.editing.refusals import Refusal
from cutaway.formats.opened import OpenModel

if TYPE_CHECKING:
    from cutaway.formats.tflite import TfliteModel
    from cutaway.formats.tflite_file import TfliteFile

_WEIGHING = frozenset(("Conv2D", "MatMul", "CONV_2D", "FULLY_CONNECTED"))
_KEEPING = frozenset(
    (
        "Cast",
        "Identity",
        "Relu",
        "Relu6",
        "Tanh",
        "Sigmoid",
        "CAST",
        "QUANTIZE",
        "DEQUANTIZE",
        "RELU",
        "RELU6",
        "TANH",
    )
)
"""Operators that give the shape that they take."""
_MOST_STEPS = 10_000


def check_sizes(model: OpenModel, draft: Draft, signature: DraftSignature, port: Port, shape: Shape) -> None:
    """Refuse a change of sizes that were fixed, where what follows needs them as they were."""
    if shape is None or port.shape is None or port not in signature.inputs:
        return
    sizes = zip(port.shape, shape, strict=False)
    changed = {axis for axis, (old, new) in enumerate(sizes) if old is not None and new != old}
    if not changed:
        return
    last = len(shape) - 1
    needs = _of_tflite if draft.description.format == "tflite" else _of_graph
    for operator, axes in needs(model, port, last):
        for axis in sorted(changed & axes):
            size = "free" if shape[axis] is None else str(shape[axis])
            message = (
                f"Dimension {axis} of {port.name} cannot be {size}: "
                f"{operator} was made for {port.shape[axis]} there."
            )
            hint = "Convert or save the model again with that size."
            raise Refusal(message, hint=hint, signature=signature.key, port=port.name)


def _of_graph(model: OpenModel, port: Port, last: int) -> Iterator[tuple[str, set[int]]]:
    """Operators behind a placeholder that need a dimension as it is, and which."""
    graph = model.graph()
    name = port.spec.tensor.partition(":")[0]
    if graph is None:
        return
    for node, op in _behind(graph, name):
        if op in _WEIGHING:
            yield f"{graph.names[node]} ({op})", {last}


def _behind(graph: Graph, name: str) -> Iterator[tuple[int, str]]:
    """Nodes that take a tensor of the main graph in its own shape, through calls and operators that keep it."""
    from cutaway.graphing.bodies import Bodies

    bodies = Bodies(graph)
    sources, targets = numpy.asarray(graph.edge_from), numpy.asarray(graph.edge_to)
    slots, outputs = numpy.asarray(graph.edge_input), numpy.asarray(graph.edge_output)
    waiting = [n for n, each in enumerate(graph.names) if each == name and graph.function_of[n] < 0]
    seen = set(waiting)
    while waiting and len(seen) < _MOST_STEPS:
        for edge in numpy.flatnonzero((sources == waiting.pop()) & (outputs >= 0)).tolist():
            node, slot = int(targets[edge]), int(slots[edge])
            op = graph.op_names[graph.ops[node]]
            if slot == 0 and op not in _KEEPING:
                yield node, op
            inner = [
                bodies.argument(node, function, role, slot)
                for function, role in bodies.columns.calls.get(node, ())
            ]
            following = [node] if op in _KEEPING else [each for each in inner if each is not None]
            waiting += [each for each in following if each not in seen]
            seen.update(following)


def _of_tflite(model: OpenModel, port: Port, last: int) -> Iterator[tuple[str, set[int]]]:
    """Likewise in the first subgraph. A RESHAPE further on counts for the first dimension, which operators keep."""
    file = cast("TfliteModel", model).file
    if not file.subgraphs:
        return
    graph = file.subgraphs[0]
    kept = {
        index
        for index in graph.inputs
        if 0 <= index < len(graph.names) and graph.names[index] == port.spec.tensor
    }
    reached = set(kept)
    for place, code in enumerate(graph.operators["code"].tolist()):
        inputs, outputs = graph.operator_inputs[place], graph.operator_outputs[place]
        if not reached & set(inputs) or not 0 <= code < len(file.codes):
            continue
        op = file.codes[code].name
        label = f"{op} ({graph.names[outputs[0]] if outputs else place})"
        is_direct = bool(inputs) and inputs[0] in kept
        if op == "RESHAPE" and _is_fixed(file, inputs):
            yield label, set(range(last + 1)) if is_direct else {0}
        elif op in _WEIGHING and is_direct:
            yield label, {last}
        reached |= set(outputs)
        if op in _KEEPING:
            kept |= set(outputs)


def _is_fixed(file: TfliteFile, inputs: list[int]) -> bool:
    """Whether a RESHAPE makes one certain shape: no size of it is left open."""
    graph = file.subgraphs[0]
    if len(inputs) < 2 or not 0 <= inputs[1] < len(graph.names):
        return False
    data = file.buffer(int(graph.tensors["buffer"][inputs[1]]))
    if data is None or not len(data) or len(data) % 4:
        return False
    return -1 not in numpy.frombuffer(data, "<i4").tolist()
