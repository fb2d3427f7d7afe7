# SPDX-License-Identifier: Apache-2.0
"""What a model takes and gives besides plain arrays: rows of unequal length, and tensors that are mostly zeros."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import numpy


@dataclass(frozen=True, slots=True)
class Ragged:
    """Rows of unequal length. values: flat, [n, …]. splits: int64 row splits, the outermost first."""

    values: numpy.ndarray
    splits: tuple[numpy.ndarray, ...]

    @property
    def shape(self) -> tuple[int | None, ...]:
        """Of the whole; None for the axes that differ from row to row."""
        rows = len(self.splits[0]) - 1
        return (rows, *[None] * len(self.splits), *self.values.shape[1:])


@dataclass(frozen=True, slots=True)
class Sparse:
    """indices: int64, [n, rank]. values: [n]. shape: of the dense tensor."""

    indices: numpy.ndarray
    values: numpy.ndarray
    shape: tuple[int, ...]


Value: TypeAlias = "numpy.ndarray | Ragged | Sparse"
"""Strings are object arrays of bytes; bfloat16 and its like have the dtypes of ml_dtypes."""
