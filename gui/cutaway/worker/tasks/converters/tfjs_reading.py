# SPDX-License-Identifier: Apache-2.0
"""Reads a graph model of TensorFlow.js back into a graph of TensorFlow, weights and all."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy

_SIZES = {"float32": "<f4", "int32": "<i4", "bool": "u1", "complex64": "<c8"}


def read(folder: Path) -> Any:  # noqa: ANN401 - a GraphDef
    """The GraphDef, with the values of the shards as constants. Raises ValueError where they do not fit."""
    from google.protobuf import json_format
    from tensorflow import as_dtype, make_tensor_proto
    from tensorflow.core.framework.graph_pb2 import GraphDef

    told = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    graph_def = json_format.ParseDict(told["modelTopology"], GraphDef())
    values: dict[str, numpy.ndarray] = {}
    for group in told["weightsManifest"]:
        data = b"".join((folder / path).read_bytes() for path in group["paths"])
        position = 0
        for entry in group["weights"]:
            values[entry["name"]], position = _value(entry, data, position)
        if position != len(data):
            raise ValueError(f"the shards hold {len(data)} bytes, and the weights take {position}")
    for node in graph_def.node:
        if node.op == "Const":
            kind = as_dtype(node.attr["dtype"].type)
            value = values[node.name]
            shape = list(value.shape)
            cast = value if value.dtype == object else value.astype(kind.as_numpy_dtype)
            node.attr["value"].tensor.CopyFrom(make_tensor_proto(cast, kind, shape))
    return graph_def


def _value(entry: dict[str, Any], data: bytes, position: int) -> tuple[numpy.ndarray, int]:
    """One weight, and where the next begins."""
    count = int(numpy.prod(entry["shape"], dtype=numpy.int64))
    if entry["dtype"] == "string":
        return _texts(entry, data, position, count)
    packed = entry.get("quantization")
    kinds = {"uint8": "u1", "uint16": "<u2", "float16": "<f2"}
    kind = numpy.dtype(_SIZES[entry["dtype"]] if packed is None else kinds[packed["dtype"]])
    found: numpy.ndarray = numpy.frombuffer(data, kind, count, position)
    position += count * kind.itemsize
    if packed is not None:
        found = found.astype(numpy.float32)
        if "scale" in packed:
            found = (found * numpy.float32(packed["scale"]) + numpy.float32(packed["min"])).astype("<f4")
    return found.reshape(entry["shape"]), position


def _texts(entry: dict[str, Any], data: bytes, position: int, count: int) -> tuple[numpy.ndarray, int]:
    found: numpy.ndarray = numpy.empty(count, object)
    for place in range(count):
        length = int.from_bytes(data[position : position + 4], "little")
        found[place] = data[position + 4 : position + 4 + length]
        position += 4 + length
    return found.reshape(entry["shape"]), position
