# SPDX-License-Identifier: Apache-2.0
"""Operators of a .tflite file that stand between a caller's type and the model's: CAST, and MUL and ADD for scales."""

from __future__ import annotations

import struct

from cutaway.editing.draft import Cast, DraftSignature, Port
from cutaway.editing.refusals import Refusal
from cutaway.editing.tflite_tables import Graph, Tables
from cutaway.formats import tflite_schema as schema
from cutaway.formats.tflite_file import TfliteFile
from cutaway.wire import flatfront
from cutaway.wire.flatfront import New, Node, Vector

_ADD, _MUL, _CAST = 0, 18, 53  # BuiltinOperator of schema.fbs
_ADD_OPTIONS, _MUL_OPTIONS, _CAST_OPTIONS = 11, 21, 37  # BuiltinOptions
_KERNELS = ("float32", "float16", "int32", "int16", "int8", "uint8", "int64", "bool", "float64", "uint32")
"""Types between which LiteRT's CAST has kernels (lite/kernels/cast.cc)."""


class Casting:
    """Adds casts to one subgraph."""

    def __init__(self, file: TfliteFile, tables: Tables, graph: Graph, signature: DraftSignature) -> None:
        self.file = file
        self.tables = tables
        self.graph = graph
        self.signature = signature
        self.numbers = {name: number for number, name in schema.TYPES.items()}

    def input(self, port: Port, tensor: int) -> int:
        """The tensor that callers give in place of `tensor`."""
        if port.cast is None:
            return tensor
        self._check(port)
        given = self._tensor(port, port.spec.dtype, "given")
        steps = self._steps(port.cast)
        chain = [given, *(self._tensor(port, port.dtype, word) for word, _, _, _ in steps), tensor]
        if not steps:
            chain = [given, tensor]
        operators = [self._operator(_CAST, _CAST_OPTIONS, [chain[0]], chain[1])]
        for place, (word, code, options, value) in enumerate(steps, 1):
            constant = self._constant(port, word, value)
            operators.append(self._operator(code, options, [chain[place], constant], chain[place + 1]))
        self.graph.operators[:0] = operators
        return given

    def output(self, port: Port, tensor: int) -> int:
        """The tensor that callers get in place of `tensor`."""
        if port.cast is None:
            return tensor
        self._check(port)
        for word, code, options, value in self._steps(port.cast):
            made = self._tensor(port, port.dtype, word)
            constant = self._constant(port, word, value)
            self.graph.operators.append(self._operator(code, options, [tensor, constant], made))
            tensor = made
        made = self._tensor(port, port.spec.dtype, "cast")
        self.graph.operators.append(self._operator(_CAST, _CAST_OPTIONS, [tensor], made))
        return made

    def _check(self, port: Port) -> None:
        wrong = next((kind for kind in (port.dtype, port.spec.dtype) if kind not in _KERNELS), None)
        moved = port.cast not in (None, Cast())
        if wrong is None and not (moved and port.dtype != "float32"):
            return
        message = f"LiteRT cannot cast tensors of type {wrong}."
        if wrong is None:
            message = f"LiteRT scales real numbers of type float32, and {port.name} is of type {port.dtype}."
        raise Refusal(message, signature=self.signature.key, port=port.name)

    def _steps(self, cast: Cast) -> list[tuple[str, int, int, float]]:
        steps = [
            ("scaled", _MUL, _MUL_OPTIONS, cast.scale, 1.0),
            ("moved", _ADD, _ADD_OPTIONS, cast.offset, 0.0),
        ]
        return [(word, code, options, value) for word, code, options, value, usual in steps if value != usual]

    def _tensor(self, port: Port, dtype: str, word: str, shape: tuple[int | None, ...] | None = None) -> int:
        sizes = port.spec.shape if shape is None else shape
        fields: dict[int, Node] = {
            0: flatfront.integers([1 if size is None else size for size in sizes or ()]),
            1: flatfront.scalar("b", self.numbers[dtype]),
            3: flatfront.text(f"{self.signature.key}_{port.name}_{word}"),
            8: flatfront.scalar("B", 1),
        }
        if None in (sizes or ()):
            fields[7] = flatfront.integers([-1 if size is None else size for size in sizes or ()])
        self.graph.tensors.append(New(fields))
        return len(self.graph.tensors) - 1

    def _constant(self, port: Port, word: str, value: float) -> int:
        self.tables.buffers.append(New({0: Vector(struct.pack("<f", value), 1)}))
        number = self._tensor(port, "float32", f"{word}_by", ())
        table = self.graph.tensors[number]
        if isinstance(table, New):
            fields = {**table.fields, 2: flatfront.scalar("I", len(self.tables.buffers) - 1)}
            self.graph.tensors[number] = New(fields)
        return number

    def _operator(self, code: int, options: int, inputs: list[int], output: int) -> New:
        return New(
            {
                0: flatfront.scalar("I", self._code(code)),
                1: flatfront.integers(inputs),
                2: flatfront.integers([output]),
                3: flatfront.scalar("B", options),
                4: New({}),
            }
        )

    def _code(self, number: int) -> int:
        """The operator's place in the table of codes, where it is put if it is not there."""
        name = schema.operator_table().names[number]
        for place, found in enumerate(self.file.codes):
            if found.name == name and found.kind == "builtin":
                return place
        fields = {
            0: flatfront.scalar("b", number),
            2: flatfront.scalar("i", 1),
            3: flatfront.scalar("i", number),
        }
        for place in range(len(self.file.codes), len(self.tables.codes)):
            if self.tables.codes[place] == New(fields):
                return place
        self.tables.codes.append(New(fields))
        return len(self.tables.codes) - 1
