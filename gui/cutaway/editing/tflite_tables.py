# SPDX-License-Identifier: Apache-2.0
"""What of a .tflite file is written anew by edits: subgraphs, and the model's vectors that grow."""

from __future__ import annotations

from dataclasses import dataclass, field

from cutaway.formats import tflite_schema as schema
from cutaway.wire import flatfront
from cutaway.wire.flatbuffers import FlatBuffer, Table
from cutaway.wire.flatfront import Many, New, Node


@dataclass
class Graph:
    """A subgraph that is written anew: its tables, old ones and new, and what goes in and out."""

    number: int
    fields: dict[int, Node]
    tensors: list[Node]
    operators: list[Node]
    inputs: list[int]
    outputs: list[int]

    def table(self) -> New:
        """As it is written."""
        fields = {
            **self.fields,
            schema.GRAPH_TENSORS: Many(self.tensors),
            schema.GRAPH_OPERATORS: Many(self.operators),
            schema.GRAPH_INPUTS: flatfront.integers(self.inputs),
            schema.GRAPH_OUTPUTS: flatfront.integers(self.outputs),
        }
        return New(fields)


@dataclass
class Tables:
    """The vectors of the model that grow."""

    flat: FlatBuffer
    root: Table
    codes: list[Node]
    buffers: list[Node]
    subgraphs: list[Node]
    graphs: dict[int, Graph] = field(default_factory=dict)
