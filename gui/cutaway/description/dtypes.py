# SPDX-License-Identifier: Apache-2.0
"""Element types under one spelling (numpy's and ml_dtypes'), with their sizes and TensorFlow's numbers."""

from __future__ import annotations

from collections.abc import Iterable
from math import prod

# tensorflow/core/framework/types.proto, enum DataType; quantised types are spelled by the integer they are stored as.
TENSORFLOW: dict[int, str] = {
    1: "float32",
    2: "float64",
    3: "int32",
    4: "uint8",
    5: "int16",
    6: "int8",
    7: "string",
    8: "complex64",
    9: "int64",
    10: "bool",
    11: "qint8",
    12: "quint8",
    13: "qint32",
    14: "bfloat16",
    15: "qint16",
    16: "quint16",
    17: "uint16",
    18: "complex128",
    19: "float16",
    20: "resource",
    21: "variant",
    22: "uint32",
    23: "uint64",
    24: "float8_e5m2",
    25: "float8_e4m3fn",
    26: "float8_e4m3fnuz",
    27: "float8_e4m3b11fnuz",
    28: "float8_e5m2fnuz",
    29: "int4",
    30: "uint4",
    31: "int2",
    32: "uint2",
}

_REFERENCE = 100  # "ref" types of TensorFlow 1 are their base type plus 100

BITS: dict[str, int] = {
    **dict.fromkeys(("int2", "uint2"), 2),
    **dict.fromkeys(("int4", "uint4", "float4_e2m1fn"), 4),
    **dict.fromkeys(("bool", "int8", "uint8", "qint8", "quint8"), 8),
    **dict.fromkeys((name for name in TENSORFLOW.values() if name.startswith("float8")), 8),
    **dict.fromkeys(("int16", "uint16", "qint16", "quint16", "float16", "bfloat16"), 16),
    **dict.fromkeys(("int32", "uint32", "qint32", "float32"), 32),
    **dict.fromkeys(("int64", "uint64", "float64", "complex64"), 64),
    "complex128": 128,
}


_LEARNT = ("float", "bfloat", "complex", "q", "int2", "uint2", "int4", "uint4", "int8", "uint8")


def is_learnt(dtype: str) -> bool:
    """Whether weights have that type: floats, complex numbers and quantised ones; else it holds shapes, axes, text."""
    return dtype.startswith(_LEARNT)


def from_tensorflow(number: int) -> str:
    """The name of TensorFlow's `DataType` number; `unknown` for 0, `dtype(77)` for one not in the table."""
    if number > _REFERENCE:
        number -= _REFERENCE
    return "unknown" if number == 0 else TENSORFLOW.get(number, f"dtype({number})")


def elements(shape: Iterable[int]) -> int:
    """How many elements a fully known shape has; any integer, since files may claim 2**93 of them."""
    return prod(shape)


def size_in_bytes(dtype: str, shape: Iterable[int]) -> int:
    """Bytes that the elements take, packed for types under 8 bits; 0 for types of no fixed size (string, …)."""
    return (elements(shape) * BITS.get(dtype, 0) + 7) // 8
