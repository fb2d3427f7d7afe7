# SPDX-License-Identifier: Apache-2.0
"""Writes a graph model of TensorFlow.js: model.json with the topology, and the weights in shards beside it.

The layout is that of `loadGraphModel` (github.com/tensorflow/tfjs, tfjs-core/src/io/types.ts). What was written is
read back into a graph, which is what the proof runs.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy

import cutaway
from cutaway.conversion.targets import READ_BACK
from cutaway.worker.tasks.converters import tfjs_reading
from cutaway.worker.tasks.converters.as_saved_model import asked_of
from cutaway.worker.tasks.converters.frozen_graph import Frozen, frozen
from cutaway.worker.tasks.converters.inlining import inlined
from cutaway.worker.tasks.converters.interface import Order, Written
from cutaway.worker.tasks.runners.failing import told

_MEGABYTE = 1 << 20
_STEPS = 255


class Weight(NamedTuple):
    """One entry of the manifest, and its bytes."""

    entry: dict[str, Any]
    data: bytes


def convert(order: Order) -> Written:
    """Write the first signature."""
    import tensorflow
    from google.protobuf import json_format

    found = frozen(order)
    asked = asked_of(order)
    kept = [f"{node}:0" for node in (*found.inputs.values(), *found.outputs.values())]
    order.stage("Folding and pruning the graph")
    with told(asked), tensorflow.Graph().as_default():
        graph_def = _pruned(inlined(found.graph_def, kept), kept)
    signature = _signature(order, found)
    order.stage("Writing the weights")
    weights = [_weight(node, str(order.options["weights"])) for node in graph_def.node if node.op == "Const"]
    for node in graph_def.node:
        if node.op == "Const":
            _empty(node)
    order.output.mkdir()
    paths = _shards(order.output, weights, int(order.options["shard_size"]) * _MEGABYTE)
    order.stage("Writing the topology")
    told_of = {
        "format": "graph-model",
        "generatedBy": tensorflow.__version__,
        "convertedBy": f"Cutaway {cutaway.__version__}",
        "signature": signature,
        "modelTopology": json_format.MessageToDict(graph_def),
        "weightsManifest": [{"paths": paths, "weights": [weight.entry for weight in weights]}],
    }
    (order.output / "model.json").write_text(json.dumps(told_of), encoding="utf-8")
    order.stage("Reading it back")
    with told(asked):
        read = tfjs_reading.read(order.output)
        (order.scratch / READ_BACK).write_bytes(read.SerializeToString(deterministic=True))
    return Written(found.outputs, found.inputs, versions={"tensorflow": tensorflow.__version__})


def _pruned(graph_def: Any, kept: list[str]) -> Any:  # noqa: ANN401 - GraphDefs
    """What the outputs need, with what is constant computed already."""
    from tensorflow.core.protobuf import config_pb2, meta_graph_pb2
    from tensorflow.python.grappler import tf_optimizer
    from tensorflow.python.training.saver import export_meta_graph

    config = config_pb2.ConfigProto()
    rewriting = config.graph_options.rewrite_options
    rewriting.min_graph_nodes = -1
    rewriting.optimizers.extend(["pruning", "constfold", "dependency", "pruning"])
    meta = export_meta_graph(graph_def=graph_def)
    fetches = meta_graph_pb2.CollectionDef()
    fetches.node_list.value.extend(kept)
    meta.collection_def["train_op"].CopyFrom(fetches)
    return tf_optimizer.OptimizeGraph(config, meta)


def _signature(order: Order, found: Frozen) -> dict[str, Any]:
    """Inputs and outputs by the names of the source's signature."""
    from tensorflow import as_dtype

    signature = order.signatures[0]

    def ports(specs: Any, nodes: dict[str, str]) -> dict[str, Any]:  # noqa: ANN401 - TensorSpecs
        told_of = {}
        for spec in (each for each in specs if each.name in nodes):
            entry: dict[str, Any] = {"name": f"{nodes[spec.name]}:0"}
            if spec.dtype != "unknown":
                number = as_dtype(spec.dtype).as_datatype_enum
                entry["dtype"] = _enum().Name(number)
            if spec.shape is not None:
                sizes = [{"size": str(-1 if size is None else size)} for size in spec.shape]
                entry["tensorShape"] = {"dim": sizes}
            told_of[spec.name] = entry
        return told_of

    return {
        "inputs": ports(signature.inputs, found.inputs),
        "outputs": ports(signature.outputs, found.outputs),
    }


def _enum() -> Any:  # noqa: ANN401 - an enum of protobuf
    from tensorflow.core.framework import types_pb2

    return types_pb2.DataType


def _weight(node: Any, kind: str) -> Weight:  # noqa: ANN401 - a NodeDef
    """A constant as the manifest has it: TensorFlow.js knows float32, int32, bool, complex64 and texts."""
    from tensorflow import make_ndarray

    value: numpy.ndarray = make_ndarray(node.attr["value"].tensor)
    entry: dict[str, Any] = {"name": node.name, "shape": list(value.shape)}
    if value.dtype == object:
        texts = [each if isinstance(each, bytes) else str(each).encode() for each in value.reshape(-1)]
        data = b"".join(len(each).to_bytes(4, "little") + each for each in texts)
        return Weight({**entry, "dtype": "string"}, data)
    if value.dtype.kind == "c":
        return Weight({**entry, "dtype": "complex64"}, value.astype("<c8").tobytes())
    if value.dtype.kind == "b":
        return Weight({**entry, "dtype": "bool"}, value.astype(numpy.uint8).tobytes())
    if value.dtype.kind in "iu":
        return Weight({**entry, "dtype": "int32"}, value.astype("<i4").tobytes())
    return _floats({**entry, "dtype": "float32"}, value.astype("<f4"), kind)


def _floats(entry: dict[str, Any], value: numpy.ndarray, kind: str) -> Weight:
    """Scalars and short vectors stay as they are: they save nothing, and may be anything."""
    if kind == "float32" or value.ndim < 2 or not numpy.isfinite(value).all():
        return Weight(entry, value.tobytes())
    if kind == "float16":
        return Weight({**entry, "quantization": {"dtype": "float16"}}, value.astype("<f2").tobytes())
    low, high = float(value.min()), float(value.max())
    scale = (high - low) / _STEPS or 1.0
    steps = numpy.rint((value.astype(numpy.float64) - low) / scale).astype(numpy.uint8)
    return Weight({**entry, "quantization": {"dtype": "uint8", "scale": scale, "min": low}}, steps.tobytes())


def _empty(node: Any) -> None:  # noqa: ANN401 - a NodeDef
    """Leave type and shape; the values are in the shards."""
    tensor = node.attr["value"].tensor
    kept = type(tensor)(dtype=tensor.dtype, tensor_shape=tensor.tensor_shape)
    tensor.CopyFrom(kept)


def _shards(folder: Path, weights: list[Weight], most: int) -> list[str]:
    """Write the bytes of all weights one after another, cut into shards of at most `most` bytes."""
    data = b"".join(weight.data for weight in weights)
    parts = list(_cut(data, most))
    paths = [f"group1-shard{number}of{len(parts)}.bin" for number in range(1, len(parts) + 1)]
    for name, part in zip(paths, parts, strict=True):
        (folder / name).write_bytes(part)
    return paths


def _cut(data: bytes, most: int) -> Iterator[bytes]:
    yield data[:most]
    for start in range(most, len(data), most):
        yield data[start : start + most]
