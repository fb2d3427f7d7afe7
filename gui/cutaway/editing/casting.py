# SPDX-License-Identifier: Apache-2.0
"""Which types a caller may use for another, and what stands in the way."""

from __future__ import annotations

import math

_WHOLE = ("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64")
_REAL = ("float16", "bfloat16", "float32", "float64")
_COMPLEX = ("complex64", "complex128")
CASTABLE = (*_REAL, *_WHOLE, "bool", *_COMPLEX)
"""Types between which TensorFlow's Cast has kernels on every processor."""


def castable(own: str, wanted: str, scale: float, offset: float) -> str:
    """Why a port of type `own` cannot be used as `wanted`, one sentence; empty where it can."""
    if not (math.isfinite(scale) and math.isfinite(offset)) or scale == 0:
        return "A scale is a number other than 0, and an offset a number."
    if wanted not in CASTABLE:
        return f"{wanted} is no type that can be cast to; these can: {', '.join(CASTABLE)}."
    if own not in CASTABLE:
        return f"Tensors of type {own} cannot be cast."
    if own in _COMPLEX and wanted not in _COMPLEX:
        return f"A cast from {own} to {wanted} would lose half of each number."
    if (scale, offset) != (1.0, 0.0) and own not in _REAL:
        return f"Scale and offset are for real numbers, and the model's own type is {own}."
    return ""
