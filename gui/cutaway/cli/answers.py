# SPDX-License-Identifier: Apache-2.0
"""Descriptions and figures as the JSON that scripts read; the keys are part of the contract and stay."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from cutaway.description.findings import Finding
from cutaway.description.graph import GraphSummary
from cutaway.description.layers import Layer
from cutaway.description.model import ModelDescription
from cutaway.description.signatures import Signature
from cutaway.description.tensors import TensorSpec
from cutaway.description.variables import Variable, parameters
from cutaway.errors import CutawayError

if TYPE_CHECKING:  # only `variables --stats` has some
    from cutaway.description.statistics import Statistics

Object: TypeAlias = dict[str, Any]

SCHEMA = 1


def text(answer: Object, *, pretty: bool) -> str:
    """One JSON object as ASCII, so that no name in it can steer a terminal; null for what is not finite."""
    indent = 2 if pretty else None
    try:
        return json.dumps(answer, indent=indent, allow_nan=False)
    except ValueError:
        return json.dumps(_finite(answer), indent=indent, allow_nan=False)


def failure(error: CutawayError, *, details: bool = False) -> Object:
    """The `error` object."""
    found = error.as_json()
    if not details:
        found.pop("details", None)
    return {"error": found}


def described(model: ModelDescription) -> Object:
    """The answer of `show --json`: the keys of the contract, and more of what is known behind them."""
    return {
        "schema": SCHEMA,
        "path": model.path,
        "format": model.format,
        "detail": model.detail,
        "bytes": model.bytes,
        "parameters": model.parameters,
        "optimizer_parameters": model.optimizer_parameters,
        "producer": model.producer,
        "signatures": [_signature(signature) for signature in model.signatures],
        "variables": variables(model.variables),
        "graph": None if model.graph is None else _graph(model.graph),
        "assets": [
            {"name": a.name, "bytes": a.bytes, "role": a.role, "available": a.available} for a in model.assets
        ],
        "metadata": model.metadata,
        "layers": None if model.layers is None else [_layer(layer) for layer in model.layers],
        "meta_graphs": [list(tags) for tags in model.meta_graphs],
        "versions": list(model.versions),
        "findings": findings(model.findings),
        "constants": variables(model.constants),
        "functions": _functions(model),
        "tables": [
            {
                "name": table.name,
                "key_dtype": table.key_dtype,
                "value_dtype": table.value_dtype,
                "entries": table.entries,
                "source": table.source,
            }
            for table in model.tables
        ],
        "runtimes": [
            {"name": runtime.name, "loads": runtime.verdict, "reason": runtime.reason}
            for runtime in model.runtimes
        ],
        "location": model.location,
        "files": [{"name": file.name, "bytes": file.bytes, "exists": file.exists} for file in model.files],
    }


def variables(
    found: tuple[Variable, ...] | list[Variable], figures: Mapping[str, Statistics] | None = None
) -> Object:
    """Variables with their totals; statistics beside those that have some."""
    items = [_variable(variable) for variable in found]
    if figures is not None:
        for item in items:
            if item["name"] in figures:
                item["statistics"] = statistics(figures[item["name"]])
    return {
        "count": len(found),
        "parameters": parameters(found),
        "bytes": sum(variable.bytes for variable in found),
        "items": items,
    }


def _variable(variable: Variable) -> Object:
    return {
        "name": variable.name,
        "path": variable.path,
        "dtype": variable.dtype,
        "shape": list(variable.shape),
        "bytes": variable.bytes,
        "role": variable.role,
        "trainable": variable.trainable,
        "available": variable.available,
    }


def statistics(figures: Statistics) -> Object:
    """All figures of some values."""
    histogram = figures.histogram
    return {
        "count": figures.count,
        "minimum": figures.minimum,
        "maximum": figures.maximum,
        "mean": figures.mean,
        "deviation": figures.deviation,
        "zeros": figures.zeros,
        "nans": figures.nans,
        "infinities": figures.infinities,
        "quantiles": [list(pair) for pair in figures.quantiles],
        "histogram": None
        if histogram is None
        else {
            "low": histogram.edges[0],  # the bins are equally wide
            "high": histogram.edges[-1],
            "counts": list(histogram.counts),
            "below": histogram.below,
            "above": histogram.above,
        },
        "longest": figures.longest,
        "distinct": figures.distinct,
        "about": figures.about,
    }


def _signature(signature: Signature) -> Object:
    return {
        "key": signature.key,
        "origin": signature.origin,
        "inputs": [_tensor(spec) for spec in signature.inputs],
        "outputs": [_tensor(spec) for spec in signature.outputs],
        "method": signature.method,
        "runs_on_load": signature.runs_on_load,
        "description": signature.description,
    }


def _tensor(spec: TensorSpec) -> Object:
    quantization = spec.quantization
    return {
        "name": spec.name,
        "tensor": spec.tensor,
        "dtype": spec.dtype,
        "shape": None if spec.shape is None else list(spec.shape),
        "quantization": None
        if quantization is None
        else {
            "scale": list(quantization.scale),
            "zero_point": list(quantization.zero_point),
            "axis": quantization.axis,
        },
        "description": spec.description,
    }


def _graph(graph: GraphSummary) -> Object:
    return {
        "nodes": graph.nodes,
        "functions": graph.functions,
        "function_nodes": graph.function_nodes,
        "ops": {operator.name: operator.count for operator in graph.operators},
        "operators": [
            {"name": op.name, "count": op.count, "versions": list(op.versions), "kind": op.kind}
            for op in graph.operators
        ],
    }


def _layer(layer: Layer) -> Object:
    return {
        "name": layer.name,
        "class": layer.class_name,
        "output_shape": None if layer.output_shape is None else list(layer.output_shape),
        "parameters": layer.parameters,
        "trainable": layer.trainable,
        "depth": layer.depth,
        "inbound": list(layer.inbound),
        "variables": list(layer.variables),
    }


def _functions(model: ModelDescription) -> list[Object]:
    return [
        {
            "path": function.path,
            "traces": [
                {"function": trace.function, "arguments": trace.arguments, "returns": trace.returns}
                for trace in function.options
            ],
        }
        for function in model.functions
    ]


def findings(found: Iterable[Finding]) -> list[Object]:
    """Each finding as an object."""
    return [_finding(finding) for finding in found]


def _finding(finding: Finding) -> Object:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.message,
        "where": finding.where,
    }


def _finite(value: object) -> object:
    """The value with null for NaN and the infinities, and text for what JSON has no word for."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {str(key): _finite(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(item) for item in value]
    return value
