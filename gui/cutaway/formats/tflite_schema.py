# SPDX-License-Identifier: Apache-2.0
"""Numbers of the .tflite schema: slots of its tables, element types, operators and the runtimes they came with.

Source: schema.fbs of LiteRT (identifier TFL3), metadata_schema.fbs (M001) and conversion_metadata.fbs. A slot is the
place of a field in its table's declaration.
"""

from __future__ import annotations

import json
from functools import cache
from typing import NamedTuple

from cutaway.paths import resource
from cutaway.wire.flatbuffers import Column

IDENTIFIER = b"TFL3"
VERSION = 3
CUSTOM = 32

# Model
MODEL_VERSION, MODEL_CODES, MODEL_SUBGRAPHS, MODEL_DESCRIPTION, MODEL_BUFFERS = 0, 1, 2, 3, 4
MODEL_METADATA, MODEL_SIGNATURES, MODEL_GROUPS, MODEL_EXTERNAL = 6, 7, 8, 9
# SubGraph
GRAPH_TENSORS, GRAPH_INPUTS, GRAPH_OUTPUTS, GRAPH_OPERATORS, GRAPH_NAME = 0, 1, 2, 3, 4

TENSOR = {
    "shape": Column(0, "offset"),
    "type": Column(1, "i1"),
    "buffer": Column(2, "u4"),
    "name": Column(3, "offset"),
    "quantization": Column(4, "offset"),
    "variable": Column(5, "u1"),
    "sparsity": Column(6, "offset"),
    "signature": Column(7, "offset"),
    "ranked": Column(8, "u1"),
    "external": Column(10, "u4"),
}
OPERATOR = {
    "code": Column(0, "u4"),
    "inputs": Column(1, "offset"),
    "outputs": Column(2, "offset"),
    "options_type": Column(3, "u1"),
    "options": Column(4, "offset"),
    "custom": Column(5, "offset"),
    "options2_type": Column(11, "u1"),
    "options2": Column(12, "offset"),
}
BUFFER = {"data": Column(0, "offset"), "offset": Column(1, "u8"), "size": Column(2, "u8")}
TYPES: dict[int, str] = {
    0: "float32",
    1: "float16",
    2: "int32",
    3: "uint8",
    4: "int64",
    5: "string",
    6: "bool",
    7: "int16",
    8: "complex64",
    9: "int8",
    10: "float64",
    11: "complex128",
    12: "uint64",
    13: "resource",
    14: "variant",
    15: "uint32",
    16: "uint16",
    17: "int4",
    18: "bfloat16",
    19: "int2",
    20: "uint4",
}

# Operators that call subgraphs: slots of the subgraph indices in their options.
CALLS: dict[str, tuple[int, ...]] = {
    "CALL": (0,),
    "IF": (0, 1),
    "CALL_ONCE": (0,),
    "WHILE": (0, 1),
    "STABLEHLO_COMPOSITE": (1,),
    "STABLEHLO_WHILE": (0, 1),
}


class OperatorTable(NamedTuple):
    """names: builtin operators by number. runtimes: operator → version → first runtime that knows it."""

    names: dict[int, str]
    runtimes: dict[str, dict[str, str]]


@cache
def operator_table() -> OperatorTable:
    """The table that ships with the program (`resources/tflite/make_operators.py` writes it)."""
    table = json.loads(resource("tflite/operators.json").read_text(encoding="utf-8"))
    names = {int(number): name for number, name in table["operators"].items()}
    return OperatorTable(names, table["runtimes"])


def dtype(number: int) -> str:
    """The name of a tensor type, `dtype(127)` for one that the schema does not have."""
    return TYPES.get(number, f"dtype({number})")
