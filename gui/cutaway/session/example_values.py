# SPDX-License-Identifier: Apache-2.0
"""Values that stand in for real inputs in the snippets, written as Python, TensorFlow, JSON and shell words."""

from __future__ import annotations

import shlex
from math import prod

from cutaway.description.tensors import Shape, TensorSpec

TEXT = "sample 0"
"""What string inputs are filled with; the same word that `random` begins with on the command line."""

LITERAL_LIMIT = 48
"""Inputs of more elements than this are made by an expression instead of being written out."""

HANDLES = ("resource", "variant", "unknown")
"""Types that only another part of the graph can make."""

# What numpy spells without help; the others of TensorFlow's types come from ml_dtypes.
_NUMPY = frozenset(
    {
        *("bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"),
        *("float16", "float32", "float64", "complex64", "complex128"),
    }
)
_QUANTISED = {"qint8": "int8", "quint8": "uint8", "qint16": "int16", "quint16": "uint16", "qint32": "int32"}


def concrete(shape: Shape) -> tuple[int, ...]:
    """A shape that can be made: unknown dimensions become 1, an unknown rank becomes one dimension of 1."""
    return (1,) if shape is None else tuple(1 if size is None else size for size in shape)


def elements(spec: TensorSpec) -> int:
    """How many values the stand-in for `spec` has."""
    return prod(concrete(spec.shape))


def is_numpy(dtype: str) -> bool:
    """Whether plain numpy can hold, save and load the type."""
    return dtype in _NUMPY


def needs_ml_dtypes(dtype: str) -> bool:
    """Whether `numpy_value` writes `ml_dtypes.…` for the type."""
    return not (dtype in _NUMPY or dtype in _QUANTISED or dtype == "string")


def numpy_value(spec: TensorSpec) -> str:
    """A numpy expression of the right dtype and shape, strings as objects of bytes."""
    shape = concrete(spec.shape)
    if spec.dtype == "string":
        return f'np.full({shape!r}, b"{TEXT}", dtype=object)'
    if needs_ml_dtypes(spec.dtype):
        return f"np.zeros({shape!r}, dtype=ml_dtypes.{spec.dtype})"
    dtype = _QUANTISED.get(spec.dtype, spec.dtype)
    return f"np.zeros({shape!r}, dtype=np.{'bool_' if dtype == 'bool' else dtype})"


def tensor_value(spec: TensorSpec) -> str:
    """A TensorFlow expression of the right dtype and shape."""
    shape = list(concrete(spec.shape))
    if spec.dtype == "string":
        return f'tf.fill({shape!r}, "{TEXT}")'
    if spec.dtype in _NUMPY or spec.dtype == "bfloat16":
        return f"tf.zeros({shape!r}, dtype=tf.{spec.dtype})"
    # tf.zeros has no kernel for the small and the quantised types; a constant of their numpy type needs none.
    dtype = f"tf.{spec.dtype}" if spec.dtype in _QUANTISED else f'tf.as_dtype("{spec.dtype}")'
    return f"tf.constant(np.zeros({shape!r}, {dtype}.as_numpy_dtype), dtype={dtype})"


def scalar(dtype: str) -> bool | float | bytes:
    """One value of the type as JSON and Python literals have it; strings as bytes."""
    if dtype == "string":
        return TEXT.encode()
    if dtype == "bool":
        return False
    return 0 if "int" in dtype else 0.0


def nested(value: object, shape: tuple[int, ...]) -> object:
    """`value` in lists nested as `shape` says."""
    for size in reversed(shape):
        value = [value] * size
    return value


def nested_source(value: str, shape: tuple[int, ...]) -> str:
    """Python source of the same, short whatever the size: `[[0.0] * 3] * 224`."""
    for size in reversed(shape):
        value = f"[{value}]" if size == 1 else f"[{value}] * {size}"
    return value


def literal(text: str) -> str:
    """A Python string literal; like repr, with double quotes where these need no escape."""
    found = repr(text)
    return f'"{found[1:-1]}"' if found[0] == "'" and not set("\"'") & set(found[1:-1]) else found


def shell_word(text: str) -> str:
    """One word for a POSIX shell; what cannot be printed (line ends, direction marks) is escaped as bash reads it."""
    if text.isprintable():
        return shlex.quote(text)
    escaped = "".join(
        "\\" + char if char in "\\'" else char if char.isprintable() else _octets(char) for char in text
    )
    return f"$'{escaped}'"


def _octets(char: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in char.encode("utf-8", "surrogateescape"))
