# SPDX-License-Identifier: Apache-2.0
"""Makes open models out of arrays, so that weights of any names can be compared without files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy

from cutaway.comparing.values import Weights
from cutaway.description.graph import Graph
from cutaway.description.layers import Layer
from cutaway.description.model import ModelDescription
from cutaway.description.tensors import Quantization
from cutaway.description.variables import Role, Variable

Array = numpy.ndarray[Any, Any]


class ArrayModel:
    """An open model of variables alone."""

    def __init__(self, arrays: Mapping[str, Array], constants: bool, layers: tuple[Layer, ...]) -> None:
        self._arrays = dict(arrays)
        found = tuple(_variable(name, array, constants) for name, array in arrays.items())
        kind = "tflite" if constants else "keras_h5"
        self.description = ModelDescription(
            "tflite" if kind == "tflite" else "keras_h5",
            f"/models/some.{kind}",
            f"/models/some.{kind}",
            variables=() if constants else found,
            constants=found if constants else (),
            layers=layers or None,
        )

    def graph(self) -> Graph | None:
        """None: there are only weights."""
        return None

    def array(self, name: str) -> Array:
        """The values."""
        return self._arrays[name]

    def content(self, name: str, limit: int) -> bytes:
        """Nothing."""
        return (name.encode() * 0)[:limit]

    def entries(self, name: str, limit: int) -> list[tuple[str, str]]:
        """Nothing."""
        return [(name, "")] * min(0, limit)

    def close(self) -> None:
        """There is nothing to close."""


def weights(
    arrays: Mapping[str, Array],
    *,
    constants: bool = False,
    scales: Mapping[str, Quantization] | None = None,
    layers: tuple[Layer, ...] = (),
) -> Weights:
    """Weights of those names; constants: as a .tflite has them, with `scales` for stored integers."""
    known = dict(scales or {})
    return Weights(ArrayModel(arrays, constants, layers), known.get)


def _variable(name: str, array: Array, constants: bool) -> Variable:
    role: Role = "optimizer" if name.startswith("optimizer") else "weight"
    trainable = None if constants else True
    return Variable(
        name, name.removesuffix(":0"), array.dtype.name, array.shape, array.nbytes, role, trainable
    )


def noise(*shape: int, seed: int = 0) -> Array:
    """Values that look like weights: float32, the same for the same seed."""
    made: Array = numpy.random.default_rng([seed, *shape]).normal(0, 0.1, shape).astype(numpy.float32)
    return made
