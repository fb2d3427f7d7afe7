# SPDX-License-Identifier: Apache-2.0
"""The one thing every reader returns."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from cutaway.description.assets import Asset, LookupTable
from cutaway.description.findings import Finding, Runtime
from cutaway.description.graph import GraphSummary
from cutaway.description.layers import Layer
from cutaway.description.signatures import PythonFunction, Signature
from cutaway.description.variables import Variable, parameters

Format: TypeAlias = Literal[
    "saved_model",
    "keras_h5",
    "keras_archive",
    "frozen_graph",
    "meta_graph",
    "checkpoint",
    "tflite",
    "onnx",
    "openvino",
]
"""`onnx`, `openvino`: only what a conversion wrote."""


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A file that the model consists of. name: path relative to the model's folder (or its own name)."""

    name: str
    bytes: int
    exists: bool = True


@dataclass(frozen=True, slots=True)
class ModelDescription:
    """What a model is.

    path: what the user opened. location: the file or folder that was read (a version folder, a member of an archive).
    producer: program to version, as the file says. metadata: JSON values only. detail: a few words beside the format
    ("weights only", "TensorFlow 1", "2 subgraphs"). layers, graph: None where the format has none.
    constants: values inside the graph itself (frozen graphs, .tflite), at least of rank 1.
    """

    format: Format
    path: str
    location: str
    detail: str = ""
    producer: dict[str, str] = field(default_factory=dict)
    signatures: tuple[Signature, ...] = ()
    functions: tuple[PythonFunction, ...] = ()
    variables: tuple[Variable, ...] = ()
    constants: tuple[Variable, ...] = ()
    graph: GraphSummary | None = None
    layers: tuple[Layer, ...] | None = None
    assets: tuple[Asset, ...] = ()
    tables: tuple[LookupTable, ...] = ()
    metadata: dict[str, Any] = field(default_factory=dict)
    meta_graphs: tuple[tuple[str, ...], ...] = ()
    versions: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    runtimes: tuple[Runtime, ...] = ()
    files: tuple[ModelFile, ...] = ()

    @property
    def bytes(self) -> int:
        """Size of all its files on disk."""
        return sum(file.bytes for file in self.files)

    @property
    def parameters(self) -> int:
        """Elements of the model's own weights: among its variables, or among its constants where none is a weight.

        What an optimizer keeps, counters, metrics, text and shapes are no parameters; variables of a .tflite are state.
        """
        return parameters(_weights(self.variables) or _weights(self.constants))

    @property
    def optimizer_parameters(self) -> int:
        """Elements of what an optimizer keeps beside the weights."""
        return parameters(variable for variable in self.variables if variable.role == "optimizer")


def _weights(found: tuple[Variable, ...]) -> list[Variable]:
    return [variable for variable in found if variable.role == "weight"]
