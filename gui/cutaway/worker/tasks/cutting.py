# SPDX-License-Identifier: Apache-2.0
"""Makes a signature between tensors that a user chose in a bare graph, with what TensorFlow knows of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from cutaway.description import choosing, wording
from cutaway.description.signatures import DEFAULT_KEY, Signature
from cutaway.description.tensors import TensorSpec
from cutaway.errors import RequestError
from cutaway.worker.questions import Call
from cutaway.worker.tasks.runners import sources
from cutaway.worker.tasks.runners.failing import Asked, told


def cut(call: Call) -> Signature:
    """The signature. Arguments: `takes` and `gives`, tensors by the names that they get.

    Where no outputs are chosen they are those of the graph; inputs are those that are chosen, and the placeholders that
    the outputs need all the same. Raises RequestError for tensors that the graph does not have.
    """
    import tensorflow

    model = call.models.open(call.source, call.progress)
    name = wording.name(Path(model.description.path).name)
    asked = Asked(name, model.description.path, "the graph")
    call.progress("Loading the graph", None)
    with told(asked), tensorflow.Graph().as_default() as graph:
        made = sources.of_graph(Path(model.description.location), asked)
        tensorflow.import_graph_def(made.graph_def, name="")
    takes = _found(graph, call.arguments["takes"], name)
    gives = _found(graph, call.arguments["gives"], name)
    if not gives:
        own = choosing.signature_of(model.description, "")
        gives = _found(graph, {spec.name: spec.tensor for spec in own.outputs}, name)
    needed = _placeholders(gives.values(), {tensor.name for tensor in takes.values()})
    inputs = {**takes, **{tensor.op.name: tensor for tensor in needed}}
    return Signature(DEFAULT_KEY, "inferred", tuple(_specs(inputs)), tuple(_specs(gives)))


def _found(graph: Any, named: Mapping[str, str], model: str) -> dict[str, Any]:  # noqa: ANN401 - a Graph, tensors
    found = {}
    for name, tensor in named.items():
        try:
            found[name] = graph.get_tensor_by_name(tensor)
        except (KeyError, ValueError):
            message = f"{model} has no tensor called {wording.safe(tensor)}."
            hint = "Tensors are called by the node that gives them and its output, as in conv1/Relu:0."
            raise RequestError(message, hint=hint) from None
    return found


def _placeholders(outputs: Collection[Any], given: Collection[str]) -> list[Any]:
    """Placeholders that have to be fed before these tensors can be computed from those that are given."""
    found: dict[str, Any] = {}
    seen: set[str] = set()
    waiting = list(outputs)
    while waiting:
        tensor = waiting.pop()
        if tensor.name in given or tensor.op.name in seen:
            continue
        seen.add(tensor.op.name)
        if tensor.op.type == "Placeholder":
            found[tensor.name] = tensor
        waiting.extend(tensor.op.inputs)
    return sorted(found.values(), key=lambda tensor: str(tensor.name))


def _specs(tensors: Mapping[str, Any]) -> Iterator[TensorSpec]:
    for name, tensor in tensors.items():
        shape = None if tensor.shape.rank is None else tuple(tensor.shape.as_list())
        yield TensorSpec(name, str(tensor.name), str(tensor.dtype.base_dtype.name), shape)
