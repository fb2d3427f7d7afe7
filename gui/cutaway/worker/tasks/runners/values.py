# SPDX-License-Identifier: Apache-2.0
"""Values on their way into TensorFlow and back: strings, narrow and quantised types, ragged and sparse ones."""

from __future__ import annotations

from typing import Any

import numpy

from cutaway.worker.tasks.runners.interface import Ragged, Sparse, Value

HANDLES = frozenset({"resource", "variant"})
"""Types of tensors that stand for something else and have no values to show."""


def handle_note(dtype: str) -> str:
    """Why a tensor of this type has no value."""
    if dtype == "resource":
        return "It is a handle of a variable, a table or an iterator, which has no values of its own."
    return "It is a variant (a list of tensors, a dataset), which has no values that could be shown."


def to_tensor(value: Value, dtype: Any = None) -> Any:  # noqa: ANN401 - a tensor of TensorFlow
    """A tensor of TensorFlow. dtype: the DType that is wanted, None for that of the array."""
    import tensorflow

    if isinstance(value, Ragged):
        return tensorflow.RaggedTensor.from_nested_row_splits(value.values, value.splits)
    if isinstance(value, Sparse):
        return tensorflow.SparseTensor(value.indices, value.values, value.shape)
    return tensorflow.convert_to_tensor(to_feed(value, dtype), dtype)


def to_feed(array: numpy.ndarray, dtype: Any = None) -> numpy.ndarray:  # noqa: ANN401 - a DType of TensorFlow
    """An array as a session takes it: quantised types are records of one integer in TensorFlow's numpy."""
    if dtype is None or not dtype.is_quantized:
        return array
    record = numpy.dtype(dtype.as_numpy_dtype)
    packed: numpy.ndarray = numpy.ascontiguousarray(array).view(record).reshape(array.shape)
    return packed


def to_value(found: Any) -> Value:  # noqa: ANN401 - whatever a run of TensorFlow gives
    """An array, or a ragged or sparse value; strings become object arrays of bytes."""
    if hasattr(found, "nested_row_splits"):  # RaggedTensor, RaggedTensorValue
        splits = tuple(to_array(each) for each in _called(found.nested_row_splits))
        return Ragged(to_array(_called(found.flat_values)), splits)
    if hasattr(found, "dense_shape"):  # SparseTensor, SparseTensorValue
        shape = tuple(int(size) for size in to_array(found.dense_shape))
        return Sparse(to_array(found.indices), to_array(found.values), shape)
    return to_array(found)


def to_array(found: Any) -> numpy.ndarray:  # noqa: ANN401 - a tensor, an array or a scalar
    """The array of a tensor; quantised types as the integers they are stored as."""
    if hasattr(found, "numpy"):
        found = found.numpy()
    if isinstance(found, bytes | str):
        array = numpy.empty((), object)
        array[()] = found.encode() if isinstance(found, str) else found
        return array
    array = numpy.asarray(found)
    if array.dtype.fields:
        (kind, *_rest) = next(iter(array.dtype.fields.values()))
        return array.view(kind)
    return array.astype(object) if array.dtype.kind == "S" else array


def batch(value: Value) -> int:
    """How many samples a value holds: its first dimension, 1 for a scalar."""
    if isinstance(value, Ragged):
        return max(len(value.splits[0]) - 1, 1) if value.splits else 1
    shape = value.shape
    return max(int(shape[0]), 1) if len(shape) else 1


def _called(found: Any) -> Any:  # noqa: ANN401 - an attribute that is a method in one class and a value in the other
    return found() if callable(found) else found
