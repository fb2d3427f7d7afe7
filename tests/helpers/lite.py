# SPDX-License-Identifier: Apache-2.0
"""Builds .tflite files for tests: subgraphs, constants, signatures and metadata of any kind, wrong ones included."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from helpers.flat import Node, Scalar, Table, Tables, Text, Vector, build

FLOAT, INT32, STRING, INT8, INT4 = 0, 2, 5, 9, 17
ADD, CUSTOM, STRIDED_SLICE, WHILE = 0, 32, 45, 119


@dataclass
class Tensor:
    """buffer: 0 is the empty one. quantization: scales, zero points, axis."""

    name: str | bytes = "x"
    shape: Sequence[int] = (2, 3)
    type: int = FLOAT
    buffer: int = 0
    shape_signature: Sequence[int] = ()
    quantization: tuple[Sequence[float], Sequence[int], int] | None = None
    sparsity: Table | None = None
    external: int = 0
    variable: bool = False

    def table(self) -> Table:
        """The table of the schema."""
        scaled = self.quantization and Table(
            {
                2: Vector("f", self.quantization[0]),
                3: Vector("q", self.quantization[1]),
                6: Scalar("i", self.quantization[2]),
            }
        )
        return Table(
            {
                0: Vector("i", self.shape),
                1: Scalar("b", self.type),
                2: Scalar("I", self.buffer),
                3: Text(self.name),
                4: scaled or None,
                5: Scalar("B", 1) if self.variable else None,
                6: self.sparsity,
                7: Vector("i", self.shape_signature) if self.shape_signature else None,
                10: Scalar("I", self.external) if self.external else None,
            }
        )


@dataclass
class Op:
    """An operator. options: number of the union's member and its table."""

    code: int = 0
    inputs: Sequence[int] = (0, 1)
    outputs: Sequence[int] = (2,)
    options: tuple[int, Table] | None = None

    def table(self) -> Table:
        """The table of the schema."""
        return Table(
            {
                0: Scalar("I", self.code),
                1: Vector("i", self.inputs),
                2: Vector("i", self.outputs),
                3: Scalar("B", self.options[0]) if self.options else None,
                4: self.options[1] if self.options else None,
            }
        )


@dataclass
class Code:
    """An operator code."""

    builtin: int = ADD
    version: int = 1
    custom: str = ""

    def table(self) -> Table:
        """The table of the schema; the number stands in both places, as converters write it."""
        return Table(
            {
                0: Scalar("b", min(self.builtin, 127)),
                1: Text(self.custom) if self.custom else None,
                2: Scalar("i", self.version),
                3: Scalar("i", self.builtin),
            }
        )


@dataclass
class Graph:
    """A subgraph: by default x + y = z."""

    tensors: Sequence[Tensor] = field(default_factory=lambda: [Tensor("x"), Tensor("y"), Tensor("z")])
    operators: Sequence[Op] = field(default_factory=lambda: [Op()])
    inputs: Sequence[int] = (0, 1)
    outputs: Sequence[int] = (2,)
    name: str = "main"

    def table(self) -> Table:
        """The table of the schema."""
        return Table(
            {
                0: Tables([tensor.table() for tensor in self.tensors]),
                1: Vector("i", self.inputs),
                2: Vector("i", self.outputs),
                3: Tables([operator.table() for operator in self.operators]),
                4: Text(self.name),
            }
        )


def signature(key: str, inputs: dict[str, int], outputs: dict[str, int], subgraph: int = 0) -> Table:
    """A SignatureDef."""

    def side(ends: dict[str, int]) -> Tables:
        return Tables([Table({0: Text(name), 1: Scalar("I", index)}) for name, index in ends.items()])

    return Table({0: side(inputs), 1: side(outputs), 2: Text(key), 4: Scalar("I", subgraph)})


def buffer(data: bytes) -> Table:
    """A buffer with its bytes inside the flatbuffer."""
    return Table({0: Vector("B", data)} if data else {})


@dataclass
class Model:
    """A whole file. buffers: behind the empty one, so that the first has the number 1. metadata: name to bytes."""

    graphs: Sequence[Graph] = field(default_factory=lambda: [Graph()])
    codes: Sequence[Code] = field(default_factory=lambda: [Code()])
    buffers: Sequence[bytes | Table] = ()
    signatures: Sequence[Table] = ()
    metadata: dict[str, bytes] = field(default_factory=dict)
    description: str = "MLIR Converted."
    version: int = 3
    identifier: bytes = b"TFL3"
    groups: Sequence[Table] = ()
    external: Sequence[Table] = ()

    def build(self) -> bytes:
        """The bytes of the file."""
        stored = [buffer(b""), *(item if isinstance(item, Table) else buffer(item) for item in self.buffers)]
        entries = [
            Table({0: Text(name), 1: Scalar("I", len(stored) + index)})
            for index, name in enumerate(self.metadata)
        ]
        stored += [buffer(data) for data in self.metadata.values()]
        root: dict[int, Node | None] = {
            0: Scalar("I", self.version),
            1: Tables([code.table() for code in self.codes]),
            2: Tables([graph.table() for graph in self.graphs]),
            3: Text(self.description),
            4: Tables(stored),
            6: Tables(entries) if entries else None,
            7: Tables(list(self.signatures)) if self.signatures else None,
            8: Tables(list(self.groups)) if self.groups else None,
            9: Tables(list(self.external)) if self.external else None,
        }
        return build(Table(root), self.identifier)

    def write(self, path: Path) -> Path:
        """Write the file and return its path."""
        path.write_bytes(self.build())
        return path
