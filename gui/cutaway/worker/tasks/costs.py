# SPDX-License-Identifier: Apache-2.0
"""What the signatures of a model compute for one sample; shapes that a GraphDef does not tell are inferred first."""

from __future__ import annotations

import json
import math

from cutaway.description.costs import Costs, NodeCost
from cutaway.description.layers import Layer
from cutaway.description.model import ModelDescription
from cutaway.description.signatures import Signature, for_callers
from cutaway.description.tensors import Shape
from cutaway.formats.graphmodel import GraphModel
from cutaway.formats.noted import NotedModel
from cutaway.formats.opened import OpenModel
from cutaway.formats.tflite import TfliteModel
from cutaway.formats.tflite_file import tensor_shape
from cutaway.graphing.cost_walk import CostWalk
from cutaway.worker.questions import Call
from cutaway.worker.tasks.shapes import Inference


def costs(call: Call) -> list[Costs]:
    """One entry for each signature that callers use, or one for the layers of a Keras file; empty where none is known.

    For GraphDefs it has to run in a child with TensorFlow. Raises ModelError.
    """
    opened = call.models.open(call.source, call.progress)
    model: OpenModel = opened.inner if isinstance(opened, NotedModel) else opened
    description = model.description
    if isinstance(model, TfliteModel):
        return [_of_lite(model, signature) for signature in _wanted(description)]
    if isinstance(model, GraphModel):
        return _of_graph(model, call)
    if description.layers:
        return [_of_layers(description)]
    return []


def _wanted(description: ModelDescription) -> list[Signature]:
    return [signature for signature in for_callers(description.signatures) if not signature.runs_on_load]


def _of_graph(model: GraphModel, call: Call) -> list[Costs]:
    inference = Inference(model, call)
    specs = inference.found()
    graph = inference.graph
    numbers = {name: node for node, name in enumerate(graph.names) if graph.function_of[node] < 0}

    def shape_of(node: int, output: int) -> Shape:
        known = specs.get((node, output))
        return known[0][1] if known is not None else inference.details.spec(node, output)[1]

    def attributes(node: int) -> dict[str, str]:
        return dict(inference.details.attributes(node)) if "Einsum" in graph.op_names[graph.ops[node]] else {}

    walk = CostWalk(graph, shape_of, attributes, lambda _: {})
    found = []
    for signature in _wanted(model.description):
        ends = {numbers.get(spec.tensor.partition(":")[0], -1) for spec in signature.outputs} - {-1}
        found.append(walk.of(signature.key, sorted(ends)))
    return found


def _of_lite(model: TfliteModel, signature: Signature) -> Costs:
    graph = model.graph()
    starts = [0]
    for subgraph in model.file.subgraphs:
        operators = len(subgraph.operators["code"])
        starts.append(starts[-1] + len(subgraph.inputs) + operators + len(subgraph.outputs))

    def tensors(node: int) -> tuple[int, list[int], list[int]]:
        """Subgraph, inputs and outputs of an operator; of an input of the subgraph, that alone."""
        number = max(place for place, start in enumerate(starts[:-1]) if start <= node)
        subgraph = model.file.subgraphs[number]
        place = node - starts[number] - len(subgraph.inputs)
        if place < 0:
            return number, [], [subgraph.inputs[place + len(subgraph.inputs)]]
        if place < len(subgraph.operators["code"]):
            return number, subgraph.operator_inputs[place], subgraph.operator_outputs[place]
        return number, [], []

    def shape(number: int, tensor: int) -> Shape:
        subgraph = model.file.subgraphs[number]
        return tensor_shape(subgraph, tensor) if 0 <= tensor < len(subgraph.names) else None

    def shape_of(node: int, output: int) -> Shape:
        number, _, outputs = tensors(node)
        return shape(number, outputs[output]) if 0 <= output < len(outputs) else None

    def weights(node: int) -> dict[int, Shape]:
        number, inputs, _ = tensors(node)
        return {slot: shape(number, tensor) for slot, tensor in enumerate(inputs)}

    walk = CostWalk(graph, shape_of, lambda _: {}, weights)
    number = _subgraph_of(model, signature)
    ends = [
        node
        for node, function in enumerate(graph.function_of)
        if function == number - 1 and graph.op_names[graph.ops[node]] == "_Retval"
    ]
    return walk.of(signature.key, ends)


def _subgraph_of(model: TfliteModel, signature: Signature) -> int:
    return next((found.subgraph for found in model.file.signatures if found.key == signature.key), 0)


def _of_layers(description: ModelDescription) -> Costs:
    """From the layers' configuration: what their weights are multiplied with."""
    sizes = {variable.name: variable.shape for variable in description.variables}
    rows, unknown = [], 0
    for layer in description.layers or ():
        try:
            macs = _of_layer(layer, [sizes[name] for name in layer.variables if name in sizes])
        except ValueError:
            unknown += 1
        else:
            if macs:
                rows.append(NodeCost(layer.name, layer.class_name, macs, 2 * macs))
    rows.sort(key=lambda row: (-row.flops, row.name))
    total = sum(row.macs for row in rows)
    return Costs("", tuple(rows), total, 2 * total, unknown)


_RECURRENT = frozenset({"LSTM", "GRU", "SimpleRNN", "CuDNNLSTM", "CuDNNGRU"})
_DENSE = frozenset({"Dense", "EinsumDense"})


def _of_layer(layer: Layer, weights: list[tuple[int, ...]]) -> int:
    """Multiply-accumulates of one layer. Raises ValueError where its output shape is not known."""
    kernels = [shape for shape in weights if len(shape) >= 2]
    kind = layer.class_name.rpartition(">")[2]
    if not kernels or kind == "Embedding":
        return 0
    if kind in _DENSE or "Conv" in kind:
        output = _sizes(layer)
        outer = output[1:-1]
        if "Conv" in kind and _is_channels_first(layer):
            outer = output[2:]
        return math.prod(outer) * sum(math.prod(shape) for shape in kernels)
    if kind in _RECURRENT:
        return _steps(layer) * sum(math.prod(shape) for shape in kernels)
    return 0


def _sizes(layer: Layer) -> tuple[int, ...]:
    if layer.output_shape is None or any(size is None for size in layer.output_shape[1:]):
        raise ValueError(layer.name)
    return (1, *(int(size) for size in layer.output_shape[1:] if size is not None))


def _steps(layer: Layer) -> int:
    """How long the sequences are; told by the shape alone where the layer gives all steps."""
    if json.loads(layer.config).get("return_sequences") is True:
        return _sizes(layer)[1]
    raise ValueError(layer.name)


def _is_channels_first(layer: Layer) -> bool:
    return bool(json.loads(layer.config).get("data_format") == "channels_first")
