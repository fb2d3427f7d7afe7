# SPDX-License-Identifier: Apache-2.0
"""Makes of any graph a SavedModel without variables, with the sizes that were chosen: what TensorFlow Lite takes best.

TensorFlow's converter needs the shapes of lists that loops write to. Keras traces them as [-1, …] and the
converter then refuses the whole model; with a batch of a known size the -1 can only be that batch.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cutaway.description.signatures import Signature
from cutaway.worker.tasks.converters.as_saved_model import asked_of
from cutaway.worker.tasks.converters.cutting import forget_shapes
from cutaway.worker.tasks.converters.frozen_graph import frozen
from cutaway.worker.tasks.converters.interface import Order
from cutaway.worker.tasks.runners.failing import told

_LISTS = {"TensorListReserve": 0, "TensorListStack": 1, "TensorListGetItem": 2, "TensorListFromTensor": 1}
"""Ops that take the shape of a list's elements, and at which place."""


@dataclass(frozen=True, slots=True)
class Sized:
    """sizes: of all axes of each input, None where one stays free. batch: of the first axis where it was free."""

    sizes: dict[str, list[int | None] | None]
    batch: int | None


def sized(signature: Signature, chosen: Mapping[str, Mapping[int, int]], *, fixes_batch: bool) -> Sized:
    """The shapes of the inputs with the sizes that were chosen; fixes_batch: a first axis that is free becomes 1."""
    batch: int | None = None
    found: dict[str, list[int | None] | None] = {}
    for spec in signature.inputs:
        if spec.shape is None:
            found[spec.name] = None
            continue
        sizes = [chosen.get(spec.name, {}).get(axis, size) or None for axis, size in enumerate(spec.shape)]
        if sizes and spec.shape[0] is None:
            if sizes[0] is None and fixes_batch:
                sizes[0] = 1
            batch = sizes[0] if batch is None else batch
        found[spec.name] = sizes
    return Sized(found, batch)


def frozen_saved_model(order: Order, folder: Path, *, fixes_batch: bool) -> str:
    """Write a SavedModel of the first signature, frozen; the answer is its key there."""
    import tensorflow

    v1 = tensorflow.compat.v1
    signature = order.signatures[0]
    made = frozen(order)
    graph_def, inputs, outputs = made.graph_def, made.inputs, made.outputs
    shapes = sized(signature, order.dimensions, fixes_batch=fixes_batch)
    _fix_inputs(
        graph_def.node, {inputs[name]: sizes for name, sizes in shapes.sizes.items() if name in inputs}
    )
    for nodes in (graph_def.node, *(function.node_def for function in graph_def.library.function)):
        forget_shapes(nodes)
        if shapes.batch is not None:
            fix_lists(nodes, shapes.batch)
    with told(asked_of(order)), tensorflow.Graph().as_default() as graph, v1.Session(graph=graph) as session:
        tensorflow.import_graph_def(graph_def, name="")
        info = v1.saved_model.utils.build_tensor_info
        called = v1.saved_model.build_signature_def(
            {name: info(graph.get_tensor_by_name(f"{node}:0")) for name, node in inputs.items()},
            {name: info(graph.get_tensor_by_name(f"{node}:0")) for name, node in outputs.items()},
            "tensorflow/serving/predict",
        )
        builder = v1.saved_model.Builder(str(folder))
        builder.add_meta_graph_and_variables(session, ["serve"], signature_def_map={signature.key: called})
        builder.save()
    return signature.key


def _fix_inputs(nodes: Iterable[Any], shapes: Mapping[str, list[int | None] | None]) -> None:
    for node in nodes:
        sizes = shapes.get(node.name)
        if sizes is not None and node.op in ("Placeholder", "PlaceholderWithDefault"):
            shape = node.attr["shape"].shape
            shape.Clear()
            for size in sizes:
                shape.dim.add(size=-1 if size is None else size)


def fix_lists(nodes: Iterable[Any], batch: int) -> None:
    """Make the -1 of constants that tell the shape of a list's elements the batch. nodes: of one graph or function."""
    import tensorflow

    listed = list(nodes)
    told_shapes = {
        node.input[_LISTS[node.op]].partition(":")[0].lstrip("^")
        for node in listed
        if node.op in _LISTS and len(node.input) > _LISTS[node.op]
    }
    for node in listed:
        if node.op == "Const" and node.name in told_shapes:
            value = tensorflow.make_ndarray(node.attr["value"].tensor).copy()
            if value.ndim and (value == -1).any():
                value[value == -1] = batch
                node.attr["value"].tensor.CopyFrom(tensorflow.make_tensor_proto(value))
