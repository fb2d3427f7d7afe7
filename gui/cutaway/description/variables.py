# SPDX-License-Identifier: Apache-2.0
"""Tensors with values that a model carries: variables, and the constants of frozen graphs and .tflite files."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple, TypeAlias

Role: TypeAlias = Literal["weight", "optimizer", "constant", "other"]


class Variable(NamedTuple):
    """One variable or constant. A named tuple, because 20,000 of them have to be made in milliseconds.

    name: unique in the model; what values are asked by. path: place in the object graph or layer tree (`conv1/kernel`).
    role: of constants, "weight" for floats and quantised values, "constant" for shapes, axes and text.
    bytes: stored size. trainable: None where the file does not say.
    available: False where the file that holds the values is missing or cut off.
    """

    name: str
    path: str
    dtype: str
    shape: tuple[int, ...]
    bytes: int
    role: Role
    trainable: bool | None = None
    available: bool = True

    @property
    def elements(self) -> int:
        """Number of elements; 1 for a scalar."""
        count = 1
        for size in self.shape:
            count *= size
        return count


def parameters(variables: Iterable[Variable]) -> int:
    """Elements of all the variables that are given, optimizer slots and counters included."""
    return sum(variable.elements for variable in variables)


MOST_FILTER_EDGE = 64
"""Edges of a kernel beyond which it is no longer looked at as pictures."""

_KERNEL_RANKS = (3, 4, 5)


def has_filters(shape: tuple[int, ...]) -> bool:
    """Whether values of that shape can be looked at as the filters of a convolution.

    TensorFlow's layout: one to three axes of space, inputs, outputs. Kernels of one element in space are matrices,
    with nothing to look at.
    """
    if len(shape) not in _KERNEL_RANKS or not all(shape):
        return False
    space = shape[:-2]
    return max(space) <= MOST_FILTER_EDGE and max(space[-2:]) > 1


_CHECKPOINT_KEY = "/.ATTRIBUTES/VARIABLE_VALUE"
_STATE = "optimizer_weights/"
"""Where an .h5 of Keras 1 and 2 keeps what its optimizer knows."""


def title(variable: Variable) -> str:
    """What people call a variable: its path, where its name is the key of an object checkpoint or a tensor's (`:0`).

    `tensorflow/python/checkpoint/trackable_utils.py` makes these keys out of escaped paths.
    """
    if variable.name.endswith(_CHECKPOINT_KEY):
        return variable.path or variable.name.removesuffix(_CHECKPOINT_KEY)
    if variable.name in (f"{variable.path}:0", f"{_STATE}{variable.path}:0"):
        return variable.path
    return variable.name
