# SPDX-License-Identifier: Apache-2.0
"""What is known of one tensor that a model takes or gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

Shape: TypeAlias = tuple[int | None, ...] | None
"""None for unknown rank; None inside for an unknown dimension."""


@dataclass(frozen=True, slots=True)
class Quantization:
    """real = scale × (stored − zero_point); one pair, or one for each index along `axis`."""

    scale: tuple[float, ...]
    zero_point: tuple[int, ...]
    axis: int | None = None


@dataclass(frozen=True, slots=True)
class TensorSpec:
    """An input or output: the name a caller uses, and the tensor of the graph behind it (`NODE:INDEX`).

    splits_of: of row splits that cut the values of another input into rows, the name of that input.
    """

    name: str
    tensor: str
    dtype: str
    shape: Shape
    quantization: Quantization | None = None
    description: str = ""
    splits_of: str = ""
